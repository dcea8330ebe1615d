"""Changes to the note without a widget: in order, undone and done again, kept when the disk was full."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from tests.fakes import FakeVault, new_workspace
from tests.reviewing import drafted_session
from therapease.domain.ids import SessionId, StatementId
from therapease.domain.note import Note, Standing
from therapease.errors import StorageFullError
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.session.note_changes import NoteChanges, SaveStanding


@pytest.fixture
def workspace() -> Workspace:
    return new_workspace()


@pytest.fixture
def session_id(workspace: Workspace, tmp_path: Path) -> SessionId:
    return drafted_session(workspace, tmp_path)


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    background = Background()
    yield background
    background.close()


@pytest.fixture
def changes(workspace: Workspace, session_id: SessionId, background: Background) -> NoteChanges:
    return opened(workspace, session_id, background)


def opened(workspace: Workspace, session_id: SessionId, background: Background) -> NoteChanges:
    changes = NoteChanges(workspace.notes, background, background)
    changes.show(workspace.schedule.open_review(session_id).note)
    return changes


def settled(changes: NoteChanges, qtbot: QtBot) -> Note:
    qtbot.waitUntil(lambda: changes.standing is not SaveStanding.SAVING, timeout=5_000)
    assert changes.note is not None
    return changes.note


def first(changes: NoteChanges) -> StatementId:
    assert changes.note is not None
    return changes.note.latest.statements[0].id


def text(note: Note) -> str:
    return note.latest.statements[0].text


def test_undo_and_redo(changes: NoteChanges, qtbot: QtBot) -> None:
    assert not changes.can_undo
    before = settled(changes, qtbot)
    changes.finish(first(changes), "My own words.")
    assert text(settled(changes, qtbot)) == "My own words."
    with qtbot.waitSignal(changes.stepped) as stepped:
        changes.undo()
    assert stepped.args == ["undone", "line edited"]
    assert settled(changes, qtbot).latest.statements == before.latest.statements
    assert changes.can_redo and not changes.can_undo
    changes.redo()
    assert text(settled(changes, qtbot)) == "My own words."


def test_undo_reaches_back_over_a_restart(
    changes: NoteChanges, workspace: Workspace, session_id: SessionId, background: Background, qtbot: QtBot
) -> None:
    before = settled(changes, qtbot)
    changes.finish(first(changes), "My own words.")
    settled(changes, qtbot)
    again = opened(workspace, session_id, background)
    assert again.can_undo
    again.undo()
    assert settled(again, qtbot).latest.statements == before.latest.statements
    later = opened(workspace, session_id, background)
    assert later.can_redo
    later.redo()
    assert text(settled(later, qtbot)) == "My own words."


def test_nothing_left_is_said(changes: NoteChanges, qtbot: QtBot) -> None:
    with qtbot.waitSignal(changes.nothing_to_step):
        changes.undo()
    assert changes.note is not None and changes.note.latest.version == 1


def test_writing_is_kept_in_between_and_counts_as_one_step(changes: NoteChanges, qtbot: QtBot) -> None:
    before = settled(changes, qtbot)
    for words in ("He", "He was", "He was calm"):
        changes.write(first(changes), words)
        note = settled(changes, qtbot)
        assert (text(note), note.latest.statements[0].standing) == (words, Standing.OPEN)
    changes.finish(first(changes), "He was calm.")
    settled(changes, qtbot)
    changes.undo()
    assert settled(changes, qtbot).latest.statements == before.latest.statements


def test_of_words_that_wait_only_the_newest_are_kept(changes: NoteChanges, qtbot: QtBot) -> None:
    for words in ("He", "He w", "He wa", "He was", "He was calm"):
        changes.write(first(changes), words)
    note = settled(changes, qtbot)
    assert text(note) == "He was calm"
    assert note.latest.version == 3


def test_going_back_takes_back_what_was_kept_meanwhile(changes: NoteChanges, qtbot: QtBot) -> None:
    before = settled(changes, qtbot)
    changes.write(first(changes), "Half a")
    settled(changes, qtbot)
    changes.abandon(first(changes))
    note = settled(changes, qtbot)
    assert (note.latest.version, note.latest.statements) == (3, before.latest.statements)
    changes.abandon(first(changes))
    assert settled(changes, qtbot).latest.version == 3


def test_going_back_while_words_are_on_their_way_takes_them_back(
    changes: NoteChanges, background: Background, qtbot: QtBot
) -> None:
    before = settled(changes, qtbot)
    gate = threading.Event()
    background.start(background, lambda: gate.wait(5))
    changes.write(first(changes), "He was")
    changes.abandon(first(changes))
    gate.set()
    qtbot.waitUntil(lambda: not background.is_busy, timeout=5_000)
    assert settled(changes, qtbot).latest.statements == before.latest.statements


def test_a_full_disk_loses_nothing_and_can_be_tried_again(
    changes: NoteChanges, workspace: Workspace, qtbot: QtBot
) -> None:
    assert isinstance(workspace.vault, FakeVault)
    workspace.vault.fail_commit_with = StorageFullError()
    with qtbot.waitSignal(changes.failed):
        changes.finish(first(changes), "My own words.")
    changes.push(lambda note: workspace.notes.add_own(note.id, note.latest.version, "plan", "More."))
    assert changes.standing is SaveStanding.FAILED
    workspace.vault.fail_commit_with = None
    changes.retry()
    note = settled(changes, qtbot)
    assert changes.standing is SaveStanding.SAVED
    assert text(note) == "My own words."
    assert note.latest.statements[-1].text == "More."


def test_what_failed_is_tried_once_more_when_the_note_is_left(
    changes: NoteChanges, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    assert isinstance(workspace.vault, FakeVault)
    workspace.vault.fail_commit_with = StorageFullError()
    with qtbot.waitSignal(changes.failed):
        changes.finish(first(changes), "My own words.")
    workspace.vault.fail_commit_with = None
    changes.keep_the_rest()
    changes.show(None)

    def kept() -> bool:
        note = workspace.schedule.open_review(session_id).note
        return note is not None and text(note) == "My own words."

    qtbot.waitUntil(kept, timeout=5_000)


def test_a_change_under_way_that_fails_is_tried_once_more_when_the_note_is_left(
    changes: NoteChanges,
    workspace: Workspace,
    session_id: SessionId,
    background: Background,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    really, tries, gate = workspace.notes.edit, [StorageFullError()], threading.Event()

    def fails_once(*args: Any, **named: Any) -> Note:
        if tries:
            raise tries.pop()
        return really(*args, **named)

    monkeypatch.setattr(workspace.notes, "edit", fails_once)
    background.start(background, lambda: gate.wait(5))
    changes.finish(first(changes), "My own words.")
    changes.keep_the_rest()
    changes.show(None)
    gate.set()
    qtbot.waitUntil(lambda: not background.is_busy, timeout=5_000)
    note = workspace.schedule.open_review(session_id).note
    assert note is not None
    assert (text(note), note.latest.version) == ("My own words.", 2)


def test_what_was_kept_already_is_not_made_again_when_the_note_is_left(
    changes: NoteChanges, workspace: Workspace, session_id: SessionId, background: Background, qtbot: QtBot
) -> None:
    gate = threading.Event()
    background.start(background, lambda: gate.wait(5))
    changes.push(lambda note: workspace.notes.add_own(note.id, note.latest.version, "plan", "Once."))
    changes.keep_the_rest()
    changes.show(None)
    gate.set()
    qtbot.waitUntil(lambda: not background.is_busy, timeout=5_000)
    note = workspace.schedule.open_review(session_id).note
    assert note is not None
    assert [s.text for s in note.latest.statements].count("Once.") == 1


def test_words_that_cannot_be_kept_when_the_window_goes_are_told_all_the_same(
    workspace: Workspace, session_id: SessionId, background: Background, qtbot: QtBot
) -> None:
    assert isinstance(workspace.vault, FakeVault)
    changes = opened(workspace, session_id, background)
    workspace.vault.fail_commit_with = StorageFullError()
    with qtbot.waitSignal(background.unhandled, timeout=5_000) as told:
        changes.write(first(changes), "My own words.")
        background.forget_all()
        changes.keep_the_rest()
        shiboken6.delete(changes)
    assert isinstance(told.args[0], StorageFullError)


def test_reading_the_note_again_forgets_no_change(
    changes: NoteChanges, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    old = settled(changes, qtbot)
    changes.finish(first(changes), "One.")
    changes.push(lambda note: workspace.notes.accept(note.id, note.latest.version, note.latest.statements[1].id))
    changes.show(old)
    note = settled(changes, qtbot)
    assert text(note) == "One."
    assert note.latest.statements[1].standing is Standing.ACCEPTED


def test_a_change_by_somebody_else_asks_to_read_again(changes: NoteChanges, workspace: Workspace, qtbot: QtBot) -> None:
    note = settled(changes, qtbot)
    workspace.notes.edit(note.id, 1, first(changes), "Changed elsewhere.")
    with qtbot.waitSignals([changes.failed, changes.outdated], timeout=5_000):
        changes.finish(first(changes), "Mine.")
    assert changes.standing is SaveStanding.SAVED
