"""The review place from a click to a signature, on real services over stand-ins for store and engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import START, new_workspace
from therapease.domain.audit import AuditAction
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import SessionId
from therapease.domain.job import CancelToken, DraftingOptions, TranscriptionOptions, ignore_progress
from therapease.domain.note import Standing, Statement, StatementKind
from therapease.services.notes import open_items
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.session.controller import ReviewController
from therapease.ui.session.playback import Playback
from therapease.ui.session.reading import ReadingRecord
from therapease.ui.session.statement_view import StatementView
from therapease.ui.session.view import Arrangement, ReviewView
from therapease.ui.theme import Mode, apply_theme

TRAIN_ROWS = [1, 3]


@pytest.fixture
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return new_workspace()


@pytest.fixture
def session_id(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> SessionId:
    """A session with recording, transcript and draft."""
    client = workspace.clients.create("Mara Keller", date(1988, 5, 3))
    workspace.clients.give_consent(client.id, ConsentPurpose.RECORDING)
    session = workspace.schedule.add_session(client.id, START)
    source = tmp_path_factory.mktemp("source") / "session.wav"
    source.write_bytes(b"sound")
    cancel = CancelToken()
    workspace.recording.import_file(session.id, source, ignore_progress, cancel)
    workspace.transcription.transcribe(session.id, TranscriptionOptions(), ignore_progress, cancel)
    workspace.notes.draft(session.id, DraftingOptions(), ignore_progress, cancel)
    return session.id


@pytest.fixture
def view(workspace: Workspace, session_id: SessionId, qtbot: QtBot) -> Iterator[ReviewView]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, Mode.LIGHT)
    background = Background()
    view = ReviewView(ReviewController(workspace, background))
    qtbot.addWidget(view)
    view.resize(1348, 900)
    view.show()
    with qtbot.waitSignal(view.controller.review_loaded):
        view.open(session_id)
    yield view
    view.controller.close()
    background.close()


def line_of(view: ReviewView, start: str) -> StatementView:
    return next(line for line in view.sheet.lines if line.statement.text.startswith(start))


def click(qtbot: QtBot, line: StatementView) -> None:
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(60, 14))


def statements(view: ReviewView) -> tuple[Statement, ...]:
    assert view.controller.note is not None
    return view.controller.note.latest.statements


def changed(view: ReviewView, qtbot: QtBot) -> AbstractContextManager[object]:
    return qtbot.waitSignal(view.controller.note_changed, timeout=5000)


def close_open_items(view: ReviewView, qtbot: QtBot) -> None:
    """Accept what was not assessed and write what is to complete, as a therapist would, through the controller."""
    for item in open_items(view.controller.note.latest) if view.controller.note else ():
        with changed(view, qtbot):
            if item.kind is StatementKind.NOT_ASSESSED:
                view.controller.accept(item.id)
            else:
                view.controller.edit(item.id, "Calm, good contact.")


def read_everything(view: ReviewView, qtbot: QtBot) -> None:
    bar = view.sheet.area.verticalScrollBar()
    for at in range(0, bar.maximum() + 200, 150):
        bar.setValue(at)
        qtbot.wait(420)
    assert view.controller.signing_state().unread_lines == ()


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


# ---------------------------------------------------------------- editing


def test_a_line_is_edited_in_place_and_becomes_ones_own(view: ReviewView, qtbot: QtBot) -> None:
    line = line_of(view, "Rode the train")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_E)
    editor = line.editor
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "Took the train twice.")
    with changed(view, qtbot):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    edited = view.controller.statement(line.statement_id)
    assert edited is not None
    assert (edited.text, edited.kind, edited.standing) == ("Took the train twice.", StatementKind.OWN, Standing.EDITED)
    assert not line.is_editing
    assert view.controller.note is not None and view.controller.note.latest.version == 2


def test_escape_leaves_the_line_as_it_was(view: ReviewView, qtbot: QtBot) -> None:
    line = line_of(view, "Rode the train")
    line.start_editing()
    assert line.editor is not None
    qtbot.keyClicks(line.editor, " and more")
    qtbot.keyClick(line.editor, Qt.Key.Key_Escape)
    assert not line.is_editing
    assert view.controller.note is not None and view.controller.note.latest.version == 1


def test_a_line_can_be_accepted_removed_and_added(view: ReviewView, qtbot: QtBot) -> None:
    accepted, removed = line_of(view, "Rode the train"), line_of(view, "“Awake")
    gone = removed.statement_id
    with changed(view, qtbot):
        qtbot.keyClick(accepted, Qt.Key.Key_A)
    assert accepted.statement.standing is Standing.ACCEPTED
    with changed(view, qtbot):
        qtbot.keyClick(removed, Qt.Key.Key_Delete)
    assert view.sheet.line(gone) is None
    with changed(view, qtbot):
        view.sheet.line_added.emit("plan", "Call the GP.")
    assert statements(view)[-1].text == "Call the GP."


def test_fast_changes_follow_each_other_without_conflict(view: ReviewView, qtbot: QtBot) -> None:
    first, second = statements(view)[0].id, statements(view)[1].id
    with qtbot.waitSignals([view.controller.note_changed] * 2, timeout=5000):
        view.controller.accept(first)
        view.controller.accept(second)
    assert not view.banner.isVisible()
    assert [s.standing for s in statements(view)[:2]] == [Standing.ACCEPTED] * 2


def test_a_change_made_elsewhere_is_said_and_shown(view: ReviewView, workspace: Workspace, qtbot: QtBot) -> None:
    note = view.controller.note
    assert note is not None
    workspace.notes.edit(note.id, note.latest.version, statements(view)[0].id, "Changed elsewhere.")
    with qtbot.waitSignals([view.controller.failed, view.controller.review_loaded], timeout=5000):
        view.controller.accept(statements(view)[1].id)
    assert view.banner.title == "There is a newer version"
    assert statements(view)[0].text == "Changed elsewhere."


def test_an_open_editor_survives_a_change_to_another_line(view: ReviewView, qtbot: QtBot) -> None:
    line = line_of(view, "Rode the train")
    line.start_editing()
    assert line.editor is not None
    qtbot.keyClicks(line.editor, " Half a sentence")
    with changed(view, qtbot):
        view.controller.accept(statements(view)[1].id)
    assert line.editor is not None
    assert "Half a sentence" in line.editor.toPlainText()


def test_lines_keep_the_height_of_their_words_through_every_change(view: ReviewView, qtbot: QtBot) -> None:
    with changed(view, qtbot):
        view.controller.edit(statements(view)[0].id, "A line that has become a good deal longer. " * 6)
    click(qtbot, view.sheet.lines[3])
    qtbot.wait(100)
    for line in view.sheet.lines:
        assert line.height() == line.heightForWidth(line.width())
    assert view.sheet.lines[0].height() > 4 * view.sheet.lines[1].height() / 2


def test_walking_through_the_open_items_by_keyboard(view: ReviewView, qtbot: QtBot) -> None:
    qtbot.mouseClick(view.footer.primary, Qt.MouseButton.LeftButton)
    first = view.controller.selected
    assert first is not None and first.kind is StatementKind.NOT_ASSESSED
    line = view.sheet.line(first.id)
    assert line is not None
    with changed(view, qtbot):
        qtbot.keyClick(line, Qt.Key.Key_A)
    second = view.controller.selected
    assert second is not None and second.text == "Affect and appearance"
    field = view.sheet.line(second.id)
    assert field is not None
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.editor is not None
    qtbot.keyClicks(field.editor, "Calm.")
    with changed(view, qtbot):
        qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert view.footer.primary.text() == "Review 1 open item"


# ---------------------------------------------------------------- signing


def test_open_items_stand_in_the_way_of_a_signature(view: ReviewView) -> None:
    assert not view.footer.sign_button.isEnabled()
    assert view.footer.sign_button.accessibleDescription() == "Complete the open items first."
    assert not view.controller.signing_state().can_sign


def test_a_note_that_was_not_on_screen_cannot_be_signed(view: ReviewView, qtbot: QtBot) -> None:
    close_open_items(view, qtbot)
    view.controller.reading = ReadingRecord()
    with qtbot.waitSignal(view.controller.failed, timeout=5000) as refused:
        view.controller.sign()
    assert refused.args is not None and type(refused.args[0]).__name__ == "NoteUnreadError"
    assert view.banner.title == "Read the note before you sign it"


def test_reading_to_the_end_opens_the_signature_and_signing_makes_it_read_only(
    view: ReviewView, workspace: Workspace, qtbot: QtBot
) -> None:
    close_open_items(view, qtbot)
    read_everything(view, qtbot)
    assert view.footer.primary.text() == "Sign note"
    with qtbot.waitSignal(view.controller.signature_checked, timeout=5000) as checked:
        view.controller.sign()
    assert checked.args == [True]
    assert view.header.chip.text == "Signed"
    assert view.footer.primary.text() == "Export PDF"
    assert not view.controller.is_editable
    line = view.sheet.lines[0]
    before = line.statement
    for key in (Qt.Key.Key_E, Qt.Key.Key_A, Qt.Key.Key_Delete):
        qtbot.keyClick(line, key)
    assert not line.is_editing
    assert view.controller.statement(before.id) == before
    assert view.sheet.signature.isVisibleTo(view)
    assert view.sheet.signature.check.text() == "The signature fits these words."
    actions = [event.action for event in workspace.history.recent()]
    assert AuditAction.NOTE_SIGNED in actions


def test_a_signed_note_takes_amendments(view: ReviewView, qtbot: QtBot) -> None:
    close_open_items(view, qtbot)
    read_everything(view, qtbot)
    with qtbot.waitSignal(view.controller.signature_checked, timeout=5000):
        view.controller.sign()
    with changed(view, qtbot):
        view.controller.amend("It is Wednesday.", "Wrong day")
    note = view.controller.note
    assert note is not None and [a.text for a in note.amendments] == ["It is Wednesday."]
    assert view.header.chip.text == "Signed, amended"


# ---------------------------------------------------------------- speakers and sizes


def test_swapped_speakers_show_and_ask_for_a_new_draft(
    view: ReviewView, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(view.redraft_wanted, timeout=5000) as wanted:
        view.controller.swap_speakers()
    assert wanted.args == [session_id]
    workspace.notes.draft(session_id, DraftingOptions(), ignore_progress, CancelToken())
    with qtbot.waitSignal(view.controller.review_loaded, timeout=5000):
        view.open(session_id)
    index = view.transcript.view.model().index(0, 0)
    assert str(index.data(Qt.ItemDataRole.AccessibleTextRole)).startswith("M. K.")


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
