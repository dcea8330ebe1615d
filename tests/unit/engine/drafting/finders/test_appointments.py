"""The next appointment as finally settled."""

from __future__ import annotations

import pytest

from tests.conversations import talk
from therapease.engine.drafting.finders.appointments import bargaining_turns, find_appointment


def settled(*lines: str) -> str:
    (line,) = find_appointment(talk(*lines))
    assert line.is_required
    return line.text


@pytest.mark.parametrize(
    ("lines", "held", "gone"),
    [
        (
            (
                "T: Tuesday the fourteenth at four, same time next week?",
                "C: I can't, I've got the dentist. The fifteenth?",
                "T: Wednesday the fifteenth at four.",
                "C: Okay.",
            ),
            "Wednesday the fifteenth at four",
            "fourteenth",
        ),
        (
            (
                "T: Same time next week, the twelfth?",
                "C: I'm in Leeds on the twelfth. The nineteenth?",
                "T: The nineteenth at six.",
            ),
            "The nineteenth at six",
            "twelfth",
        ),
        (("T: See you tomorrow at half past nine.", "C: Bye."), "tomorrow at half past nine", "today"),
    ],
)
def test_the_date_that_was_agreed_is_quoted_and_not_the_one_that_was_refused(
    lines: tuple[str, ...], held: str, gone: str
) -> None:
    text = settled(*lines)
    assert held in text
    assert gone not in text


def test_a_weekday_is_added_from_a_sentence_about_the_same_date() -> None:
    text = settled(
        "T: Can we do Wednesday the fifteenth? I have ten or three-thirty.",
        "C: Three-thirty.",
        "T: Three-thirty on the fifteenth it is.",
    )
    assert "“Three-thirty on the fifteenth it is.”" in text
    assert "“Wednesday the fifteenth”" in text


def test_without_an_appointment_there_is_no_line() -> None:
    assert find_appointment(talk("T: How was Monday?", "C: I was at work at nine.")) == []
    assert bargaining_turns(talk("T: How was Monday?", "C: Fine.")) == set()


def test_the_bargaining_is_left_to_this_finder() -> None:
    turns = talk("C: I slept badly.", "T: Next week, Monday at two?", "C: Yes.", "T: Monday at two.")
    assert bargaining_turns(turns) == {1, 2, 3}


@pytest.mark.parametrize(
    ("lines", "held", "gone"),
    [
        (
            (
                "T: So Thursday the fifth with Jordan. Is eleven okay?",
                "C: She has her jabs at eleven. Can it be after?",
                "T: One o'clock on the fifth, then.",
                "C: One's good.",
            ),
            ("Thursday the fifth", "One o'clock"),
            "eleven",
        ),
        (
            (
                "T: I'd see you Monday the second at ten.",
                "C: I've got a tutorial at ten on Mondays. Is there a later one?",
                "T: Monday at one fifteen?",
                "C: One fifteen's good.",
            ),
            ("Monday the second", "One fifteen"),
            "ten",
        ),
        (
            (
                "T: I've got Monday the third at eight, or Thursday the sixth at four.",
                "C: Thursday. No. Thursday's the choir. Monday.",
                "T: Monday the third, eight a.m.",
            ),
            ("Monday the third, eight a.m.",),
            "sixth",
        ),
    ],
)
def test_day_and_time_come_from_wherever_each_was_settled(
    lines: tuple[str, ...], held: tuple[str, ...], gone: str
) -> None:
    text = settled(*lines)
    assert all(part in text for part in held)
    assert gone not in text


def test_being_away_first_takes_nothing_off_what_is_offered_instead() -> None:
    text = settled(
        "T: I'm away next week, so can we say Thursday the twelfth, at two?",
        "C: Thursday the twelfth. Yes, that's fine.",
    )
    assert "hursday the twelfth" in text
    assert "two" in text


def test_first_is_no_date() -> None:
    text = settled(
        "T: Next is Tuesday week, that's the nineteenth, half past six, and I'll see you alone first.", "C: Fine."
    )
    assert "nineteenth" in text
    assert "half past six" in text
