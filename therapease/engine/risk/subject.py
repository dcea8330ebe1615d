"""Whom a phrase is about, from the pronouns and the family words around it.

English says who by the word before the verb, and speakers change what “I” and “you” point at: in the client's mouth
“I” is the client, in the therapist's “you” is. A relative in the room speaks of the client as “she”, and a partner in
couple therapy is a client too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from therapease.domain.note import RiskSubject
from therapease.domain.transcript import SpeakerRole
from therapease.engine.language.clauses import Span, clause_at
from therapease.engine.language.polarity import quoted_spans

_KIN = (
    r"mum|mom|mummy|mommy|mammy|mam|ma|mother|dad|daddy|father|parents?|brothers?|sisters?|siblings?|uncle|auntie|aunty|aunt|"
    r"cousins?|friends?|mates?|ex|exes|partner|husband|wife|boyfriend|girlfriend|fianc[eé]e?|spouse|sons?|daughters?|kids?|"
    r"child|children|baby|toddler|gran|granny|grandma|grandmother|nan|nana|grandad|granddad|grandpa|grandfather|"
    r"nephew|niece|step-?\w+|in-laws?|neighbou?rs?|boss|manager|colleagues?|co-?workers?|roommates?|flatmates?|housemates?|"
    r"teacher|stepdad|stepmum|stepmom|stepfather|stepmother|carers?|nurse|someone|somebody|anyone|anybody|everyone|everybody|"
    r"people|nobody|no one|guy|man|woman|lad|bloke|girl|boy|kid|others?|family|farmers?|celebrity|singer|relative|relatives"
)
_MENTION = re.compile(
    rf"\b(?P<first>i|i'm|i've|i'd|i'll|im|ive|me|my|mine|myself|we|we're|we've|us|our|ourselves)\b"
    rf"|\b(?P<second>you|you're|you've|you'd|you'll|your|yours|yourself|ya)\b"
    rf"|\b(?P<third>he|he's|he'd|he'll|she|she's|she'd|she'll|they|they're|they've|they'd|him|himself|herself|themselves)\b"
    rf"|\b(?:(?P<owner>my|your|his|her|their|our|the|a|an|this|some)(?:'s)? )?(?:\w+ )?(?P<kin>{_KIN})(?P<has>'s)?(?!\w)",
)
_SUBJECT_WORDS = frozenset(
    "i i'm i've i'd i'll im ive we we're we've you you're you've you'd you'll ya he he's he'd he'll she she's she'd she'll "
    "they they're they've they'd".split()
)
_CLOSE_KIN = re.compile(r"\b(?:son|daughter|child|boy|girl|kid|husband|wife|partner|mum|mom|mother|dad|father|boyfriend|girlfriend)s?\b")


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
    is_possessed: bool = False


def references(text: str) -> list[tuple[int, Reference, bool]]:
    """Return (offset, who, whether it can be a subject) for each word that points at a person. `text` is lowered."""
    found = []
    for match in _MENTION.finditer(text):
        if match["kin"]:
            owner = match["owner"] or ""
            found.append((match.start(), Reference(Person.THIRD, match["kin"], bool(owner)), match["has"] is None or True))
            continue
        person = Person.FIRST if match["first"] else Person.SECOND if match["second"] else Person.THIRD
        found.append((match.start(), Reference(person), match.group() in _SUBJECT_WORDS))
    return found


def doer(text: str, start: int, end: int, clauses: list[Span]) -> Reference:
    """Return who does or has what `text[start:end]` says: a reflexive inside it, else the nearest subject before it."""
    inside = text[start:end]
    for word, person in (("myself", Person.FIRST), ("yourself", Person.SECOND)):
        if word in inside:
            return Reference(person)
    clause = clause_at(clauses, start) if clauses else Span(0, len(text), text)
    before = text[clause.start : start]
    third_only = re.search(r"\b(?:himself|herself|themselves|his|her|their)\b", inside) is not None
    for offset, reference, can_be_subject in reversed(references(text[clause.start : end])):
        if offset < len(before) and can_be_subject and (not third_only or reference.person is Person.THIRD):
            return reference
    for _, reference, can_be_subject in references(inside):
        if can_be_subject:
            return reference
    if third_only:
        return Reference(Person.THIRD)
    if re.match(r"(?:my|our)\b", inside) or re.search(r"\b(?:my|our)\b", before):
        return Reference(Person.FIRST)
    if re.search(r"\byour\b", before + inside):
        return Reference(Person.SECOND)
    return Reference(Person.NONE)


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
            lead = text[max(0, span.start - 40) : span.start - 1]
            own = re.search(r"\b(?:i|i'd|i'm|we)\b(?: \w+){0,4}[ ,:]*$", lead)
            return own is None
    return False


def _said_by_therapist(reference: Reference, person: Person, speaker: Speaker) -> RiskSubject:
    if person is Person.THIRD:
        if speaker.has_relative_near and (not reference.kin or _CLOSE_KIN.search(reference.kin)):
            return RiskSubject.CLIENT
        return RiskSubject.OTHER
    return RiskSubject.CLIENT


def _said_by_relative(reference: Reference, person: Person) -> RiskSubject:
    if person is Person.THIRD:
        return RiskSubject.CLIENT if not reference.kin or _CLOSE_KIN.search(reference.kin) else RiskSubject.OTHER
    if person is Person.FIRST:
        return RiskSubject.OTHER
    return RiskSubject.CLIENT
