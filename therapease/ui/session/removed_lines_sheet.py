"""The lines that were taken out of the note, each with the way back: there after a restart as well as a moment ago."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.announcing import announce
from therapease.ui.session.past_model import RemovedLine
from therapease.ui.theme import TextRole, current_theme
from therapease.ui.widgets import Button, ButtonKind, ButtonSize, Sheet, TextLabel
from therapease.ui.widgets.dialogs import fitting_width_px

_WIDTH_PX, _HEIGHT_PX, _AROUND_PX = 640, 520, 64


class RemovedLinesSheet(Sheet):
    """Stays open while lines are brought back. `bring_back` is None where the note is signed: then it only shows."""

    def __init__(
        self, lines: Sequence[RemovedLine], bring_back: Callable[[RemovedLine], None] | None, parent: QWidget
    ) -> None:
        super().__init__(strings.RemovedLines.TITLE, parent, width_px=fitting_width_px(_WIDTH_PX, parent))
        self._bring_back = bring_back
        self.message = TextLabel("", TextRole.BODY, "ink2", wrap=True)
        self.buttons_of: dict[str, Button] = {}
        self._rows: dict[str, QWidget] = {}
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        self.close_button = Button(strings.Actions.CLOSE, ButtonKind.PRIMARY)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        self.body.addWidget(self.message)
        self.body.addWidget(self.area, 1)
        self.buttons.addWidget(self.close_button)
        for line in lines:
            self._add(line)
        self._column.addStretch(1)
        self._tell()
        room_px = parent.window().height() - _AROUND_PX
        self.resize(self.minimumWidth(), min(current_theme().px(_HEIGHT_PX), room_px))

    def _add(self, line: RemovedLine) -> None:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 10, 0, 10)
        across.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(TextLabel(line.statement.text, TextRole.NOTE, wrap=True))
        words.addWidget(TextLabel(line.facts, TextRole.SMALL, "ink2", wrap=True))
        across.addLayout(words, 1)
        if self._bring_back is not None:
            button = Button(strings.RemovedLines.BRING_BACK, ButtonKind.QUIET, icon="rotate-ccw", size=ButtonSize.SMALL)
            button.setAccessibleName(strings.RemovedLines.BRING_BACK_NAME.format(text=line.statement.text))
            button.clicked.connect(partial(self._on_bring_back, line))
            across.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self.buttons_of[line.statement.id] = button
        self._column.addWidget(row)
        self._rows[line.statement.id] = row

    def _on_bring_back(self, line: RemovedLine) -> None:
        if self._bring_back is None:
            return
        self._bring_back(line)
        key = line.statement.id
        at = list(self.buttons_of).index(key)
        del self.buttons_of[key]
        self._rows.pop(key).hide()
        left = list(self.buttons_of.values())
        # The keyboard goes on to the next line, not to the beginning.
        (left[min(at, len(left) - 1)] if left else self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, strings.RemovedLines.BROUGHT_BACK)
        self._tell()

    def _tell(self) -> None:
        words, count = strings.RemovedLines, len(self._rows)
        text = words.NONE if not count else words.ONE if count == 1 else words.COUNT.format(count=count)
        self.message.setText(text)
