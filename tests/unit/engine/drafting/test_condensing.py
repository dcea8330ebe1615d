"""Shorter and mended forms: never without what turns, weakens or corrects what stays."""

from __future__ import annotations

import pytest

from tests.conversations import talk
from therapease.engine.drafting.candidate import Candidate, Frame, Matter, Quote
from therapease.engine.drafting.condensing import mended, shorter_forms
from therapease.engine.drafting.verify import verify_statement


def report(said: str, start: int = 0, end: int | None = None) -> Candidate:
    (turn,) = talk(f"C: {said}")
    quote = Quote(turn, start, len(said) if end is None else end)
    return Candidate(Matter.REPORT, (Frame("Client:"), quote), 6.0)


def test_a_form_leaves_out_what_is_not_worth_its_words() -> None:
    line = report("I slept three hours on Monday night. The bus was green and the driver sang all the way.")
    texts = [form.text for form in shorter_forms(line)]
    assert "Client: “I slept three hours on Monday night.”" in texts
    assert all(form.salience < line.salience for form in shorter_forms(line))


@pytest.mark.parametrize(
    "said",
    [
        "I take the sertraline every morning. But only half of it since June.",
        "Two panic attacks this week at work. One on Sunday at home. No wait, that one does not count.",
        "I sleep eight hours a night now. If I take the tablets at nine.",
        "I drink four beers a night. Sorry, five beers a night.",
    ],
)
def test_what_turns_or_corrects_is_never_cut_off(said: str) -> None:
    last = said.split(". ")[-1]
    for form in shorter_forms(report(said)):
        assert last in form.text or said.split(". ")[0] not in form.text


def test_risk_denials_and_required_lines_stay_whole() -> None:
    line = report("I slept three hours on Monday night. The bus was green and the driver sang all the way.")
    assert shorter_forms(line, {0}) == []
    required = Candidate(Matter.REPORT, line.pieces, 6.0, is_required=True)
    denial = Candidate(Matter.DENIAL, line.pieces, 6.0)
    assert shorter_forms(required) == shorter_forms(denial) == []


def test_every_form_passes_the_checks() -> None:
    line = report("I never said that I hit him. I told my sister on Friday and then I went home to bed.")
    for form in shorter_forms(line):
        assert verify_statement(form.text, form.turns).is_supported


def test_a_refused_quotation_is_stretched_over_what_takes_it_back() -> None:
    said = "My hands were tingling and I thought I was dying. I mean, I know I'm not dying."
    line = report(said, end=said.index(" I mean"))
    assert not verify_statement(line.text, line.turns).is_supported
    form = mended(line)
    assert form is not None
    assert form.text == f"Client: “{said}”"


def test_a_refused_quotation_gets_back_the_word_before_it() -> None:
    said = "Like every other day."
    form = mended(report(said, start=5))
    assert form is not None
    assert form.text == "Client: “Like every other day.”"


def test_a_line_that_stands_stays_as_it_is_and_a_hopeless_one_goes() -> None:
    line = report("I slept three hours.")
    assert mended(line) is line
    invented = Candidate(Matter.REPORT, (Frame("Client admits:"), *line.pieces[1:]), 6.0)
    assert mended(invented) is None
