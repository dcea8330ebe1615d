"""One form for a new client and for changing one. What is wrong is said at its field, as soon as that is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from therapease.domain.client import Client
from therapease.errors import InvalidFieldError, TherapEaseError
from therapease.services.client_details import ClientDetails
from therapease.ui import strings
from therapease.ui.error_presenter import show_in_place
from therapease.ui.theme import TextRole, current_theme
from therapease.ui.widgets import BannerKind, Button, ButtonKind, TextField, TextLabel
from therapease.ui.widgets.form_sheet import FormSheet
from therapease.ui.wording import age_at, long_date, parse_date

_WIDTH_PX = 680
_ONE_COLUMN_SCALE = 1.3


class ClientSheet(FormSheet):
    """`submitted` carries ClientDetails and whether a namesake was already asked about; the sheet stays open until
    the caller closes it or shows what is wrong."""

    submitted = Signal(object, bool)

    def __init__(self, today: date, client: Client | None = None, parent: QWidget | None = None) -> None:
        words = strings.Clients
        super().__init__(words.EDIT_TITLE if client else words.NEW, parent, width_px=_WIDTH_PX)
        self._today, self._is_new, self._is_asked = today, client is None, False
        self.name = TextField(words.NAME, words.NAME_HINT)
        self.preferred_name = TextField(words.PREFERRED_NAME, words.PREFERRED_NAME_HINT)
        self.birth_date = TextField(words.BIRTH_DATE, words.BIRTH_DATE_HINT)
        self.pronouns = TextField(words.PRONOUNS, words.PRONOUNS_HINT)
        self.phone = TextField(words.PHONE)
        self.email = TextField(words.EMAIL)
        self.emergency_contact = TextField(words.EMERGENCY_CONTACT, words.EMERGENCY_CONTACT_HINT)
        self._fields = {
            "name": self.name,
            "date_of_birth": self.birth_date,
            "preferred_name": self.preferred_name,
            "pronouns": self.pronouns,
            "phone": self.phone,
            "email": self.email,
            "emergency_contact": self.emergency_contact,
        }
        self.form.addWidget(TextLabel(words.OPTIONAL, TextRole.BODY, "ink2", wrap=True))
        self.form.addLayout(self._fields_in_columns())
        self._add_buttons()
        self._fill(ClientDetails.of(client) if client is not None else ClientDetails(""))
        self._opened_with = self._typed()
        for key, field in self._fields.items():
            field.edit.editingFinished.connect(lambda key=key: self._check(key))
            field.edit.textEdited.connect(self._on_typed)
        self.name.edit.setFocus()

    @property
    def has_changes(self) -> bool:
        return self._typed() != self._opened_with

    def take_error(self, error: TherapEaseError) -> None:
        """Show what went wrong: at its field if it names one of this form's, above the form otherwise."""
        self.add_button.setEnabled(True)
        if isinstance(error, InvalidFieldError) and error.field in self._fields:
            field = self._fields[error.field]
            field.show_error(error.message)
            field.edit.setFocus()
            return
        show_in_place(error, self.banner)

    def ask_about(self, namesakes: Sequence[Client]) -> None:
        """Say that there are clients of this name and date of birth, and let the person go on all the same."""
        words = strings.Clients
        codes = ", ".join(sorted(client.code for client in namesakes))
        self.banner.show_message(BannerKind.ATTENTION, words.NAMESAKE_TITLE, words.NAMESAKE.format(codes=codes))
        self._is_asked = True
        self.add_button.setText(words.ADD_ANYWAY if self._is_new else words.SAVE_ANYWAY)
        self.add_button.setEnabled(True)
        self.add_button.setFocus()

    def _fields_in_columns(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(14)
        columns = 1 if current_theme().scale > _ONE_COLUMN_SCALE else 2
        fields = (self.name, self.preferred_name, self.birth_date, self.pronouns, self.phone, self.email)
        for number, field in enumerate(fields):
            grid.addWidget(field, number // columns, number % columns)
        grid.addWidget(self.emergency_contact, len(fields) // columns, 0, 1, columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        return grid

    def _add_buttons(self) -> None:
        cancel = Button(strings.Actions.CANCEL, ButtonKind.QUIET)
        cancel.clicked.connect(self.reject)
        self.add_button = Button(strings.Clients.ADD if self._is_new else strings.Clients.SAVE, ButtonKind.PRIMARY)
        self.add_button.setDefault(True)
        self.add_button.clicked.connect(self._submit)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.add_button)

    def _fill(self, details: ClientDetails) -> None:
        for key, field in self._fields.items():
            value = getattr(details, key)
            field.set_text(long_date(value) if isinstance(value, date) else value or "")

    def _typed(self) -> dict[str, str]:
        return {key: field.text for key, field in self._fields.items()}

    def _details(self) -> ClientDetails:
        """Return what stands in the fields. Raise ValueError for a date of birth that is none."""
        return self._details_with(parse_date(self.birth_date.text))

    def _details_with(self, born: date | None) -> ClientDetails:
        return ClientDetails(
            self.name.text,
            born,
            self.preferred_name.text,
            self.pronouns.text,
            self.phone.text,
            self.email.text,
            self.emergency_contact.text,
        )

    def _problems(self) -> dict[str, str]:
        try:
            return self._details().problems(self._today)
        except ValueError:
            wrong = {"date_of_birth": strings.Clients.BIRTH_DATE_WRONG}
            return self._details_with(None).problems(self._today) | wrong

    def _check(self, key: str) -> None:
        """Say what is wrong with a field that was left. An empty name is said only when the form is sent."""
        field, problem = self._fields[key], self._problems().get(key)
        if problem and field.text.strip():
            field.show_error(problem)
        elif key == "date_of_birth":
            field.clear_error()
            field.show_hint(self._birth_date_words())

    def _birth_date_words(self) -> str:
        """Return how a date was understood, so that day and month are not mistaken for each other unseen."""
        born = parse_date(self.birth_date.text)
        if born is None:
            return strings.Clients.BIRTH_DATE_HINT
        return strings.Clients.BIRTH_DATE_READ.format(date=long_date(born), age=age_at(born, self._today))

    def _on_typed(self) -> None:
        self.banner.dismiss()
        if self._is_asked:
            self._is_asked = False
            self.add_button.setText(strings.Clients.ADD if self._is_new else strings.Clients.SAVE)

    def _submit(self) -> None:
        problems = self._problems()
        for key, problem in problems.items():
            self._fields[key].show_error(problem)
        if problems:
            first = next(key for key in self._fields if key in problems)
            self._fields[first].edit.setFocus()
            return
        self.add_button.setEnabled(False)
        self.submitted.emit(self._details(), self._is_asked)
