"""Violence: who does it decides the risk, and figures of speech are none."""

from __future__ import annotations

import pytest

from therapease.domain.note import RiskCategory, RiskSubject
from therapease.domain.transcript import SpeakerRole
from therapease.engine.language.clauses import split_clauses
from therapease.engine.risk.lexicon import lowered
from therapease.engine.risk.subject import Speaker
from therapease.engine.risk.violence import find_violence

ABUSE, HARM = RiskCategory.ABUSE, RiskCategory.HARM_TO_OTHERS
OF_CLIENT, OF_OTHER = RiskSubject.CLIENT, RiskSubject.OTHER


def acts(text: str, role: SpeakerRole = SpeakerRole.CLIENT) -> list[tuple[RiskCategory, RiskSubject]]:
    low = lowered(text)
    return [(act.category, act.subject) for act in find_violence(low, text, split_clauses(low), Speaker(role))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He hit me", [(ABUSE, OF_CLIENT)]),
        ("I hit him", [(HARM, OF_CLIENT)]),
        ("My brother hits his kids", [(ABUSE, OF_OTHER)]),
        ("My son punched a boy", [(HARM, OF_OTHER)]),
        ("I threw a plate at her", [(HARM, OF_CLIENT)]),
        ("She tried to kill me", [(ABUSE, OF_CLIENT)]),
        ("I was thinking of hurting Dennis", [(HARM, OF_CLIENT)]),
    ],
)
def test_the_doer_decides_the_risk(text: str, expected: list[tuple[RiskCategory, RiskSubject]]) -> None:
    assert acts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It hit me that I was lonely",
        "That meeting killed me",
        "He beat me at chess",
        "I could murder him",
        "She smacked her lips",
        "It's like somebody is stabbing me",
        "The number of beats you've counted",
        "In case it hurt Judith",
    ],
)
def test_figures_of_speech_are_no_violence(text: str) -> None:
    assert acts(text) == []


def test_the_therapists_you_is_the_client() -> None:
    assert acts("Has he ever hurt you?", SpeakerRole.THERAPIST) == [(ABUSE, OF_CLIENT)]
    assert acts("Have you hit her?", SpeakerRole.THERAPIST) == [(HARM, OF_CLIENT)]
