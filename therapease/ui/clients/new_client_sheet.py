"""The form for a new client: a name, and a date of birth because it stands on every page of a note."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from therapease.errors import InvalidFieldError
from therapease.ui import strings
from therapease.ui.widgets import Button, ButtonKind, Sheet, TextField
from therapease.ui.wording import parse_birth_date


class NewClientSheet(Sheet):
    """`submitted` carries name and date of birth (or None); the sheet stays open until the caller closes it."""

    submitted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(strings.Clients.NEW, parent)
        self.name = TextField(strings.Clients.NAME, strings.Clients.NAME_HINT)
        self.birth_date = TextField(strings.Clients.BIRTH_DATE, strings.Clients.BIRTH_DATE_HINT)
        self.body.addWidget(self.name)
        self.body.addWidget(self.birth_date)
        cancel = Button(strings.Actions.CANCEL, ButtonKind.QUIET)
        cancel.clicked.connect(self.reject)
        self.add_button = Button(strings.Clients.ADD, ButtonKind.PRIMARY)
        self.add_button.setDefault(True)
        self.add_button.clicked.connect(self._submit)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.add_button)
        self.name.edit.setFocus()

    def take_error(self, error: object) -> bool:
        """Show what is wrong with a field; say whether it was one of this form's."""
        if not isinstance(error, InvalidFieldError):
            return False
        self.add_button.setEnabled(True)
        field = self.birth_date if error.field == "date_of_birth" else self.name
        field.show_error(error.message)
        field.edit.setFocus()
        return True

    def _submit(self) -> None:
        try:
            born = parse_birth_date(self.birth_date.text)
        except ValueError:
            self.birth_date.show_error(strings.Clients.BIRTH_DATE_WRONG)
            self.birth_date.edit.setFocus()
            return
        self.add_button.setEnabled(False)
        self.submitted.emit(self.name.text, born)
