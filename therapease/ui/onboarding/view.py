"""The guided path: the steps at the left, one of them at the right, each to be done or put off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from therapease.domain.onboarding import FirstStep, Onboarding, StepStanding
from therapease.services.onboarding import Beginnings
from therapease.ui import strings
from therapease.ui.error_presenter import show_in_place
from therapease.ui.onboarding.code_panel import RecoveryCodePanel
from therapease.ui.onboarding.consent_controller import ConsentTextController
from therapease.ui.onboarding.consent_panel import ConsentTextPanel
from therapease.ui.onboarding.controller import OnboardingController
from therapease.ui.onboarding.item_model import StepItem, step_items
from therapease.ui.onboarding.models_controller import ModelsController
from therapease.ui.onboarding.models_panel import ModelsPanel
from therapease.ui.onboarding.sample_controller import SampleController
from therapease.ui.onboarding.sample_panel import SamplePanel
from therapease.ui.place import Place
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    ButtonSize,
    PageHeader,
    ScrollingPage,
    TextLabel,
)

_STEPS_PX = 264
_NARROW_PX = 900
"""Below this, at 100 % text, the list of steps makes room; “Step 2 of 4” tells the same."""
_AROUND_TEXT_PX = 480
"""What stands above and below the consent text, so that the way on is in sight where there is room for it."""
_MAKING_ICONS = {FirstStep.RECOVERY_CODE: "key-round", FirstStep.SAMPLE_CLIENT: "user-round-plus"}

STEP_HEADS = {
    FirstStep.RECOVERY_CODE: (strings.STEP_TITLES[FirstStep.RECOVERY_CODE], ""),
    FirstStep.MODELS: (strings.Models.TITLE, strings.Models.SUBTITLE),
    FirstStep.CONSENT_TEXT: (strings.ConsentTexts.TITLE, strings.ConsentTexts.SUBTITLE),
    FirstStep.SAMPLE_CLIENT: (strings.Sample.TITLE, f"{strings.Sample.SUBTITLE} {strings.Sample.IS_MARKED}"),
}


class StepButton(QAbstractButton):
    """One step of the list: glyph for how it stands, title, line. The step on show has a well and an accent bar."""

    def __init__(self, item: StepItem) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", True)
        self.setProperty("radius", 10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self.updateGeometry)
        self.show_item(item)

    def show_item(self, item: StepItem) -> None:
        self._item = item
        self.setAccessibleName(item.spoken)
        self.setAccessibleDescription(item.line)
        self.update()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(_STEPS_PX, theme.line_px(TextRole.LABEL) + theme.line_px(TextRole.SMALL) + 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, item = current_theme(), self._item
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(theme.color("sheet" if self.isChecked() else "well"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 10, 10)
        if self.isChecked():
            painter.setPen(QPen(theme.color("line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 10, 10)
        size, first = theme.px(20), theme.line_px(TextRole.LABEL)
        painter.drawPixmap(14, 10 + (first - size) // 2, theme.pixmap(item.glyph, item.tone, 20))
        left = 14 + size + 12
        words = self.rect().adjusted(left, 10, -12, -10)
        painter.setFont(theme.font(TextRole.LABEL))
        painter.setPen(theme.color("ink"))
        painter.drawText(words, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, item.title)
        painter.setFont(theme.font(TextRole.SMALL))
        painter.setPen(theme.color("ink2"))
        below = words.adjusted(0, first, 0, 0)
        painter.drawText(below, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, item.standing_words)
        painter.end()


class FirstRunView(Place):
    """`finished` asks for Today."""

    finished = Signal()

    def __init__(self, controller: OnboardingController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        desk = controller.desk
        self.code = RecoveryCodePanel(controller, has_button=False)
        self.models = ModelsPanel(ModelsController(desk, self))
        self.consent = ConsentTextPanel(ConsentTextController(desk, self), can_save=False)
        self.sample = SamplePanel(SampleController(desk, self), has_add_button=False)
        self.header = PageHeader(strings.FirstRun.TITLE, strings.FirstRun.SUBTITLE)
        self.banner = Banner()
        self.steps = {item.step: StepButton(item) for item in step_items(Onboarding())}
        self.step_of = TextLabel("", TextRole.SMALL, "ink2")
        self.title = TextLabel("", TextRole.SUBTITLE, wrap=True)
        self.subtitle = TextLabel("", TextRole.BODY, "ink2", wrap=True)
        self.continue_button = Button(strings.FirstRun.CONTINUE, ButtonKind.PRIMARY, size=ButtonSize.LARGE)
        self.skip_button = Button(strings.FirstRun.SKIP, ButtonKind.QUIET, size=ButtonSize.LARGE)
        self._panels: dict[FirstStep, QWidget] = {
            FirstStep.RECOVERY_CODE: self.code,
            FirstStep.MODELS: self.models,
            FirstStep.CONSENT_TEXT: self.consent,
            FirstStep.SAMPLE_CLIENT: self.sample,
        }
        self._shown: FirstStep | None = None
        self._makes = False
        self._lay_out()
        self._connect()

    def unsaved_work(self) -> str | None:
        return strings.ConsentTexts.LEAVING if self.consent.controller.is_changed else None

    def unfinished(self) -> dict[str, Any] | None:
        return self.consent.controller.unfinished()

    def take_up(self, unfinished: Mapping[str, Any]) -> None:
        self.consent.controller.take_up(unfinished)

    def _lay_out(self) -> None:
        self.list = QWidget()
        self.list.setAccessibleName(strings.FirstRun.STEPS)
        steps = QVBoxLayout(self.list)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setSpacing(4)
        for button in self.steps.values():
            steps.addWidget(button)
        steps.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(6)
        for widget in (self.banner, self.step_of, self.title, self.subtitle):
            right.addWidget(widget)
        right.addSpacing(10)
        # Not a stack: it would be as high as the highest, and the buttons stand below what is shown.
        for panel in self._panels.values():
            panel.hide()
            right.addWidget(panel)
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(48)
        columns.addWidget(self.list)
        columns.addLayout(right, 1)
        page = ScrollingPage(width_px=1180)
        page.content.addWidget(self.header)
        page.content.addSpacing(8)
        page.content.addLayout(columns)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(page, 1)
        column.addWidget(self._footer())

    def _footer(self) -> QFrame:
        """The way on, always in sight: the page scrolls, its footer does not."""
        footer = QFrame()
        footer.setProperty("surface", "footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(48, 12, 48, 12)
        row.setSpacing(12)
        row.addStretch(1)
        row.addWidget(self.skip_button)
        row.addWidget(self.continue_button)
        return footer

    def _connect(self) -> None:
        controller = self.controller
        controller.changed.connect(self._show)
        controller.finished.connect(self.finished)
        controller.failed.connect(lambda error: show_in_place(error, self.banner, controller.load))
        for step, button in self.steps.items():
            button.clicked.connect(lambda _checked=False, step=step: controller.go_to(step))
        self.continue_button.clicked.connect(self._go_on)
        self.skip_button.clicked.connect(lambda: controller.pass_on(StepStanding.SKIPPED))
        self.consent.controller.saved.connect(self._on_texts_saved)
        self.sample.controller.changed.connect(self._refresh_sample)

    def _show(self, beginnings: Beginnings) -> None:
        step = self.controller.step
        if step is None:
            return
        items = step_items(beginnings.onboarding)
        for item in items:
            self.steps[item.step].show_item(item)
        self.steps[step].setChecked(True)
        number = list(FirstStep).index(step) + 1
        self.step_of.setText(strings.FirstRun.STEP_OF.format(number=number, count=len(items)))
        title, subtitle = STEP_HEADS[step]
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))
        if step is not self._shown:
            self._turn_to(step)
        self._show_actions(beginnings, step)

    def _turn_to(self, step: FirstStep) -> None:
        self._shown = step
        for other, panel in self._panels.items():
            panel.setVisible(other is step)
        self.banner.dismiss()
        loads = {
            FirstStep.MODELS: self.models.controller.load,
            FirstStep.CONSENT_TEXT: self.consent.controller.load,
            FirstStep.SAMPLE_CLIENT: self.sample.controller.load,
        }
        if step in loads:
            loads[step]()
        self.continue_button.setFocus()

    def _show_actions(self, beginnings: Beginnings, step: FirstStep) -> None:
        """One primary act: making what the step is about where there is something to make, else going on."""
        onboarding = beginnings.onboarding
        is_done = onboarding.standing(step) is StepStanding.DONE
        is_last = onboarding.next_open(after=step) in (None, step)
        going_on = strings.FirstRun.FINISH if is_last and is_done else strings.FirstRun.CONTINUE
        making = {FirstStep.RECOVERY_CODE: strings.NewCode.MAKE, FirstStep.SAMPLE_CLIENT: strings.Sample.ADD}
        self._makes = step in making and not is_done
        self.continue_button.setText(making[step] if self._makes else going_on)
        self.continue_button.set_icon(_MAKING_ICONS[step] if self._makes else None)
        self.skip_button.setVisible(not is_done)
        self._refresh_sample()

    def _refresh_sample(self) -> None:
        """While the sample is being added the button says so; it cannot be added beside another session's work."""
        is_about_sample = self._makes and self.controller.step is FirstStep.SAMPLE_CLIENT
        sample = self.sample.controller
        # Not while it is being added: a button that goes grey hands the keyboard to its neighbour.
        self.continue_button.setEnabled(not (is_about_sample and sample.is_blocked and not sample.is_adding))
        if is_about_sample:
            self.continue_button.setText(strings.Sample.ADDING if sample.is_adding else strings.Sample.ADD)

    def _go_on(self) -> None:
        step = self.controller.step
        if self._makes and step is FirstStep.RECOVERY_CODE:
            self.code.make()
        elif self._makes:
            self.sample.add()
        elif step is FirstStep.CONSENT_TEXT:
            self.consent.controller.save_all()
        else:
            self.controller.pass_on(StepStanding.DONE)

    def _on_texts_saved(self) -> None:
        if self.controller.step is FirstStep.CONSENT_TEXT:
            self.controller.pass_on(StepStanding.DONE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = current_theme()
        self.list.setVisible(self.width() >= theme.px(_NARROW_PX))
        self.consent.set_text_height(self.height() - theme.px(_AROUND_TEXT_PX))
