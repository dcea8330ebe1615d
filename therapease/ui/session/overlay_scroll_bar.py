"""A scroll bar that lies over the text and is there only while somebody scrolls or reaches for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

SHOWN_MS = 1_200
_WIDTH_PX = 12
_REACH_PX = 28


class OverlayScrollBar(QScrollBar):
    """Mirrors the vertical bar of `area`, takes no room from it, and fades out of the way by itself."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(Qt.Orientation.Vertical, area)
        self._area = area
        self._bar = area.verticalScrollBar()
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rest = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._rest.timeout.connect(self._hide_unless_held)
        self._bar.rangeChanged.connect(self._on_range)
        self._bar.valueChanged.connect(self._on_value)
        self.valueChanged.connect(self._bar.setValue)
        area.viewport().setMouseTracking(True)
        area.viewport().installEventFilter(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._on_range(self._bar.minimum(), self._bar.maximum())
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        elif isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseMove:
            if event.position().x() > self._area.viewport().width() - _REACH_PX:
                self._show_for_a_while()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        box = self._area.viewport().geometry()
        self.setGeometry(box.right() - _WIDTH_PX + 1, box.top(), _WIDTH_PX, box.height())

    def _on_range(self, low: int, high: int) -> None:
        self.setRange(low, high)
        self.setPageStep(self._bar.pageStep())
        self.setSingleStep(self._bar.singleStep())
        if high <= low:
            self.hide()

    def _on_value(self, value: int) -> None:
        self.setValue(value)
        self._show_for_a_while()

    def _show_for_a_while(self) -> None:
        if self.maximum() > self.minimum():
            self._place()
            self.show()
            self.raise_()
            self._rest.start()

    def _hide_unless_held(self) -> None:
        if self.isSliderDown() or self.underMouse():
            self._rest.start()
        else:
            self.hide()
