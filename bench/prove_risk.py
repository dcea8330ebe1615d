"""The promises about risk mentions, scored against labels that a person made by reading, before there was a detector.

The scoring knows nothing of how mentions are found: it takes the list beside the draft and the labels, and counts.
A label is a turn with a category, a stance and a subject; it is found when a mention of that category cites the turn.
A label of a question only asks that some mention cites it, since its stance lies in the answer. A mention none of
whose turns is labelled with its category is a false alarm. Where one turn carries several labels of a category, each
is looked up on its own.

Stance and subject are counted twice. Strictly, the first mention that cites the turn decides, as somebody reads who
stops at the first line; where a turn carries two labels of a category the first two do. Leniently, any mention that
cites the turn may agree, since a turn may say two things (“I used to. Not now.”).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.claims import Claim, needs_eval_data
from therapease.cli.transcript_json import role_of
from therapease.domain.note import RiskMention
from therapease.domain.transcript import Utterance
from therapease.engine.risk import find_mentions

_RECALL = "risk: labelled mentions found"
_ASKED = "risk: labelled questions found"
_ALARMS = "risk: false alarms a dialogue"
_RIGHT = "risk: stance and subject right by the first mention that cites the turn"
_RIGHT_BY_ANY = "risk: stance and subject right by any mention that cites the turn"
_ALL = "100 %"
_QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader wrote of one turn."""

    turn: int
    category: str
    stance: str
    subject: str


@dataclass(frozen=True, slots=True)
class Scored:
    """One dialogue's counts."""

    said: int
    said_found: int
    said_right: int
    said_right_by_any: int
    asked: int
    asked_found: int
    false_alarms: int


def score(mentions: Sequence[RiskMention], labels: Sequence[Label]) -> Scored:
    """Compare one dialogue's mentions with its labels. Evidence is taken as turn numbers."""
    said = [label for label in labels if label.stance != _QUESTION]
    asked = [label for label in labels if label.stance == _QUESTION]
    named = {(label.turn, label.category) for label in labels}
    return Scored(
        said=len(said),
        said_found=sum(bool(_citing(mentions, label)) for label in said),
        said_right=sum(_is_right_at_first(mentions, label, said) for label in said),
        said_right_by_any=sum(any(_agrees(mention, label) for mention in _citing(mentions, label)) for label in said),
        asked=len(asked),
        asked_found=sum(bool(_citing(mentions, label)) for label in asked),
        false_alarms=sum(
            not any((turn, mention.category.value) in named for turn in mention.evidence) for mention in mentions
        ),
    )


def _citing(mentions: Sequence[RiskMention], label: Label) -> list[RiskMention]:
    return [m for m in mentions if m.category.value == label.category and label.turn in m.evidence]


def _is_right_at_first(mentions: Sequence[RiskMention], label: Label, said: Sequence[Label]) -> bool:
    beside = sum((other.turn, other.category) == (label.turn, label.category) for other in said)
    return any(_agrees(mention, label) for mention in _citing(mentions, label)[:beside])


def _agrees(mention: RiskMention, label: Label) -> bool:
    return mention.stance.value == label.stance and mention.subject.value == label.subject


def claims(eval_data: Path | None) -> Iterable[Claim]:
    """Yield one line per promise."""
    if eval_data is None:
        for words, bound in (
            (_RECALL, _ALL),
            (_ASKED, _ALL),
            (_RIGHT, "≥ 95 %"),
            (_RIGHT_BY_ANY, "≥ 95 %"),
            (_ALARMS, "≤ 1"),
        ):
            yield needs_eval_data(words, bound)
        return
    labels = _labels(eval_data)
    scored = [score(find_mentions(utterances), labels[name]) for name, utterances in _dialogues(eval_data)]
    said, found = sum(s.said for s in scored), sum(s.said_found for s in scored)
    asked, asked_found = sum(s.asked for s in scored), sum(s.asked_found for s in scored)
    right, alarms = sum(s.said_right for s in scored), sum(s.false_alarms for s in scored)
    yield Claim(_RECALL, f"{found} of {said}", _ALL, found == said > 0)
    yield Claim(_ASKED, f"{asked_found} of {asked}", _ALL, asked_found == asked > 0)
    yield Claim(_RIGHT, f"{right / max(1, found):.1%}", "≥ 95 %", right >= 0.95 * found > 0)
    lenient = sum(s.said_right_by_any for s in scored)
    yield Claim(_RIGHT_BY_ANY, f"{lenient / max(1, found):.1%}", "≥ 95 %", lenient >= 0.95 * found > 0)
    yield Claim(_ALARMS, f"{alarms / len(scored):.2f}", "≤ 1", alarms <= len(scored))


def _labels(eval_data: Path) -> dict[str, list[Label]]:
    lines = (eval_data / "labels" / "risk.jsonl").read_text(encoding="utf-8").splitlines()
    return {entry["id"]: [Label(**mention) for mention in entry["mentions"]] for entry in map(json.loads, lines)}


def _dialogues(eval_data: Path) -> Iterable[tuple[str, list[Utterance]]]:
    for path in sorted((eval_data / "dialogues").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            read = json.loads(line)
            yield (
                read["id"],
                [
                    Utterance(turn, said["speaker"], role_of(None, said["speaker"]), said["text"])
                    for turn, said in enumerate(read["turns"])
                ],
            )
