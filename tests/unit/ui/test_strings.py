"""The house style of words, held over every string of the shell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from therapease.domain.consent import ConsentPurpose
from therapease.domain.job import JobStage
from therapease.domain.session import Attendance, SessionStatus
from therapease.ui import strings


def every_string() -> Iterator[str]:
    for name, value in vars(strings).items():
        if name.startswith("__"):
            continue
        if isinstance(value, type) and not issubclass(value, Enum):
            yield from (text for key, text in vars(value).items() if isinstance(text, str) and not key.startswith("__"))
        elif isinstance(value, dict):
            yield from value.values()


def test_there_are_many() -> None:
    assert len(list(every_string())) > 120


def test_nothing_shouts() -> None:
    assert not [text for text in every_string() if "!" in text]
    acronyms = {"LCSW", "FLAC"}
    assert not [text for text in every_string() if set(re.findall(r"\b[A-Z]{4,}\b", text)) - acronyms]


def test_a_client_is_never_a_patient() -> None:
    assert not [text for text in every_string() if re.search(r"\bpatients?\b", text, re.IGNORECASE)]


def test_every_state_has_its_words() -> None:
    assert strings.STAGE_WORDS.keys() == set(JobStage)
    assert strings.STATUS_WORDS.keys() == set(SessionStatus)
    assert strings.CONSENT_WORDS.keys() == set(ConsentPurpose)
    assert strings.ATTENDANCE_WORDS.keys() == set(Attendance)
