"""Questions with their answers; a denial only where one was asked and said no."""

from __future__ import annotations

import pytest

from tests.conversations import talk
from therapease.engine.drafting.candidate import Matter
from therapease.engine.drafting.finders.exchanges import find_answers, find_exchanges, shortened_question


def test_a_question_is_paired_with_who_answers_it() -> None:
    (exchange,) = find_exchanges(
        talk("T: Did you do the ten minutes?", "C: We did, what, three times?", "D: Twice.", "T: Twice.")
    )
    assert [turn.index for turn in exchange.answers] == [1, 2]


@pytest.mark.parametrize(
    ("question", "answer", "denied"),
    [
        ("Any thoughts of hurting yourself?", "No, nothing like that.", True),
        ("Do you drink?", "Nope.", True),
        (
            "And when you say it's not a plan, have there been any thoughts of ending your life?",
            "No. Honestly, no.",
            True,
        ),
        ("How do you feel about that?", "No idea.", False),
        ("Do you drink?", "No, only at weekends.", False),
        ("Is it a lonely quiet, or is it peaceful?", "No, both.", False),
        ("You don't drink, do you?", "No.", False),
        ("Do you drink?", "Sometimes.", False),
    ],
)
def test_a_denial_needs_a_plain_question_and_a_plain_no(question: str, answer: str, denied: bool) -> None:
    (line,) = find_answers(talk(f"T: {question}", f"C: {answer}"))
    assert (line.matter is Matter.DENIAL) is denied
    assert ("denied" in line.text) is denied


def test_a_no_to_what_is_no_complaint_is_an_answer_and_not_a_denial() -> None:
    (line,) = find_answers(talk("T: Did your doctor agree to stopping it?", "C: Nope. My call."))
    assert line.text == "Client, asked “Did your doctor agree to stopping it?”: “Nope. My call.”"


def test_where_people_settle_a_figure_the_settled_one_is_quoted() -> None:
    (line,) = find_answers(
        talk("T: Did you do the ten minutes?", "C: We did it, what, three times?", "D: Twice.", "T: Twice is good.")
    )
    assert "Twice" in line.text
    assert "three" not in line.text


def test_a_long_run_up_to_a_question_is_left_out() -> None:
    (turn,) = talk("T: And when you lie there at night and can't stop thinking, do you ever think about not waking up?")
    assert turn.question is not None
    assert shortened_question(turn, turn.question).text == "do you ever think about not waking up?"


def test_a_plan_made_by_answering_is_a_plan() -> None:
    lines = find_answers(
        talk(
            "C: Hello.",
            "T: Hello.",
            "T: What would you want in place for the next call?",
            "C: I don't pick up after eight.",
        )
    )
    assert [line.matter for line in lines] == [Matter.PLAN]


@pytest.mark.parametrize(
    "answer",
    ["I'd not mind joining her.", "No. I've thought about it, once.", "No, I quit. Well, not quit.", "Not sure."],
)
def test_what_is_not_plainly_denied_is_only_asked(answer: str) -> None:
    (line,) = find_answers(talk("T: Have you had thoughts of dying?", f"C: {answer}"))
    assert "denied" not in line.text


def test_a_long_question_is_quoted_up_to_its_topic() -> None:
    (line,) = find_answers(
        talk("T: Any depression in the family, drinking, bipolar, anything like that?", "C: My dad drank, for years.")
    )
    assert "“Any depression in the family”" in line.text


def test_what_leads_up_to_a_question_is_not_quoted_for_it() -> None:
    (line,) = find_answers(
        talk("T: That sounds very frightening, do you know how long it lasted?", "C: Maybe ten minutes in all.")
    )
    assert "“do you know how long it lasted?”" in line.text
    assert "frightening" not in line.text


def test_asking_to_confirm_makes_no_line() -> None:
    assert find_answers(talk("T: So no plan to do anything. Is that right?", "C: That's right.")) == []


def test_what_is_asked_is_not_cut_off_before_its_when() -> None:
    asked = "And any thoughts of harming yourself or not wanting to be here, when it gets like that?"
    (exchange,) = find_exchanges(talk(f"T: {asked}", "C: No."))
    assert "harming yourself" in shortened_question(exchange.asking, exchange.question).text


def test_a_question_keeps_its_verb_before_a_comma() -> None:
    (line,) = find_answers(
        talk("T: What's kept you going all this time, on the worst days?", "C: The cat and Margaret.")
    )
    assert "kept you going" in line.text


def test_a_figure_is_not_cut_in_two() -> None:
    (line,) = find_answers(talk("T: And the medication, you'd gone up to a hundred and fifty?", "C: Yeah, at night."))
    assert "hundred”" not in line.text
