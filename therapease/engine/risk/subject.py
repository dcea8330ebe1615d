"""Whom a phrase is about, from the pronouns and the family words around it.

English says who by the word before the verb, and speakers change what “I” and “you” point at: in the client's mouth
“I” is the client, in the therapist's “you” is. A relative in the room speaks of the client as “she”, and a partner in
couple therapy is a client too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from therapease.domain.note import RiskSubject
from therapease.domain.transcript import SpeakerRole
from therapease.engine.language.clauses import Span, clause_at
from therapease.engine.language.polarity import quoted_spans
from therapease.engine.risk.cues import alternatives, cue

_FIRST = r"i|i'm|i've|i'd|i'll|im|ive|me|my|mine|myself|we|we're|we've|us|our|ourselves"
_SECOND = r"you|you're|you've|you'd|you'll|your|yours|yourself|ya"
_THIRD = (
    r"he|he's|he'd|he'll|she|she's|she'd|she'll|they|they're|they've|they'd|him|his|her|hers|them|their|himself|herself|"
    r"themselves"
)
_OWNER = r"(?P<owner>my|your|his|her|their|our|the|a|an|this|some)(?:'s)?"
_SORT = r"(?:little|big|older|younger|best|new|old|late|own|baby|ex|other)"
_PREPOSITION = re.compile(r"\b(?:with|to|for|at|by|from|of|about|on|than|like|near|around|without|against)\s+$")
_OWN_LEAD = re.compile(r"\b(?:i|i'd|i'm|we)\b(?: \w+){0,4}[ ,:]*$")
_LEAD_CHARS = 40
_LEFT = re.compile(
    r"\b(?:leave|leaves|left|leaving|keep|keeps|kept) "
    r"(?:her|him|them|(?:my |our |the )?(?:mother|mum|mom|dad|father|nan|gran\w*|residents?|old \w+))\b"
)
_TOWARDS = re.compile(r"\s*(?:with|to|towards|against) (?:my|his|her|our) (?!own\b|face\b)\w+")
_OBJECTS = "me us him her hers them myself ourselves yourself himself herself themselves"
_POSSESSIVES = "my mine our ours your yours his their theirs"
_NOT_SUBJECTS = frozenset(f"{_OBJECTS} {_POSSESSIVES}".split())


@cache
def _mention() -> re.Pattern[str]:
    kin = rf"(?:{_OWNER} )?(?:{_SORT} )?(?P<kin>{alternatives('kin')})(?:'s)?(?!\w)"
    return re.compile(rf"\b(?:{kin}|(?P<first>{_FIRST})\b|(?P<second>{_SECOND})\b|(?P<third>{_THIRD})\b)")


class Person(StrEnum):
    """Grammatical person of a mention, before anyone knows who speaks."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Speaker:
    """What the reading needs to know of who speaks: the role, who else is there, and whom the words are for.

    `is_couple`: there are several clients, so that “he” in a client's mouth may be one. `has_relative_near`: somebody
    who is neither therapist nor client speaks just before or after.
    """

    role: SpeakerRole
    is_couple: bool = False
    has_relative_near: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A person named in the words: the grammatical person, and the family word if that is what named them."""

    person: Person
    kin: str = ""


def references(text: str) -> list[tuple[int, Reference, bool]]:
    """Return (offset, who, whether it can be a subject) for each word that points at a person. `text` is lowered."""
    found = []
    for match in _mention().finditer(text):
        if match["kin"]:
            is_subject = _PREPOSITION.search(text[: match.start()]) is None
            found.append((match.start(), Reference(Person.THIRD, match["kin"]), is_subject))
            continue
        person = Person.FIRST if match["first"] else Person.SECOND if match["second"] else Person.THIRD
        found.append((match.start(), Reference(person), match.group() not in _NOT_SUBJECTS))
    return found


def doer(text: str, start: int, end: int, clauses: Sequence[Span]) -> Reference:
    """Return who does or has what `text[start:end]` says: named inside it, else the nearest subject before it."""
    inside = text[start:end]
    for word, person in (("myself", Person.FIRST), ("yourself", Person.SECOND)):
        if word in inside:
            return Reference(person)
    if re.search(r"\b(?:himself|herself|themselves)\b", inside):
        return _nearest(text, start, clauses, third_only=True) or Reference(Person.THIRD)
    if re.search(r"\b(?:me|my)\b", inside) and not re.search(r"\byou\b", inside):
        return Reference(Person.FIRST)
    third_only = re.search(r"\b(?:his|her|their)(?: own)? \w", inside) is not None
    nearest = _nearest(text, start, clauses, third_only=third_only)
    if nearest is not None:
        return nearest
    for offset, reference, can_be_subject in references(inside):
        if can_be_subject and (offset == 0 or reference.person is not Person.THIRD):
            return reference
    if third_only:
        return Reference(Person.THIRD)
    around = text[max(0, start - 30) : end]
    for word, person in ((r"\b(?:my|our)\b", Person.FIRST), (r"\byour\b", Person.SECOND)):
        if re.search(word, around):
            return Reference(person)
    return Reference(Person.NONE)


def _nearest(text: str, start: int, clauses: Sequence[Span], *, third_only: bool) -> Reference | None:
    """Return the nearest possible subject before `start` in its clause, past those who only report (“they said”)."""
    clause = clause_at(clauses, start) if clauses else Span(0, len(text), text)
    before = text[clause.start : start]
    for offset, reference, can_be_subject in reversed(references(before)):
        if not can_be_subject or (third_only and reference.person is not Person.THIRD):
            continue
        if reference.person is Person.THIRD and cue("reports").match(before, offset):
            continue
        return reference
    return None


def subject_of(reference: Reference, speaker: Speaker, quoted_by_other: bool = False) -> RiskSubject:
    """Turn a grammatical person into whom it means in this conversation."""
    person = reference.person
    if quoted_by_other:
        # In somebody else's quoted words “I” is that somebody and “you” most often the one who tells it.
        person = {Person.FIRST: Person.THIRD, Person.SECOND: Person.FIRST}.get(person, person)
    if speaker.role is SpeakerRole.THERAPIST:
        return _said_by_therapist(reference, person, speaker)
    if speaker.role is SpeakerRole.OTHER:
        return _said_by_relative(reference, person)
    if person is Person.THIRD:
        return RiskSubject.CLIENT if speaker.is_couple and not reference.kin else RiskSubject.OTHER
    if person is Person.SECOND and speaker.is_couple:
        return RiskSubject.CLIENT
    return RiskSubject.CLIENT


def is_quoted_from_other(text: str, position: int) -> bool:
    """Whether `position` lies inside quotation marks and the words are not the speaker's own. `text` is lowered."""
    for span in quoted_spans(text):
        if span.start <= position < span.end:
            return _OWN_LEAD.search(text[max(0, span.start - _LEAD_CHARS) : span.start - 1]) is None
    return False


def sufferer(
    text: str, start: int, end: int, clauses: Sequence[Span], agent: Reference, own: Person, *, is_neglect: bool
) -> Reference:
    """Return who suffers what `text[start:end]` says: the subject of a passive, an object, else who speaks of it.

    `own` is the grammatical person that means the client in this speaker's mouth.
    """
    clause = clause_at(clauses, start) if clauses else Span(0, len(text), text)
    words = text[start:end]
    is_state = cue("participle").match(words) and cue("is").search(text[clause.start : start])
    if cue("passive").match(words) or is_state:
        is_anyone = agent.kin in ("anyone", "anybody") and own is Person.SECOND
        return agent if agent.person is not Person.NONE and not is_anyone else Reference(own)
    named = [
        who
        for offset, who, can_be_subject in references(text[clause.start : max(clause.end, end)])
        if clause.start + offset >= start or not can_be_subject
    ]
    elder = _LEFT.search(text, clause.start, end)
    if not is_neglect and _TOWARDS.match(text, end) and not re.search(r"\b(?:me|you|us)\b", words):
        return Reference(Person.THIRD, "someone")
    if is_neglect and elder is not None:
        return Reference(Person.THIRD, "someone")
    if is_neglect:
        objects = [w for o, w, s in references(text[start : max(clause.end, end)]) if not s or w.kin]
        named = [w for w in objects if w.person is not Person.THIRD or not cue("elders").fullmatch(w.kin or "-")]
    named = [who for who in named if who.kin not in ("anyone", "anybody", "someone", "somebody")]
    if any(who.person is own for who in named) or (is_neglect and agent.person is Person.FIRST):
        return Reference(own)
    return named[0] if named and not cue("elders").fullmatch(named[0].kin) else Reference(own)


def _said_by_therapist(reference: Reference, person: Person, speaker: Speaker) -> RiskSubject:
    if person is Person.THIRD:
        if speaker.has_relative_near and (not reference.kin or cue("close_kin").search(reference.kin)):
            return RiskSubject.CLIENT
        return RiskSubject.OTHER
    return RiskSubject.CLIENT


def _said_by_relative(reference: Reference, person: Person) -> RiskSubject:
    if person is Person.THIRD:
        return RiskSubject.CLIENT if not reference.kin or cue("close_kin").search(reference.kin) else RiskSubject.OTHER
    return RiskSubject.OTHER if person is Person.FIRST else RiskSubject.CLIENT
