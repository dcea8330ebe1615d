"""The two forms for goals: a new one, and where one stands now."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from therapease.domain.goal import MAX_STEPS, Goal, GoalProgress, GoalStatus
from therapease.errors import InvalidFieldError, TherapEaseError
from therapease.ui import strings
from therapease.ui.error_presenter import show_in_place
from therapease.ui.theme import TextRole
from therapease.ui.widgets import Button, ButtonKind, ComboField, RadioGroup, Sheet, TextField, TextLabel
from therapease.ui.widgets.form_sheet import FormSheet
from therapease.ui.wording import local, short_date

_WIDTH_PX, _USUAL_STEPS = 520, 5
_STATUSES = tuple(GoalStatus)
_SHOWN_HISTORY = 6


class NewGoalSheet(FormSheet):
    """`submitted` carries the goal's words and its number of steps."""

    submitted = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        words = strings.Goals
        super().__init__(words.SHEET_NEW, parent, width_px=_WIDTH_PX)
        self.name = TextField(words.NAME, words.NAME_HINT)
        self.steps = ComboField(words.STEPS, [str(number) for number in range(1, MAX_STEPS + 1)])
        self.steps.set_choice(_USUAL_STEPS - 1)
        for widget in (self.name, self.steps):
            self.form.addWidget(widget)
        self.save_button = _add_buttons(self, words.ADD)
        self.save_button.clicked.connect(self._submit)
        self.name.edit.setFocus()

    @property
    def has_changes(self) -> bool:
        return bool(self.name.text.strip())

    def take_error(self, error: TherapEaseError) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, InvalidFieldError) and error.field == "title":
            self.name.show_error(error.message)
            self.name.edit.setFocus()
        else:
            show_in_place(error, self.banner)

    def _submit(self) -> None:
        self.save_button.setEnabled(False)
        self.submitted.emit(self.name.text, self.steps.choice + 1)


class MoveGoalSheet(FormSheet):
    """`submitted` carries the step and the GoalStatus."""

    submitted = Signal(int, object)

    def __init__(self, goal: Goal, today: date, parent: QWidget | None = None) -> None:
        words = strings.Goals
        super().__init__(goal.title, parent, width_px=_WIDTH_PX)
        # The goal is what somebody said; a window's title stands where others can see it.
        self.setWindowTitle(words.SHEET_MOVE)
        self._goal = goal
        steps = [words.STEP_NONE, *(words.STEP.format(number=number) for number in range(1, goal.steps + 1))]
        self.step = ComboField(words.SHEET_MOVE, steps)
        self.step.set_choice(goal.step)
        self.status = RadioGroup(words.STANDS, [strings.GOAL_STATUS_WORDS[status] for status in _STATUSES])
        self.status.set_choice(_STATUSES.index(goal.status))
        for widget in (self.step, self.status):
            self.form.addWidget(widget)
        self.form.addWidget(TextLabel(words.HISTORY, TextRole.LABEL))
        self.form.addWidget(TextLabel("\n".join(_history(goal, today)), TextRole.SMALL, "ink2", wrap=True))
        self.save_button = _add_buttons(self, words.SAVE)
        self.save_button.clicked.connect(self._submit)
        self.step.chosen.connect(self._on_step)
        self.status.chosen.connect(self._on_status)

    @property
    def has_changes(self) -> bool:
        return (self.step.choice, _STATUSES[self.status.choice]) != (self._goal.step, self._goal.status)

    def take_error(self, error: TherapEaseError) -> None:
        self.save_button.setEnabled(True)
        show_in_place(error, self.banner)

    def _on_step(self, step: int) -> None:
        """The last step is the goal; a step back from it is work again."""
        is_last = step == self._goal.steps
        if is_last or _STATUSES[self.status.choice] is GoalStatus.REACHED:
            self.status.set_choice(_STATUSES.index(GoalStatus.REACHED if is_last else GoalStatus.OPEN))

    def _on_status(self, number: int) -> None:
        if _STATUSES[number] is GoalStatus.REACHED:
            self.step.set_choice(self._goal.steps)
        elif self.step.choice == self._goal.steps and _STATUSES[number] is GoalStatus.OPEN:
            self.step.set_choice(self._goal.steps - 1)

    def _submit(self) -> None:
        self.save_button.setEnabled(False)
        self.submitted.emit(self.step.choice, _STATUSES[self.status.choice])


def _history(goal: Goal, today: date) -> list[str]:
    """Return what happened to a goal, newest first; of a long history the newest entries."""
    words = strings.Goals
    first = words.HISTORY_SET.format(date=short_date(local(goal.created_at).date(), today), steps=goal.steps)
    lines = [first, *(_history_line(goal, entry, today) for entry in goal.progress)]
    return lines[::-1][:_SHOWN_HISTORY]


def _history_line(goal: Goal, entry: GoalProgress, today: date) -> str:
    day = short_date(local(entry.noted_at).date(), today)
    if entry.status is GoalStatus.OPEN:
        return strings.Goals.HISTORY_STEP.format(date=day, step=entry.step, steps=goal.steps)
    status = strings.GOAL_STATUS_WORDS[entry.status]
    return strings.Goals.HISTORY_STATUS.format(date=day, status=status[0].lower() + status[1:])


def _add_buttons(sheet: Sheet, words: str) -> Button:
    cancel = Button(strings.Actions.CANCEL)
    cancel.clicked.connect(sheet.reject)
    save = Button(words, ButtonKind.PRIMARY)
    save.setDefault(True)
    sheet.buttons.addWidget(cancel)
    sheet.buttons.addWidget(save)
    return save
