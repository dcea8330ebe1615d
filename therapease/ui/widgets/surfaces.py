"""Surfaces: the desk, the sheets on it, hairlines, and pages that scroll."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from therapease.ui.theme import current_theme, theme_changed


class Card(QFrame):
    """A near-white sheet with a hairline and round corners; `content` is its layout."""

    def __init__(self, parent: QWidget | None = None, *, surface: str = "card", padding_px: int = 24) -> None:
        super().__init__(parent)
        self.setProperty("surface", surface)
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(padding_px, padding_px, padding_px, padding_px)
        self.content.setSpacing(8)


class DashedCard(Card):
    """A frame of even dashes around something that is not there yet. Painted: the style sheet's dashes are uneven."""

    def __init__(
        self, parent: QWidget | None = None, *, edge: str = "lineStrong", fill: str = "", padding_px: int = 24
    ) -> None:
        super().__init__(parent, surface="dashed", padding_px=padding_px)
        self._edge, self._fill = edge, fill
        self._is_marked = False
        theme_changed.connect(self.update)

    def set_marked(self, is_marked: bool) -> None:
        """Mark it as the place where something would land."""
        self._is_marked = is_marked
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("accent" if self._is_marked else self._edge), 2 if self._is_marked else 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        fill = "accentSoft" if self._is_marked else self._fill
        painter.setBrush(theme.color(fill) if fill else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 14, 14)
        painter.end()


class Hairline(QFrame):
    """A one-pixel rule across the room it has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("hairline", True)


_kept: dict[int, tuple[QWidget, ...]] = {}
"""Every page there is, with its inner widgets, by identity. PySide loses track of whose child a page is once parts of
the window were rebuilt; Python's collector then deleted pages under an open window."""


def _let_go(key: int, *_destroyed: object) -> None:
    _kept.pop(key, None)


class ScrollingPage(QScrollArea):
    """A page that scrolls as a whole. `content` is its column's layout, at most `width_px` wide where given."""

    spoken_role = QAccessible.Role.Document

    def __init__(
        self,
        *,
        margin_px: int = 48,
        pad_px: int = 32,
        width_px: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        holder = QWidget()
        holder.setProperty("surface", "clear")
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(margin_px, pad_px, margin_px, pad_px)
        outer.setSpacing(0)
        column = QWidget()
        column.setProperty("surface", "clear")
        if width_px is not None:
            column.setMaximumWidth(width_px)
        self.content = QVBoxLayout(column)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(16)
        # In a row, which knows the column's real width: wrapped words are measured by it.
        row = QHBoxLayout()
        row.addWidget(column, 1)
        row.addStretch(0)
        outer.addLayout(row)
        outer.addStretch(1)
        self.setWidget(holder)
        _kept[id(self)] = (self, holder, column)
        self.destroyed.connect(partial(_let_go, id(self)))


def clear_layout(layout: QVBoxLayout) -> None:
    """Take every widget and spacer out of a layout and delete them."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
