"""The page for an invitation: its code, and the passphrase that takes its place."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from therapease.errors import InvitationError, WeakPassphraseError
from therapease.ui import strings
from therapease.ui.error_presenter import show_in_place
from therapease.ui.unlock.controller import SignInController, SignInState
from therapease.ui.unlock.pages import SignInColumn
from therapease.ui.unlock.strength import strength_of
from therapease.ui.unlock.strength_meter import StrengthMeter
from therapease.ui.widgets import LinkButton, PassphraseField, TextField

_PAUSE_MS = 150


class JoinPage(SignInColumn):
    """Code, passphrase twice, Join. Each field says itself what is wrong with it."""

    def __init__(self, controller: SignInController) -> None:
        super().__init__(strings.Join.TITLE, strings.Join.SUBTITLE, strings.Join.JOIN)
        self._controller = controller
        self.code = TextField(strings.Join.CODE, strings.Join.CODE_HINT)
        self.passphrase = PassphraseField(strings.Create.PASSPHRASE, strings.Create.PASSPHRASE_HINT)
        self.again = PassphraseField(strings.Create.AGAIN)
        self.meter = StrengthMeter()
        self.meter.hide()
        self.fields.setSpacing(14)
        self.fields.addWidget(self.code)
        secret = QVBoxLayout()
        secret.setSpacing(6)
        secret.addWidget(self.passphrase)
        secret.addWidget(self.meter)
        self.fields.addLayout(secret)
        self.fields.addWidget(self.again)
        self.back_link = LinkButton(strings.SignIn.USE_PASSPHRASE)
        self.links.addWidget(self.back_link)
        self.links.addStretch(1)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._judge)
        self.passphrase.edit.textChanged.connect(lambda _text: self._pause.start())
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
        self.passphrase.clear()
        self.again.clear()

    def _judge(self) -> None:
        strength = strength_of(self.passphrase.text, [])
        self.meter.show_strength(strength)
        self.meter.setVisible(strength.level > 0)

    def _join(self) -> None:
        if self._is_filled_in():
            self._controller.join(self.code.text, self.passphrase.text)

    def _is_filled_in(self) -> bool:
        if not self.code.text.strip():
            self.code.show_error(strings.Join.CODE_MISSING)
            self.code.edit.setFocus()
            return False
        if not strength_of(self.passphrase.text, []).will_do:
            self.passphrase.show_error(f"{WeakPassphraseError.title}. {WeakPassphraseError.default_message}")
            self.passphrase.edit.setFocus()
            return False
        if self.passphrase.text != self.again.text:
            self.again.show_error(strings.Create.NOT_THE_SAME)
            self.again.edit.setFocus()
            return False
        return True
