"""Violence between people: who does it decides which risk it is.

“He hit me” is abuse of the client, “I hit him” harm to others, “he hits his kids” abuse of somebody else. The words
are the same, so they are read as a frame of doer, verb and object instead of as a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from therapease.domain.note import RiskCategory, RiskSubject
from therapease.domain.transcript import SpeakerRole
from therapease.engine.language.clauses import Span, clause_at
from therapease.engine.risk.cues import alternatives, cue
from therapease.engine.risk.lexicon import not_meant_spans
from therapease.engine.risk.subject import Person, Reference, Speaker, doer, subject_of

_LEAD_CHARS = 40
_NAMED = re.compile(
    r"\b(?:hurting|hurt|hit|hitting|kill|killing|stab|attack|attacking|punch|harm|harming) (?!Me\b|You\b)[A-Z][a-z]+\b"
)
_NEEDS_ATTEMPT = re.compile(r"kill|murder|shoot|shot")
_LETHAL = re.compile(r"kill|murder|stab|sho[ot]|attack|assault|threat|strangl")
_SOFT = re.compile(r"push|grab|touch|burn|drag|pin|hurt|bit\b|kick|beat")
_STRANGER = re.compile(r"(?:a|the|some) |someone|somebody|each other")


@cache
def _frame() -> re.Pattern[str]:
    """Return verb and object: “hit me”, “shoved my little brother”, “threw a plate at her”."""
    owner = r"(?:my|your|his|her|their|our|the|a|some) (?:own |little |older |younger |ex-|ex |step)?"
    her = rf"her(?!\s+(?!{alternatives('after_her')}\b)\w)"
    pronoun = rf"me|us|you|him|{her}|them|each other|someone|somebody|anyone|anybody"
    return re.compile(
        rf"\b(?P<verb>{alternatives('violent_verb')})(?: (?:out at|at|up))? "
        rf"(?P<object>{pronoun}|{owner}{alternatives('hit_person')})\b(?! else's)(?!')"
    )


@cache
def _figure_follows() -> re.Pattern[str]:
    return re.compile(rf"\s+{alternatives('figure_follows')}")


@dataclass(frozen=True, slots=True)
class ViolentAct:
    """Violence of somebody against somebody: the risk it is, whose, and where the words stand."""

    category: RiskCategory
    subject: RiskSubject
    start: int
    end: int


def find_violence(text: str, original: str, clauses: list[Span], speaker: Speaker) -> list[ViolentAct]:
    """Return the acts of violence named in an utterance. `text` is `original` lowered, of the same length."""
    figurative = not_meant_spans(text, RiskCategory.HARM_TO_OTHERS)
    acts = []
    for match in _frame().finditer(text):
        if any(match.start() < right and left < match.end() for left, right in figurative):
            continue
        if cue("dream").search(clause_at(clauses, match.start()).text if clauses else text):
            continue
        act = _act(match, text, clauses, speaker)
        if act is not None:
            acts.append(act)
    for match in _NAMED.finditer(original):
        if any(match.start() < right and left < match.end() for left, right in figurative):
            continue
        agent = doer(text, match.start(), match.start() + 1, clauses)
        if agent.person is Person.THIRD and not match.group().startswith(("kill", "stab")):
            acts.append(ViolentAct(RiskCategory.ABUSE, RiskSubject.OTHER, match.start(), match.end()))
        if agent.person is not Person.THIRD and not cue("thing").search(_lead(text, match.start())):
            acts.append(ViolentAct(RiskCategory.HARM_TO_OTHERS, RiskSubject.CLIENT, match.start(), match.end()))
    return acts


def _act(match: re.Match[str], text: str, clauses: list[Span], speaker: Speaker) -> ViolentAct | None:
    lead = _lead(text, match.start())
    if _figure_follows().match(text, match.end()) or cue("thing").search(lead) or cue("likeness").search(lead):
        return None
    agent = doer(text, match.start(), match.start() + 1, clauses)
    suffered = _object_person(match["object"])
    if _NEEDS_ATTEMPT.match(match["verb"]) and suffered is not Person.THIRD:
        if agent.person is not Person.THIRD or not cue("attempt").search(lead):
            return None
    if _SOFT.match(match["verb"]) and suffered is Person.THIRD and agent.person is Person.THIRD and not agent.kin:
        return None
    if agent.person is Person.NONE and not match["verb"].endswith("ing"):
        return None
    category, subject = _reading(agent, suffered, speaker)
    if category is None:
        return None
    is_serious = _STRANGER.match(match["object"]) or _LETHAL.match(match["verb"])
    if category is RiskCategory.ABUSE and suffered is Person.THIRD and is_serious:
        category = RiskCategory.HARM_TO_OTHERS
    return ViolentAct(category, subject, match.start(), match.end())


def _lead(text: str, start: int) -> str:
    return text[max(0, start - _LEAD_CHARS) : start]


def _object_person(words: str) -> Person:
    if words in ("me", "us"):
        return Person.FIRST
    return Person.SECOND if words == "you" else Person.THIRD


def _reading(agent: Reference, suffered: Person, speaker: Speaker) -> tuple[RiskCategory | None, RiskSubject]:
    own = Person.SECOND if speaker.role is SpeakerRole.THERAPIST else Person.FIRST
    if suffered is own and agent.person is not own:
        victim = RiskSubject.OTHER if speaker.role is SpeakerRole.OTHER else RiskSubject.CLIENT
        return RiskCategory.ABUSE, victim
    if suffered is Person.THIRD:
        if agent.person in (own, Person.NONE):
            return RiskCategory.HARM_TO_OTHERS, subject_of(Reference(own), speaker)
        if agent.person is Person.THIRD:
            return RiskCategory.ABUSE, subject_of(Reference(Person.THIRD, "someone"), speaker)
    return None, RiskSubject.UNCLEAR
