"""`make gallery`: every component of the window, light and dark side by side, to be looked at and tried out.

    python -m bench.gallery [--scale PERCENT] [--picture FILE]

There is one theme at a time in a program, so one half is alive and the other half is a picture of itself; a button
swaps them. With --picture the whole is written to a file instead.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from bench._gallery_parts import PARTS, show_rings
from therapease.ui.app import make_application
from therapease.ui.theme import TEXT_SCALES, Mode, TextRole, apply_theme, contrast_ratio, current_theme
from therapease.ui.theme.tokens import token_colors
from therapease.ui.theme.typography import TYPE_SCALE
from therapease.ui.widgets import Button, ComboField, Hairline, TextLabel

HALF_PX, MARGIN_PX = 720, 48
_SETTLE_MS = 120
_SAMPLES = {
    TextRole.CLOCK: "22:41",
    TextRole.TITLE: "Tuesday 17 March",
    TextRole.SUBTITLE: "Write down your recovery code",
    TextRole.CAPTION: "I could read the adverts again.",
    TextRole.SPOKEN: "I did the slow breathing, the long out-breath, and it came down.",
    TextRole.QUOTATION: "“It didn’t go away. It came down.”",
    TextRole.NOTE: "Rode the train twice this week and stayed on to the second stop.",
    TextRole.BODY: "Session 9, in person. Agreed to recording",
    TextRole.LABEL: "Mentioned in this session",
    TextRole.SMALL: "Encrypted and checked, on “Blue USB drive”",
    TextRole.FINE: "12:14, the smallest size anywhere",
}
_GROUNDS = {
    "accentSoft": "accent",
    "attentionSoft": "attention",
    "dangerSoft": "danger",
    "clientSoft": "client",
    "therapistSoft": "therapist",
    "evidence": "ink",
    "evidenceLine": "evidence",
    "edge": "sheet",
    "onAccent": "accent",
    "onDanger": "danger",
    "rail": "ink2",
    "well": "ink2",
    "paper": "ink",
    "sheet": "ink",
}
"""Which token a swatch's contrast is told with; the others stand on paper."""
_DECORATION = {"line", "lineStrong", "accentHover"}


def type_scale() -> QWidget:
    """Return every size with its name, on the theme's paper."""
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(MARGIN_PX, 40, MARGIN_PX, 32)
    grid.setHorizontalSpacing(40)
    title = TextLabel("TherapEase", TextRole.TITLE)
    words = "Serif is a human voice: spoken words and the page’s name. Sans is everything we or you write."
    about = TextLabel(words, TextRole.BODY, "ink2", wrap=True)
    about.setFixedWidth(270)
    left = QVBoxLayout()
    left.addWidget(title)
    left.addWidget(about)
    left.addStretch(1)
    grid.addLayout(left, 0, 0, 2 * len(_SAMPLES), 1)
    for number, (role, sample) in enumerate(_SAMPLES.items()):
        spec = TYPE_SCALE[role]
        weight = " semibold" if spec.weight == 600 else ""
        name = f"{role.value.capitalize()} {spec.size_px:g}/{spec.line_px:g}{weight}"
        grid.addWidget(TextLabel(name, TextRole.FINE, "ink3"), 2 * number, 1)
        grid.addWidget(TextLabel(sample, role), 2 * number, 2)
        grid.addWidget(Hairline(), 2 * number + 1, 1, 1, 2)
    grid.setColumnStretch(2, 1)
    return _on_paper(page)


def half(mode: Mode) -> QWidget:
    """Return the column of components in the theme in force."""
    page = QWidget()
    page.setFixedWidth(HALF_PX)
    column = QVBoxLayout(page)
    column.setContentsMargins(MARGIN_PX, 32, MARGIN_PX, 40)
    column.setSpacing(10)
    column.addWidget(TextLabel(mode.value.capitalize(), TextRole.SUBTITLE))
    column.addWidget(TextLabel("Colour", TextRole.FINE, "ink3"))
    column.addWidget(swatches())
    for title, make in PARTS.items():
        column.addSpacing(16)
        column.addWidget(TextLabel(title, TextRole.FINE, "ink3"))
        column.addWidget(make())
    column.addStretch(1)
    show_rings(page)
    return _on_paper(page)


def swatches() -> QWidget:
    """Return every token with its value and the contrast it has where it is used."""
    theme = current_theme()
    colors = {token: value for token, value in token_colors(theme.scheme).items() if token != "accentInverse"}
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(12)
    for number, (token, value) in enumerate(colors.items()):
        patch = QWidget()
        patch.setFixedHeight(theme.px(38))
        patch.setStyleSheet(f"background: {value}; border: 1px solid {colors['line']}; border-radius: 8px;")
        told = "decorative"
        if token not in _DECORATION:
            other = _GROUNDS.get(token, "paper")
            told = f"{contrast_ratio(value, colors[other]):.1f} with {other}"
        cell = QVBoxLayout()
        cell.setSpacing(0)
        cell.addWidget(patch)
        cell.addSpacing(4)
        cell.addWidget(TextLabel(token, TextRole.SMALL_LABEL))
        cell.addWidget(TextLabel(value, TextRole.FINE, "ink2"))
        cell.addWidget(TextLabel(told, TextRole.FINE, "ink2"))
        grid.addLayout(cell, number // 5, number % 5)
    return holder


def picture_of(application: QApplication, mode: Mode, scale: float) -> QPixmap:
    """Return a half as a picture in another theme, which is on only for as long as that takes."""
    apply_theme(application, mode, scale)
    page = half(mode)
    pixmap = grab(page)
    page.deleteLater()
    return pixmap


def grab(page: QWidget) -> QPixmap:
    """Return a picture of a widget that was never on screen, laid out as if it were."""
    # Shown out of sight: lists and focus frames lay themselves out only for a window that is on a screen. Sized by
    # hand, because adjustSize() stops at two thirds of a screen.
    page.move(-10_000, 0)
    page.show()
    for _ in range(2):
        loop = QEventLoop()
        layout = page.layout()
        width = page.sizeHint().width()
        page.resize(width, max(page.sizeHint().height(), layout.totalHeightForWidth(width) if layout else 0))
        QTimer.singleShot(_SETTLE_MS, loop.quit)
        loop.exec()
    focused = QApplication.focusWidget()
    if focused is not None:
        # Coming to the front gave the keyboard to the first button.
        focused.clearFocus()
    pixmap = page.grab()
    page.hide()
    return pixmap


def whole_picture(application: QApplication, scale: float = 1.0) -> QPixmap:
    """Return header and both halves as one picture. The theme in force afterwards is the light one."""
    dark = picture_of(application, Mode.DARK, scale)
    light = picture_of(application, Mode.LIGHT, scale)
    header = type_scale()
    header.setFixedWidth(2 * HALF_PX)
    head = grab(header)
    height = max(light.height(), dark.height())
    whole = QPixmap(2 * HALF_PX, head.height() + height)
    painter = QPainter(whole)
    painter.drawPixmap(QPoint(0, 0), head)
    for number, picture in enumerate((light, dark)):
        mode = Mode.LIGHT if picture is light else Mode.DARK
        paper = apply_theme(application, mode, scale).color("paper")
        painter.fillRect(number * HALF_PX, head.height(), HALF_PX, height, paper)
        painter.drawPixmap(QPoint(number * HALF_PX, head.height()), picture)
    painter.end()
    apply_theme(application, Mode.LIGHT, scale)
    return whole


class Gallery(QScrollArea):
    """The window: one half alive, the other one as its picture."""

    def __init__(self, application: QApplication, scale: float) -> None:
        super().__init__()
        self._application, self._scale, self._alive = application, scale, Mode.LIGHT
        self.setWindowTitle("TherapEase components")
        self.setWidgetResizable(True)
        self._build()
        self.resize(2 * HALF_PX + 40, 900)

    def _build(self) -> None:
        asleep = Mode.DARK if self._alive is Mode.LIGHT else Mode.LIGHT
        picture = QLabel()
        picture.setPixmap(picture_of(self._application, asleep, self._scale))
        picture.setAccessibleName(f"Picture of the {asleep.value} half")
        apply_theme(self._application, self._alive, self._scale)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._controls())
        column.addWidget(type_scale())
        halves = QHBoxLayout()
        halves.setSpacing(0)
        alive = half(self._alive)
        for widget in (alive, picture) if self._alive is Mode.LIGHT else (picture, alive):
            halves.addWidget(widget)
        halves.addStretch(1)
        column.addLayout(halves)
        self.setWidget(_on_paper(page))

    def _controls(self) -> QHBoxLayout:
        swap = Button("Bring the other half to life", icon="arrow-left-right")
        swap.clicked.connect(self._swap)
        sizes = ComboField("Text size", [f"{round(scale * 100)} %" for scale in TEXT_SCALES])
        sizes.set_choice(TEXT_SCALES.index(self._scale))
        sizes.chosen.connect(self._resize_text)
        row = QHBoxLayout()
        row.setContentsMargins(MARGIN_PX, 24, MARGIN_PX, 0)
        row.setSpacing(24)
        row.addWidget(swap)
        row.addWidget(sizes)
        row.addStretch(1)
        return row

    def _swap(self) -> None:
        self._alive = Mode.DARK if self._alive is Mode.LIGHT else Mode.LIGHT
        self._build()

    def _resize_text(self, number: int) -> None:
        self._scale = TEXT_SCALES[number]
        self._build()


def _on_paper(page: QWidget) -> QWidget:
    page.setProperty("surface", "paper")
    return page


def main() -> int:
    """Open the window, or write the picture."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--scale", type=int, default=100, choices=[round(scale * 100) for scale in TEXT_SCALES])
    parser.add_argument("--picture", type=Path)
    arguments = parser.parse_args()
    application = make_application()
    application.setQuitOnLastWindowClosed(True)
    if arguments.picture is not None:
        return 0 if whole_picture(application, arguments.scale / 100).save(str(arguments.picture)) else 1
    gallery = Gallery(application, arguments.scale / 100)
    gallery.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
