"""Where in the transcript a line of the note rests: which utterances, and which words of them to mark.

A line names utterances only. Marking all of a long utterance would hide what matters, so the words are narrowed for
the eye: a quotation to its exact letters, anything else to the sentences that share its words. Narrowing is drawing;
the evidence itself, and what is played, stay whole utterances.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from therapease.domain.ids import UtteranceId
from therapease.domain.note import Statement
from therapease.domain.transcript import Transcript, Utterance

_QUOTED = re.compile(r"“([^“”]+)”")
_SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…]+[”\"’']?)?\s*")
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_STEM_CHARACTERS = 5
_SHORTEST_CONTENT_WORD = 3
_COMMON = frozenset(
    "the and that this with for was were are has have had not but you your they them their she her his him its it "
    "about from been being client session reported reports said says very really just there then than when what who "
    "which into over out all any can could would should will did does doing got get also because".split()
)

CharacterRange = tuple[int, int]


@dataclass(frozen=True, slots=True)
class EvidenceMark:
    """One cited utterance: its number as shown, its row in the transcript and the character ranges to mark."""

    number: int
    row: int
    utterance: Utterance
    ranges: tuple[CharacterRange, ...]

    @property
    def span_s(self) -> tuple[float, float] | None:
        """The seconds to play, or None for a transcript without times."""
        start, end = self.utterance.start_s, self.utterance.end_s
        if start is None:
            return None
        return start, end if end is not None else start


class TranscriptIndex:
    """Finds utterances of one transcript version by id."""

    def __init__(self, transcript: Transcript | None) -> None:
        self.utterances: tuple[Utterance, ...] = transcript.utterances if transcript is not None else ()
        self._rows: Mapping[UtteranceId, int] = {u.id: row for row, u in enumerate(self.utterances)}
        self._found: dict[tuple[tuple[UtteranceId, ...], str], tuple[EvidenceMark, ...]] = {}

    def row(self, utterance_id: UtteranceId) -> int | None:
        return self._rows.get(utterance_id)

    def rows(self, ids: Iterable[UtteranceId]) -> list[int]:
        """Return the rows of the ids that are there, in the order of the conversation, each once."""
        return sorted({row for utterance_id in ids if (row := self._rows.get(utterance_id)) is not None})

    def marks(self, statement: Statement) -> tuple[EvidenceMark, ...]:
        """Return the evidence of a line in the order of the conversation, numbered from 1."""
        key = (statement.evidence, statement.text)
        if key not in self._found:
            self._found[key] = self.marks_for(statement.evidence, statement.text)
        return self._found[key]

    def marks_for(self, ids: Sequence[UtteranceId], text: str) -> tuple[EvidenceMark, ...]:
        return tuple(
            EvidenceMark(number, row, self.utterances[row], marked_ranges(self.utterances[row].text, text))
            for number, row in enumerate(self.rows(ids), start=1)
        )


def marked_ranges(utterance_text: str, statement_text: str) -> tuple[CharacterRange, ...]:
    """Return the character ranges of an utterance that a line rests on; all of it when nothing narrower is found."""
    quoted = _quoted_ranges(utterance_text, statement_text)
    if quoted:
        return quoted
    return _sharing_sentences(utterance_text, statement_text) or ((0, len(utterance_text)),)


def _quoted_ranges(utterance_text: str, statement_text: str) -> tuple[CharacterRange, ...]:
    found: list[CharacterRange] = []
    for quoted in _QUOTED.findall(statement_text):
        at = utterance_text.find(quoted)
        if at >= 0:
            found.append((at, at + len(quoted)))
    return _merged(found, gap=0)


def _sharing_sentences(utterance_text: str, statement_text: str) -> tuple[CharacterRange, ...]:
    wanted = _stems(statement_text)
    scored: list[tuple[int, CharacterRange]] = []
    for match in _SENTENCE.finditer(utterance_text):
        raw = match.group()
        lead = len(raw) - len(raw.lstrip())
        span = (match.start() + lead, match.start() + len(raw.rstrip()))
        scored.append((len(wanted & _stems(raw)), span))
    best = max((score for score, _ in scored), default=0)
    if best == 0:
        return ()
    return _merged([span for score, span in scored if score * 2 >= best], gap=2)


def _merged(ranges: list[CharacterRange], gap: int) -> tuple[CharacterRange, ...]:
    """Join ranges that touch or lie at most `gap` characters apart."""
    joined: list[CharacterRange] = []
    for start, end in sorted(ranges):
        if joined and start - joined[-1][1] <= gap:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _stems(text: str) -> frozenset[str]:
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(
        word[:_STEM_CHARACTERS]
        for word in words
        if word not in _COMMON and (len(word) >= _SHORTEST_CONTENT_WORD or word.isdigit())
    )
