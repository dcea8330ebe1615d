"""How a line stands decides its glyph and its word."""

from __future__ import annotations

import pytest

from therapease import paths
from therapease.domain.ids import StatementId
from therapease.domain.note import Standing, Statement, StatementKind, Verdict
from therapease.ui.session.standing import Form, count_forms, form_of, is_accepted


def line(kind: StatementKind, verdict: Verdict = Verdict.NONE, standing: Standing = Standing.DRAFTED) -> Statement:
    return Statement(StatementId("x"), "plan", "words", kind, (), verdict, standing)


@pytest.mark.parametrize(
    ("kind", "verdict", "form"),
    [
        (StatementKind.PARAPHRASE, Verdict.SUPPORTED, Form.VERIFIED),
        (StatementKind.PARAPHRASE, Verdict.QUOTED, Form.VERIFIED),
        (StatementKind.PARAPHRASE, Verdict.NONE, Form.UNVERIFIED),
        (StatementKind.QUOTATION, Verdict.QUOTED, Form.QUOTATION),
        (StatementKind.QUOTATION, Verdict.NONE, Form.UNVERIFIED),
        (StatementKind.OWN, Verdict.NONE, Form.OWN),
        (StatementKind.NOT_ASSESSED, Verdict.NONE, Form.NOT_ASSESSED),
        (StatementKind.CLINICIAN_TO_COMPLETE, Verdict.NONE, Form.TO_COMPLETE),
    ],
)
def test_every_kind_has_its_form(kind: StatementKind, verdict: Verdict, form: Form) -> None:
    assert form_of(line(kind, verdict)) is form


def test_counts_come_in_the_legends_order_and_leave_out_what_is_not_there() -> None:
    lines = [
        line(StatementKind.OWN),
        line(StatementKind.PARAPHRASE, Verdict.SUPPORTED),
        line(StatementKind.PARAPHRASE, Verdict.SUPPORTED),
    ]
    assert count_forms(lines) == [(Form.VERIFIED, 2), (Form.OWN, 1)]


def test_counts_are_words() -> None:
    assert Form.VERIFIED.counted(7) == "7 verified"
    assert Form.QUOTATION.counted(1) == "1 quotation"
    assert Form.QUOTATION.counted(2) == "2 quotations"


def test_accepted_or_edited_is_dealt_with() -> None:
    assert is_accepted(line(StatementKind.NOT_ASSESSED, standing=Standing.ACCEPTED))
    assert is_accepted(line(StatementKind.OWN, standing=Standing.EDITED))
    assert not is_accepted(line(StatementKind.NOT_ASSESSED))


def test_every_glyph_is_there_and_no_two_forms_look_alike_in_glyph_and_word() -> None:
    assert all((paths.resources_dir() / "icons" / f"{form.icon}.svg").is_file() for form in Form)
    assert len({(form.icon, form.word) for form in Form}) == len(Form)
