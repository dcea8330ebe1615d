"""Whom a mention of risk is about: the client, somebody else, or unclear."""

from __future__ import annotations

import pytest

from therapease.domain.note import RiskSubject
from therapease.domain.transcript import SpeakerRole
from therapease.engine.language.clauses import split_clauses
from therapease.engine.risk.subject import (
    Person,
    Reference,
    Speaker,
    doer,
    is_quoted_from_other,
    references,
    subject_of,
    sufferer,
)

CLIENT = Speaker(SpeakerRole.CLIENT)
THERAPIST = Speaker(SpeakerRole.THERAPIST)
RELATIVE = Speaker(SpeakerRole.OTHER)


def person_of(text: str, words: str) -> Person:
    start = text.index(words)
    return doer(text, start, start + len(words), split_clauses(text)).person


@pytest.mark.parametrize(
    ("text", "words", "person"),
    [
        ("i wanted to die", "wanted to die", Person.FIRST),
        ("my uncle hung himself", "hung himself", Person.THIRD),
        ("have you tried to kill yourself", "kill yourself", Person.SECOND),
        ("i go out with my friends and drink", "drink", Person.FIRST),
        ("they said i was psychotic", "psychotic", Person.FIRST),
        ("she cut her arms", "cut her arms", Person.THIRD),
        ("any suicidal thoughts", "suicidal thoughts", Person.NONE),
    ],
)
def test_who_does_it(text: str, words: str, person: Person) -> None:
    assert person_of(text, words) is person


@pytest.mark.parametrize(
    ("person", "speaker", "subject"),
    [
        (Person.FIRST, CLIENT, RiskSubject.CLIENT),
        (Person.THIRD, CLIENT, RiskSubject.OTHER),
        (Person.SECOND, THERAPIST, RiskSubject.CLIENT),
        (Person.THIRD, THERAPIST, RiskSubject.OTHER),
        (Person.THIRD, RELATIVE, RiskSubject.CLIENT),
        (Person.FIRST, RELATIVE, RiskSubject.OTHER),
        (Person.THIRD, Speaker(SpeakerRole.CLIENT, is_couple=True), RiskSubject.CLIENT),
        (Person.THIRD, Speaker(SpeakerRole.THERAPIST, has_relative_near=True), RiskSubject.CLIENT),
    ],
)
def test_whom_a_person_means(person: Person, speaker: Speaker, subject: RiskSubject) -> None:
    assert subject_of(Reference(person), speaker) is subject


def test_i_in_another_mouth_is_another() -> None:
    text = 'my friend goes, "i\'m going to kill myself", and i said no'
    assert is_quoted_from_other(text, text.index("kill"))
    assert not is_quoted_from_other('i said, "i want to die"', 12)
    assert subject_of(Reference(Person.FIRST), CLIENT, quoted_by_other=True) is RiskSubject.OTHER


def test_family_words_are_people() -> None:
    found = [
        (reference.kin, is_subject) for _, reference, is_subject in references("my little brother spoke to my mum")
    ]
    assert found == [("brother", True), ("mum", False)]


@pytest.mark.parametrize(
    ("text", "words", "person"),
    [
        ("he was abused by his father", "abused", Person.THIRD),
        ("i was raped", "raped", Person.FIRST),
        ("my ex was violent", "violent", Person.FIRST),
        ("the carers leave her in wet sheets", "wet sheets", Person.THIRD),
    ],
)
def test_who_suffers_it(text: str, words: str, person: Person) -> None:
    start, clauses = text.index(words), split_clauses(text)
    agent = doer(text, start, start + len(words), clauses)
    found = sufferer(text, start, start + len(words), clauses, agent, Person.FIRST, is_neglect=False)
    assert found.person is person
