"""What Qt's text layout is given: escaped words and the styles of the house."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.ui.export.test_document import USER, review, with_lines
from therapease.domain.ids import StatementId
from therapease.domain.note import Statement, StatementKind, Verdict
from therapease.ui.export.document import note_document
from therapease.ui.export.html import note_html


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "<img src='file:///etc/passwd'>", "a & b < c > d"])
def test_what_people_say_is_never_markup(hostile: str) -> None:
    line = Statement(StatementId("o"), "plan", hostile, StatementKind.OWN, (), Verdict.NONE)
    dangerous = with_lines(line)
    dangerous = replace(dangerous, client=replace(dangerous.client, name=hostile))
    body = note_html(note_document(dangerous, USER))
    assert hostile not in body
    assert "<script" not in body and "<img" not in body


def test_what_was_said_is_set_in_serif_and_its_source_small() -> None:
    body = note_html(note_document(review(), USER))
    assert "<span class='said'>“Awake at four again.”</span>" in body
    assert "using slow breathing.<span class='source'> [0:06, 0:18]</span>" in body


def test_line_breaks_are_kept() -> None:
    line = Statement(StatementId("o"), "plan", "One\ntwo", StatementKind.OWN, (), Verdict.NONE)
    assert "One<br/>two" in note_html(note_document(with_lines(line), USER))
