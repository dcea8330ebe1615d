"""The sample client: add it, open it, remove it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.error_presenter import show_in_place
from therapease.ui.onboarding.sample_controller import SampleController
from therapease.ui.theme import TextRole
from therapease.ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    CheckBox,
    Chip,
    ChipKind,
    IconLabel,
    QuestionSheet,
    TextLabel,
)
from therapease.ui.widgets.flow import FlowLayout


class SamplePanel(QWidget):
    """`open_wanted` carries the sample's ClientId. Without `has_add_button` the page around it has one."""

    open_wanted = Signal(object)

    def __init__(self, controller: SampleController, *, has_add_button: bool = True) -> None:
        super().__init__()
        self.controller = controller
        self.banner = Banner()
        self.with_engine = CheckBox(strings.Sample.ENGINE)
        self.engine_hint = TextLabel(strings.Sample.ENGINE_HINT, TextRole.SMALL, "ink3", wrap=True)
        self.add_button = Button(strings.Sample.ADD, ButtonKind.QUIET, icon="user-round-plus")
        self._has_add_button = has_add_button
        self.open_button = Button(strings.Sample.OPEN, ButtonKind.QUIET)
        self.remove_button = Button(strings.Sample.REMOVE, ButtonKind.DANGER, icon="trash-2")
        self.busy = TextLabel(strings.Sample.BUSY, TextRole.SMALL, "ink2", wrap=True)
        self.question: QuestionSheet | None = None
        self._lay_out()
        self._show()
        controller.changed.connect(self._show)
        controller.started.connect(lambda _session_id: self.banner.dismiss())
        controller.failed.connect(lambda error: show_in_place(error, self.banner))
        self.add_button.clicked.connect(self.add)
        self.open_button.clicked.connect(self._open)
        self.remove_button.clicked.connect(self._ask_remove)

    def _lay_out(self) -> None:
        self._there = QWidget()
        there = QHBoxLayout(self._there)
        there.setContentsMargins(0, 0, 0, 0)
        there.setSpacing(10)
        there.addWidget(IconLabel("circle-check", "accent", 18))
        there.addWidget(TextLabel(strings.Sample.IS_THERE, TextRole.BODY))
        there.addWidget(Chip(strings.Sample.CHIP, ChipKind.OUTLINE))
        there.addStretch(1)
        actions = FlowLayout(gap_px=12, line_gap_px=8)
        for button in (self.add_button, self.open_button, self.remove_button):
            actions.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.banner)
        column.addWidget(self._there)
        column.addWidget(self.with_engine)
        column.addWidget(self.engine_hint)
        column.addWidget(self.busy)
        column.addSpacing(4)
        column.addLayout(actions)

    def _show(self) -> None:
        controller = self.controller
        is_there = controller.client is not None and not controller.is_adding
        self._there.setVisible(is_there)
        self.add_button.setVisible(not is_there and self._has_add_button)
        self.add_button.setText(strings.Sample.ADDING if controller.is_adding else strings.Sample.ADD)
        self.add_button.setEnabled(not controller.is_adding and not controller.is_blocked)
        self.open_button.setVisible(is_there)
        self.remove_button.setVisible(is_there)
        self.with_engine.setVisible(not is_there)
        self.with_engine.setEnabled(controller.can_transcribe and not controller.is_adding)
        hint = strings.Sample.ENGINE_HINT if controller.can_transcribe else strings.Sample.ENGINE_MISSING
        self.engine_hint.setText(hint)
        self.engine_hint.setVisible(not is_there)
        self.busy.setVisible(not is_there and not controller.is_adding and controller.is_blocked)

    def add(self) -> None:
        """Add the sample as the box says."""
        self.banner.dismiss()
        self.controller.add(with_engine=self.with_engine.isEnabled() and self.with_engine.isChecked())

    def _open(self) -> None:
        if self.controller.client is not None:
            self.open_wanted.emit(self.controller.client.id)

    def _ask_remove(self) -> None:
        self.question = QuestionSheet(
            strings.Sample.REMOVE_TITLE,
            strings.Sample.REMOVE_MESSAGE,
            strings.Sample.REMOVE,
            self.controller.remove,
            self.window(),
            is_dangerous=True,
        )
        self.question.open()
