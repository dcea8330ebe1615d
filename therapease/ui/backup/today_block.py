"""Backup on Today: when the last one was made and where it is, or what stands in the way."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapease.services.backups import BackupOverview
from therapease.ui import strings
from therapease.ui.backup.controller import BackupController, BackupStanding
from therapease.ui.backup.panel import show_work
from therapease.ui.backup.wording import age_days, drive_name, missed_words, taken_words
from therapease.ui.theme import TextRole
from therapease.ui.widgets import Banner, BannerKind, IconLabel, LinkButton, ProgressRow, TextLabel


class BackupBlock(QWidget):
    """A title, two lines, one link. `choice_wanted` asks for the part of Settings."""

    choice_wanted = Signal()

    def __init__(self, controller: BackupController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.banner = Banner()
        self.icon = IconLabel("shield-check", "accent", 20)
        self.line = TextLabel("", TextRole.BODY, wrap=True)
        self.place = TextLabel("", TextRole.SMALL, "ink2", wrap=True)
        self.link = LinkButton(strings.Backup.NOW)
        self.progress = ProgressRow()
        self._standing_row = self._standing()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(TextLabel(strings.Backup.TITLE, TextRole.LABEL))
        for widget in (self.banner, self._standing_row, self.progress):
            column.addWidget(widget)
        controller.changed.connect(self._show)
        self.link.clicked.connect(self._on_link)
        self.progress.cancel_requested.connect(controller.cancel)
        self._show(controller.standing)

    def _standing(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.line)
        words.addWidget(self.place)
        words.addSpacing(4)
        words.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return holder

    @property
    def has_folder(self) -> bool:
        overview = self.controller.standing.overview
        return overview is not None and overview.state.folder is not None

    def _on_link(self) -> None:
        if self.has_folder:
            self.controller.back_up()
        else:
            self.choice_wanted.emit()

    def _show(self, standing: BackupStanding) -> None:
        # Nothing is claimed before it was read.
        self.setVisible(standing.overview is not None)
        show_work(self.progress, standing)
        self._standing_row.setVisible(standing.work is None)
        if standing.overview is not None:
            self._show_overview(standing.overview)
            self._show_worry(standing, standing.overview)

    def _show_overview(self, overview: BackupOverview) -> None:
        folder, last = overview.state.folder, overview.state.last
        self.link.setText(strings.Backup.NOW if folder is not None else strings.Backup.CHOOSE)
        if folder is None:
            self.icon.set_icon("circle-dashed", "ink2")
            self.line.setText(strings.Backup.NOT_CHOSEN)
            self.place.setText(strings.Backup.NOT_CHOSEN_HINT)
        elif last is None:
            self.icon.set_icon("circle-dashed", "ink2")
            self.line.setText(strings.Backup.NEVER)
            self.place.setText(strings.Backup.NEVER_WHERE.format(drive=drive_name(folder)))
        else:
            self.icon.set_icon("shield-check", "attention" if overview.is_overdue else "accent")
            self.line.setText(taken_words(last, self.controller.desk.today()))
            self.place.setText(strings.Backup.SAFE.format(drive=drive_name(folder)))

    def _show_worry(self, standing: BackupStanding, overview: BackupOverview) -> None:
        folder, missed = overview.state.folder, overview.state.problem
        if standing.work is None and standing.problem is not None:
            self.banner.show_message(
                BannerKind.ATTENTION,
                strings.Backup.NOT_MADE,
                f"{standing.problem.title}. {standing.problem.message}",
            )
        elif standing.work is None and folder is not None and missed is not None:
            title = missed_words(missed, self.controller.desk.today())
            self.banner.show_message(BannerKind.ATTENTION, title, missed.words)
        elif standing.work is None and folder is not None and overview.is_overdue:
            hint = strings.Backup.OVERDUE_READY if overview.is_reachable else strings.Backup.OVERDUE_HINT
            self.banner.show_message(
                BannerKind.ATTENTION,
                strings.Backup.OVERDUE.format(days=age_days(overview)),
                hint.format(drive=drive_name(folder)),
            )
        else:
            self.banner.dismiss()
