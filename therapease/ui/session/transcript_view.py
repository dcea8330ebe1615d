"""The transcript: it follows playback until somebody scrolls, is corrected in place, and knows its evidence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from therapease.domain.ids import UtteranceId
from therapease.domain.transcript import SpeakerRole, Utterance
from therapease.ui import strings
from therapease.ui.session.evidence import EvidenceMark, TranscriptIndex
from therapease.ui.session.item_model import AnyIndex, Hit, TranscriptModel, TranscriptRow
from therapease.ui.session.overlay_scroll_bar import OverlayScrollBar
from therapease.ui.session.transcript_delegate import TEXT_RIGHT_PX, TEXT_X_PX
from therapease.ui.session.transcript_list import TranscriptList
from therapease.ui.session.transcript_menu import open_transcript_menu
from therapease.ui.session.utterance_editor import UtteranceEditor
from therapease.ui.theme import current_theme, theme_changed

_SCROLL_KEYS = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Down)
_ROLE_KEYS = {
    Qt.Key.Key_T: SpeakerRole.THERAPIST,
    Qt.Key.Key_C: SpeakerRole.CLIENT,
    Qt.Key.Key_O: SpeakerRole.OTHER,
}
_NUDGE_KEYS = {Qt.Key.Key_Left: -5.0, Qt.Key.Key_Right: 5.0}
_EDITOR_PAD_Y = 4


class TranscriptView(TranscriptList):
    """Every utterance, one row each. A click plays a row, Enter or a double click corrects its words."""

    nudge_wanted = Signal(float)
    play_wanted = Signal(float)
    words_wanted = Signal(int)
    """A row whose words alone are to be heard."""
    swap_wanted = Signal()
    words_corrected = Signal(object, str)
    """The UtteranceId and what was said."""
    role_corrected = Signal(object, object)
    """UtteranceIds and the SpeakerRole of whoever spoke them."""
    undo_wanted = Signal()
    redo_wanted = Signal()
    editing_began = Signal()
    following_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(TranscriptModel(), parent)
        self._model.setParent(self)
        self._starts: list[tuple[float, int]] = []
        self._is_following = True
        self._editor: UtteranceEditor | None = None
        self.is_editable = False
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(strings.Transcript.TITLE)
        self.scroll_handle = OverlayScrollBar(self)
        self.scroll_handle.sliderPressed.connect(lambda: self.set_following(False))
        self.clicked.connect(self._on_click)
        self.doubleClicked.connect(lambda index: self.start_editing(index.row()))
        self.layout_changed.connect(self._place_editor)
        theme_changed.connect(self._on_theme)

    # ------------------------------------------------------------ content

    def show_transcript(self, index: TranscriptIndex, client_initials: str) -> None:
        self.stop_editing()
        self._delegate.forget()
        self._delegate.shows_selection = False
        self._model.show(index.utterances, client_initials)
        self._read_starts(index.utterances)

    def show_correction(self, index: TranscriptIndex) -> bool:
        """Show a corrected version in place; return False when its rows are others, so that it has to be shown anew."""
        changed = self._model.correct(index.utterances)
        if changed is None:
            return False
        self._read_starts(index.utterances)
        self._show_changed(changed)
        return True

    def _show_changed(self, rows: list[int]) -> None:
        self._delegate.forget(rows)
        if len(rows) > 200:
            self.relay()
        else:
            self.remeasure(rows)

    def _read_starts(self, utterances: Sequence[Utterance]) -> None:
        self._starts = sorted((u.start_s, row) for row, u in enumerate(utterances) if u.start_s is not None)

    def set_marks(self, marks: tuple[EvidenceMark, ...]) -> None:
        """Mark evidence. Rows may grow by the number's width, so the marked ones are measured again."""
        changed = self._model.set_marks(marks)
        if changed:
            self.remeasure(changed)

    def set_hits(self, hits: Sequence[Hit], current: Hit | None) -> None:
        """Outline found words and go to the current one."""
        self._model.set_hits(hits, current)
        if current is not None:
            self.set_following(False)
            self.bring_into_view(current[0])
        self.viewport().update()

    def set_position(self, position_s: float, *, is_playing: bool) -> None:
        """Show which utterance is heard, and keep it in sight while following."""
        at = bisect_right(self._starts, (position_s, len(self._starts) + 1)) - 1
        row = self._starts[at][1] if at >= 0 and (is_playing or position_s > 0) else None
        if self._model.set_playing_row(row) and row is not None and self._is_following and is_playing:
            self.bring_into_view(row)

    @property
    def rows(self) -> Sequence[TranscriptRow]:
        return self._model.rows

    @property
    def top_row(self) -> int:
        """The first row that is seen, -1 where there is none."""
        return self._heights.row_at(self.verticalScrollBar().value() + 1)

    @property
    def playing_row(self) -> int | None:
        return self._model.playing_row

    @property
    def marked_rows(self) -> list[int]:
        return self._model.marked_rows

    @property
    def is_following(self) -> bool:
        return self._is_following

    def set_following(self, is_following: bool) -> None:
        if is_following != self._is_following:
            self._is_following = is_following
            self.following_changed.emit(is_following)
        if is_following and self._model.playing_row is not None:
            self.bring_into_view(self._model.playing_row)

    def chosen_ids(self) -> list[UtteranceId]:
        """Return the utterances that are selected, or the one that has the keyboard."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        return [self._model.row(row).utterance.id for row in rows]

    def choose(self, row: int) -> None:
        """Give one row the keyboard."""
        self.selectionModel().setCurrentIndex(self._model.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def choose_to(self, row: int) -> None:
        """Select from the row that has the keyboard to this one."""
        first, last = sorted((max(0, self.currentIndex().row()), row))
        chosen = QItemSelection(self._model.index(first), self._model.index(last))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._show_selection()

    # ------------------------------------------------------------ correcting

    @property
    def editor(self) -> UtteranceEditor | None:
        return self._editor

    def open_words(self) -> tuple[UtteranceId, str] | None:
        """Return which utterance is being corrected and what stands in its field."""
        row = self._delegate.edited_row
        if self._editor is None or row is None:
            return None
        return self._model.row(row).utterance.id, self._editor.words

    def start_editing(self, row: int, words: str | None = None) -> None:
        """Turn an utterance into a field; `words` are what stood there when they could not be kept."""
        if not self.is_editable or not 0 <= row < self._model.rowCount():
            return
        self.hand_in()
        shown = self._model.row(row)
        name = strings.Transcript.EDITOR.format(speaker=shown.speaker, time=shown.time or row + 1)
        editor = UtteranceEditor(shown.utterance.text if words is None else words, name, self.viewport())
        editor.ended.connect(lambda said: self._on_ended(editor, row, said))
        editor.play_wanted.connect(lambda: self.words_wanted.emit(row))
        editor.step_wanted.connect(lambda step: self._edit_next(row + step))
        editor.resized.connect(lambda: self._grow(editor, row))
        self._editor = editor
        self._delegate.edited_row = row
        self.editing_began.emit()
        self.set_following(False)
        self.choose(row)
        self._grow(editor, row)
        editor.show()
        self.scrollTo(self._model.index(row))
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def hand_in(self) -> None:
        """Pass on what stands in an open editor, so that leaving loses no words."""
        if self._editor is not None:
            self._editor.leave()

    def stop_editing(self) -> None:
        """Close the editor and drop what it holds."""
        editor, row = self._editor, self._delegate.edited_row
        if editor is None or row is None:
            return
        had_keyboard = editor.field.hasFocus()
        self._editor, self._delegate.edited_row = None, None
        editor.hide()
        editor.deleteLater()
        if row < self._model.rowCount():
            self.remeasure([row])
        if had_keyboard:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_ended(self, editor: UtteranceEditor, row: int, words: object) -> None:
        if editor is not self._editor:
            return
        said = self._model.row(row).utterance
        if isinstance(words, str) and words != said.text:
            self._model.put_words(row, words)
            self._delegate.forget([row])
        self.stop_editing()
        if isinstance(words, str) and words != said.text:
            self.words_corrected.emit(said.id, words)

    def _edit_next(self, row: int) -> None:
        if 0 <= row < self._model.rowCount() and self._editor is not None and self._editor.words:
            self.start_editing(row)

    def _grow(self, editor: UtteranceEditor, row: int) -> None:
        if editor is self._editor:
            self.remeasure([row])

    def _row_height(self, row: int) -> int:
        if self._editor is None or row != self._delegate.edited_row:
            return super()._row_height(row)
        wanted = self._editor.fit(self._editor_width(), max(160, self.viewport().height() - 40))
        return max(super()._row_height(row), wanted + 2 * _EDITOR_PAD_Y)

    def _editor_width(self) -> int:
        theme = current_theme()
        return max(80, self.viewport().width() - theme.px(TEXT_X_PX) - theme.px(TEXT_RIGHT_PX) + theme.px(12))

    def _place_editor(self) -> None:
        row = self._delegate.edited_row
        if self._editor is None or row is None:
            return
        box, left = self.row_box(row).toRect(), current_theme().px(TEXT_X_PX) - current_theme().px(9)
        height = box.height() - 2 * _EDITOR_PAD_Y
        self._editor.setGeometry(QRect(left, box.top() + _EDITOR_PAD_Y, self._editor_width(), height))

    # ------------------------------------------------------------ events

    def event(self, event: QEvent) -> bool:
        """Keep undo and redo for the corrections while the transcript has the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
                event.accept()
                return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._editor is not None and self._delegate.edited_row is not None:
            self._grow(self._editor, self._delegate.edited_row)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._delegate.shows_keyboard = False
        super().mousePressEvent(event)
        self._show_selection()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._show_selection()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.set_following(False)
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, current = event.key(), self.currentIndex()
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy) and current.isValid():
            self.copy_chosen()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and current.isValid():
            self.start_editing(current.row())
        elif plain and key in _ROLE_KEYS and self.is_editable and current.isValid():
            self.role_corrected.emit(self.chosen_ids(), _ROLE_KEYS[Qt.Key(key)])
        elif plain and key in _NUDGE_KEYS:
            self.nudge_wanted.emit(_NUDGE_KEYS[Qt.Key(key)])
        elif key in _SCROLL_KEYS or event.matches(QKeySequence.StandardKey.SelectAll):
            self._delegate.shows_keyboard = True
            self.set_following(False)
            super().keyPressEvent(event)
            self._show_selection()
        else:
            # Letters and Space steer the player everywhere in the review; the list must not search by them.
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open for the row under the mouse, or for the one that has the keyboard."""
        at, where = event.pos(), event.globalPos()
        row = self.indexAt(at).row()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            row = self.currentIndex().row()
            at = self.visualRect(self._model.index(row)).center()
            where = self.viewport().mapToGlobal(at)
        if row >= 0 and not self.selectionModel().isSelected(self._model.index(row)):
            self.choose(row)
        open_transcript_menu(self, row, where)

    def _on_click(self, index: AnyIndex) -> None:
        if not QGuiApplication.keyboardModifiers() and self._editor is None:
            self.words_wanted.emit(index.row())

    def play_from(self, row: int) -> None:
        start_s = self._model.row(row).utterance.start_s
        if start_s is not None:
            self.play_wanted.emit(start_s)

    def copy_chosen(self) -> None:
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        QGuiApplication.clipboard().setText("\n".join(self._model.row(row).utterance.text for row in rows))

    def _show_selection(self) -> None:
        """One selected row is where the keyboard is; only several are worth a tint."""
        self._delegate.shows_selection = len(self.selectionModel().selectedIndexes()) > 1
        self.viewport().update()

    def _on_theme(self) -> None:
        self._delegate.forget()
        QTimer.singleShot(0, self, self.relay)
