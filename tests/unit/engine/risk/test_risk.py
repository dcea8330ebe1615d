"""The whole detector on invented conversations and on the evaluation data: what is found, how right, how fast."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bench.prove_risk import claims
from tests.labelled_conversations import ROLES, Conversation, Label, conversation, read_conversations
from therapease.domain.note import RiskCategory, RiskMention, RiskSubject, Stance
from therapease.domain.transcript import SpeakerRole, Utterance
from therapease.engine.risk import find_mentions

HERE = Path(__file__).parent
FILES = tuple(
    f"conversations{which}.txt" for which in ("", "_second", "_third", "_fourth", "_fifth", "_sixth", "_seventh")
)


def citing(mentions: tuple[RiskMention, ...], label: Label) -> list[RiskMention]:
    return [m for m in mentions if m.category.value == label.category and label.turn in m.evidence]


def is_right(mentions: tuple[RiskMention, ...], label: Label) -> bool:
    found = citing(mentions, label)
    if label.stance == "asked":
        return bool(found)
    return any((m.stance.value, m.subject.value) == (label.stance, label.subject) for m in found)


def false_alarms(one: Conversation, mentions: tuple[RiskMention, ...]) -> int:
    named = {(label.turn, label.category) for label in one.labels}
    return sum(not any((turn, m.category.value) in named for turn in m.evidence) for m in mentions)


@pytest.mark.parametrize("name", FILES)
def test_invented_conversations(name: str) -> None:
    conversations = read_conversations(HERE / name)
    read = [(one, find_mentions(one.utterances)) for one in conversations]
    labels = [(label, mentions) for one, mentions in read for label in one.labels]
    assert len(labels) > 30
    found = sum(bool(citing(mentions, label)) for label, mentions in labels)
    right = sum(is_right(mentions, label) for label, mentions in labels)
    assert found >= 0.96 * len(labels)
    assert right >= 0.95 * found
    assert sum(false_alarms(one, mentions) for one, mentions in read) <= 0.05 * len(conversations)


def test_every_category_occurs_in_the_conversations() -> None:
    labels = {label.category for name in FILES for one in read_conversations(HERE / name) for label in one.labels}
    assert labels == {category.value for category in RiskCategory}


def test_evidence_keeps_the_identifiers_that_were_given() -> None:
    utterances = (
        Utterance("a-1", "T", SpeakerRole.THERAPIST, "Any thoughts of suicide?"),
        Utterance("a-2", "C", SpeakerRole.CLIENT, "No, nothing like that."),
    )
    assert find_mentions(utterances) == (
        RiskMention(RiskCategory.SUICIDE, ("a-1", "a-2"), Stance.DENIED, RiskSubject.CLIENT),
    )


def test_nothing_said_is_nothing_found() -> None:
    assert find_mentions(()) == ()
    assert find_mentions(conversation("T: Hello.", "C: Hi. [laughs]", "C: ...").utterances) == ()


def test_unknown_roles_still_find_what_is_said() -> None:
    unknown = [
        Utterance(turn, who, SpeakerRole.UNKNOWN, text)
        for turn, (who, text) in enumerate(
            [("S1", "Do you ever hear voices?"), ("S2", "No. I tried to kill myself once.")]
        )
    ]
    mentions = find_mentions(unknown)
    assert (RiskCategory.PSYCHOSIS, Stance.DENIED) in {(m.category, m.stance) for m in mentions}
    assert (RiskCategory.SUICIDE, Stance.AFFIRMED) in {(m.category, m.stance) for m in mentions}


def test_the_same_conversation_gives_the_same_list() -> None:
    utterances = [u for one in read_conversations(HERE / FILES[0])[:40] for u in one.utterances]
    renumbered = [Utterance(turn, u.speaker, u.role, u.text) for turn, u in enumerate(utterances)]
    assert find_mentions(renumbered) == find_mentions(renumbered)


def test_promises_on_the_evaluation_data(eval_data: Path) -> None:
    assert [claim.claim for claim in claims(eval_data) if not claim.ok] == []


def test_roles_of_the_notation_are_complete() -> None:
    assert set(ROLES.values()) == {SpeakerRole.THERAPIST, SpeakerRole.CLIENT, SpeakerRole.OTHER}


@pytest.mark.parametrize(
    "babble", ["um, " * 4000, "mm-hmm " * 200 + "x", "no, " * 4000, "they said " * 3000, "my " * 4000]
)
def test_endless_repetition_costs_no_endless_time(babble: str) -> None:
    """A recognizer can get stuck and repeat a word for minutes; no expression may take exponential time over it."""
    spoken = conversation("T: Any suicidal thoughts?", f"C: {babble}", f"T: {babble}")
    began = time.process_time()
    assert find_mentions(spoken.utterances)
    assert time.process_time() - began < 5.0
