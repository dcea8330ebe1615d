"""Planning by question and answer, with the short questions that carry it on."""

from __future__ import annotations

import pytest

from tests.conversations import talk
from therapease.engine.drafting.candidate import Matter
from therapease.engine.drafting.finders.arrangements import find_arrangements

_BEFORE = ("T: How was the week?", "C: I slept badly.", "T: I see.", "C: I went to work, though.")


def test_the_answer_to_a_planning_question_stands_with_it() -> None:
    (line,) = find_arrangements(talk(*_BEFORE, "T: So what's a next step?", "C: Four exits, three times."))
    assert line.matter is Matter.PLAN
    assert "next step?”" in line.text
    assert "“Four exits, three times.”" in line.text


def test_a_short_question_carries_planning_on() -> None:
    lines = find_arrangements(
        talk(
            *_BEFORE,
            "T: What's a next step?",
            "C: Four exits, alone.",
            "T: And Target?",
            "C: I stay in the checkout.",
        )
    )
    assert [line.quotes[-1].text for line in lines] == ["Four exits, alone.", "I stay in the checkout."]


@pytest.mark.parametrize(
    "question",
    ["How about thoughts of hurting yourself?", "Any side effects from the tablets?", "Could you tell me about Mum?"],
)
def test_questions_about_what_was_open_no_plan(question: str) -> None:
    assert find_arrangements(talk(*_BEFORE, f"T: {question}", "C: Sometimes at night, on Sundays.")) == []


def test_the_closing_list_is_a_plan_of_its_own() -> None:
    (line,) = find_arrangements(
        talk(*_BEFORE, "T: So this week, the handle every day, and the cooker once on weekdays.", "C: Okay.")
    )
    assert "the handle every day" in line.text


def test_a_bargain_is_quoted_whole() -> None:
    (line,) = find_arrangements(
        talk(
            *_BEFORE,
            "T: Would you put the phone downstairs, by when?",
            "D: Half ten.",
            "C: Eleven on Fridays, at the earliest.",
        )
    )
    assert "Half ten." in line.text
    assert "Eleven on Fridays" in line.text
