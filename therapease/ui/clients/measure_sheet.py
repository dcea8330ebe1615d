"""Entering a questionnaire: every answer as on the paper, or the total alone. The same form corrects a result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from therapease.domain.measure import CHOICES, Instrument, Measure
from therapease.errors import InvalidFieldError, TherapEaseError
from therapease.services.measures import Result
from therapease.ui import strings
from therapease.ui.error_presenter import show_in_place
from therapease.ui.theme import TextRole
from therapease.ui.widgets import Button, ButtonKind, DateField, RadioGroup, TextField, TextLabel
from therapease.ui.widgets.form_sheet import FormSheet

_WIDTH_PX = 720
_EVERY_ANSWER, _TOTAL_ALONE = 0, 1
_SIGHT_PX = 56
"""How much around the item with the keyboard is kept in sight."""
_FIGURES = tuple(str(number) for number in range(len(CHOICES)))


class MeasureSheet(FormSheet):
    """`submitted` carries a Result; `withdraw_wanted` asks to take back the one that is being corrected."""

    submitted = Signal(object)
    withdraw_wanted = Signal()

    def __init__(
        self,
        asked: Instrument,
        today: date,
        corrects: Measure | None = None,
        history: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        words = strings.Measures
        title = words.SHEET_CORRECT if corrects else words.SHEET_NEW
        super().__init__(title.format(instrument=asked.name), parent, width_px=_WIDTH_PX)
        self._asked, self._corrects = asked, corrects
        self.day = DateField(words.DATE, words.DATE_HINT)
        self.way = RadioGroup(words.WAY, (words.EVERY_ANSWER, words.TOTAL_ALONE), shows_title=False)
        self.total = TextField(words.TOTAL, words.TOTAL_HINT.format(highest=asked.highest))
        self.items = AnswerGrid(asked)
        self.sum = TextLabel("", TextRole.LABEL, "ink2")
        for part in (self.day, self.way, self.total, self.items, *self._history(history)):
            self.form.addWidget(part)
        self._add_buttons()
        self.way.chosen.connect(self._show_way)
        self.items.changed.connect(self._add_up)
        self.items.reached.connect(lambda button: self.area.ensureWidgetVisible(button, 0, _SIGHT_PX))
        self._fill(corrects, today)
        self._opened_with = self._typed()

    @property
    def has_changes(self) -> bool:
        return self._typed() != self._opened_with

    def on_retyped(self) -> None:
        self._show_way(self.way.choice)

    def take_error(self, error: TherapEaseError) -> None:
        """Show what went wrong at its field, or above the form."""
        self.save_button.setEnabled(True)
        fields = {"taken_on": self.day, "total": self.total}
        if isinstance(error, InvalidFieldError) and error.field in fields:
            fields[error.field].show_error(error.message)
            fields[error.field].edit.setFocus()
        else:
            show_in_place(error, self.banner)

    def _history(self, lines: Sequence[str]) -> list[QWidget]:
        if not lines:
            return []
        title = TextLabel(strings.Measures.HISTORY, TextRole.SMALL_LABEL, "ink2")
        return [title, TextLabel("\n".join(lines), TextRole.SMALL, "ink2", wrap=True)]

    def _add_buttons(self) -> None:
        words = strings.Measures
        self.save_button = Button(words.SAVE_CORRECTION if self._corrects else words.SAVE, ButtonKind.PRIMARY)
        self.withdraw_button = Button(words.TAKE_BACK, ButtonKind.DANGER)
        self.withdraw_button.setVisible(self._corrects is not None)
        cancel = Button(strings.Actions.CANCEL)
        self.buttons.insertWidget(0, self.sum)
        for button in (self.withdraw_button, cancel, self.save_button):
            self.buttons.addWidget(button)
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self._submit)
        self.withdraw_button.clicked.connect(self.withdraw_wanted)
        cancel.clicked.connect(self.reject)

    def _fill(self, corrects: Measure | None, today: date) -> None:
        self.day.set_day(today if corrects is None else corrects.taken_on)
        has_total_alone = corrects is not None and corrects.answers is None
        self.way.set_choice(_TOTAL_ALONE if has_total_alone else _EVERY_ANSWER)
        if corrects is not None:
            self.total.set_text(str(corrects.total) if corrects.answers is None else "")
            self.items.set_answers(corrects.answers)
        self._show_way(self.way.choice)

    def _show_way(self, way: int) -> None:
        self.total.setVisible(way == _TOTAL_ALONE)
        self.items.setVisible(way == _EVERY_ANSWER)
        self.sum.setVisible(way == _EVERY_ANSWER)
        self._add_up()
        if way == _TOTAL_ALONE:
            self.total.edit.setFocus()
        else:
            self.items.focus_item(0)

    def _add_up(self) -> None:
        words, left = strings.Measures, self.items.missing
        if left:
            self.sum.setText(words.ITEMS_LEFT_ONE if left == 1 else words.ITEMS_LEFT.format(count=left))
            return
        total = sum(self.items.answers or ())
        band = self._asked.band(total).name.lower()
        self.sum.setText(words.TOTAL_NOW.format(total=total, highest=self._asked.highest, band=band))

    def _typed(self) -> tuple[object, ...]:
        return self.day.text, self.way.choice, self.total.text, self.items.chosen

    def _submit(self) -> None:
        result = self._result()
        if result is not None:
            self.save_button.setEnabled(False)
            self.submitted.emit(result)

    def _result(self) -> Result | None:
        """Return what was entered, or None after showing what is missing or wrong."""
        words = strings.Measures
        try:
            day = self.day.day
        except ValueError:
            day = None
        if day is None:
            self.day.show_error(words.DATE_WRONG if self.day.text.strip() else words.DATE_MISSING)
            self.day.edit.setFocus()
            return None
        if self.way.choice == _EVERY_ANSWER:
            if self.items.answers is None:
                self.take_error(InvalidFieldError("answers", words.ANSWER_ALL))
                self.items.focus_item(self.items.first_missing)
                return None
            return Result(self._asked.key, day, answers=self.items.answers)
        if not self.total.text.strip().isdecimal():
            self.total.show_error(words.TOTAL_WRONG.format(highest=self._asked.highest))
            self.total.edit.setFocus()
            return None
        return Result(self._asked.key, day, total=int(self.total.text))


class AnswerGrid(QWidget):
    """The items with a choice of 0 to 3 each. A figure typed answers an item and goes on to the next."""

    changed = Signal()
    reached = Signal(object)
    """The button that the keyboard came to."""

    def __init__(self, asked: Instrument) -> None:
        super().__init__()
        self.setProperty("surface", "clear")
        words = strings.Measures
        self._groups: list[QButtonGroup] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(TextLabel(asked.question, TextRole.LABEL, wrap=True))
        column.addWidget(TextLabel(f"{words.LEGEND} {words.KEYS}", TextRole.SMALL, "ink2", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        column.addLayout(grid)
        column.addStretch(1)
        for number, item in enumerate(asked.items):
            self._add_item(grid, number, item)

    @property
    def chosen(self) -> tuple[int, ...]:
        """The answers so far, -1 for an item without one."""
        return tuple(group.checkedId() for group in self._groups)

    @property
    def answers(self) -> tuple[int, ...] | None:
        return None if self.missing else self.chosen

    @property
    def missing(self) -> int:
        return self.chosen.count(-1)

    @property
    def first_missing(self) -> int:
        return self.chosen.index(-1) if self.missing else 0

    def button(self, item: int, answer: int) -> QRadioButton:
        button = self._groups[item].button(answer)
        assert isinstance(button, QRadioButton)
        return button

    def set_answers(self, answers: Sequence[int] | None) -> None:
        for item, answer in enumerate(answers or ()):
            self.button(item, answer).setChecked(True)

    def focus_item(self, item: int) -> None:
        checked = self._groups[item].checkedId()
        self.button(item, max(checked, 0)).setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a figure typed on one of an item's buttons as its answer, and keep that item in sight."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.text() in _FIGURES:
            item = int(watched.property("item"))
            self.button(item, _FIGURES.index(event.text())).setChecked(True)
            if item + 1 < len(self._groups):
                self.focus_item(item + 1)
            return True
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.reached.emit(watched)
        return super().eventFilter(watched, event)

    def _add_item(self, grid: QGridLayout, number: int, item: str) -> None:
        label = TextLabel(f"{number + 1}. {item}", TextRole.BODY, wrap=True)
        grid.addWidget(label, number, 0)
        group = QButtonGroup(self)
        for answer, words in enumerate(CHOICES):
            button = QRadioButton(str(answer))
            spoken = strings.Measures.ANSWER.format(number=answer, words=words.lower())
            button.setAccessibleName(f"{item}: {spoken}")
            button.setToolTip(words)
            button.setProperty("focusRing", True)
            button.setProperty("item", number)
            # One stop per item: Tab comes to its first button, arrows go on from there.
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if answer == 0 else Qt.FocusPolicy.ClickFocus)
            button.installEventFilter(self)
            group.addButton(button, answer)
            grid.addWidget(button, number, 1 + answer)
        group.idToggled.connect(lambda _id, _on: self.changed.emit())
        self._groups.append(group)
