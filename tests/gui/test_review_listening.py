"""Around the transcript: searching, comparing versions, the player and the menus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.correcting import correct, kept, spoken, versions
from therapease.domain.ids import SessionId
from therapease.services.workspace import Workspace
from therapease.ui.commands import Command
from therapease.ui.session.transcript_view import TranscriptView
from therapease.ui.session.view import ReviewView


def test_a_click_goes_to_the_words(view: ReviewView, transcript: TranscriptView, qtbot: QtBot) -> None:
    at = transcript.row_box(3).center().toPoint()
    qtbot.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.controller.playback.position_s == pytest.approx(18.0)


# ---------------------------------------------------------------- finding


def test_finding_by_keyboard(view: ReviewView, transcript: TranscriptView, qtbot: QtBot) -> None:
    qtbot.keyClick(transcript, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = view.transcript.find_bar
    assert bar.field.hasFocus()
    qtbot.keyClicks(bar.field, "you")
    first = bar.count.text()
    assert first.split(" of ")[0] == "1"
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.count.text().split(" of ")[0] == "2"
    qtbot.keyClick(bar.field, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == first
    qtbot.keyClicks(bar.field, "zz")
    assert bar.count.text() == "Not found"
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert bar.isHidden() and transcript.hasFocus()


def test_found_words_are_said_to_a_screen_reader(view: ReviewView, transcript: TranscriptView, qtbot: QtBot) -> None:
    view.transcript.open_find()
    qtbot.keyClicks(view.transcript.find_bar.field, "train")
    assert spoken(transcript, 0).endswith("Found.")


# ---------------------------------------------------------------- reading, listening


def test_nothing_can_be_corrected_where_the_view_is_for_reading(transcript: TranscriptView, qtbot: QtBot) -> None:
    transcript.is_editable = False
    qtbot.keyClick(transcript, Qt.Key.Key_Return)
    assert transcript.editor is None


def test_keys_of_a_player_steer_it(view: ReviewView, transcript: TranscriptView, qtbot: QtBot) -> None:
    playback = view.controller.playback
    playback.seek(20.0)
    qtbot.keyClick(transcript, Qt.Key.Key_L)
    assert playback.position_s == pytest.approx(25.0)
    qtbot.keyClick(transcript, Qt.Key.Key_J)
    qtbot.keyClick(transcript, Qt.Key.Key_Left)
    assert playback.position_s == pytest.approx(15.0)


# ---------------------------------------------------------------- versions


def test_versions_are_compared_and_restored_by_keyboard(
    view: ReviewView, transcript: TranscriptView, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    correct(view, qtbot, "Awake at five again. Not every night, but most.")
    with kept(view, qtbot):
        view.controller.correcting.swap_speakers()
    sheet = view.transcript_side.show_versions()
    assert sheet is not None
    qtbot.waitUntil(lambda: "10 places differ" in sheet.text.toPlainText(), timeout=5_000)
    assert "Speaker: M. K., now You" in sheet.text.toPlainText()
    assert sheet.list.hasFocus() and not sheet.restore_button.isEnabled()
    qtbot.keyClick(sheet.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "One place differs" in sheet.text.toPlainText(), timeout=5_000)
    assert "Awake at −four +five again." in sheet.text.toPlainText()
    qtbot.keyClick(sheet.list, Qt.Key.Key_Down)
    assert "first version" in sheet.text.toPlainText()
    with kept(view, qtbot):
        qtbot.keyClick(sheet.restore_button, Qt.Key.Key_Space)
    assert versions(workspace, session_id)[0] == "version 1 restored"
    assert spoken(transcript, 5).startswith("M. K.") and "at four" in spoken(transcript, 5)


def test_mentions_are_flagged_on_the_waveform_and_lead_to_their_words(view: ReviewView, qtbot: QtBot) -> None:
    waveform = view.player.waveform
    (marker,) = waveform.markers
    assert marker.words == "Mentioned: Suicidal thoughts, Denied, 0:36"
    place = QPoint(round(5 + marker.position_s / 60.0 * (waveform.width() - 10)), 6)
    qtbot.mouseClick(waveform, Qt.MouseButton.LeftButton, pos=place)
    assert view.controller.playback.position_s == marker.position_s


def test_without_a_recording_the_player_is_one_line_and_the_rest_works(
    view: ReviewView, transcript: TranscriptView, qtbot: QtBot
) -> None:
    tall = view.player.height()
    view.controller.playback.open(None)
    assert view.player.height() < tall and not view.player.play_button.isVisibleTo(view)
    assert view.player.status.text().startswith("There is no recording.")
    correct(view, qtbot, "Awake at five again.")
    assert view.controller.stale_lines


# ---------------------------------------------------------------- menus


def test_the_menus_can_ask_for_what_the_transcript_does(
    view: ReviewView, transcript: TranscriptView, qtbot: QtBot
) -> None:
    offers = view.commands()
    assert {Command.FIND, Command.FIND_NEXT, Command.SWAP_SPEAKERS} <= set(offers)
    assert Command.UNDO not in offers
    with kept(view, qtbot):
        offers[Command.SWAP_SPEAKERS]()
    assert spoken(transcript, 0).startswith("M. K.")
    with kept(view, qtbot):
        view.commands()[Command.UNDO]()
    assert spoken(transcript, 0).startswith("You")
    offers[Command.FIND]()
    assert not view.transcript.find_bar.isHidden()
