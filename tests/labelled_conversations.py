"""Reads the labelled conversations of tests/unit/engine/risk/*.txt; the first of them explains their notation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from therapease.domain.transcript import SpeakerRole, Utterance

ROLES = {
    "T": SpeakerRole.THERAPIST,
    "C": SpeakerRole.CLIENT,
    "D": SpeakerRole.CLIENT,
    "O": SpeakerRole.OTHER,
}


@dataclass(frozen=True, slots=True)
class Label:
    """One label of one line. `stance` is “asked” where the line is a question."""

    turn: int
    category: str
    stance: str
    subject: str


@dataclass(frozen=True, slots=True)
class Conversation:
    utterances: tuple[Utterance, ...]
    labels: tuple[Label, ...]


def conversation(*lines: str) -> Conversation:
    """Read lines such as “T: Any drugs? => substance_use/asked/client”."""
    utterances: list[Utterance] = []
    labels: list[Label] = []
    for turn, line in enumerate(lines):
        who, _, rest = line.partition(": ")
        text, _, written = rest.partition("=>")
        utterances.append(Utterance(turn, who, ROLES[who], text.strip()))
        for label in filter(None, (part.strip() for part in written.split(","))):
            category, stance, subject = label.split("/")
            labels.append(Label(turn, category, stance, subject))
    return Conversation(tuple(utterances), tuple(labels))


def read_conversations(path: Path) -> list[Conversation]:
    """Return the conversations of a file, in order."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    kept = [[line for line in block.splitlines() if line and not line.startswith("#")] for block in blocks]
    return [conversation(*lines) for lines in kept if lines]
