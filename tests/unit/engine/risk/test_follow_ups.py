"""What a later turn adds to a mention: an answer, a correction, a recap."""

from __future__ import annotations

import pytest

from tests.labelled_conversations import conversation
from therapease.engine.risk.mentions import find_mentions


def listed(*lines: str) -> list[tuple[str, tuple[int | str, ...], str]]:
    mentions = find_mentions(conversation(*lines).utterances)
    return [(m.category.value, m.evidence, m.stance.value) for m in mentions]


def test_how_often_joins_what_it_asks_about() -> None:
    assert listed("C: I think about killing myself.", "T: How often?", "C: Most nights.") == [
        ("suicide", (0, 1, 2), "affirmed")
    ]


def test_a_follow_up_can_turn_the_stance() -> None:
    assert listed("C: I cut myself on Monday.", "T: And since?", "C: Nothing.") == [
        ("self_harm", (0,), "affirmed"),
        ("self_harm", (1, 2), "denied"),
    ]


def test_another_topic_is_no_follow_up() -> None:
    assert listed("C: I cut myself on Monday.", "T: How is your sleep?", "C: Five hours.") == [
        ("self_harm", (0,), "affirmed")
    ]


@pytest.mark.parametrize(
    "promise", ["Do you think you can do that?", "Good. Can you do that?", "Does that sound all right?", "Deal?"]
)
def test_a_promise_asked_for_after_a_denial_is_no_follow_up(promise: str) -> None:
    spoken = ("T: Any thoughts of killing yourself?", "C: No, nothing like that.", f"T: {promise}", "C: I can do that.")
    assert listed(*spoken) == [("suicide", (0, 1), "denied")]


def test_an_echoed_no_is_confirmed() -> None:
    found = listed("T: Any thoughts of suicide?", "C: No.", "T: No.", "C: Not really, no.")
    assert {stance for _, _, stance in found} == {"denied"}
    assert {turn for _, evidence, _ in found for turn in evidence} >= {0, 1, 3}


def test_a_figure_said_back_and_put_right() -> None:
    spoken = ("C: I took an overdose at nineteen.", "T: So that's twenty-two years ago.", "C: Twenty-three.")
    assert listed(*spoken) == [("suicide", (0, 1, 2), "affirmed")]


def test_a_question_without_a_topic_of_its_own_carries_on() -> None:
    mentions = listed(
        "T: Do you hear voices?", "C: Yes.", "T: What do they say?", "C: That I'm filth, about twice a week."
    )
    assert ("psychosis", (0, 1, 2, 3), "affirmed") in mentions


def test_a_new_topic_ends_what_carries_on() -> None:
    mentions = listed("T: Any self-harm?", "C: Once.", "T: And how is work going?", "C: Three days a week now.")
    assert mentions == [("self_harm", (0, 1), "affirmed")]


def test_a_question_turned_to_the_client_is_about_the_client() -> None:
    spoken = conversation("C: My brother killed himself.", "T: And you, any such thoughts?", "C: No, never.")
    found = {(m.stance.value, m.subject.value, m.evidence) for m in find_mentions(spoken.utterances)}
    assert ("denied", "client", (1, 2)) in found


def test_a_yes_of_the_past_denies_today() -> None:
    mentions = listed("T: Any thoughts of suicide?", "C: I did in March, yeah, not now.")
    assert mentions == [("suicide", (0, 1), "affirmed"), ("suicide", (0, 1), "denied")]
