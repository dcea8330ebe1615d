"""What was agreed for the time ahead."""

from __future__ import annotations

import pytest

from tests.conversations import talk
from therapease.engine.drafting.candidate import Matter
from therapease.engine.drafting.finders.plans import find_plans


@pytest.mark.parametrize(
    "said",
    [
        "T: For the week, how about three thought records and a walk?",
        "T: I'll ring the crisis team this afternoon.",
        "T: Please don't restart the tablets until you've seen Dr. Abara.",
        "C: I'll ring Mum before the next lunch.",
        "C: I could tell Linda on Monday.",
    ],
)
def test_commitments_and_proposals_are_found(said: str) -> None:
    lines = find_plans(talk("T: Hello.", "C: Hello.", said))
    assert [line.matter for line in lines] == [Matter.PLAN]


@pytest.mark.parametrize(
    "said",
    [
        "T: I'm going to ask you a few questions about the week.",
        "T: Let's do the agenda before we get into the week.",
        'C: I told him, "I\'ll take a hammer to you."',
        "C: I'll be honest with you about that.",
        "C: I used to say I'll do it tomorrow.",
    ],
)
def test_what_only_sounds_like_a_plan_is_none(said: str) -> None:
    assert find_plans(talk("T: Hello.", "C: Hello.", said)) == []


def test_the_answer_stands_beside_the_proposal() -> None:
    (line,) = find_plans(talk("T: Could we keep the talking time at two a week?", "C: Two we can do, yes."))
    assert "Client: “Two we can do, yes.”" in line.text


def test_an_order_is_homework_towards_the_end_and_an_exercise_before() -> None:
    order = "T: Good. And keep the log: what you feared, and what happened."
    talked = ["T: Hello.", "C: Hello.", "T: How was the week?", "C: Quiet, mostly."]
    assert find_plans(talk(order, "C: All right.", *talked, *talked)) == []
    (line,) = find_plans(talk(*talked, *talked, order, "C: All right. The log every evening."))
    assert "keep the log" in line.text


def test_a_promise_that_points_back_stands_behind_what_was_meant() -> None:
    said = ("T: StepChange, you were going to ring them.", "C: I'll do it Thursday.")
    (line,) = find_plans(talk("T: Hello.", "C: Hello.", *said))
    assert line.text == "Therapist: “StepChange, you were going to ring them.” Client: “I'll do it Thursday.”"


def test_a_promise_that_names_its_matter_needs_nothing_before_it() -> None:
    (line,) = find_plans(
        talk("T: Hello.", "C: Hello.", "T: And the debt charity.", "C: I'll write StepChange a letter.")
    )
    assert line.text == "Client: “I'll write StepChange a letter.”"


def test_what_lies_further_back_is_not_guessed() -> None:
    said = (
        "T: What might you do about the evening hours?",
        "C: Walk.",
        "T: You've a dog?",
        "C: Karen's. I could borrow it on Tuesday evening.",
    )
    (line, *_) = [line for line in find_plans(talk("T: Hello.", "C: Hello.", *said)) if "borrow" in line.text]
    assert "evening hours" not in line.text


def test_the_answer_to_another_question_is_no_reply_to_the_plan() -> None:
    said = ("T: I'd like you to bring it here. Were you wanting to die when you did it?", "C: No. I wanted it to stop.")
    for line in find_plans(talk("T: Hello.", "C: Hello.", *said)):
        assert "No. I wanted" not in line.text


def test_an_exercise_in_the_room_is_no_plan() -> None:
    said = "T: Let's do one in here. I'd like you to hold the knife with me sat next to you."
    assert find_plans(talk("T: Hello.", "C: Hello.", said)) == []
