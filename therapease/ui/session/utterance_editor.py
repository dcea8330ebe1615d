"""Where the words of an utterance are corrected, in their own place in the transcript."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.theme import TextRole, current_theme
from therapease.ui.widgets import TextLabel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAY = Qt.KeyboardModifier.ControlModifier
_GAP_PX = 4
_SIDES_PX, _ENDS_PX = 22, 18
"""The style sheet's padding and edge, on both sides together."""


class _Field(QTextEdit):
    """The words. Tells its keys apart from those of the window while it is written in."""

    saved = Signal()
    cancelled = Signal()
    left = Signal()
    play_wanted = Signal()
    step_wanted = Signal(int)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and _is_play(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, has_control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _ENTER:
            self.saved.emit()
        elif key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif _is_play(event):
            self.play_wanted.emit()
        elif has_control and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_wanted.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # A menu or another window takes the keyboard only for a while.
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class UtteranceEditor(QWidget):
    """A field as high as its words and the keys that end it. `ended` comes once: the words, or None to go back."""

    ended = Signal(object)
    play_wanted = Signal()
    step_wanted = Signal(int)
    """1 to save and go on to the next utterance, -1 to the one before."""
    resized = Signal()

    def __init__(self, words: str, name_for_people: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._is_over = False
        self.field = _Field()
        self.field.setAcceptRichText(False)
        self.field.setAccessibleName(name_for_people)
        self.field.setAccessibleDescription(strings.Transcript.EDITOR_HINT)
        self.field.setFrameShape(QFrame.Shape.NoFrame)
        self.field.setTabChangesFocus(True)
        self.field.setProperty("textRole", TextRole.SPOKEN.value)
        self.field.setPlainText(words)
        self._set_line_height()
        self.hint = TextLabel(strings.Transcript.EDITOR_HINT, TextRole.FINE, "ink3", wrap=True)
        self.field.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP_PX)
        self._column.addWidget(self.field)
        self._column.addWidget(self.hint)
        self.setFocusProxy(self.field)
        self.field.saved.connect(self._save)
        self.field.left.connect(self.leave)
        self.field.cancelled.connect(lambda: self._end(None))
        self.field.play_wanted.connect(self.play_wanted)
        self.field.step_wanted.connect(self.step_wanted)
        self.field.textChanged.connect(self._on_text)

    @property
    def words(self) -> str:
        return " ".join(self.field.toPlainText().split())

    def fit(self, width_px: int, most_px: int) -> int:
        """Take a width and return the height it needs, at most `most_px`; beyond that the words scroll."""
        self.resize(width_px, max(1, self.height()))
        document = self.field.document()
        document.setTextWidth(width_px - _SIDES_PX)
        hint_px = self.hint.heightForWidth(width_px) + _GAP_PX
        words_px = min(round(document.size().height()) + _ENDS_PX, most_px - hint_px)
        self.field.setFixedHeight(max(current_theme().px(44), words_px))
        return self.field.height() + hint_px

    def _set_line_height(self) -> None:
        """Set the lines as far apart as they are while they are read."""
        cursor, form = QTextCursor(self.field.document()), QTextBlockFormat()
        form.setLineHeight(current_theme().line_px(TextRole.SPOKEN), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(form)
        self.field.document().clearUndoRedoStacks()
        self.field.moveCursor(QTextCursor.MoveOperation.End)

    def leave(self) -> None:
        """Save what stands here; without any words nothing is changed."""
        if not self._is_over:
            self._end(self.words or None)

    def _save(self) -> None:
        if self.words:
            self._end(self.words)
        else:
            self.hint.setText(strings.Transcript.EDITOR_EMPTY)
            self.resized.emit()

    def _end(self, words: str | None) -> None:
        if not self._is_over:
            self._is_over = True
            self.ended.emit(words)

    def _on_text(self) -> None:
        self.hint.setText(strings.Transcript.EDITOR_HINT)
        self.resized.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit()


def _is_play(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Space and bool(event.modifiers() & _PLAY)
