"""The walk of a newcomer that is measured with the real engine, here with one that recites: it must come to its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bench._practice import StageClock
from bench._stage import StageDoor
from bench.first_use import RECORDING, first_use
from bench.screenshots import HOME_VARIABLES
from therapease.ui.app import WindowSession


@pytest.fixture
def session(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WindowSession]:
    for variable in HOME_VARIABLES:
        monkeypatch.setenv(variable, str(tmp_path))
    (tmp_path / RECORDING).write_bytes(b"sound")
    session = WindowSession(qapp, StageDoor(StageClock(datetime.now(UTC))))
    yield session
    session.close()


def test_from_first_start_to_a_signed_and_exported_note(session: WindowSession, tmp_path: Path) -> None:
    steps = first_use(session, tmp_path)
    assert session.window is not None
    note = session.window.review.controller.note
    assert note is not None
    assert note.is_signed
    (exported,) = tmp_path.glob("*.pdf")
    assert exported.read_bytes().startswith(b"%PDF-")
    assert [step.name for step in steps if step.scrolls] == [], "every button of the way is in sight"
