"""A client's goals, each with its steps and the way to note another one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapease.domain.goal import Goal, GoalStatus
from therapease.ui import strings
from therapease.ui.theme import TextRole
from therapease.ui.widgets import GoalSteps, Hairline, IconLabel, LinkButton, TextLabel, clear_layout

_ORDER = (GoalStatus.OPEN, GoalStatus.REACHED, GoalStatus.DROPPED)


class GoalList(QWidget):
    """`add_wanted` asks for a new goal, `change_wanted` carries the Goal to be moved."""

    add_wanted = Signal()
    change_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[LinkButton] = []
        self.add_button = LinkButton(strings.Goals.ADD)
        self.add_button.clicked.connect(self.add_wanted)
        head = QHBoxLayout()
        head.addWidget(TextLabel(strings.Goals.TITLE, TextRole.LABEL), 1)
        head.addWidget(self.add_button)
        self._none = TextLabel(strings.Goals.NONE, TextRole.SMALL, "ink2", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addLayout(self._rows)

    def show_goals(self, goals: Sequence[Goal], *, can_change: bool) -> None:
        clear_layout(self._rows)
        self.buttons.clear()
        self.add_button.setVisible(can_change)
        self._none.setVisible(not goals)
        shown = [GoalSteps(goal.step, goal.steps) for goal in goals]
        # As wide as the widest, so that the bars begin below each other.
        width_px = max((steps.sizeHint().width() for steps in shown), default=0)
        for goal in sorted(goals, key=lambda goal: _ORDER.index(goal.status)):
            steps = shown[goals.index(goal)]
            steps.setMinimumWidth(width_px)
            self._rows.addWidget(self._row(goal, steps, can_change=can_change))
            self._rows.addWidget(Hairline())

    def _row(self, goal: Goal, steps: GoalSteps, *, can_change: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(14)
        is_dropped = goal.status is GoalStatus.DROPPED
        row.addWidget(TextLabel(goal.title, TextRole.BODY, "ink2" if is_dropped else "ink", wrap=True), 1)
        if is_dropped:
            row.addWidget(IconLabel("minus", "ink2", 16))
            row.addWidget(TextLabel(strings.Goals.SET_ASIDE, TextRole.SMALL, "ink2"))
        else:
            row.addWidget(steps)
        if can_change:
            button = LinkButton(strings.Goals.CHANGE)
            button.setAccessibleName(strings.Goals.CHANGE_OF.format(title=goal.title))
            button.clicked.connect(lambda: self.change_wanted.emit(goal))
            self.buttons.append(button)
            row.addWidget(button)
        return holder
