"""The therapist's sense-making, unless the client sets it right."""

from __future__ import annotations

from tests.conversations import talk
from therapease.engine.drafting.finders.formulations import find_formulations


def test_sense_made_aloud_is_quoted_with_the_answer() -> None:
    (line,) = find_formulations(
        talk("T: I think that the voices have come back since the medicine stopped.", "C: Yeah. I guess that's right.")
    )
    assert line.text.startswith("Therapist's view: “I think that the voices")
    assert "I guess that's right" in line.text


def test_what_the_client_sets_right_is_left_out() -> None:
    assert (
        find_formulations(talk("T: It sounds like your mother was jealous of you.", "C: No. She was frightened.")) == []
    )


def test_questions_and_proposals_are_no_formulation() -> None:
    assert (
        find_formulations(talk("T: It sounds like you could try what we said, would you?", "T: Let's look at it."))
        == []
    )


def test_sympathy_is_no_view() -> None:
    assert (
        find_formulations(talk("T: Hello.", "C: Hello.", "T: That sounds like a very lonely moment.", "C: It was."))
        == []
    )
