"""The page that makes a vault: who, where, and a passphrase that is hard to guess."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from therapease.domain.user import NewOwner
from therapease.errors import InvalidFieldError, WeakPassphraseError
from therapease.ui import strings
from therapease.ui.announcing import announce
from therapease.ui.error_presenter import show_in_place
from therapease.ui.theme import TextRole
from therapease.ui.unlock.controller import SignInController, SignInState
from therapease.ui.unlock.new_passphrase import NewPassphrase
from therapease.ui.unlock.pages import SignInColumn
from therapease.ui.widgets import ElidedLabel, LinkButton, TextField, TextLabel
from therapease.ui.wording import place_words


class CreatePage(SignInColumn):
    """Name, credentials, place, passphrase twice. Each field says itself what is wrong with it."""

    def __init__(self, controller: SignInController) -> None:
        super().__init__(strings.Create.TITLE, strings.Create.SUBTITLE, strings.Create.CREATE)
        self._controller = controller
        self.name = TextField(strings.Create.NAME, strings.Create.NAME_HINT)
        self.credentials = TextField(strings.Create.CREDENTIALS, strings.Create.CREDENTIALS_HINT)
        self.secret = NewPassphrase(lambda: [self.name.text], self)
        self.passphrase, self.again, self.meter = self.secret.first, self.secret.again, self.secret.meter
        self.fields.setSpacing(14)
        self.fields.addLayout(self._who())
        self.fields.addWidget(self._place())
        self.secret.add_to(self.fields)
        self.existing_link = LinkButton(strings.Create.OPEN_EXISTING)
        self.restore_link = LinkButton(strings.Restore.LINK)
        self.links.addWidget(self.existing_link)
        self.links.addWidget(self.restore_link)
        self.links.addStretch(1)
        self.making = self._making()
        self.primary.clicked.connect(self._create)
        self.again.edit.returnPressed.connect(self._create)

    def _who(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.name, 3)
        row.addWidget(self.credentials, 2)
        return row

    def _place(self) -> QWidget:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(TextLabel(strings.Create.PLACE, TextRole.LABEL))
        row = QHBoxLayout()
        row.setSpacing(12)
        self.place = ElidedLabel("", TextRole.BODY, "ink2")
        self.place_button = LinkButton(strings.Create.CHANGE_PLACE)
        row.addWidget(self.place, 1)
        row.addWidget(self.place_button)
        column.addLayout(row)
        return place

    def _making(self) -> QWidget:
        """What goes on while the key is derived, which is slow on purpose: unexplained, it looks like a hang."""
        making = QWidget()
        column = QVBoxLayout(making)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(6)
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, 0)
        bar.setAccessibleName(strings.Create.MAKING)
        column.addWidget(TextLabel(strings.Create.MAKING, TextRole.SMALL, "ink2", wrap=True))
        column.addWidget(bar)
        making.hide()
        self.column.insertWidget(self.column.indexOf(self.primary), making)
        return making

    def show_state(self, state: SignInState) -> None:
        self.place.set_text(place_words(state.vault_path))
        if state.is_busy and self.making.isHidden():
            announce(self, strings.Create.MAKING)
        self.making.setVisible(state.is_busy)
        self.primary.setText(strings.Create.CREATING if state.is_busy else strings.Create.CREATE)
        inputs = (self.name.edit, self.credentials.edit, self.passphrase.edit, self.again.edit)
        for widget in (*inputs, self.primary, self.place_button, self.existing_link, self.restore_link):
            widget.setEnabled(not state.is_busy)
        self.banner.dismiss()
        if isinstance(state.error, WeakPassphraseError):
            self.passphrase.show_error(f"{state.error.title}. {state.error.message}")
            self.passphrase.edit.setFocus()
        elif isinstance(state.error, InvalidFieldError) and state.error.field == "name":
            self.name.show_error(state.error.message)
        elif state.error is not None:
            show_in_place(state.error, self.banner, self._create)

    def forget_secrets(self) -> None:
        """Empty both passphrase fields, once the vault is made."""
        self.secret.forget()

    def _create(self) -> None:
        if not self._is_filled_in():
            return
        owner = NewOwner(name=self.name.text.strip(), credentials=self.credentials.text.strip())
        self._controller.create(owner, self.passphrase.text)

    def _is_filled_in(self) -> bool:
        if not self.name.text.strip():
            self.name.show_error(strings.Create.NAME_MISSING)
            self.name.edit.setFocus()
            return False
        return self.secret.will_do()
