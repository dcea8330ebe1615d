"""The form for a new passphrase: the one so far, the new one with its strength, the new one again."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapease.errors import TherapEaseError, WeakPassphraseError, WrongPassphraseError
from therapease.ui import strings
from therapease.ui.error_presenter import show_in_place
from therapease.ui.passphrase.controller import PassphraseController
from therapease.ui.theme import TextRole
from therapease.ui.unlock.strength import strength_of
from therapease.ui.unlock.strength_meter import StrengthMeter
from therapease.ui.widgets import Button, ButtonKind, PassphraseField, TextLabel
from therapease.ui.widgets.form_sheet import FormSheet

_PAUSE_MS = 150


class PassphraseSheet(FormSheet):
    """Closing it changes nothing. What is wrong is said below its field; the fields are emptied when it goes."""

    def __init__(self, controller: PassphraseController, parent: QWidget) -> None:
        self._is_lost = controller.is_lost
        super().__init__(strings.Passphrase.LOST_TITLE if self._is_lost else strings.Passphrase.TITLE, parent)
        self._controller = controller
        self.current = PassphraseField(strings.Passphrase.CURRENT)
        self.new = PassphraseField(strings.Passphrase.NEW, strings.Create.PASSPHRASE_HINT)
        self.again = PassphraseField(strings.Passphrase.AGAIN)
        self.meter = StrengthMeter()
        self.meter.hide()
        self.current.setVisible(not self._is_lost)
        message = strings.Passphrase.LOST_MESSAGE if self._is_lost else strings.Passphrase.MESSAGE
        self.form.addWidget(TextLabel(message, TextRole.BODY, "ink2", wrap=True))
        self.form.addWidget(self.current)
        secret = QVBoxLayout()
        secret.setSpacing(6)
        secret.addWidget(self.new)
        secret.addWidget(self.meter)
        self.form.addLayout(secret)
        self.form.addWidget(self.again)
        self.cancel_button = Button(
            strings.Passphrase.LATER if self._is_lost else strings.Actions.CANCEL, ButtonKind.QUIET
        )
        self.change_button = Button(strings.Passphrase.CHANGE, ButtonKind.PRIMARY)
        self.change_button.setDefault(True)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.change_button)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._connect()
        (self.new if self._is_lost else self.current).edit.setFocus()

    def _connect(self) -> None:
        self._pause.timeout.connect(self._judge)
        self.new.edit.textChanged.connect(lambda _text: self._pause.start())
        self.cancel_button.clicked.connect(self.reject)
        self.change_button.clicked.connect(self._change)
        self._controller.changed.connect(self.accept)
        self._controller.refused.connect(self._on_refused)
        self.finished.connect(lambda _result: self._forget())

    @property
    def has_changes(self) -> bool:
        return any(field.text for field in (self.current, self.new, self.again))

    def _judge(self) -> None:
        strength = strength_of(self.new.text, self._controller.known_words)
        self.meter.show_strength(strength)
        self.meter.setVisible(strength.level > 0)

    def _change(self) -> None:
        if not self.change_button.isEnabled() or not self._is_filled_in():
            return
        self._set_busy(is_busy=True)
        self.banner.dismiss()
        self._controller.change(self.new.text, None if self._is_lost else self.current.text)

    def _is_filled_in(self) -> bool:
        wrong: tuple[PassphraseField, str] | None = None
        if not self._is_lost and not self.current.text:
            wrong = self.current, strings.Passphrase.CURRENT_MISSING
        elif not strength_of(self.new.text, self._controller.known_words).will_do:
            wrong = self.new, f"{WeakPassphraseError.title}. {WeakPassphraseError.default_message}"
        elif self.new.text == self.current.text:
            wrong = self.new, strings.Passphrase.SAME
        elif self.new.text != self.again.text:
            wrong = self.again, strings.Create.NOT_THE_SAME
        if wrong is not None:
            wrong[0].show_error(wrong[1])
            wrong[0].edit.setFocus()
        return wrong is None

    def _on_refused(self, error: TherapEaseError) -> None:
        self._set_busy(is_busy=False)
        if isinstance(error, WrongPassphraseError) and not self._is_lost:
            self.current.show_error(error.message)
            self.current.edit.selectAll()
            self.current.edit.setFocus()
        elif isinstance(error, WeakPassphraseError):
            self.new.show_error(f"{error.title}. {error.message}")
            self.new.edit.setFocus()
        else:
            show_in_place(error, self.banner)

    def _set_busy(self, *, is_busy: bool) -> None:
        for widget in (self.current.edit, self.new.edit, self.again.edit, self.change_button, self.cancel_button):
            widget.setEnabled(not is_busy)
        self.change_button.setText(strings.Passphrase.CHANGING if is_busy else strings.Passphrase.CHANGE)

    def reject(self) -> None:
        """Stay while the keys are being written: what the person sees next must be what is in force."""
        if self.cancel_button.isEnabled():
            super().reject()

    def _forget(self) -> None:
        for field in (self.current, self.new, self.again):
            field.clear()
