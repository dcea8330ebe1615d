"""A mention while its evidence still grows, by positions in the conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from therapease.domain.note import RiskCategory, RiskSubject, Stance
from therapease.engine.language.answers import Answer
from therapease.engine.risk.cues import cue

SAYS = {Answer.YES: Stance.AFFIRMED, Answer.NO: Stance.DENIED, Answer.UNCLEAR: Stance.UNCLEAR}
"""What a bare answer says of the risk that was asked about."""


def is_over_now(says: Answer, text: str) -> bool:
    """Whether a yes is told of the past and taken back for today (“I did in March, not now”). `text` is lowered."""
    return says is Answer.YES and cue("not_now").search(text) is not None


@dataclass(slots=True)
class GrowingMention:
    """A risk, one stance, one subject; `positions` are the utterances that say it, ascending and without repeats."""

    category: RiskCategory
    stance: Stance
    subject: RiskSubject
    positions: list[int] = field(default_factory=list)

    def add(self, *positions: int) -> None:
        """Take further utterances into the evidence."""
        self.positions = sorted({*self.positions, *positions})

    def is_alike(self, other: GrowingMention) -> bool:
        """Whether both say the same thing, wherever they say it."""
        return (self.category, self.stance, self.subject) == (other.category, other.stance, other.subject)

    def says(self, position: int, category: RiskCategory, stance: Stance, subject: RiskSubject) -> bool:
        """Whether this mention already says that, with that utterance."""
        return position in self.positions and self.is_alike(GrowingMention(category, stance, subject))


def merged(made: Sequence[GrowingMention]) -> list[GrowingMention]:
    """Return mentions in the order of the conversation, without those whose evidence another alike holds already."""
    kept: list[GrowingMention] = []
    for mention in sorted(made, key=_order):
        twin = next((other for other in kept if other.is_alike(mention) and _is_nested(other, mention)), None)
        if twin is None:
            kept.append(mention)
        else:
            twin.add(*mention.positions)
    return kept


def _order(mention: GrowingMention) -> tuple[int, bool, bool, int]:
    is_others = mention.subject is RiskSubject.OTHER
    # Where one exchange says two things, what is affirmed comes first: it must not be read past.
    return (mention.positions[0], mention.stance is not Stance.AFFIRMED, is_others, mention.positions[-1])


def _is_nested(one: GrowingMention, other: GrowingMention) -> bool:
    a, b = set(one.positions), set(other.positions)
    return a <= b or b <= a
