"""The page for an invitation: its code, and the passphrase that takes its place."""

from __future__ import annotations

from therapease.errors import InvitationError, WeakPassphraseError
from therapease.ui import strings
from therapease.ui.error_presenter import show_in_place
from therapease.ui.unlock.controller import SignInController, SignInState
from therapease.ui.unlock.new_passphrase import NewPassphrase
from therapease.ui.unlock.pages import SignInColumn
from therapease.ui.widgets import LinkButton, TextField


class JoinPage(SignInColumn):
    """Code, passphrase twice, Join. Each field says itself what is wrong with it."""

    def __init__(self, controller: SignInController) -> None:
        super().__init__(strings.Join.TITLE, strings.Join.SUBTITLE, strings.Join.JOIN)
        self._controller = controller
        self.code = TextField(strings.Join.CODE, strings.Join.CODE_HINT)
        self.secret = NewPassphrase(lambda: [], self)
        self.passphrase, self.again, self.meter = self.secret.first, self.secret.again, self.secret.meter
        self.fields.setSpacing(14)
        self.fields.addWidget(self.code)
        self.secret.add_to(self.fields)
        self.back_link = LinkButton(strings.SignIn.USE_PASSPHRASE)
        self.links.addWidget(self.back_link)
        self.links.addStretch(1)
        self.back_link.clicked.connect(controller.offer_passphrase)
        self.primary.clicked.connect(self._join)
        self.again.edit.returnPressed.connect(self._join)

    def show_state(self, state: SignInState) -> None:
        self.primary.setText(strings.Join.JOINING if state.is_busy else strings.Join.JOIN)
        for widget in (self.code.edit, self.passphrase.edit, self.again.edit, self.primary, self.back_link):
            widget.setEnabled(not state.is_busy)
        self.banner.dismiss()
        words = "" if state.error is None else f"{state.error.title}. {state.error.message}"
        if isinstance(state.error, InvitationError):
            self.code.show_error(words)
            self.code.edit.setFocus()
        elif isinstance(state.error, WeakPassphraseError):
            self.passphrase.show_error(words)
            self.passphrase.edit.setFocus()
        elif state.error is not None:
            show_in_place(state.error, self.banner, self._join)

    def forget_secrets(self) -> None:
        """Empty every field."""
        self.code.edit.clear()
        self.secret.forget()

    def _join(self) -> None:
        if self._is_filled_in():
            self._controller.join(self.code.text, self.passphrase.text)

    def _is_filled_in(self) -> bool:
        if not self.code.text.strip():
            self.code.show_error(strings.Join.CODE_MISSING)
            self.code.edit.setFocus()
            return False
        return self.secret.will_do()
