"""What is copied is marked as secret and taken away again, and nothing that others copied is touched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication
from pytestqt.qtbot import QtBot

from therapease.ui.export.clipboard import KEPT_S, ClipboardGuard, copy_secretly


@pytest.fixture
def clipboard(qtbot: QtBot) -> Iterator[QClipboard]:
    assert qtbot is not None
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    yield clipboard
    clipboard.clear()


@pytest.fixture
def guard(clipboard: QClipboard) -> Iterator[ClipboardGuard]:
    guard = ClipboardGuard(clipboard)
    yield guard
    guard.timer.stop()
    clipboard.dataChanged.disconnect(guard._on_changed)


def by_another_program(clipboard: QClipboard, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    clipboard.setMimeData(data)


def test_histories_are_asked_to_leave_it_alone(clipboard: QClipboard, guard: ClipboardGuard) -> None:
    copy_secretly("Plan")
    data = clipboard.mimeData()
    assert data.text() == "Plan"
    assert data.data("x-kde-passwordManagerHint").data() == b"secret"
    assert data.hasFormat('application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"')


def test_it_is_counted_from_the_last_copy_and_taken_away(clipboard: QClipboard, guard: ClipboardGuard) -> None:
    assert not guard.timer.isActive()
    copy_secretly("Plan")
    assert guard.timer.isActive()
    assert guard.timer.interval() == KEPT_S * 1000 == 30_000
    guard.timer.timeout.emit()
    assert clipboard.text() == ""
    assert not guard.timer.isActive()


def test_it_goes_by_itself(clipboard: QClipboard, qtbot: QtBot) -> None:
    quick = ClipboardGuard(clipboard, kept_s=0.01)
    copy_secretly("Plan")
    qtbot.waitUntil(lambda: clipboard.text() == "")
    clipboard.dataChanged.disconnect(quick._on_changed)


def test_what_another_program_copied_since_stays(clipboard: QClipboard, guard: ClipboardGuard) -> None:
    copy_secretly("Plan")
    by_another_program(clipboard, "Shopping list")
    assert not guard.timer.isActive()
    guard.empty()
    assert clipboard.text() == "Shopping list"


def test_locking_takes_it_away_at_once(clipboard: QClipboard, guard: ClipboardGuard) -> None:
    copy_secretly("Plan")
    guard.empty()
    assert clipboard.text() == ""


def test_what_a_text_field_copied_is_marked_afterwards(
    clipboard: QClipboard, guard: ClipboardGuard, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The platform without a screen cannot tell whose the clipboard is.
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _self: True)
    by_another_program(clipboard, "From a field")
    assert clipboard.text() == "From a field"
    assert guard.is_ours
    assert guard.timer.isActive()
