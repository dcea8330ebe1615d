"""From a new client to an exported, amended note by keyboard alone: keys are pressed, nothing else is touched.

What is on screen is only read: where the keyboard is, and what a screen reader would say there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes import START, FakeClock, FakeDoor, FakeEngine, new_workspace
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import ClientId
from therapease.domain.note import Note
from therapease.domain.session import SessionStatus
from therapease.domain.transcript import SpeakerRole
from therapease.services.notes import open_items
from therapease.ui import strings
from therapease.ui.app import WindowSession
from therapease.ui.main_window import MainWindow
from therapease.ui.session.line_text import LineEditor
from therapease.ui.session.view import Arrangement
from therapease.ui.strings import Export

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CONTROL, SHIFT, ALT = Modifier.ControlModifier, Modifier.ShiftModifier, Modifier.AltModifier
_MOST_STEPS = 120
READING_MS = 500
WRITTEN = "Harm to others was not spoken of."
_OTHER = {SpeakerRole.THERAPIST: SpeakerRole.CLIENT, SpeakerRole.CLIENT: SpeakerRole.THERAPIST}
CORRECTED = "I breathed slowly, and after ten minutes it came down."


class Hands:
    """Two hands on a keyboard and an ear for what is spoken."""

    def __init__(self, qtbot: QtBot, application: QApplication) -> None:
        self.qtbot = qtbot
        self.workspace = new_workspace(FakeClock(START))
        self.session = WindowSession(application, FakeDoor(), today=lambda: START.date())
        self.session.enter(self.workspace)
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.wait()

    @property
    def window(self) -> MainWindow:
        assert self.session.window is not None
        return self.session.window

    @property
    def target(self) -> QWidget:
        """Where a key goes: an open menu, what has the keyboard, or the window in front."""
        popup = QApplication.activePopupWidget()
        return popup or QApplication.focusWidget() or QApplication.activeWindow() or self.window

    @property
    def heard(self) -> str:
        """What a screen reader says of where the keyboard is."""
        interface = QAccessible.queryAccessibleInterface(self.target)
        return str(interface.text(QAccessible.Text.Name)) if interface is not None else ""

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        QTest.keyClick(self.target, key, modifiers)
        # A person sees what a key did before the next one.
        QApplication.processEvents()

    def write(self, words: str) -> None:
        QTest.keyClicks(self.target, words)
        QApplication.processEvents()

    def tab_to(self, words: str) -> None:
        """Press Tab until something that is spoken so has the keyboard."""
        heard: list[str] = []
        for _ in range(_MOST_STEPS):
            if self.heard.startswith(words):
                return
            heard.append(self.heard)
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab never came to “{words}”, only to {list(dict.fromkeys(heard))}")

    def choose(self, words: str) -> None:
        """Take an entry of the open menu."""
        self.until(lambda: QApplication.activePopupWidget() is not None)
        for _ in range(_MOST_STEPS):
            menu = QApplication.activePopupWidget()
            assert menu is not None, f"the menu closed before “{words}”"
            action = menu.activeAction()  # type: ignore[attr-defined]  # because popups here are menus
            if action is not None and action.text().replace("&", "").startswith(words):
                self.press(Key.Key_Return)
                return
            self.press(Key.Key_Down)
        raise AssertionError(f"no “{words}” in the menu")

    def until(self, is_so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(is_so, timeout=15_000)

    def wait(self) -> None:
        self.until(lambda: not self.session.background.is_busy)

    def until_dialog(self, kind: type[QDialog] = QDialog) -> None:
        self.until(lambda: isinstance(QApplication.activeWindow(), kind))

    def until_window(self) -> None:
        """Wait until no dialog is open. Giving the window back the keyboard is the window system's part."""
        self.until(lambda: QApplication.activeModalWidget() is None)
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)
        self.wait()

    @property
    def note(self) -> Note:
        note = self.window.review.controller.note
        assert note is not None
        return note


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication) -> Iterator[Hands]:
    QAccessible.setActive(True)
    hands = Hands(qtbot, qapp)
    yield hands
    engine = hands.workspace.engine
    assert isinstance(engine, FakeEngine)
    engine.release.set()
    hands.session.close()


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "session.wav"
    path.write_bytes(b"sound")
    return path


def create_client(hands: Hands) -> None:
    hands.press(Key.Key_N, CONTROL)
    hands.until_dialog()
    hands.tab_to("Name")
    hands.write("Mara Keller")
    hands.tab_to("Date of birth")
    hands.write("4.5.1991")
    hands.tab_to("Add client")
    hands.press(Key.Key_Return)
    hands.until(lambda: hands.window.place is hands.window.client_page)
    hands.until_window()


def client_id(hands: Hands) -> ClientId:
    (client,) = hands.workspace.clients.list_all()
    return client.id


def note_consents(hands: Hands) -> None:
    for purpose in ConsentPurpose:
        hands.tab_to(f"{strings.ClientPlace.NOTE_CONSENT}: {strings.CONSENT_WORDS[purpose]}")
        hands.press(Key.Key_Space)
        hands.until(lambda: hands.heard.startswith(strings.ClientPlace.WITHDRAW))
    assert len(hands.workspace.clients.open_page(client_id(hands)).consents) == len(ConsentPurpose)


def import_recording(hands: Hands, recording: Path) -> None:
    hands.press(Key.Key_N, CONTROL | SHIFT)
    hands.until_window()
    hands.tab_to(strings.NewSession.CHOOSE)
    hands.press(Key.Key_Return)
    hands.until_dialog(QFileDialog)
    hands.write(str(recording))
    hands.press(Key.Key_Return)
    hands.until_window()
    hands.tab_to(strings.NewSession.START)
    hands.press(Key.Key_Return)
    hands.until(lambda: hands.window.place is hands.window.review)
    hands.wait()


def show_transcript(hands: Hands) -> None:
    """Turn to it by the tabs, where only one part of the review is on show, and give it the keyboard."""
    view = hands.window.review
    if view.arrangement is Arrangement.TABS:
        hands.until(lambda: view.isAncestorOf(hands.target))
        hands.tab_to(strings.Note.NOTE)
        hands.press(Key.Key_Left)
        hands.press(Key.Key_Tab)
    hands.tab_to(strings.Note.TRANSCRIPT)


def correct_words(hands: Hands) -> None:
    show_transcript(hands)
    for _ in range(3):
        hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    hands.press(Key.Key_A, CONTROL)
    hands.write(CORRECTED)
    hands.press(Key.Key_Return)
    hands.until(lambda: hands.window.review.controller.index.utterances[3].text == CORRECTED)
    hands.wait()


def roles(hands: Hands) -> list[SpeakerRole]:
    return [utterance.role for utterance in hands.window.review.controller.index.utterances]


def swap_speakers(hands: Hands) -> None:
    before = roles(hands)
    hands.tab_to("More")
    hands.press(Key.Key_Return)
    hands.choose("Swap speakers")
    hands.wait()
    hands.until(lambda: roles(hands) == [_OTHER.get(role, role) for role in before])
    hands.wait()


def close_open_items(hands: Hands) -> None:
    """Go from item to item: write what is to complete, accept the rest."""
    signing = hands.window.review.controller.signing_state
    for _ in range(20):
        if not signing().open_lines:
            return
        hands.press(Key.Key_Down, ALT)
        hands.wait()
        if hands.heard.startswith("To complete"):
            hands.press(Key.Key_E)
        if isinstance(hands.target, LineEditor):
            hands.write("Calm, good contact.")
            hands.press(Key.Key_Return)
        else:
            hands.press(Key.Key_A)
        hands.wait()
    raise AssertionError("open items without end")


def edit_a_line(hands: Hands) -> None:
    hands.tab_to("Not assessed")
    hands.press(Key.Key_E)
    hands.press(Key.Key_A, CONTROL)
    hands.write(WRITTEN)
    hands.press(Key.Key_Return)
    hands.until(lambda: WRITTEN in [line.text for line in hands.note.latest.statements])
    hands.wait()


def sign(hands: Hands) -> None:
    """Ask for it; what was not on screen long enough is shown first, and the keys are pressed again."""
    state = hands.window.review.controller.signing_state
    while state().unread_lines:
        hands.press(Key.Key_S, CONTROL | SHIFT)
        hands.qtbot.wait(READING_MS)
    hands.wait()
    hands.press(Key.Key_S, CONTROL | SHIFT)
    hands.until_dialog()
    hands.tab_to(strings.Signing.SIGN)
    hands.press(Key.Key_Return)
    hands.until_window()
    hands.until(lambda: hands.note.is_signed)
    hands.wait()


def amend(hands: Hands) -> None:
    hands.press(Key.Key_A, CONTROL | SHIFT)
    hands.until_dialog()
    hands.tab_to("What changes")
    hands.write("The next session was moved to Thursday.")
    hands.tab_to("Reason")
    hands.write("The client called.")
    hands.tab_to("Sign amendment")
    hands.press(Key.Key_Return)
    hands.until_window()
    hands.until(lambda: len(hands.note.amendments) == 1)
    hands.wait()


def export(hands: Hands, folder: Path) -> None:
    hands.press(Key.Key_E, CONTROL)
    hands.until_dialog()
    sheet = QApplication.activeWindow()
    assert sheet is not None
    hands.tab_to(Export.CHANGE_FOLDER)
    hands.press(Key.Key_Return)
    hands.until_dialog(QFileDialog)
    hands.write(str(folder))
    hands.press(Key.Key_Return)
    hands.until(lambda: not isinstance(QApplication.activeModalWidget(), QFileDialog))
    sheet.activateWindow()
    hands.until(sheet.isActiveWindow)
    hands.tab_to("File name")
    hands.press(Key.Key_A, CONTROL)
    hands.write("C-0001 session 1")
    hands.tab_to(Export.SAVE)
    hands.press(Key.Key_Return)
    hands.until_window()


def test_from_a_new_client_to_an_exported_note_by_keyboard_alone(hands: Hands, recording: Path, tmp_path: Path) -> None:
    create_client(hands)
    note_consents(hands)
    import_recording(hands, recording)
    correct_words(hands)
    swap_speakers(hands)
    close_open_items(hands)
    edit_a_line(hands)
    sign(hands)
    amend(hands)
    export(hands, tmp_path)
    (session,) = hands.workspace.clients.open_page(client_id(hands)).sessions
    assert session.status is SessionStatus.AMENDED
    assert hands.workspace.notes.signature_holds(hands.note)
    assert not open_items(hands.note.latest)
    (exported,) = tmp_path.glob("*.pdf")
    assert exported.read_bytes().startswith(b"%PDF-")


def test_the_keyboard_is_where_the_next_step_is(hands: Hands) -> None:
    create_client(hands)
    assert hands.heard.startswith(strings.ClientPlace.NEW_SESSION)
    hands.press(Key.Key_Return)
    hands.wait()
    assert hands.heard.startswith(strings.NewSession.CHOOSE)
    for purpose in (ConsentPurpose.RECORDING, ConsentPurpose.AI_NOTES):
        hands.tab_to(f"{strings.ClientPlace.NOTE_CONSENT}: {strings.CONSENT_WORDS[purpose]}")
        hands.press(Key.Key_Space)
        hands.wait()
    assert hands.heard.startswith(strings.NewSession.CHOOSE), "not Cancel"


def test_the_rail_keeps_the_keyboard_that_is_on_it(hands: Hands) -> None:
    create_client(hands)
    hands.tab_to(strings.Rail.CLIENTS)
    hands.press(Key.Key_N, CONTROL | SHIFT)
    hands.wait()
    assert hands.window.place is hands.window.new_session
    assert hands.heard.startswith(strings.Rail.CLIENTS)


def test_every_place_is_reached_by_keys_alone(hands: Hands) -> None:
    window = hands.window
    for words, place in (
        (strings.Rail.CLIENTS, window.client_list),
        (strings.Rail.SETTINGS, window.settings),
        (strings.Rail.TODAY, window.today),
    ):
        hands.tab_to(words)
        hands.press(Key.Key_Return)
        assert window.place is place
        hands.wait()
    for key, place in ((Key.Key_2, window.client_list), (Key.Key_Comma, window.settings), (Key.Key_1, window.today)):
        hands.press(key, CONTROL)
        assert window.place is place
        hands.wait()
