"""The transcript corrected by hand, in the window and by keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.correcting import correct, kept, spoken, type_over, versions
from tests.fakes import FakeEngine
from tests.reviewing import changed, statements
from therapease.domain.ids import SessionId
from therapease.domain.transcript import SpeakerRole
from therapease.errors import EngineCrashedError
from therapease.services.workspace import Workspace
from therapease.ui.session.redraft_sheet import RedraftSheet
from therapease.ui.session.transcript_view import TranscriptView
from therapease.ui.session.view import ReviewView


def test_escape_leaves_the_words_as_they_were(transcript: TranscriptView, qtbot: QtBot) -> None:
    said: list[str] = []
    transcript.words_corrected.connect(lambda _key, words: said.append(words))
    type_over(transcript, qtbot, "Something else.")
    assert transcript.editor is not None
    qtbot.keyClick(transcript.editor.field, Qt.Key.Key_Escape)
    assert transcript.editor is None and said == []


def test_enter_hands_the_words_on(transcript: TranscriptView, qtbot: QtBot) -> None:
    type_over(transcript, qtbot, "Awake at five again.")
    assert transcript.editor is not None
    with qtbot.waitSignal(transcript.words_corrected) as corrected:
        qtbot.keyClick(transcript.editor.field, Qt.Key.Key_Return)
    assert corrected.args == [5, "Awake at five again."]
    assert transcript.editor is None


def test_nothing_at_all_cannot_be_saved(transcript: TranscriptView, qtbot: QtBot) -> None:
    type_over(transcript, qtbot, " ")
    assert transcript.editor is not None
    qtbot.keyClick(transcript.editor.field, Qt.Key.Key_Return)
    assert transcript.editor is not None
    assert "Write what was said" in transcript.editor.hint.text()


# ---------------------------------------------------------------- words


def test_corrected_words_are_kept_and_shown_where_they_stand(
    view: ReviewView, transcript: TranscriptView, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    correct(view, qtbot, "Awake at five again.")
    assert versions(workspace, session_id) == ["words corrected", "transcribed"]
    assert "Awake at five again." in spoken(transcript, 5)
    assert transcript.currentIndex().row() == 5 and transcript.hasFocus()


def test_leaving_the_field_keeps_the_words(
    view: ReviewView, transcript: TranscriptView, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    type_over(transcript, qtbot, "Awake at five.")
    with kept(view, qtbot):
        view.transcript.find_button.setFocus()
    assert versions(workspace, session_id)[0] == "words corrected"


def test_closing_the_session_keeps_the_words(
    view: ReviewView, transcript: TranscriptView, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    type_over(transcript, qtbot, "Awake at five.")
    view.controller.close()
    qtbot.waitUntil(lambda: versions(workspace, session_id)[0] == "words corrected", timeout=5_000)


def test_one_goes_on_to_the_next_utterance_by_keyboard(
    view: ReviewView, transcript: TranscriptView, qtbot: QtBot
) -> None:
    type_over(transcript, qtbot, "Awake at five.")
    assert transcript.editor is not None
    with kept(view, qtbot):
        qtbot.keyClick(transcript.editor.field, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert transcript.editor is not None
    assert transcript.editor.words.startswith("Have you had any thoughts")


def test_the_words_can_be_heard_while_they_are_corrected(
    view: ReviewView, transcript: TranscriptView, qtbot: QtBot
) -> None:
    qtbot.keyClick(transcript, Qt.Key.Key_F2)
    assert transcript.editor is not None
    qtbot.keyClick(transcript.editor.field, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert view.controller.playback.position_s == pytest.approx(30.0)
    assert transcript.editor is not None


def test_words_that_could_not_be_kept_are_given_back(
    view: ReviewView, transcript: TranscriptView, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    workspace.corrections.swap_speakers(session_id, 1)
    type_over(transcript, qtbot, "Awake at five.")
    assert transcript.editor is not None
    with qtbot.waitSignal(view.shown, timeout=10_000):
        qtbot.keyClick(transcript.editor.field, Qt.Key.Key_Return)
    assert view.banner.title == "There is a newer version"
    assert transcript.editor is not None and transcript.editor.words == "Awake at five."


def test_a_long_utterance_and_one_from_right_to_left_can_be_corrected(
    view: ReviewView, transcript: TranscriptView, qtbot: QtBot
) -> None:
    correct(view, qtbot, "שלום. לא ישנתי הלילה.")
    assert "לא ישנתי" in spoken(transcript, 5)
    assert view.controller.index.utterances[5].text == "שלום. לא ישנתי הלילה."
    transcript.start_editing(5, "word " * 2_000)
    assert transcript.editor is not None
    assert transcript.editor.height() < transcript.viewport().height()


# ---------------------------------------------------------------- speakers


def test_one_click_swaps_the_speakers_and_one_key_takes_it_back(
    view: ReviewView, transcript: TranscriptView, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    wanted: list[object] = []
    view.redraft_wanted.connect(wanted.append)
    with kept(view, qtbot):
        qtbot.mouseClick(view.transcript.swap_button, Qt.MouseButton.LeftButton)
    assert spoken(transcript, 0).startswith("M. K.")
    assert view.transcript.strip.words.startswith("Speakers swapped. 4 lines of the note")
    assert wanted == []
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    with kept(view, qtbot):
        qtbot.keyClick(transcript, Qt.Key.Key_Z, control)
    assert spoken(transcript, 0).startswith("You")
    assert versions(workspace, session_id) == ["undone", "speakers swapped", "transcribed"]
    with kept(view, qtbot):
        qtbot.keyClick(transcript, Qt.Key.Key_Z, control | shift)
    assert spoken(transcript, 0).startswith("M. K.")


def test_a_new_draft_is_offered_and_asked_about(
    view: ReviewView, transcript: TranscriptView, session_id: SessionId, qtbot: QtBot
) -> None:
    with kept(view, qtbot):
        transcript.swap_wanted.emit()
    qtbot.mouseClick(view.transcript.strip.redraft_button, Qt.MouseButton.LeftButton)
    sheet = view.findChild(RedraftSheet)
    assert isinstance(sheet, RedraftSheet)
    assert not sheet.keeps_own.isVisible(), "nothing is hers yet"
    with qtbot.waitSignal(view.redraft_wanted) as wanted:
        sheet.confirm_button.click()
    assert wanted.args == [session_id, True]


@pytest.mark.parametrize("keeps", [True, False])
def test_before_a_new_draft_she_is_asked_about_her_own_lines(
    view: ReviewView, transcript: TranscriptView, session_id: SessionId, qtbot: QtBot, keeps: bool
) -> None:
    with kept(view, qtbot):
        transcript.swap_wanted.emit()
    with changed(view.controller, qtbot):
        view.controller.accept(statements(view)[0].id)
    with changed(view.controller, qtbot):
        view.controller.add_own("plan", "Call the GP on Monday.")
    qtbot.mouseClick(view.transcript.strip.redraft_button, Qt.MouseButton.LeftButton)
    sheet = view.findChild(RedraftSheet)
    assert isinstance(sheet, RedraftSheet)
    assert sheet.keeps_own.isVisible() and sheet.keeps_own.isChecked() and "2 lines" in sheet.keeps_own.text()
    if not keeps:
        qtbot.keyClick(sheet.keeps_own, Qt.Key.Key_Space)
    with qtbot.waitSignal(view.redraft_wanted) as wanted:
        sheet.confirm_button.click()
    assert wanted.args == [session_id, keeps]


def test_a_range_is_given_to_another_speaker_by_keyboard(
    view: ReviewView, transcript: TranscriptView, qtbot: QtBot
) -> None:
    for _ in range(2):
        qtbot.keyClick(transcript, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert transcript.chosen_ids() == [5, 6, 7]
    with kept(view, qtbot):
        qtbot.keyClick(transcript, Qt.Key.Key_O)
    assert {view.controller.index.utterances[row].role for row in (5, 6, 7)} == {SpeakerRole.OTHER}
    assert spoken(transcript, 6).startswith("Speaker 3")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # a menu without a window system
def test_the_menu_of_a_row_opens_by_keyboard(transcript: TranscriptView, qtbot: QtBot) -> None:
    point = QPoint(5, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, point, transcript.mapToGlobal(point))
    QApplication.sendEvent(transcript.viewport(), event)
    menu = transcript.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert [action.text().split("\t")[0] for action in menu.actions() if action.text()] == [
        "Play these words",
        "Play from here",
        "Copy these words",
        "Correct the words",
        "Spoken by",
        "Swap speakers",
    ]
    menu.close()


# ---------------------------------------------------------------- what follows for the note


def test_lines_that_rest_on_corrected_words_wait(view: ReviewView, transcript: TranscriptView, qtbot: QtBot) -> None:
    before = len(view.controller.signing_state().open_lines)
    correct(view, qtbot, "Awake at five again.")
    assert len(view.controller.stale_lines) == len(view.controller.lost_quotations) == 1
    assert len(view.controller.signing_state().open_lines) == before + 1
    assert view.transcript.strip.words == (
        "Words corrected. One line of the note rests on corrected words: check it again."
    )
    (key,) = view.controller.stale_lines
    line = view.sheet.line(key)
    assert line is not None and "no longer stand in the transcript" in line.accessibleName()
    with qtbot.waitSignal(view.controller.note_changed, timeout=10_000):
        view.controller.accept(key)
    assert view.controller.stale_lines == frozenset()


def test_mentions_are_found_again_in_the_corrected_words(
    view: ReviewView, transcript: TranscriptView, workspace: Workspace, qtbot: QtBot
) -> None:
    assert isinstance(workspace.engine, FakeEngine)
    workspace.engine.mentions = ()
    correct(view, qtbot, "Awake at five again.")
    assert "from before" in view.mentioned.notice.text()
    assert view.mentioned.model.rowCount() == 1
    qtbot.waitUntil(lambda: view.mentioned.model.rowCount() == 0, timeout=10_000)
    assert view.mentioned.notice.text() == ""


def test_where_they_cannot_be_found_again_the_list_says_whence_it_is(
    view: ReviewView, transcript: TranscriptView, workspace: Workspace, qtbot: QtBot
) -> None:
    assert isinstance(workspace.engine, FakeEngine)
    workspace.engine.fail_with["find_mentions"] = EngineCrashedError()
    correct(view, qtbot, "Awake at five again.")
    qtbot.waitUntil(lambda: "did not work" in view.mentioned.notice.text(), timeout=10_000)
    assert view.mentioned.model.rowCount() == 1
