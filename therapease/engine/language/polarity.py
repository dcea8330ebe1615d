"""Whether a phrase is said to be so: negated, hedged, conditional, past, or told of somebody else's words.

A rule-based reading in the manner of NegEx and ConText (Chapman et al. 2001; Harkema et al. 2009, J. Biomed. Inform.
42), made for speech instead of reports: cues have a scope inside their clause, some words that look like cues are none
(“not only”, “not gonna lie”), and verbs that presuppose what follows (“I didn't know he was drinking”) end a scope.
Nothing here judges; the callers decide what a reading means for them. The phrases lie in `word_lists/speech.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from therapease.engine.language.clauses import Span, clause_at, split_clauses
from therapease.engine.language.speech_patterns import anywhere, right_here, straight

_QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]")
_SENTENCE_STOP = re.compile(r"[.!?](?:\s|$)")
_TOLD_REACH_CHARS = 80
_SCOPE_WORDS = 11


@dataclass(frozen=True, slots=True)
class Polarity:
    """How a phrase is meant. Several may hold at once; all False is a plain claim about now."""

    is_negated: bool = False
    is_doubtful: bool = False
    is_conditional: bool = False
    is_past: bool = False
    is_reported: bool = False


def negation_cues(clause: str) -> list[Span]:
    """Return the words that negate in a clause, without those that only look so."""
    said = straight(clause)
    masked = [match.span() for match in anywhere("polarity", "no_cue").finditer(said)]
    return [
        Span(match.start(), match.end(), match.group())
        for match in anywhere("polarity", "cue").finditer(said)
        if not any(left <= match.start() < right for left, right in masked)
    ]


def is_negated(
    text: str,
    start: int,
    end: int,
    clauses: Sequence[Span] | None = None,
    besides: Sequence[tuple[int, int]] = (),
) -> bool:
    """Whether `text[start:end]` stands in the scope of a negation of its own clause.

    A cue reaches from where it stands to the end of its clause unless a word ends its scope, and backwards only in a
    few set phrases (“suicide isn't an option”, “voices, no”). A doubled negation of dialect (“I don't see nothing”)
    negates once. A cue inside the phrase itself, or inside one of the stretches `besides`, is that phrase's own affair.
    """
    clause = clause_at(clauses or split_clauses(text), start)
    before = straight(text[clause.start : start])
    ends_scope = anywhere("polarity", "stops_scope")
    for cue in negation_cues(straight(text[clause.start : max(clause.end, end)])):
        if cue.end > len(before) or ends_scope.search(before, cue.end):
            continue
        if len(before[cue.end :].split()) > _SCOPE_WORDS:
            continue
        if not any(left <= clause.start + cue.start < right for left, right in besides):
            return True
    return right_here("polarity", "afterwards").match(straight(_rest_of_sentence(text, end))) is not None


def read_polarity(text: str, start: int = 0, end: int | None = None, clauses: Sequence[Span] | None = None) -> Polarity:
    """Read how `text[start:end]` is meant, the whole text by default. `clauses` spares splitting the text again."""
    end = len(text) if end is None else end
    clauses = clauses or split_clauses(text)
    if not clauses:
        return Polarity()
    clause = clause_at(clauses, start)
    before = straight(text[clause.start : start])
    return Polarity(
        is_negated=is_negated(text, start, end, clauses),
        is_doubtful=anywhere("polarity", "doubt").search(before) is not None,
        is_conditional=any(anywhere("polarity", name).search(before) for name in ("condition", "would")),
        is_past=anywhere("polarity", "past").search(straight(clause.text)) is not None,
        is_reported=is_reported(text, start),
    )


def is_hypothetical(text: str, start: int, clauses: Sequence[Span] | None = None) -> bool:
    """Whether what begins at `start` stands in an if-clause, not merely beside a “would”."""
    clause = clause_at(clauses or split_clauses(text), start)
    return anywhere("polarity", "condition").search(straight(text[clause.start : start])) is not None


def is_reported(text: str, start: int) -> bool:
    """Whether what begins at `start` is told as somebody else's words, with or without quotation marks."""
    before = straight(text[max(0, start - _TOLD_REACH_CHARS) : start])
    told = [match.end() for match in anywhere("polarity", "told").finditer(before)]
    return bool(told) and not _SENTENCE_STOP.search(before, told[-1])


def quoted_spans(text: str) -> list[Span]:
    """Return the stretches between quotation marks, straight or curled."""
    return [Span(match.start(1), match.end(1), match.group(1)) for match in _QUOTED.finditer(text)]


def _rest_of_sentence(text: str, position: int) -> str:
    stop = _SENTENCE_STOP.search(text, position + 2)
    return text[position : stop.start() if stop else len(text)]
