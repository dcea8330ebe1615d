"""From the open items to a signed and amended note by the keys of the window alone, menus and lines included."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes import START, FakeClock, FakeDoor, new_workspace
from tests.reviewing import drafted_session
from therapease.domain.note import Note, Standing, StatementKind
from therapease.ui.app import WindowSession
from therapease.ui.main_window import MainWindow
from therapease.ui.session.signature_block import AmendmentSheet
from therapease.ui.session.statement_view import StatementView
from therapease.ui.widgets import QuestionSheet

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Hands:
    """Presses keys where the keyboard is, and waits for what they start."""

    def __init__(self, qtbot: QtBot, session: WindowSession) -> None:
        self._qtbot, self._session = qtbot, session
        assert session.window is not None
        self.window: MainWindow = session.window

    @property
    def here(self) -> QWidget:
        modal = QApplication.activeModalWidget()
        focus = (modal or self.window).focusWidget()
        return focus if focus is not None else (modal or self.window)

    @property
    def note(self) -> Note:
        note = self.window.review.controller.note
        assert note is not None
        return note

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._qtbot.keyClick(self.here, key, modifiers)
        self._qtbot.waitUntil(lambda: not self._session.background.is_busy)
        self._qtbot.wait(20)
        if QApplication.activeWindow() is None:
            # Without a window manager nobody gives the keyboard back to the window below a closed dialog.
            self.window.activateWindow()
            self._qtbot.waitUntil(lambda: QApplication.activeWindow() is not None)

    def type(self, text: str) -> None:
        self._qtbot.keyClicks(self.here, text)

    def wait(self, milliseconds: int) -> None:
        self._qtbot.wait(milliseconds)


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Hands]:
    workspace = new_workspace(FakeClock(START))
    session_id = drafted_session(workspace, tmp_path)
    session = WindowSession(qapp, FakeDoor(), today=lambda: START.date())
    session.enter(workspace)
    assert session.window is not None
    session.window.resize(1440, 1400)
    with qtbot.waitSignal(session.window.review.shown, timeout=10_000):
        session.window.open_review(session_id)
    qtbot.wait(500)
    yield Hands(qtbot, session)
    session.close()
    session.deleteLater()


def walk_through_the_open_items(hands: Hands) -> None:
    footer = hands.window.review.footer
    hands.press(Qt.Key.Key_Down, ALT)
    assert footer.status.text() == "1 of 3"
    assert isinstance(hands.here, StatementView)
    hands.press(Qt.Key.Key_A)
    assert footer.status.text() == "2 of 3"
    hands.press(Qt.Key.Key_Return)
    hands.type("Calm, good contact.")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_E)
    hands.type("No danger seen today.")
    hands.press(Qt.Key.Key_Return)
    assert hands.window.review.controller.signing_state().open_lines == ()


def sign(hands: Hands) -> None:
    hands.wait(600)
    assert hands.window.review.footer.status.text() == "Ready to sign"
    hands.press(Qt.Key.Key_S, CTRL | SHIFT)
    assert isinstance(QApplication.activeModalWidget(), QuestionSheet)
    hands.press(Qt.Key.Key_Return)
    assert hands.note.is_signed


def test_open_items_undo_and_a_line_of_ones_own(hands: Hands) -> None:
    footer = hands.window.review.footer
    walk_through_the_open_items(hands)
    assert hands.here is footer.primary
    hands.press(Qt.Key.Key_Z, CTRL)
    assert footer.primary.text() == "Review 1 open item"
    hands.press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert "No danger seen today." in [s.text for s in hands.note.latest.statements]
    hands.press(Qt.Key.Key_I, CTRL)
    hands.type("Call the GP.")
    hands.press(Qt.Key.Key_Return)
    own = next(s for s in hands.note.latest.statements if s.text == "Call the GP.")
    assert (own.kind, own.standing) == (StatementKind.OWN, Standing.EDITED)
    assert isinstance(hands.here, StatementView)


def test_after_the_last_open_item_the_keys_of_the_walk_lead_to_the_signature(hands: Hands) -> None:
    walk_through_the_open_items(hands)
    hands.wait(600)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        hands.press(key, ALT)
        assert hands.here is hands.window.review.footer.primary
        assert hands.window.review.footer.status.text() == "Ready to sign"


def test_what_is_unread_comes_before_the_signature(hands: Hands) -> None:
    walk_through_the_open_items(hands)
    hands.window.resize(1440, 640)
    hands.window.review.controller.reading.__init__()  # type: ignore[misc]  # because none of it shall have been seen
    hands.press(Qt.Key.Key_Down, ALT)
    assert isinstance(hands.here, StatementView)
    for _ in range(12):
        hands.wait(450)
        hands.press(Qt.Key.Key_Down, ALT)
    assert hands.here is hands.window.review.footer.primary


def test_the_keys_that_sign_say_what_is_missing_and_go_there(hands: Hands) -> None:
    review = hands.window.review
    hands.press(Qt.Key.Key_S, CTRL | SHIFT)
    assert review.toast.text == "Complete the open items first."
    assert isinstance(hands.here, StatementView)
    assert hands.here.statement_id == review.controller.signing_state().open_lines[0]
    hands.window.review.controller.select(None)
    hands.window.review.footer.primary.setFocus()
    walk_through_the_open_items(hands)
    hands.window.resize(1440, 640)
    review.controller.reading.__init__()  # type: ignore[misc]  # because none of it shall have been seen
    unread = review.controller.signing_state().unread_lines
    hands.press(Qt.Key.Key_S, CTRL | SHIFT)
    assert review.toast.text == "Read every line first."
    assert isinstance(hands.here, StatementView)
    assert hands.here.statement_id == unread[0]
    assert not hands.note.is_signed


def test_sign_and_amend(hands: Hands) -> None:
    walk_through_the_open_items(hands)
    sign(hands)
    hands.press(Qt.Key.Key_A, CTRL | SHIFT)
    assert isinstance(QApplication.activeModalWidget(), AmendmentSheet)
    hands.type("The next session is on Wednesday.")
    hands.press(Qt.Key.Key_Tab)
    hands.type("Wrong day noted.")
    hands.press(Qt.Key.Key_Return)
    assert [a.text for a in hands.note.amendments] == ["The next session is on Wednesday."]
    assert hands.window.review.sheet.signature.amendment_checks == ["The signature fits these words."]
