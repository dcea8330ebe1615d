"""Backup in Settings: where to, when, now, a rehearsal, and what lies there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from therapease.domain.backup import RecordCounts
from therapease.errors import TherapEaseError
from therapease.services.backups import BackupOverview
from therapease.ui import strings
from therapease.ui.backup.controller import BackupController, BackupStanding, BackupWork
from therapease.ui.backup.wording import backup_rows, counts_words
from therapease.ui.error_presenter import show_in_place
from therapease.ui.rows import Row
from therapease.ui.theme import TextRole
from therapease.ui.widgets import (
    Banner,
    BannerKind,
    Button,
    ButtonKind,
    Card,
    CheckBox,
    ElidedLabel,
    FlowLayout,
    Hairline,
    IconLabel,
    ProgressRow,
    TextLabel,
    clear_layout,
)
from therapease.ui.wording import place_words

_WORK_WORDS = {
    BackupWork.COPYING: (strings.Backup.COPYING, strings.Backup.MEANWHILE),
    BackupWork.CHECKING: (strings.Backup.CHECKING, strings.Backup.CHECKING_NOTE),
    BackupWork.REHEARSING: (strings.Backup.REHEARSING, strings.Backup.MEANWHILE),
}


def show_work(row: ProgressRow, standing: BackupStanding) -> None:
    """Show what is under way in a row, or hide it."""
    row.setVisible(standing.work is not None)
    if standing.work is not None:
        words, note = _WORK_WORDS[standing.work]
        row.show_progress(strings.Actions.STOPPING if standing.is_stopping else words, "", standing.fraction, note)
        row.cancel_button.setVisible(standing.work is BackupWork.COPYING and not standing.is_stopping)


class BackupCard(Card):
    """The part of Settings."""

    def __init__(self, controller: BackupController) -> None:
        super().__init__()
        self.controller = controller
        self.banner = Banner()
        self.folder = ElidedLabel("", TextRole.BODY, "ink2")
        self.choose_button = Button(strings.Backup.CHOOSE, ButtonKind.QUIET, icon="folder-open")
        self.daily = CheckBox(strings.Backup.DAILY)
        self.daily_hint = TextLabel(strings.Backup.DAILY_HINT, TextRole.SMALL, "ink3", wrap=True)
        self.on_exit = CheckBox(strings.Backup.ON_EXIT)
        self.on_exit_hint = TextLabel(strings.Backup.ON_EXIT_HINT, TextRole.SMALL, "ink3", wrap=True)
        self.now_button = Button(strings.Backup.NOW, ButtonKind.QUIET, icon="shield-check")
        self.rehearse_button = Button(strings.Backup.REHEARSE, ButtonKind.QUIET, icon="book-open-check")
        self.rehearse_button.setAccessibleDescription(strings.Backup.REHEARSE_HINT)
        self.rehearse_hint = TextLabel(strings.Backup.REHEARSE_HINT, TextRole.SMALL, "ink3", wrap=True)
        self.progress = ProgressRow()
        self.list_title = TextLabel(strings.Backup.LIST, TextRole.LABEL)
        self.list = BackupList()
        self.content.addWidget(TextLabel(strings.Backup.TITLE, TextRole.LABEL))
        self.content.addWidget(TextLabel(strings.Backup.INTRO, TextRole.SMALL, "ink2", wrap=True))
        self.content.addWidget(self.banner)
        self.content.addSpacing(4)
        self.content.addLayout(self._where())
        self._choices = (self.daily, self.daily_hint, self.on_exit, self.on_exit_hint)
        for widget in (*self._choices, self._acts(), self.rehearse_hint, self.progress):
            self.content.addWidget(widget)
        self.content.addSpacing(8)
        self.content.addWidget(self.list_title)
        self.content.addWidget(self.list)
        self.content.addWidget(TextLabel(strings.Backup.RESTORE_HINT, TextRole.SMALL, "ink3", wrap=True))
        self._connect()
        self._show(controller.standing)

    def _where(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(TextLabel(strings.Backup.FOLDER, TextRole.BODY))
        words.addWidget(self.folder)
        row.addLayout(words, 1)
        row.addWidget(self.choose_button)
        return row

    def _acts(self) -> QWidget:
        self.acts = QWidget()
        row = FlowLayout(self.acts, gap_px=12, line_gap_px=8)
        row.addWidget(self.now_button)
        row.addWidget(self.rehearse_button)
        return self.acts

    def _connect(self) -> None:
        controller = self.controller
        controller.changed.connect(self._show)
        controller.failed.connect(self._show_failure)
        controller.made.connect(lambda: self.banner.show_message(BannerKind.INFO, strings.Backup.MADE))
        controller.rehearsed.connect(self._show_proof)
        self.choose_button.clicked.connect(self._choose)
        self.daily.clicked.connect(controller.choose_daily)
        self.on_exit.clicked.connect(controller.choose_on_exit)
        self.now_button.clicked.connect(self._back_up)
        self.rehearse_button.clicked.connect(self._rehearse)
        self.progress.cancel_requested.connect(controller.cancel)

    def _show(self, standing: BackupStanding) -> None:
        show_work(self.progress, standing)
        overview = standing.overview
        folder = None if overview is None else overview.state.folder
        self.folder.set_text(strings.Backup.NO_FOLDER if folder is None else place_words(folder))
        self.choose_button.setText(strings.Backup.CHOOSE if folder is None else strings.Backup.CHOOSE_OTHER)
        has_last = overview is not None and overview.state.last is not None
        for widget in (*self._choices, self.acts, self.list_title, self.list):
            widget.setVisible(folder is not None)
        for widget in (self.rehearse_button, self.rehearse_hint):
            widget.setVisible(folder is not None and has_last)
        for button in (self.now_button, self.rehearse_button, self.choose_button):
            button.setEnabled(standing.work is None)
        if overview is not None:
            self.daily.setChecked(overview.state.daily)
            self.on_exit.setChecked(overview.state.on_exit)
            self._show_list(overview)

    def _show_list(self, overview: BackupOverview) -> None:
        empty = strings.Backup.NONE_HERE if overview.is_reachable else strings.Backup.NOT_CONNECTED
        self.list.show_rows(backup_rows(overview, self.controller.desk.today()), empty)

    def _show_failure(self, error: TherapEaseError) -> None:
        show_in_place(error, self.banner)

    def _show_proof(self, counts: RecordCounts) -> None:
        words = strings.Backup.PROVED.format(counts=counts_words(counts))
        self.banner.show_message(BannerKind.INFO, strings.Backup.PROVED_TITLE, words)

    def _back_up(self) -> None:
        self.banner.dismiss()
        self.controller.back_up()

    def _rehearse(self) -> None:
        self.banner.dismiss()
        self.controller.rehearse()

    def _choose(self) -> None:
        overview = self.controller.standing.overview
        folder = overview.state.folder if overview is not None and overview.is_reachable else None
        dialog = QFileDialog(self.window(), strings.Backup.CHOOSE_TITLE, str(folder or Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._take_folder)
        dialog.open()

    def _take_folder(self, chosen: str) -> None:
        self.banner.dismiss()
        self.controller.choose_folder(Path(chosen))


class BackupList(QWidget):
    """When, how large, and when it was last looked at; to be read, with nothing to press."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(strings.Backup.LIST)
        self.rows: list[Row] = []
        self._empty: str | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_rows(self, rows: list[Row], empty: str) -> None:
        """Show these, or the words for none."""
        if rows == self.rows and empty == self._empty:
            return
        self.rows, self._empty = rows, empty
        clear_layout(self._column)
        if not rows:
            self._column.addWidget(TextLabel(empty, TextRole.SMALL, "ink2", wrap=True))
        for row in rows:
            self._column.addWidget(_line(row))
            self._column.addWidget(Hairline())
        self.setAccessibleDescription(". ".join(row.spoken for row in rows) or empty)


def _line(row: Row) -> QWidget:
    line = QWidget()
    box = QHBoxLayout(line)
    box.setContentsMargins(0, 8, 0, 8)
    box.setSpacing(12)
    box.addWidget(TextLabel(f"{row.title}, {row.addition}", TextRole.BODY))
    box.addWidget(TextLabel(row.line, TextRole.SMALL, "ink3"))
    box.addStretch(1)
    if row.right:
        box.addWidget(IconLabel(row.right_icon, "ink2", 16))
        box.addWidget(TextLabel(row.right, TextRole.SMALL, "ink2"))
    return line
