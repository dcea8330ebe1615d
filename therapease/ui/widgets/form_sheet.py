"""A sheet with fields: they scroll where the window is too low for them, while title and buttons stay in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.theme import current_theme
from therapease.ui.typed import type_again
from therapease.ui.widgets.banners import Banner, BannerKind
from therapease.ui.widgets.dialogs import Sheet, fitting_width_px

_AROUND_PX, _LEAST_PX, _ROOM_PX = 190, 180, 800
"""What title and buttons need, the least that fields get, and how high a window is taken to be where there is none."""
_RING_ROOM_PX = 6


class FormSheet(Sheet):
    """`form` is the fields' column; `banner` says what is wrong with no single field.

    Escape and Cancel ask once where `has_changes` says that something typed would be lost.
    """

    def __init__(self, title: str, parent: QWidget | None = None, *, width_px: int = 520) -> None:
        super().__init__(title, parent, width_px=fitting_width_px(width_px, parent))
        self.banner = Banner()
        self._holder = QWidget()
        self._holder.setProperty("surface", "clear")
        self.form = QVBoxLayout(self._holder)
        # Room for the ring around what has the keyboard, and for the scroll bar.
        self.form.setContentsMargins(_RING_ROOM_PX, _RING_ROOM_PX, 14, _RING_ROOM_PX)
        self.form.setSpacing(14)
        self.area = _FieldArea()
        self.area.setWidget(self._holder)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        self.body.addWidget(self.banner)
        # The room for the ring reaches out to the left, so that fields and title begin at the same place.
        reaching = QHBoxLayout()
        reaching.setSpacing(0)
        reaching.addSpacing(-_RING_ROOM_PX)
        reaching.addWidget(self.area)
        self.body.addLayout(reaching, 1)

    @property
    def has_changes(self) -> bool:
        """Whether something stands here that closing would lose."""
        return False

    def retype(self, values: Sequence[object]) -> None:
        """Put back what stood in the fields before a lock, as `typed.typed_in` read it."""
        if type_again(self, values):
            self.on_retyped()

    def on_retyped(self) -> None:
        """What a form has to do once its fields were filled by no hand."""

    def reject(self) -> None:
        """Close, after asking once when something typed would be lost."""
        words = strings.Leaving
        is_asked = not self.banner.isHidden() and self.banner.title == words.TITLE
        if is_asked or not self.has_changes:
            super().reject()
            return
        self.banner.show_message(BannerKind.ATTENTION, words.TITLE, words.TYPED, words.LEAVE, super().reject)
        self.banner.action_button.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the room that the fields need; only now are they as large as their style makes them."""
        self.form.addStretch(1)
        under = self.parentWidget()
        room_px = _ROOM_PX if under is None else under.window().height()
        free_px = max(room_px - current_theme().px(_AROUND_PX), _LEAST_PX)
        inner_px = self.minimumWidth() - self.contentsMargins().left() - 64
        needed_px = max(self.form.heightForWidth(inner_px), self.form.sizeHint().height())
        self.area.ask_for(min(needed_px, free_px))
        super().showEvent(event)


class _FieldArea(QScrollArea):
    """Asks for the height it is told: Qt's own wish ends at a few lines, or goes past a low window."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted_px = _LEAST_PX

    def ask_for(self, height_px: int) -> None:
        self._wanted_px = height_px
        self.setMinimumHeight(height_px)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted_px)
