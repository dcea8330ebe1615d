"""The form that restores a backup: which, opened with what, to where; then how far it is, and what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from therapease.domain.job import JobStage
from therapease.errors import TherapEaseError, WrongPassphraseError, WrongRecoveryCodeError
from therapease.ui import strings
from therapease.ui.backup.wording import counts_words
from therapease.ui.error_presenter import show_in_place
from therapease.ui.theme import TextRole
from therapease.ui.unlock.restoring import RestoreController, Restored, RestoreState
from therapease.ui.widgets import (
    BannerKind,
    Button,
    ButtonKind,
    ElidedLabel,
    PassphraseField,
    ProgressRow,
    RadioGroup,
    TextLabel,
)
from therapease.ui.widgets.form_sheet import FormSheet
from therapease.ui.wording import place_words

_STAGE_WORDS = {
    JobStage.READING: strings.Restore.CHECKING,
    JobStage.SAVING: strings.Restore.COPYING,
    JobStage.CHECKING: strings.Restore.CHECKING_COPY,
}


class RestoreSheet(FormSheet):
    """`sign_in_wanted` carries the vault's path once it is restored. Does not close while it works."""

    sign_in_wanted = Signal(object)

    def __init__(self, controller: RestoreController, parent: QWidget) -> None:
        super().__init__(strings.Restore.TITLE, parent, width_px=560)
        self.controller = controller
        self.is_done = False
        self.backup = ElidedLabel("", TextRole.BODY, "ink2")
        self.backup_error = TextLabel("", TextRole.SMALL, "danger", wrap=True)
        self.choose_button = Button(strings.Restore.CHOOSE, ButtonKind.QUIET, icon="folder-open")
        self.kinds = RadioGroup(strings.Restore.OPEN_WITH, [strings.Restore.PASSPHRASE, strings.Restore.CODE])
        self.kinds.set_choice(0)
        self.secret = PassphraseField(strings.Restore.PASSPHRASE, strings.Restore.SECRET_HINT)
        self.code = PassphraseField(strings.Restore.CODE, strings.Restore.SECRET_HINT)
        self.target = ElidedLabel("", TextRole.BODY, "ink2")
        self.place_button = Button(strings.Create.CHANGE_PLACE, ButtonKind.QUIET)
        self.former_hint = TextLabel(strings.Restore.KEEPS_FORMER, TextRole.SMALL, "ink2", wrap=True)
        self.progress = ProgressRow()
        self.message = TextLabel(strings.Restore.MESSAGE, TextRole.BODY, "ink2", wrap=True)
        self.inputs = QWidget()
        self._lay_out()
        self.cancel_button = Button(strings.Actions.CANCEL, ButtonKind.QUIET)
        self.restore_button = Button(strings.Restore.RESTORE, ButtonKind.PRIMARY)
        self.restore_button.setDefault(True)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.restore_button)
        self._connect()
        self._show_kind(0)
        self._show(controller.state)
        self.choose_button.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.inputs)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(_row(strings.Restore.BACKUP, self.backup, self.choose_button))
        column.addWidget(self.backup_error)
        for widget in (self.kinds, self.secret, self.code):
            column.addWidget(widget)
        column.addLayout(_row(strings.Restore.TARGET, self.target, self.place_button))
        column.addWidget(self.former_hint)
        self.backup_error.hide()
        for part in (self.message, self.inputs, self.progress):
            self.form.addWidget(part)

    def _connect(self) -> None:
        controller = self.controller
        controller.changed.connect(self._show)
        controller.refused.connect(self._on_refused)
        controller.restored.connect(self._on_restored)
        self.kinds.chosen.connect(self._show_kind)
        self.choose_button.clicked.connect(self._choose)
        self.place_button.clicked.connect(self._choose_place)
        self.cancel_button.clicked.connect(self.reject)
        self.restore_button.clicked.connect(self._go_on)
        self.progress.cancel_requested.connect(controller.cancel)
        self.finished.connect(lambda _result: self._forget())

    def _show(self, state: RestoreState) -> None:
        self.backup.set_text(strings.Restore.NO_BACKUP if state.backup is None else state.backup.name)
        self.target.set_text(place_words(state.target))
        self.former_hint.setVisible(self.controller.replaces_vault and not self.is_done)
        if state.backup is not None:
            self.backup_error.hide()
        for widget in (self.inputs, self.cancel_button, self.restore_button):
            widget.setEnabled(not state.is_running)
        self.progress.setVisible(state.is_running)
        if state.stage is not None:
            words = strings.Actions.STOPPING if state.is_stopping else _STAGE_WORDS[state.stage]
            self.progress.show_progress(words, "", state.fraction, strings.Restore.PATIENCE)
            # Once the copy is whole it is checked and put in place; before that it can be stopped.
            can_stop = state.stage is not JobStage.CHECKING and not state.is_stopping
            self.progress.cancel_button.setVisible(can_stop)

    def _show_kind(self, number: int) -> None:
        self.secret.setVisible(number == 0)
        self.code.setVisible(number == 1)

    @property
    def has_changes(self) -> bool:
        return bool(self.secret.text or self.code.text)

    @property
    def _field(self) -> PassphraseField:
        return self.secret if self.kinds.choice == 0 else self.code

    def _go_on(self) -> None:
        if self.is_done:
            self.sign_in_wanted.emit(self.controller.state.target)
            self.accept()
            return
        if self.controller.state.backup is None:
            self.backup_error.setText(strings.Restore.BACKUP_MISSING)
            self.backup_error.show()
            self.choose_button.setFocus()
            return
        if not self._field.text.strip():
            self._field.show_error(strings.Restore.SECRET_MISSING)
            self._field.edit.setFocus()
            return
        self.banner.dismiss()
        self._field.clear_error()
        if self.kinds.choice == 0:
            self.controller.restore(passphrase=self.secret.text)
        else:
            self.controller.restore(recovery_code=self.code.text)

    def _on_refused(self, error: TherapEaseError) -> None:
        if isinstance(error, WrongPassphraseError | WrongRecoveryCodeError):
            self._field.show_error(f"{error.title}. {error.message}")
            self._field.edit.selectAll()
            self._field.edit.setFocus()
        else:
            show_in_place(error, self.banner)

    def _on_restored(self, restored: Restored) -> None:
        counts, former = restored
        self.is_done = True
        words = strings.Restore.DONE.format(counts=counts_words(counts))
        if former is not None:
            words = f"{words} {strings.Restore.FORMER.format(name=former.name)}"
        self.banner.show_message(BannerKind.INFO, strings.Restore.DONE_TITLE, words)
        self.area.hide()
        self.cancel_button.setText(strings.Actions.CLOSE)
        self.restore_button.setText(strings.Restore.SIGN_IN)
        self.restore_button.setFocus()
        self._forget()
        # As high as what is left in it, once that was laid out.
        QTimer.singleShot(0, self, self.adjustSize)

    def reject(self) -> None:
        """Stay while it works: what was begun ends whole or not at all, and says so."""
        if not self.controller.state.is_running:
            super().reject()

    def _forget(self) -> None:
        self.secret.clear()
        self.code.clear()

    def _choose(self) -> None:
        dialog = QFileDialog(self, strings.Restore.CHOOSE_TITLE, str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(strings.SignIn.VAULT_FILES)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.controller.choose_backup(Path(chosen)))
        dialog.open()

    def _choose_place(self) -> None:
        target = self.controller.state.target
        folder = target.parent if target.parent.is_dir() else Path.home()
        dialog = QFileDialog(self, strings.Restore.PLACE_TITLE, str(folder))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        # A former vault is kept aside: nothing is overwritten.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setDefaultSuffix(target.suffix.removeprefix("."))
        dialog.selectFile(target.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.controller.choose_target(Path(chosen)))
        dialog.open()


def _row(title: str, words: QWidget, button: Button) -> QVBoxLayout:
    """What is chosen stands beside its button, which begins the line: names of files are long, and so are places."""
    column = QVBoxLayout()
    column.setSpacing(6)
    column.addWidget(TextLabel(title, TextRole.LABEL))
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(button)
    row.addWidget(words, 1)
    column.addLayout(row)
    return column
