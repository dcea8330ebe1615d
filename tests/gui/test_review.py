"""The review place as it is read: what it shows, where evidence leads, how it fits the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from pytestqt.qtbot import QtBot

from tests.reviewing import click, line_of
from therapease.domain.audit import AuditAction
from therapease.domain.ids import SessionId
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.session.controller import ReviewController
from therapease.ui.session.playback import Playback
from therapease.ui.session.statement_view import _GLYPH_PX, _GLYPH_X
from therapease.ui.session.view import Arrangement, ReviewView

TRAIN_ROWS = [1, 3]


# ---------------------------------------------------------------- what is shown


def test_it_shows_whose_session_it_is_and_how_the_note_stands(view: ReviewView) -> None:
    assert "Session 1" in view.header.facts
    assert "Agreed to recording" in view.header.facts
    assert view.header.chip.text == "Draft, not signed"
    assert view.header.saved.startswith("Saved ")


def test_the_footer_is_the_legend_with_counts(view: ReviewView) -> None:
    shown = [entry.text for entry in view.footer.legend.values() if entry.isVisibleTo(view)]
    assert shown == ["3 verified", "1 quotation", "1 not assessed", "2 to complete"]
    assert view.footer.primary.text() == "Review 3 open items"


def test_mentions_are_beside_the_note_with_words_that_keep_them_from_being_an_assessment(view: ReviewView) -> None:
    row = view.mentioned.model.row(0)
    assert (row.title, row.stance_words) == ("Suicidal thoughts", "Denied")
    assert "not a risk assessment" in view.mentioned.footer.text()
    assert "Not mentioned: self-harm" in view.mentioned.footer.text()


def test_without_sound_output_the_bar_says_so(view: ReviewView) -> None:
    if view.controller.playback.can_play:
        assert view.player.status.text() == ""
    else:
        assert "No sound output found" in view.player.status.text()
        assert not view.player.play_button.isEnabled()


def test_closing_leaves_no_words_in_the_widgets(view: ReviewView) -> None:
    view.controller.close()
    assert view.sheet.lines == []
    assert view.transcript.view.model().rowCount() == 0
    assert view.mentioned.model.rowCount() == 0
    assert view.header.facts == ""


@pytest.mark.parametrize("tab", [0, 1, 2])
def test_a_narrow_review_begins_at_the_part_that_is_shown(
    workspace: Workspace, session_id: SessionId, qtbot: QtBot, tab: int
) -> None:
    background = Background()
    view = ReviewView(ReviewController(workspace, background))
    qtbot.addWidget(view)
    view.resize(932, 600)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.tabs.setCurrentIndex(tab)
    before = view.focusWidget()
    if before is not None:
        before.clearFocus()
    with qtbot.waitSignal(view.shown, timeout=10_000):
        view.open(session_id)
    here = view.focusWidget()
    assert here is not None
    assert here.isVisible()
    assert here is [view.transcript.view, view.sheet.lines[0], view.tabs][tab]
    view.controller.close()
    background.close()


# ---------------------------------------------------------------- evidence


def test_a_click_on_a_line_marks_its_evidence_and_goes_to_it(view: ReviewView, qtbot: QtBot) -> None:
    click(qtbot, line_of(view, "Rode the train"))
    assert view.transcript.view.marked_rows == TRAIN_ROWS
    assert view.controller.playback.position_s == pytest.approx(6.0)
    assert view.player.waveform.evidence == ((6.0, 11.6), (18.0, 23.6))
    assert view.transcript.view.playing_row == 1
    assert line_of(view, "Rode the train").is_selected


def test_the_ribbon_ties_the_line_to_its_words(view: ReviewView, qtbot: QtBot) -> None:
    line = line_of(view, "Rode the train")
    click(qtbot, line)
    qtbot.wait(250)
    shape = view.ribbon.shape_now
    assert shape is not None
    assert len(shape.bands) == 2
    assert shape.line.height() == line.height()
    assert shape.source_x < shape.line.left()
    assert shape.above == shape.below == 0


def test_the_ribbon_leaves_the_standing_of_the_line_in_sight(view: ReviewView, qtbot: QtBot) -> None:
    line = line_of(view, "Rode the train")
    click(qtbot, line)
    qtbot.wait(250)
    box = QRect(line.mapTo(view, QPoint(_GLYPH_X - 1, 0)), QSize(_GLYPH_PX + 2, line.height()))
    with_ribbon = view.grab(box).toImage()
    view.ribbon.hide()
    assert view.grab(box).toImage() == with_ribbon


def test_the_ribbon_counts_what_is_scrolled_away(view: ReviewView, qtbot: QtBot) -> None:
    view.resize(1348, 640)
    view.controller.select(line_of(view, "Train twice").statement_id, listen=False)
    qtbot.wait(250)
    view.transcript.view.verticalScrollBar().setValue(0)
    shape = view.ribbon.shape_now
    assert shape is not None
    assert shape.below == 2


def test_a_line_without_evidence_marks_nothing(view: ReviewView, qtbot: QtBot) -> None:
    click(qtbot, line_of(view, "Rode the train"))
    click(qtbot, line_of(view, "Harm to others"))
    assert view.transcript.view.marked_rows == []
    assert view.ribbon.shape_now is None


def test_a_mention_leads_to_its_words(view: ReviewView) -> None:
    view.mentioned.row_wanted.emit(7)
    assert view.transcript.view.currentIndex().row() == 7
    assert view.controller.playback.position_s == pytest.approx(42.0)


def test_arrow_keys_on_the_waveform_move_the_place(view: ReviewView, qtbot: QtBot) -> None:
    view.controller.playback.seek(20.0)
    qtbot.keyClick(view.player.waveform, Qt.Key.Key_Right)
    assert view.controller.playback.position_s == pytest.approx(25.0)
    qtbot.keyClick(view.player.waveform, Qt.Key.Key_Home)
    assert view.controller.playback.position_s == 0.0
    assert view.player.waveform.accessibleDescription() == "0:00 of 1:00"


def test_space_plays_the_recording_from_the_vault(view: ReviewView, workspace: Workspace, qtbot: QtBot) -> None:
    playback = Playback(view.controller, has_sound_output=lambda: True)
    playback.open(60.0)
    wanted: list[bool] = []
    playback.sound_wanted.connect(lambda: wanted.append(True))
    view.controller.playback = playback
    line = line_of(view, "Rode the train")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Space)
    assert wanted == [True]


def test_the_recording_leaves_the_vault_as_sound(view: ReviewView, workspace: Workspace, qtbot: QtBot) -> None:
    """Fetched among the jobs and noted in the audit log; the bytes are a WAV."""
    taken: list[bytes] = []
    view.controller.playback.load = taken.append  # type: ignore[method-assign]  # because only the bytes are asked for
    view.controller.playback.sound_wanted.emit()
    qtbot.waitUntil(lambda: bool(taken), timeout=5000)
    assert taken[0][:4] == b"RIFF" and taken[0][8:12] == b"WAVE"
    assert AuditAction.RECORDING_PLAYED in [event.action for event in workspace.history.recent()]


def test_scrolling_by_hand_stops_following(view: ReviewView, qtbot: QtBot) -> None:
    assert view.transcript.view.is_following
    qtbot.keyClick(view.transcript.view, Qt.Key.Key_PageDown)
    assert not view.transcript.view.is_following
    qtbot.mouseClick(view.transcript.follow_button, Qt.MouseButton.LeftButton)
    assert view.transcript.view.is_following


# ---------------------------------------------------------------- speakers and sizes


@pytest.mark.parametrize(
    ("width", "arrangement"),
    [(1348, Arrangement.WIDE), (1188, Arrangement.SIDE_BY_SIDE), (932, Arrangement.TABS)],
)
def test_it_fits_the_width(view: ReviewView, qtbot: QtBot, width: int, arrangement: Arrangement) -> None:
    view.resize(width, 640)
    assert view.width() == width
    assert view.arrangement is arrangement
    assert view.mentioned.isVisibleTo(view) is (arrangement is Arrangement.WIDE)
    assert view.mentioned_button.isVisibleTo(view) is (arrangement is Arrangement.SIDE_BY_SIDE)
    assert view.tabs.isVisibleTo(view) is (arrangement is Arrangement.TABS)


def test_the_drawer_shows_the_mentions_where_there_is_no_room_beside(view: ReviewView, qtbot: QtBot) -> None:
    view.resize(1188, 800)
    qtbot.mouseClick(view.mentioned_button, Qt.MouseButton.LeftButton)
    assert view.drawer.isVisibleTo(view)
    assert view.drawer.panel.model.row(0).title == "Suicidal thoughts"
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.drawer.isVisibleTo(view)


def test_every_line_speaks_its_standing_words_and_times(view: ReviewView) -> None:
    names = [line.accessibleName() for line in view.sheet.lines]
    assert names[0] == (
        "Verified: Rode the train twice and stayed on until the second stop, using slow breathing. Rests on 0:06, 0:18."
    )
    assert "To complete: Affect and appearance" in names
