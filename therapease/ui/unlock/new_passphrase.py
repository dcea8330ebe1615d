"""Choosing a passphrase: the field, what it is worth as it is typed, and the same once more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout

from therapease.errors import WeakPassphraseError
from therapease.ui import strings
from therapease.ui.unlock.strength import strength_of
from therapease.ui.unlock.strength_meter import StrengthMeter
from therapease.ui.widgets import PassphraseField

_PAUSE_MS = 150


class NewPassphrase(QObject):
    """Two fields for a column, put there by `add_to`; `own_words` are those it must not be made of, such as a name."""

    def __init__(self, own_words: Callable[[], Sequence[str]], parent: QObject) -> None:
        super().__init__(parent)
        self._own_words = own_words
        self.first = PassphraseField(strings.Create.PASSPHRASE, strings.Create.PASSPHRASE_HINT)
        self.again = PassphraseField(strings.Create.AGAIN)
        self.meter = StrengthMeter()
        self.meter.hide()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._judge)
        self.first.edit.textChanged.connect(lambda _text: self._pause.start())

    def add_to(self, fields: QVBoxLayout) -> None:
        secret = QVBoxLayout()
        secret.setSpacing(6)
        secret.addWidget(self.first)
        secret.addWidget(self.meter)
        fields.addLayout(secret)
        fields.addWidget(self.again)

    def will_do(self) -> bool:
        """Return whether it is strong enough and typed twice; otherwise the field says what is wrong."""
        if not strength_of(self.first.text, self._own_words()).will_do:
            self.first.show_error(f"{WeakPassphraseError.title}. {WeakPassphraseError.default_message}")
            self.first.edit.setFocus()
            return False
        if self.first.text != self.again.text:
            self.again.show_error(strings.Create.NOT_THE_SAME)
            self.again.edit.setFocus()
            return False
        return True

    def forget(self) -> None:
        """Empty both fields."""
        self.first.clear()
        self.again.clear()

    def _judge(self) -> None:
        strength = strength_of(self.first.text, self._own_words())
        self.meter.show_strength(strength)
        self.meter.setVisible(strength.level > 0)
