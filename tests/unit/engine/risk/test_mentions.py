"""Explicit mentions of risk with category, stance and subject, from whole conversations."""

from __future__ import annotations

import pytest

from tests.labelled_conversations import conversation
from therapease.engine.risk.mentions import find_mentions

Listed = set[tuple[str, tuple[int | str, ...], str, str]]


def listed(*lines: str) -> Listed:
    mentions = find_mentions(conversation(*lines).utterances)
    return {(m.category.value, m.evidence, m.stance.value, m.subject.value) for m in mentions}


@pytest.mark.parametrize(
    ("answer", "stance"),
    [
        ("C: No.", "denied"),
        ("C: Uh-uh. Not my thing.", "denied"),
        ("C: It's never been that.", "denied"),
        ("C: I'm fine, honestly.", "denied"),
        ("C: Mm-hm.", "affirmed"),
        ("C: Twice, maybe.", "affirmed"),
        ("C: I couldn't say.", "unclear"),
    ],
)
def test_the_answer_gives_the_question_its_stance(answer: str, stance: str) -> None:
    assert listed("T: Any thoughts of suicide?", answer) == {("suicide", (0, 1), stance, "client")}


def test_an_unanswered_question_stays_unclear() -> None:
    assert listed("T: Any thoughts of suicide?", "T: Sorry, take your time.") == {
        ("suicide", (0,), "unclear", "client")
    }


def test_one_no_answers_every_risk_of_the_question() -> None:
    assert listed("T: Any thoughts of harming yourself or anyone else?", "C: No.") == {
        ("self_harm", (0, 1), "denied", "client"),
        ("harm_to_others", (0, 1), "denied", "client"),
    }


def test_a_no_before_an_affirmation_keeps_both() -> None:
    assert listed("T: Any alcohol? Any drugs?", "C: I don't drink. I smoke a little weed.") == {
        ("substance_use", (0, 1), "denied", "client"),
        ("substance_use", (0, 1), "affirmed", "client"),
    }


def test_a_yes_before_a_denial_of_acting_keeps_both() -> None:
    assert listed("T: Any thoughts of suicide?", "C: Yeah, sometimes, but I'd never act on it.") == {
        ("suicide", (0, 1), "affirmed", "client"),
        ("suicide", (0, 1), "denied", "client"),
    }


def test_an_answer_taken_back_is_unclear() -> None:
    found = listed("T: And what about alcohol?", "C: No.", "C: Well, occasionally, yeah, a beer.")
    assert ("substance_use", (0, 1), "unclear", "client") in found
    assert ("substance_use", (0, 2), "affirmed", "client") in found


def test_tobacco_does_not_answer_for_alcohol() -> None:
    found = listed("T: Do you smoke or drink alcohol?", "C: I smoke, ten a day.")
    assert found == {("substance_use", (0,), "unclear", "client")}


def test_still_taking_it_answered_with_no_affirms() -> None:
    assert listed("T: Are you still on the lithium?", "C: Nope.") == {
        ("stopping_medication", (0, 1), "affirmed", "client")
    }


def test_plainly_taking_a_medication_is_no_mention() -> None:
    assert listed("T: Are you taking the lithium?", "C: Yes.") == set()


def test_a_recap_takes_its_yes_along() -> None:
    assert listed("T: You're not feeling suicidal, then.", "C: That's right.") == {
        ("suicide", (0, 1), "denied", "client")
    }


def test_a_recap_can_be_refused() -> None:
    found = listed("T: So you stopped the lithium.", "C: No.")
    assert ("stopping_medication", (0, 1), "denied", "client") in found


def test_an_offer_refused_is_treatment_declined() -> None:
    assert listed("T: Would you be open to an antidepressant?", "C: No, thank you.") == {
        ("stopping_medication", (0, 1), "affirmed", "client")
    }
    assert listed("T: I could refer you to psychotherapy. Would you like that?", "C: Maybe not right now.") == {
        ("stopping_medication", (0, 1), "unclear", "client")
    }
