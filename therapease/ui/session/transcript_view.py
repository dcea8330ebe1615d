"""The transcript: a list that follows playback until somebody scrolls, and knows where its evidence is."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu, QStyle, QWidget

from therapease.ui.session.evidence import EvidenceMark, TranscriptIndex
from therapease.ui.session.item_model import TranscriptModel
from therapease.ui.session.overlay_scroll_bar import OverlayScrollBar
from therapease.ui.session.transcript_delegate import TranscriptDelegate
from therapease.ui.theme import theme_changed

SCROLL_MS = 180
_SCROLL_KEYS = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Down)


class TranscriptView(QListView):
    """Every utterance, one row each. Enter or a double click plays from a row, a click goes there."""

    position_wanted = Signal(float)
    play_wanted = Signal(float)
    swap_wanted = Signal()
    following_changed = Signal(bool)
    layout_changed = Signal()
    """Rows moved: after scrolling, resizing or marking. The ribbon listens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = TranscriptModel(self)
        self._delegate = TranscriptDelegate(self._model, self)
        self._starts: list[tuple[float, int]] = []
        self._is_following = True
        self.can_swap = False
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("Transcript")
        self.scroll_handle = OverlayScrollBar(self)
        self.scroll_handle.sliderPressed.connect(lambda: self.set_following(False))
        self.verticalScrollBar().setSingleStep(24)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.layout_changed.emit())
        self.clicked.connect(lambda index: self._go(index.row()))
        self.activated.connect(lambda index: self._play(index.row()))
        self._glide = QPropertyAnimation(self.verticalScrollBar(), b"value", self)
        self._glide.setDuration(SCROLL_MS)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._relay)
        theme_changed.connect(self._on_theme)

    # ------------------------------------------------------------ content

    def show_transcript(self, index: TranscriptIndex, client_initials: str) -> None:
        self._delegate.forget()
        self._model.show(index.utterances, client_initials)
        self._starts = sorted((u.start_s, row) for row, u in enumerate(index.utterances) if u.start_s is not None)
        self._relay()

    def set_marks(self, marks: tuple[EvidenceMark, ...]) -> None:
        """Mark evidence. Rows may grow by the number's width, so the list is laid out anew, from cached heights."""
        if self._model.set_marks(marks):
            self._relay()

    def set_position(self, position_s: float, *, is_playing: bool) -> None:
        """Show which utterance is heard, and keep it in sight while following."""
        at = bisect_right(self._starts, (position_s, len(self._starts) + 1)) - 1
        row = self._starts[at][1] if at >= 0 and (is_playing or position_s > 0) else None
        if self._model.set_playing_row(row) and row is not None and self._is_following and is_playing:
            self.bring_into_view(row)

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

    # ------------------------------------------------------------ places

    def row_box(self, row: int) -> QRectF:
        """Return where a row is, in the viewport's pixels; above or below it when scrolled away."""
        return QRectF(self.visualRect(self._model.index(row)))

    def evidence_band(self, row: int) -> tuple[float, float]:
        """Return top and bottom of the marked words of a row, in the viewport's pixels."""
        box = self.row_box(row)
        rects = self._delegate.evidence_rects(row, box) or [box]
        return min(rect.top() for rect in rects) + 2, max(rect.bottom() for rect in rects) - 1

    def bring_into_view(self, first: int, last: int | None = None) -> None:
        """Scroll so that a row, or as much of `first` to `last` as fits, stands in the upper half."""
        top, bottom = self.row_box(first).top(), self.row_box(first if last is None else last).bottom()
        room = self.viewport().height()
        if top >= 0 and bottom <= room:
            return
        bar = self.verticalScrollBar()
        margin = max(0.0, min(room / 4, (room - (bottom - top)) / 2))
        goal = max(bar.minimum(), min(bar.maximum(), round(bar.value() + top - margin)))
        self._glide.stop()
        if not self.isVisible() or self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) <= 0:
            bar.setValue(goal)
            return
        self._glide.setStartValue(bar.value())
        self._glide.setEndValue(goal)
        self._glide.start()

    # ------------------------------------------------------------ events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._delegate.width != self.viewport().width():
            self._settle.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._delegate.shows_keyboard = False
        super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.set_following(False)
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._play(self.currentIndex().row())
            return
        if event.key() in _SCROLL_KEYS:
            self._delegate.shows_keyboard = True
            self.set_following(False)
        if event.key() == Qt.Key.Key_Space:
            # Space is play and pause everywhere in the review; the list must not take it.
            event.ignore()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu_at(event.pos(), event.globalPos())

    def _menu_at(self, at: QPoint, where: QPoint) -> None:
        index = self.indexAt(at)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if index.isValid():
            row = index.row()
            menu.addAction(_action(menu, "Play from here", lambda: self._play(row)))
            menu.addAction(_action(menu, "Copy these words", lambda: self._copy(row)))
            menu.addSeparator()
        swap = _action(menu, "Swap speakers", self.swap_wanted.emit)
        swap.setEnabled(self.can_swap)
        menu.addAction(swap)
        menu.popup(where)

    def _go(self, row: int) -> None:
        start_s = self._model.row(row).utterance.start_s
        if start_s is not None:
            self.position_wanted.emit(start_s)

    def _play(self, row: int) -> None:
        start_s = self._model.row(row).utterance.start_s
        if start_s is not None:
            self.play_wanted.emit(start_s)

    def _copy(self, row: int) -> None:
        QGuiApplication.clipboard().setText(self._model.row(row).utterance.text)

    def _on_theme(self) -> None:
        self._delegate.forget()
        self._relay()

    def _relay(self) -> None:
        self._delegate.width = self.viewport().width()
        self.doItemsLayout()
        self.viewport().update()
        self.layout_changed.emit()


def _action(menu: QMenu, text: str, act: object) -> QAction:
    action = QAction(text, menu)
    action.triggered.connect(act)
    return action
