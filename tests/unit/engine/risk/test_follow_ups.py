"""What a later turn adds to a mention: an answer, a correction, a recap."""

from __future__ import annotations

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


def test_an_echoed_no_is_confirmed() -> None:
    found = listed("T: Any thoughts of suicide?", "C: No.", "T: No.", "C: Not really, no.")
    assert {stance for _, _, stance in found} == {"denied"}
    assert {turn for _, evidence, _ in found for turn in evidence} >= {0, 1, 3}


def test_a_figure_said_back_and_put_right() -> None:
    spoken = ("C: I took an overdose at nineteen.", "T: So that's twenty-two years ago.", "C: Twenty-three.")
    assert listed(*spoken) == [("suicide", (0, 1, 2), "affirmed")]
