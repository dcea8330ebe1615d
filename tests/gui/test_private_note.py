"""The private note in the window: opened beside the transcript, kept as one types, gone from the screen on leaving."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.fakes import FakeClock, FakeVault
from tests.open_window import OpenWindow
from tests.reviewing import drafted_session
from therapease.domain.ids import SessionId
from therapease.services.workspace import Workspace
from therapease.store.key_material import UserKeys
from therapease.ui import strings
from therapease.ui.commands import Command
from therapease.ui.session.private_note import PrivateStanding
from therapease.ui.session.private_note_drawer import PrivateNoteDrawer
from therapease.ui.session.view import ReviewView

TEXT = "Protective, more than usual."


def opened(view: ReviewView, qtbot: QtBot) -> PrivateNoteDrawer:
    view.commands()[Command.PRIVATE_NOTE]()
    drawer = view.private.drawer
    qtbot.waitUntil(drawer.edit.isEnabled, timeout=5_000)
    return drawer


def stands(view: ReviewView, qtbot: QtBot, standing: PrivateStanding) -> None:
    qtbot.waitUntil(lambda: view.controller.private_note.standing is standing, timeout=5_000)


def test_it_is_marked_and_has_the_keyboard(view: ReviewView, qtbot: QtBot) -> None:
    drawer = opened(view, qtbot)
    assert drawer.isVisible()
    assert QApplication.focusWidget() is drawer.edit
    assert strings.PrivateNote.MARK in [label.text() for label in drawer.findChildren(QLabel)]
    assert drawer.standing.text() == "Nothing written yet"
    assert not drawer.delete_button.isEnabled() and not drawer.versions_button.isEnabled()


def test_words_are_kept_when_it_is_closed_by_escape(
    view: ReviewView, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    drawer = opened(view, qtbot)
    qtbot.keyClicks(drawer.edit, TEXT)
    assert drawer.standing.text() == "Saves itself"
    qtbot.keyClick(drawer.edit, Qt.Key.Key_Escape)
    assert not drawer.isVisible()
    stands(view, qtbot, PrivateStanding.SAVED)
    note = workspace.process_notes.open(session_id)
    assert note is not None
    assert note.text == TEXT
    assert view.header.private_button.text() == "Private note"


def test_it_is_neither_in_the_note_nor_in_the_history(view: ReviewView, workspace: Workspace, qtbot: QtBot) -> None:
    drawer = opened(view, qtbot)
    drawer.edit.setPlainText(TEXT)
    view.controller.hand_in()
    stands(view, qtbot, PrivateStanding.SAVED)
    with qtbot.waitSignal(view.controller.history_read, timeout=5_000) as read:
        view.past.open_history()
    assert TEXT not in repr(read.args[0])
    assert "rivate" not in " ".join(row.spoken for row in view.past.drawer.list.row_model.rows)


def test_leaving_drops_every_word_and_keeps_it(
    view: ReviewView, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    drawer = opened(view, qtbot)
    drawer.edit.setPlainText(TEXT)
    view.controller.close()
    assert not drawer.isVisible()
    assert drawer.edit.toPlainText() == ""
    assert not drawer.edit.document().isUndoAvailable()
    qtbot.waitUntil(lambda: workspace.process_notes.open(session_id) is not None, timeout=5_000)


def test_an_earlier_version_is_brought_back(view: ReviewView, workspace: Workspace, qtbot: QtBot) -> None:
    assert isinstance(workspace.vault, FakeVault)
    assert isinstance(workspace.vault.clock, FakeClock)
    drawer = opened(view, qtbot)
    for text in ("one", "two"):
        drawer.edit.setPlainText(text)
        view.controller.hand_in()
        stands(view, qtbot, PrivateStanding.SAVED)
        workspace.vault.clock.advance(minutes=20)
    drawer.versions_button.click()
    qtbot.waitUntil(lambda: view.private.sheet is not None, timeout=5_000)
    sheet = view.private.sheet
    assert sheet is not None
    assert not sheet.back_button.isEnabled()
    qtbot.keyClick(sheet.list, Qt.Key.Key_Down)
    assert sheet.text.toPlainText() == "one"
    sheet.back_button.click()
    stands(view, qtbot, PrivateStanding.SAVED)
    assert drawer.edit.toPlainText() == "one"


def test_deleting_asks_and_empties_it(
    view: ReviewView, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    drawer = opened(view, qtbot)
    drawer.edit.setPlainText(TEXT)
    view.controller.hand_in()
    stands(view, qtbot, PrivateStanding.SAVED)
    drawer.delete_button.click()
    assert view.private.question is not None
    view.private.question.confirm_button.click()
    stands(view, qtbot, PrivateStanding.EMPTY)
    assert drawer.edit.toPlainText() == ""
    assert workspace.process_notes.open(session_id) is None
    assert view.header.private_button.text() == "Add private note"


def test_after_a_reset_of_the_account_it_says_what_can_be_done(
    view: ReviewView, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    assert isinstance(workspace.vault, FakeVault)
    workspace.process_notes.save(session_id, TEXT)
    workspace.vault.keys = UserKeys.generate()
    view.private.open()
    stands(view, qtbot, PrivateStanding.SEALED)
    drawer = view.private.drawer
    assert drawer.banner.title == "This private note cannot be opened"
    assert not drawer.edit.isEnabled()
    assert drawer.delete_button.isEnabled()


def test_the_client_s_page_tells_its_owner_that_there_is_one(place: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    workspace = place.workspace
    session_id = drafted_session(workspace, tmp_path)
    workspace.process_notes.save(session_id, TEXT)
    client = workspace.clients.list_all()[0]
    place.window.open_client(client.id)
    page = place.window.client_page
    qtbot.waitUntil(lambda: bool(page.sessions.row_model.rows), timeout=5_000)
    assert page.sessions.row_model.rows[0].addition.endswith("Private note")


def test_a_lock_keeps_the_last_words_sealed_and_nowhere_else(place: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
    workspace, vault = place.workspace, place.vault
    session_id = drafted_session(workspace, tmp_path)
    place.window.open_review(session_id)
    place.wait()
    review = place.window.review
    drawer = opened(review, qtbot)
    qtbot.keyClicks(drawer.edit, TEXT)
    place.session.lock()
    qtbot.waitUntil(lambda: place.session.window is None, timeout=10_000)
    assert "unfinished" in repr(vault.tables.practice.settings)
    assert TEXT not in repr(vault.tables)
    kept = workspace.process_notes.open(session_id)
    assert kept is not None
    assert kept.text == TEXT
