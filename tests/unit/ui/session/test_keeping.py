"""What is left when a session is closed: all of it is tried, and a failure does not stay unsaid."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from therapease.errors import ConflictError, StorageFullError
from therapease.ui.background import Background
from therapease.ui.session.keeping import keep_all


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    background = Background()
    yield background
    background.close()


def test_one_that_fails_takes_none_of_the_others_with_it_and_is_told(background: Background, qtbot: QtBot) -> None:
    kept: list[str] = []

    def fails() -> None:
        kept.append("tried")
        raise StorageFullError

    def fails_too() -> None:
        raise ConflictError

    with qtbot.waitSignal(background.unhandled, timeout=5_000) as told:
        keep_all(background, [fails, lambda: kept.append("second"), fails_too])
    assert kept == ["tried", "second"]
    assert isinstance(told.args[0], StorageFullError)


def test_nothing_left_starts_nothing(background: Background) -> None:
    keep_all(background, [])
    assert not background.is_busy
