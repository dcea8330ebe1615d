"""Whether a named risk is affirmed, denied or left open, from the words of its own utterance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from therapease.domain.note import RiskCategory, Stance
from therapease.engine.language.clauses import Span, clause_at
from therapease.engine.language.polarity import is_hypothetical, is_reported, read_polarity
from therapease.engine.risk.cues import cue
from therapease.engine.risk.lexicon import Context, Hit, Kind

_COMMAND = re.compile(r"\W*(?:please |just |so )*(?:don't|do not|never) ")
_JUST_MAYBE = re.compile(r"\b(?:maybe|probably) $")
_TOLD_CHARS = 40
_THREATS = (RiskCategory.HARM_TO_OTHERS, RiskCategory.SUICIDE)
_ADVISED = (RiskCategory.SUBSTANCE_USE, RiskCategory.STOPPING_MEDICATION)
_CONTRARY = (Kind.OPPOSITE, Kind.COMPLIANCE)


@dataclass(frozen=True, slots=True)
class Said:
    """One entry of the word list in its place: the utterance, its clauses, the sentence, and who speaks.

    `text` is `lowered`. `is_clinical`: the therapist speaks, whose advice and explanations mention nothing.
    """

    hit: Hit
    text: str
    clauses: Sequence[Span]
    sentence: Span
    is_negated: bool
    is_clinical: bool

    @property
    def before(self) -> str:
        """The words of the sentence before the entry."""
        return self.text[self.sentence.start : self.hit.start]

    @property
    def before_in_clause(self) -> str:
        return self.text[clause_at(self.clauses, self.hit.start).start : self.hit.start]


def read_stance(said: Said) -> Stance | None:
    """Return the stance, or None where the words mention nothing: advice, explanations, plain compliance."""
    hit = said.hit
    if hit.kind is Kind.FACT:
        return Stance.AFFIRMED
    if said.is_clinical and _is_advice(said):
        return None
    if hit.category is RiskCategory.PSYCHOSIS and hit.context is Context.SAME_RISK and cue("memory").search(said.text):
        return None
    if _is_unsettled(said):
        settled = said.is_negated and hit.category is not RiskCategory.ABUSE
        hypothetical = is_hypothetical(said.text, hit.start, said.clauses)
        return Stance.DENIED if settled and not hypothetical else Stance.UNCLEAR
    says_so = not said.is_negated or _denies_only_degree(said)
    if hit.kind in _CONTRARY:
        if hit.kind is Kind.COMPLIANCE and says_so:
            return None
        says_so = not says_so
    return _affirmation(said) if says_so else Stance.DENIED


def _affirmation(said: Said) -> Stance | None:
    """Return what becomes of words that affirm: left open, taken back, doubted, or as they stand."""
    after = said.hit.end
    if cue("answered_no").search(said.text, after):
        return Stance.DENIED
    if _is_open(said):
        return None if said.is_clinical else Stance.UNCLEAR
    if said.hit.category in _THREATS and cue("mere_talk").search(said.text, after):
        return Stance.DENIED
    if is_reported(said.text, said.hit.start):
        if cue("said_not").search(said.text, after):
            return Stance.DENIED
        if cue("own_doubt").search(said.text, after):
            return Stance.UNCLEAR
    return Stance.AFFIRMED


def _is_unsettled(said: Said) -> bool:
    words = said.text[said.hit.start : said.hit.end]
    is_weak = said.hit.context is Context.SAME_RISK
    return said.hit.kind is Kind.DOUBTFUL or (is_weak and cue("open_end").search(words) is not None)


def _denies_only_degree(said: Said) -> bool:
    """Whether “not” denies how much and not that at all: “I don't drink much”."""
    is_use = said.hit.category is RiskCategory.SUBSTANCE_USE
    return is_use and cue("degree").match(said.text, said.hit.end) is not None


def _is_open(said: Said) -> bool:
    """Whether an affirmation is left open: hedged, in an if-clause, or only feared for the future."""
    before, category = said.before_in_clause, said.hit.category
    if category in _THREATS and cue("told_a_threat").search(said.before + said.text[: said.hit.start][-_TOLD_CHARS:]):
        return False
    if is_hypothetical(said.text, said.hit.start, said.clauses) and not cue("when").search(before):
        return True
    is_ahead = cue("future").search(before) is not None
    if category is RiskCategory.SUBSTANCE_USE and (cue("perhaps_had").search(before) or cue("fear").search(before)):
        return False
    if cue("fear").search(before):
        return is_ahead or category is RiskCategory.RELAPSE
    if category is RiskCategory.RELAPSE and is_ahead:
        return True
    polarity = read_polarity(said.text, said.hit.start, said.hit.end, said.clauses)
    return polarity.is_doubtful and not _JUST_MAYBE.search(before)


def _is_advice(said: Said) -> bool:
    """Whether a therapist advises, explains or plans instead of saying something of the client."""
    hit = said.hit
    if hit.context is Context.SESSION:
        return False
    if is_hypothetical(said.text, hit.start, said.clauses) or cue("asks_all").search(said.sentence.text):
        return True
    if hit.category in _ADVISED and cue("advice").search(said.before):
        return True
    if hit.context is Context.SAME_RISK and not re.search(r"\b(?:you|your|she|he|they)\b", said.sentence.text):
        return True
    if hit.kind is Kind.COMPLIANCE:
        return cue("not_taking").search(said.before) is None
    if hit.kind is Kind.OPPOSITE and not said.text.startswith("you", hit.start):
        return cue("says_of_you").search(said.before) is None
    return _COMMAND.match(said.sentence.text) is not None
