"""The sheet that asks what a file shall hold, in which form and where; nothing leaves before it is answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QRadioButton,
    QWidget,
)

from therapease.errors import InvalidFieldError, TherapEaseError
from therapease.ui.error_presenter import show_in_place
from therapease.ui.export.controller import ExportController
from therapease.ui.export.document import Contents
from therapease.ui.export.forms import ExportForm
from therapease.ui.strings import Actions, Export
from therapease.ui.theme import TextRole
from therapease.ui.widgets import (
    Banner,
    BannerKind,
    Button,
    ButtonKind,
    CheckBox,
    ElidedLabel,
    QuestionSheet,
    TextField,
    TextLabel,
)
from therapease.ui.widgets.form_sheet import FormSheet
from therapease.ui.wording import place_words

_WORDS = {
    ExportForm.PDF: (Export.PDF, Export.PDF_HINT),
    ExportForm.WORD: (Export.WORD, Export.WORD_HINT),
    ExportForm.TEXT: (Export.TEXT, Export.TEXT_HINT),
}
_WIDTH_PX = 600


class ExportSheet(FormSheet):
    """Stays open until the file is there, so that a full disk costs one more click and no typing."""

    preview_wanted = Signal(object)
    """The Contents chosen."""

    def __init__(self, controller: ExportController, parent: QWidget | None = None) -> None:
        super().__init__(Export.TITLE, parent, width_px=_WIDTH_PX)
        self._controller = controller
        self._folder = controller.folder
        self.question: QuestionSheet | None = None
        self.forms = QButtonGroup(self)
        self._form_hint = TextLabel("", TextRole.SMALL, "ink2", wrap=True)
        self.with_sources = CheckBox(Export.WITH_SOURCES)
        self.with_open_lines = CheckBox(Export.WITH_OPEN_LINES)
        self.name = TextField(Export.NAME, Export.NAME_HINT)
        self._folder_words = ElidedLabel("", TextRole.BODY, "ink")
        self.change_folder = Button(Export.CHANGE_FOLDER, ButtonKind.QUIET, icon="folder-open")
        self.warning = Banner()
        self._build()
        self._add_buttons()
        self._connect()
        self._show_folder()
        self._show_form()
        self.forms.button(0).setFocus()

    @property
    def file_form(self) -> ExportForm:
        return list(ExportForm)[self.forms.checkedId()]

    @property
    def contents(self) -> Contents:
        return Contents(self.with_sources.isChecked(), self.with_open_lines.isChecked())

    def choose_form(self, form: ExportForm) -> None:
        self.forms.button(list(ExportForm).index(form)).setChecked(True)

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        column = self.form
        column.setSpacing(6)
        # First, so that it is read before anything is chosen, however little room there is.
        draft = f"{Export.DRAFT_MESSAGE} " if self._controller.is_draft else ""
        self.warning.show_message(BannerKind.INFO, Export.WARNING, draft + Export.WARNING_MESSAGE)
        column.addWidget(self.warning)
        column.addSpacing(10)
        column.addWidget(TextLabel(Export.FORM, TextRole.LABEL))
        column.addLayout(self._form_row())
        column.addWidget(self._form_hint)
        column.addSpacing(10)
        column.addWidget(TextLabel(Export.CONTENTS, TextRole.LABEL))
        for box in (self.with_sources, self.with_open_lines):
            box.setChecked(True)
            column.addWidget(box)
        self.with_open_lines.setVisible(self._controller.is_draft)
        column.addSpacing(10)
        column.addWidget(self.name)
        column.addSpacing(10)
        column.addWidget(TextLabel(Export.FOLDER, TextRole.LABEL))
        folder = QHBoxLayout()
        folder.addWidget(self._folder_words, 1)
        folder.addWidget(self.change_folder)
        column.addLayout(folder)

    def _form_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(24)
        for number, form in enumerate(ExportForm):
            words, hint = _WORDS[form]
            button = QRadioButton(words)
            button.setProperty("focusRing", True)
            button.setAccessibleDescription(hint)
            self.forms.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self.forms.button(0).setChecked(True)
        return row

    def _add_buttons(self) -> None:
        self.preview_button = Button(Export.PREVIEW, ButtonKind.QUIET, icon="eye")
        self.cancel_button = Button(Actions.CANCEL, ButtonKind.QUIET)
        self.save_button = Button(Export.SAVE, ButtonKind.PRIMARY, icon="file-down")
        self.save_button.setDefault(True)
        self.buttons.insertWidget(0, self.preview_button)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.save_button)

    def _connect(self) -> None:
        self.forms.idToggled.connect(lambda _number, is_on: self._show_form() if is_on else None)
        self.change_folder.clicked.connect(self._ask_folder)
        self.preview_button.clicked.connect(lambda: self.preview_wanted.emit(self.contents))
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._on_save)
        self._controller.saved.connect(self.accept)
        self._controller.failed.connect(self._on_failed)

    # ------------------------------------------------------------ acts

    def _show_form(self) -> None:
        self._form_hint.setText(_WORDS[self.file_form][1])
        typed = self.name.text
        self.name.set_text(
            self.file_form.named(typed) if typed.strip() else self._controller.proposed_name(self.file_form)
        )

    def _show_folder(self) -> None:
        self._folder_words.set_text(Export.HOME if self._folder == Path.home() else place_words(self._folder))

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, Export.CHOOSE_FOLDER, str(self._folder))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take_folder)
        dialog.open()

    def take_folder(self, folder: str) -> None:
        self._folder = Path(folder)
        self._show_folder()
        self.banner.dismiss()

    def _on_save(self) -> None:
        try:
            target = self._controller.target(self.file_form, self._folder, self.name.text)
        except InvalidFieldError as error:
            self.name.show_error(error.message)
            self.name.edit.setFocus()
            return
        self.question = ask_to_replace(target, self._save, self)

    def _save(self, target: Path) -> None:
        self.banner.dismiss()
        self._set_busy(is_busy=True)
        self._controller.save(self.file_form, target, self.contents)

    def _on_failed(self, error: TherapEaseError) -> None:
        self._set_busy(is_busy=False)
        show_in_place(error, self.banner)

    def _set_busy(self, *, is_busy: bool) -> None:
        self.save_button.setEnabled(not is_busy)
        self.save_button.setText(Export.SAVING if is_busy else Export.SAVE)


def ask_to_replace(target: Path, save: Callable[[Path], None], parent: QWidget) -> QuestionSheet | None:
    """Save to `target`, after a question where a file of that name is there; return the question if there is one."""
    if not target.exists():
        save(target)
        return None
    question = QuestionSheet(
        Export.REPLACE_TITLE,
        Export.REPLACE_MESSAGE,
        Export.REPLACE,
        lambda: save(target),
        parent,
        keep=Export.KEEP_FILE,
        is_dangerous=True,
    )
    question.open()
    return question
