"""Sentences and clauses of spoken English, with their offsets.

Negation, hedging and conditions reach as far as a clause does, so everything that reads them starts here. Transcripts
come with punctuation from people and from good recognizers, and without any from poor ones; both are cut the same way,
the second kind by its conjunctions and subject pronouns alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from therapease.engine.language.speech_patterns import alternatives, anywhere, straight

_ABBREVIATED = re.compile(r"\b(?:dr|mr|mrs|ms|prof|st|vs|etc|approx|e\.g|i\.e|a\.m|p\.m|[a-z])\.$", re.IGNORECASE)
_SENTENCE_END = re.compile(
    r"(?:[.!?]+|…|[—–])[\"”’')\]]*(?=\s|$)|\s*[—–]+\s*|\s*\[(?:long )?(?:pause|laughs|laughter|crying)\]\s*"
)
_UNPUNCTUATED_WORDS = 12


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text: `text` is `whole[start:end]`, without surrounding space."""

    start: int
    end: int
    text: str


def split_sentences(text: str) -> list[Span]:
    """Cut at full stops, question and exclamation marks, dashes and stage directions such as “[pause]”.

    Abbreviations (“Dr.”, “a.m.”) and decimals do not end a sentence. A dash does: in transcripts it marks a sentence
    given up or cut off.
    """
    cuts = [0]
    for match in _SENTENCE_END.finditer(text):
        if match.group().startswith(".") and len(match.group()) == 1 and _is_abbreviation(text, match.start()):
            continue
        cuts.append(match.end())
    return _spans(text, 0, [*cuts, len(text)])


def split_clauses(text: str) -> list[Span]:
    """Cut sentences further where a new clause begins: before a conjunction, or a comma with a subject after it.

    A list keeps together (“I don't drink, smoke or gamble”), because the negation in front holds for all of it.
    """
    comma_clause, spoken_clause = _clause_patterns()
    clauses: list[Span] = []
    for sentence in split_sentences(text):
        said = straight(sentence.text)
        cuts = {0, len(said)}
        cuts.update(match.end() for match in comma_clause.finditer(said))
        cuts.update(match.end() for match in spoken_clause.finditer(said))
        if _lacks_punctuation(said):
            cuts.update(_subject_cuts(said))
        clauses.extend(_spans(text, sentence.start, sorted(sentence.start + cut for cut in cuts)))
    return clauses


def clause_at(clauses: Sequence[Span], position: int) -> Span:
    """Return the clause that holds a character offset; the nearest one before it in the space between two."""
    found = clauses[0]
    for clause in clauses:
        if clause.start > position:
            break
        found = clause
    return found


@cache
def _clause_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return where a clause begins after a comma, and where it begins without one."""
    subject, conjunction = alternatives("clauses", "subject"), alternatives("clauses", "conjunction")
    # Bounded: a transcript that repeats “um, um, um” for a minute must not cost a minute.
    filler = rf"(?:{alternatives('clauses', 'filler')}\b[, ]*){{0,4}}"
    auxiliary = "have|has|had|do|does|did|are|is|was|were|can|could|would|will"
    asking = rf"(?:{auxiliary})\s+(?:you|there|they|he|she|it|your|any)\b"
    opening = rf"(?:{conjunction}\b|{subject}\b|{asking}|(?:no|nope|yeah|yes|yep)\b)"
    after_comma = rf"(?:(?:and|or|nor)\s+)?{filler}{opening}"
    bare = r"(?:but|because|'?cause|cos|although|though|whereas|unless)\b"
    joined = rf"(?:and|or|so|then)\s+(?:(?:then|so|now|yeah)\s+)?(?:{subject}|nothing|none|never)\s"
    return (
        re.compile(rf"[,;:]\s+(?={after_comma})", re.IGNORECASE),
        re.compile(rf"\s+(?={bare})|\s+(?={joined})", re.IGNORECASE),
    )


@cache
def _bare_subject() -> re.Pattern[str]:
    pronoun = r"(?:i(?:'(?:m|ve|d|ll))?|(?:he|she)(?:'s)?|(?:they|we)(?:'ve|'re)?)"
    return re.compile(rf"(\S+)\s+(?={pronoun}\s)", re.IGNORECASE)


def _subject_cuts(text: str) -> list[int]:
    leads_on = anywhere("clauses", "leads_on")
    return [match.end() for match in _bare_subject().finditer(text) if not leads_on.fullmatch(match.group(1))]


def _is_abbreviation(text: str, dot: int) -> bool:
    return _ABBREVIATED.search(text, max(0, dot - 8), dot + 1) is not None


def _lacks_punctuation(text: str) -> bool:
    return not re.search(r"[,;:?!]", text) and len(text.split()) >= _UNPUNCTUATED_WORDS


def _spans(whole: str, start: int, cuts: list[int]) -> list[Span]:
    spans = []
    for left, right in pairwise(cuts):
        piece = whole[left:right]
        bare = piece.strip(" \t\n,;:—–")
        if any(letter.isalnum() for letter in bare):
            offset = left + piece.index(bare)
            spans.append(Span(offset, offset + len(bare), bare))
    return spans
