"""The consent texts: one to read and change at a time, kept as a new version, and as a form to sign."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from therapease.domain.consent import ConsentPurpose, ConsentWording
from therapease.services.consent_texts import WORDED_PURPOSES
from therapease.ui import strings
from therapease.ui.error_presenter import show_in_place
from therapease.ui.onboarding.consent_controller import ConsentTextController
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.widgets import (
    Banner,
    BannerKind,
    Button,
    ButtonKind,
    IconLabel,
    LinkButton,
    RadioGroup,
    TextLabel,
)
from therapease.ui.widgets.flow import FlowLayout

_TEXT_PX, _TEXT_MAX_PX = 220, 460
"""Least and greatest height of the text, at 100 % text size."""


class _TextEdit(QPlainTextEdit):
    """As high as it is told. The style sheet's own least height would overrule a fixed one."""

    def __init__(self) -> None:
        super().__init__()
        self._height_px = 0
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_height(self, height_px: int) -> None:
        self._height_px = height_px
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height_px)


class ConsentTextPanel(QWidget):
    """`can_save` is False where the page around it saves when one goes on."""

    def __init__(self, controller: ConsentTextController, *, can_save: bool = True) -> None:
        super().__init__()
        self.controller = controller
        self.banner = Banner()
        self.purpose = WORDED_PURPOSES[0]
        choices = [strings.ConsentTexts.CHOICES[purpose] for purpose in WORDED_PURPOSES]
        self.choice = RadioGroup(strings.ConsentTexts.CHOICE, choices, shows_title=False)
        self.choice.set_choice(0)
        self.version = TextLabel("", TextRole.SMALL, "ink2")
        self.text = _TextEdit()
        self.text.setAccessibleName(strings.ConsentTexts.TEXT)
        self.blanks = TextLabel("", TextRole.SMALL, "attention")
        self.blank_row = QWidget()
        self.save_button = Button(strings.ConsentTexts.SAVE, ButtonKind.QUIET, icon="check")
        self.save_button.setVisible(can_save)
        self.form_link = LinkButton(strings.ConsentTexts.FORM)
        self.reset_link = LinkButton(strings.ConsentTexts.RESET)
        self._lay_out()
        self.set_text_height(0)
        theme_changed.connect(self._refit)
        controller.changed.connect(self._show)
        controller.saved.connect(self._on_saved)
        controller.form_saved.connect(self._on_form_saved)
        controller.failed.connect(lambda error: show_in_place(error, self.banner))
        self.choice.chosen.connect(lambda number: self.show_purpose(WORDED_PURPOSES[number]))
        self.text.textChanged.connect(self._on_typed)
        self.save_button.clicked.connect(controller.save_all)
        self.form_link.clicked.connect(self._choose_file)
        self.reset_link.clicked.connect(lambda: self.text.setPlainText(controller.standard(self.purpose)))

    def show_purpose(self, purpose: ConsentPurpose) -> None:
        """Turn to one of the texts; what was written in the other stays."""
        self.purpose = purpose
        self.choice.set_choice(WORDED_PURPOSES.index(purpose))
        self._show()

    def _lay_out(self) -> None:
        head = FlowLayout(gap_px=32, line_gap_px=4)
        head.addWidget(self.choice)
        head.addWidget(self.version)
        below = FlowLayout(gap_px=24, line_gap_px=4)
        for widget in (self._blanks(), self.reset_link, self.form_link):
            below.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.banner)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addLayout(below)
        column.addWidget(TextLabel(strings.ConsentTexts.NOT_ADVICE, TextRole.SMALL, "ink3", wrap=True))
        column.addWidget(self.save_button)

    def _blanks(self) -> QWidget:
        row = QHBoxLayout(self.blank_row)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addWidget(IconLabel("text-cursor", "attention", 16))
        row.addWidget(self.blanks)
        return self.blank_row

    def set_text_height(self, height_px: int) -> None:
        """Make the text as high as there is room for, within what can be read and overseen."""
        self._wanted_px = height_px
        theme = current_theme()
        self.text.set_height(min(max(height_px, theme.px(_TEXT_PX)), theme.px(_TEXT_MAX_PX)))

    def _refit(self) -> None:
        self.set_text_height(self._wanted_px)

    def _show(self) -> None:
        text = self.controller.text(self.purpose)
        if self.text.toPlainText() != text:
            self.text.blockSignals(True)
            self.text.setPlainText(text)
            self.text.blockSignals(False)
        self._tell()

    def _on_typed(self) -> None:
        self.controller.write(self.purpose, self.text.toPlainText())
        self.banner.dismiss()
        self._tell()

    def _tell(self) -> None:
        controller = self.controller
        self.version.setText(controller.version_words(self.purpose))
        blanks = controller.blank_words(self.purpose)
        self.blanks.setText(blanks)
        self.blank_row.setVisible(bool(blanks))
        self.save_button.setEnabled(controller.is_changed)
        self.reset_link.setVisible(controller.text(self.purpose).strip() != controller.standard(self.purpose))

    def _on_saved(self, _wordings: list[ConsentWording]) -> None:
        version = self.controller.kept[self.purpose].version
        self.banner.show_message(BannerKind.INFO, strings.ConsentTexts.SAVED.format(version=version))

    def _on_form_saved(self, _target: Path) -> None:
        self.banner.show_message(BannerKind.INFO, strings.ConsentTexts.FORM_SAVED)

    def _choose_file(self) -> None:
        if self.controller.is_changed_in(self.purpose):
            self.banner.show_message(BannerKind.INFO, strings.ConsentTexts.FORM_UNSAVED)
            return
        purpose = self.purpose
        dialog = QFileDialog(self, strings.ConsentTexts.FORM_TITLE, str(Path.home()), strings.ConsentTexts.FORM_FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        words = strings.ConsentTexts.CHOICES[purpose].lower()
        dialog.selectFile(strings.ConsentTexts.FORM_FILE.format(purpose=words))
        dialog.fileSelected.connect(lambda chosen: self.save_form(purpose, Path(chosen)))
        dialog.open()

    def save_form(self, purpose: ConsentPurpose, target: Path) -> None:
        """Write the form of a text in force to a file."""
        from therapease.ui.export.consent_form import write_consent_form

        user = self.controller.desk.workspace.user
        self.controller.save_form(purpose, target, lambda wording, file: write_consent_form(wording, user, file))
