"""The sheet before a whole record leaves: what goes out, how it is locked, and where to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from therapease.errors import InvalidFieldError, TherapEaseError, WeakPassphraseError
from therapease.services.client_export import RecordOutline
from therapease.ui.error_presenter import show_in_place
from therapease.ui.export.clipboard import KEPT_S, copy_secretly
from therapease.ui.export.record_archive import new_archive_passphrase
from therapease.ui.export.record_controller import RecordExportController
from therapease.ui.export.sheet import ask_to_replace
from therapease.ui.session import timecode
from therapease.ui.strings import Actions, Export, RecordExport
from therapease.ui.theme import TextRole
from therapease.ui.unlock.strength import strength_of
from therapease.ui.unlock.strength_meter import StrengthMeter
from therapease.ui.widgets import (
    Banner,
    BannerKind,
    Button,
    ButtonKind,
    ButtonSize,
    CheckBox,
    ElidedLabel,
    ProgressRow,
    QuestionSheet,
    RadioGroup,
    TextField,
    TextLabel,
)
from therapease.ui.widgets.form_sheet import FormSheet
from therapease.ui.wording import count_words, place_words

_WIDTH_PX = 620
_LOCKED, _OPEN = range(2)
_PAUSE_MS = 150


class RecordSheet(FormSheet):
    """Stays open until the archive is there. The passphrase is in its field alone, and gone with it."""

    def __init__(
        self, controller: RecordExportController, outline: RecordOutline, label: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(RecordExport.TITLE, parent, width_px=_WIDTH_PX)
        self._controller, self._outline = controller, outline
        self._folder = controller.folder
        self.question: QuestionSheet | None = None
        self.what = TextLabel(
            RecordExport.WHAT.format(client=label, sessions=_session_words(len(outline.sessions))),
            TextRole.BODY,
            "ink2",
            wrap=True,
        )
        length = timecode.duration_words(outline.recorded_s)
        self.with_sound = CheckBox(RecordExport.WITH_SOUND.format(length=length))
        self.protection = RadioGroup(RecordExport.PROTECTION, (RecordExport.PROTECTED, RecordExport.OPEN))
        self.passphrase = TextField(RecordExport.PASSPHRASE, RecordExport.PASSPHRASE_HINT)
        self.meter = StrengthMeter()
        self.new_button = Button(RecordExport.NEW, ButtonKind.QUIET, icon="rotate-cw", size=ButtonSize.SMALL)
        self.copy_button = Button(RecordExport.COPY, ButtonKind.QUIET, icon="copy", size=ButtonSize.SMALL)
        self.warning = Banner()
        self.sure = CheckBox(RecordExport.OPEN_SURE)
        self.name = TextField(Export.NAME, Export.NAME_HINT)
        self._folder_words = ElidedLabel("", TextRole.BODY, "ink")
        self.change_folder = Button(Export.CHANGE_FOLDER, ButtonKind.QUIET, icon="folder-open")
        self.progress = ProgressRow()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._build()
        self._connect()
        self._fill()

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        column = self.form
        column.addWidget(self.what)
        column.addWidget(TextLabel(RecordExport.NOT_PRIVATE, TextRole.SMALL, "ink2", wrap=True))
        column.addWidget(self.with_sound)
        column.addWidget(self.protection)
        self._locked, self._unlocked = QWidget(), QWidget()
        locked = QVBoxLayout(self._locked)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self.meter, 1)
        acts.addWidget(self.new_button)
        acts.addWidget(self.copy_button)
        locked.addWidget(self.passphrase)
        locked.addLayout(acts)
        unlocked = QVBoxLayout(self._unlocked)
        unlocked.addWidget(self.warning)
        unlocked.addWidget(self.sure)
        for layout in (locked, unlocked):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(8)
        column.addWidget(self._locked)
        column.addWidget(self._unlocked)
        column.addWidget(self.name)
        folder = QHBoxLayout()
        folder.addWidget(TextLabel(Export.FOLDER, TextRole.LABEL))
        folder.addSpacing(8)
        folder.addWidget(self._folder_words, 1)
        folder.addWidget(self.change_folder)
        column.addLayout(folder)
        column.addWidget(self.progress)
        self.cancel_button = Button(Actions.CANCEL, ButtonKind.QUIET)
        self.save_button = Button(RecordExport.SAVE, ButtonKind.PRIMARY, icon="file-down")
        self.save_button.setDefault(True)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.save_button)

    def _connect(self) -> None:
        controller = self._controller
        self._pause.timeout.connect(self._judge)
        self.passphrase.edit.textChanged.connect(lambda _text: self._pause.start())
        self.protection.chosen.connect(lambda _at: self._show_protection())
        self.sure.toggled.connect(lambda _on: self.banner.dismiss())
        self.new_button.clicked.connect(self._propose)
        self.copy_button.clicked.connect(self._copy)
        self.change_folder.clicked.connect(self._ask_folder)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._on_save)
        controller.progressed.connect(self._show_progress)
        controller.saved.connect(self.accept)
        controller.stopped.connect(self._on_stopped)
        controller.failed.connect(self._on_failed)
        self.finished.connect(lambda _result: self.passphrase.edit.clear())

    def _fill(self) -> None:
        has_sound = bool(self._outline.recorded)
        self.with_sound.setVisible(has_sound)
        self.protection.set_choice(_LOCKED)
        self.warning.show_message(BannerKind.ATTENTION, RecordExport.OPEN_TITLE, RecordExport.OPEN_MESSAGE)
        today = self._controller.desk.today()
        self.name.set_text(self._controller.proposed_name(self._outline.client, today))
        self.progress.hide()
        self._propose()
        self._show_protection()
        self._show_folder()
        self.protection.button(_LOCKED).setFocus()

    # ------------------------------------------------------------ protection

    @property
    def is_locked(self) -> bool:
        return self.protection.choice == _LOCKED

    def _propose(self) -> None:
        self.passphrase.set_text(new_archive_passphrase())
        self.passphrase.edit.setCursorPosition(0)
        self._judge()

    def _judge(self) -> None:
        self._pause.stop()
        self.meter.show_strength(strength_of(self.passphrase.text))

    def _copy(self) -> None:
        copy_secretly(self.passphrase.text)
        self.banner.show_message(BannerKind.INFO, RecordExport.COPIED.format(seconds=KEPT_S), "")

    def _show_protection(self) -> None:
        self._locked.setVisible(self.is_locked)
        self._unlocked.setVisible(not self.is_locked)
        self.sure.setChecked(False)

    def _is_protection_settled(self) -> bool:
        if not self.is_locked:
            if not self.sure.isChecked():
                self.banner.show_message(BannerKind.ATTENTION, RecordExport.OPEN_MISSING, "")
                self.sure.setFocus(Qt.FocusReason.OtherFocusReason)
            return self.sure.isChecked()
        will_do = strength_of(self.passphrase.text).will_do
        if not will_do:
            self.passphrase.show_error(f"{WeakPassphraseError.title}. {WeakPassphraseError.default_message}")
            self.passphrase.edit.setFocus()
        return will_do

    # ------------------------------------------------------------ acts

    def _show_folder(self) -> None:
        self._folder_words.set_text(Export.HOME if self._folder == Path.home() else place_words(self._folder))

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, RecordExport.CHOOSE_FOLDER, str(self._folder))
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
        if self._controller.is_running or not self._is_protection_settled():
            return
        try:
            target = self._controller.target(self._folder, self.name.text)
        except InvalidFieldError as error:
            self.name.show_error(error.message)
            self.name.edit.setFocus()
            return
        self.question = ask_to_replace(target, self._save, self)

    def _save(self, target: Path) -> None:
        self.banner.dismiss()
        passphrase = self.passphrase.text if self.is_locked else None
        with_sound = self.with_sound.isChecked()
        self._controller.save(self._outline, target, passphrase, with_sound=with_sound)

    def _show_progress(self, fraction: float | None) -> None:
        self._set_busy(is_busy=True)
        words = RecordExport.WRITING
        self.progress.show_progress(words, "", fraction, "")
        # The button below stops it.
        self.progress.cancel_button.hide()

    def _on_stopped(self) -> None:
        self._set_busy(is_busy=False)
        self.banner.show_message(BannerKind.INFO, RecordExport.STOPPED, "")

    def _on_failed(self, error: TherapEaseError) -> None:
        self._set_busy(is_busy=False)
        show_in_place(error, self.banner)

    def _set_busy(self, *, is_busy: bool) -> None:
        self.progress.setVisible(is_busy)
        self.cancel_button.setText(RecordExport.STOP if is_busy else Actions.CANCEL)
        for widget in (
            self.with_sound,
            self.protection,
            self._locked,
            self._unlocked,
            self.name,
            self.change_folder,
            self.save_button,
        ):
            widget.setEnabled(not is_busy)
        if is_busy:
            self.area.ensureWidgetVisible(self.progress)

    def reject(self) -> None:
        """Stop what is being written first; the sheet closes with the next step back."""
        if self._controller.is_running:
            self._controller.stop()
        else:
            super().reject()


def _session_words(count: int) -> str:
    if not count:
        return RecordExport.NO_SESSIONS
    return RecordExport.ONE_SESSION if count == 1 else RecordExport.SESSIONS.format(count=count_words(count).lower())
