"""The forms that a client's page opens: the client's details, a goal, a measure. One at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from therapease.domain.client import Client
from therapease.domain.goal import Goal
from therapease.domain.ids import MeasureId
from therapease.domain.measure import Measure, instrument
from therapease.errors import TherapEaseError
from therapease.services.measures import Result
from therapease.ui import strings
from therapease.ui.clients.client_sheet import ClientSheet
from therapease.ui.clients.goal_sheets import MoveGoalSheet, NewGoalSheet
from therapease.ui.clients.measure_model import history_of
from therapease.ui.clients.measure_sheet import MeasureSheet
from therapease.ui.clients.page_controller import ClientPageController
from therapease.ui.typed import typed_in
from therapease.ui.widgets import QuestionSheet

Form = ClientSheet | NewGoalSheet | MoveGoalSheet | MeasureSheet


class PageForms(QObject):
    """Opens a form over the window, hands what it says to the controller, and closes it once that is kept."""

    def __init__(self, controller: ClientPageController, place: QWidget) -> None:
        super().__init__(place)
        self._controller, self._place = controller, place
        self.sheet: Form | None = None
        self._opened: tuple[str, str] = ("", "")
        """Which form is open, and about what: enough to open it again."""
        self.question: QuestionSheet | None = None
        controller.edited.connect(self._close)
        controller.form_done.connect(self._close)
        controller.form_failed.connect(self._take_error)
        controller.namesakes_found.connect(self._ask_about)

    @property
    def has_changes(self) -> bool:
        return self.sheet is not None and self.sheet.has_changes

    def unfinished(self) -> dict[str, Any] | None:
        """Return the open form and what stands in it, as JSON values."""
        if self.sheet is None:
            return None
        form, about = self._opened
        return {"form": form, "about": about, "typed": typed_in(self.sheet)}

    def take_up(self, unfinished: Mapping[str, Any]) -> None:
        """Open the form again that `unfinished` told of, if what it is about is still there."""
        page, about, typed = self._controller.page, str(unfinished.get("about")), unfinished.get("typed")
        is_taken = self.sheet is not None
        if page is None or is_taken or not isinstance(typed, list):
            return
        goal = next((goal for goal in page.goals if goal.id == about), None)
        is_there = {
            "edit": lambda: self.edit_client(),
            "add_goal": lambda: self.add_goal(),
            "move_goal": lambda: self.move_goal(goal) if goal is not None else None,
            "enter": lambda: self.enter_measure(about),
            "correct": lambda: self.correct_measure(about),
        }
        is_there.get(str(unfinished.get("form")), lambda: None)()
        if self.sheet is not None:
            self.sheet.retype(typed)

    def edit_client(self) -> None:
        page = self._controller.page
        if page is None or self.sheet is not None:
            return
        sheet = ClientSheet(self._controller.desk.today(), page.client, self._place.window())
        sheet.submitted.connect(self._controller.edit)
        self._open(sheet, "edit")

    def add_goal(self) -> None:
        if self.sheet is None:
            sheet = NewGoalSheet(self._place.window())
            sheet.submitted.connect(self._controller.add_goal)
            self._open(sheet, "add_goal")

    def move_goal(self, goal: Goal) -> None:
        if self.sheet is None:
            sheet = MoveGoalSheet(goal, self._controller.desk.today(), self._place.window())
            sheet.submitted.connect(lambda step, status: self._controller.move_goal(goal, step, status))
            self._open(sheet, "move_goal", goal.id)

    def enter_measure(self, key: str) -> None:
        if self.sheet is None:
            sheet = MeasureSheet(instrument(key), self._controller.desk.today(), parent=self._place.window())
            sheet.submitted.connect(lambda result: self._controller.note_measure(result))
            self._open(sheet, "enter", key)

    def correct_measure(self, measure_id: str) -> None:
        """Open a result: its answers, how it came about, and the ways to correct it or take it back."""
        page = self._controller.page
        if page is None or self.sheet is not None:
            return
        measure = next((one for one in page.measures if one.id == measure_id), None)
        if measure is None:
            return
        history = history_of(measure, page.measures)
        today, window = self._controller.desk.today(), self._place.window()
        sheet = MeasureSheet(instrument(measure.instrument), today, measure, history, window)

        def correct(result: Result) -> None:
            self._controller.note_measure(result, MeasureId(measure_id))

        sheet.submitted.connect(correct)
        sheet.withdraw_wanted.connect(lambda: self._ask_withdraw(measure))
        self._open(sheet, "correct", measure_id)

    # ------------------------------------------------------------ inside

    def _open(self, sheet: Form, form: str, about: str = "") -> None:
        if not self._controller.is_settled:
            # Another client's page is on its way: what was filled in here would be sent to her.
            sheet.deleteLater()
            return
        self.sheet, self._opened = sheet, (form, about)
        sheet.finished.connect(self._forget)
        sheet.open()

    def _ask_withdraw(self, measure: Measure) -> None:
        words = strings.Measures
        self.question = QuestionSheet(
            words.TAKE_BACK_TITLE,
            words.TAKE_BACK_MESSAGE,
            words.TAKE_BACK_CONFIRM,
            lambda: self._controller.withdraw_measure(measure),
            self.sheet or self._place.window(),
            is_dangerous=True,
        )
        self.question.open()

    def _ask_about(self, namesakes: list[Client]) -> None:
        if isinstance(self.sheet, ClientSheet):
            self.sheet.ask_about(namesakes)

    def _take_error(self, error: TherapEaseError) -> None:
        if self.sheet is not None:
            self.sheet.take_error(error)
        else:
            self._controller.failed.emit(error)

    def _close(self) -> None:
        if self.sheet is not None:
            self.sheet.accept()

    def _forget(self) -> None:
        self.sheet = None
