"""What might go into the note: a line in pieces, each either a few words of ours or words that were said.

Our own words come from a closed vocabulary (`FRAMES`), so that everything else in a quoting line is somebody's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from therapease.engine.drafting.dialogue import Turn
from therapease.engine.language.tokens import content_stems


class Matter(StrEnum):
    """What a line is about; a note format says which of its sections takes which matter."""

    REPORT = "report"
    ANSWER = "answer"
    DENIAL = "denial"
    RISK = "risk"
    MEASURE = "measure"
    OBSERVATION = "observation"
    INTERVENTION = "intervention"
    FORMULATION = "formulation"
    PLAN = "plan"
    APPOINTMENT = "appointment"


@dataclass(frozen=True, slots=True)
class Frame:
    """Words of ours that lead into a quotation."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one turn, from `start` to `end` in its text, to the letter."""

    turn: Turn
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.turn.text[self.start : self.end]


Piece = Frame | Quote


@dataclass(frozen=True, eq=False)
class Candidate:
    """A line that could stand in the note, with what it rests on.

    `context` are turns cited without being quoted: the question an answer belongs to, the recap that confirms it.
    `salience` is on one scale for all matters; `is_required` lines are taken before any are weighed.
    """

    matter: Matter
    pieces: tuple[Piece, ...]
    salience: float
    context: tuple[Turn, ...] = ()
    is_required: bool = False

    @property
    def quotes(self) -> list[Quote]:
        return [piece for piece in self.pieces if isinstance(piece, Quote)]

    @property
    def turns(self) -> list[Turn]:
        """Every turn the line cites, in the order of the conversation."""
        by_index = {turn.index: turn for turn in [*(quote.turn for quote in self.quotes), *self.context]}
        return [by_index[index] for index in sorted(by_index)]

    @cached_property
    def text(self) -> str:
        """The line as it reads: quoted words in “ ”, ours around them."""
        parts = [piece.text if isinstance(piece, Frame) else f"“{piece.text}”" for piece in self.pieces]
        return " ".join(parts).replace(" ;", ";").replace(" :", ":").replace(" .", ".").replace(" ,", ",").strip()

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the quoted words that say something."""
        return frozenset(stem for quote in self.quotes for stem in content_stems(quote.text))

    @cached_property
    def word_count(self) -> int:
        return len(self.text.split())
