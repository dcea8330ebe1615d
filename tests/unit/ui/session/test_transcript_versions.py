"""Versions in words, and comparing them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.fakes import new_workspace
from tests.reviewing import drafted_session
from therapease.domain.ids import SessionId
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.session.transcript_versions import (
    Comparison,
    TranscriptVersions,
    facts_of,
    reason_words,
    version_rows,
)


@pytest.fixture
def workspace() -> Workspace:
    return new_workspace()


@pytest.fixture
def session_id(workspace: Workspace, tmp_path: Path) -> SessionId:
    session_id = drafted_session(workspace, tmp_path)
    workspace.corrections.set_words(session_id, 1, 5, "Awake at five again.")
    workspace.corrections.swap_speakers(session_id, 2)
    return session_id


@pytest.fixture
def versions(workspace: Workspace, session_id: SessionId, qtbot: QtBot) -> Iterator[TranscriptVersions]:
    background = Background()
    yield TranscriptVersions(workspace.corrections, background, session_id)
    background.close()


def test_rows_say_what_when_and_by_whom(workspace: Workspace, session_id: SessionId) -> None:
    rows = version_rows(workspace.corrections.versions(session_id))
    assert [row.title for row in rows] == ["Version 3, the newest", "Version 2", "Version 1"]
    assert rows[1].line == "Words corrected"
    facts = facts_of(workspace.corrections.versions(session_id)[0])
    assert facts.startswith("Version 3  ·  Speakers swapped  ·  17 March 2026")
    assert facts.endswith("Erika Lindqvist")


def test_a_reason_from_elsewhere_is_shown_as_it_is() -> None:
    assert reason_words("version 2 restored") == "Version 2 restored"


def test_two_versions_are_compared(versions: TranscriptVersions, qtbot: QtBot) -> None:
    with qtbot.waitSignal(versions.compared, timeout=5_000) as compared:
        versions.compare(1, 2)
    assert compared.args is not None
    (comparison,) = compared.args
    assert isinstance(comparison, Comparison)
    assert [d.after.id for d in comparison.found if d.after] == [5]


def test_the_last_question_is_answered(versions: TranscriptVersions, qtbot: QtBot) -> None:
    answers: list[Comparison] = []
    versions.compared.connect(answers.append)
    versions.compare(1, 2)
    with qtbot.waitSignal(versions.compared, timeout=5_000):
        versions.compare(2, 3)
    assert [(a.before, a.after) for a in answers] == [(2, 3)]
