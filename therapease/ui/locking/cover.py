"""What lies over the window from the first moment of a lock: nothing of any client, only how far the vault is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAction, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.announcing import announce
from therapease.ui.theme import TextRole, current_theme
from therapease.ui.widgets import Banner, BannerKind, Button, ButtonKind, Logo, ProgressRow, TextLabel

_COLUMN_PX = 440
_HIDE_EVERY_MS = 20


class Cover(QWidget):
    """Fills its window and takes every key and click; what is below it is hidden and can no longer be reached."""

    spoken_role = QAccessible.Role.AlertMessage

    backup_unwanted = Signal()
    retry_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, window: QMainWindow, *, is_lock: bool) -> None:
        super().__init__(window)
        words = strings.Locking
        self._is_lock = is_lock
        self.setProperty("surface", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = TextLabel(words.LOCKING if is_lock else words.CLOSING, TextRole.TITLE)
        self.line = TextLabel(words.SAVING, TextRole.BODY, "ink2", wrap=True)
        self.progress = ProgressRow()
        self.progress.cancel_button.setText(words.WITHOUT_BACKUP)
        self.progress.cancel_requested.connect(self.backup_unwanted)
        self.progress.hide()
        self.banner = Banner()
        self.retry_button = Button(words.TRY_AGAIN, ButtonKind.PRIMARY)
        self.leave_button = Button(words.LOCK_ANYWAY if is_lock else words.CLOSE_ANYWAY, ButtonKind.DANGER)
        self.retry_button.clicked.connect(self.retry_wanted)
        self.leave_button.clicked.connect(self.leave_wanted)
        self._choices = QWidget()
        row = QHBoxLayout(self._choices)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.retry_button)
        row.addWidget(self.leave_button)
        row.addStretch(1)
        self._choices.hide()
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.title.text())
        window.installEventFilter(self)
        # What was on its way when the lock began may open a sheet of its own, and would lie over this.
        self._hiding = QTimer(self, interval=_HIDE_EVERY_MS)
        self._hiding.timeout.connect(lambda: _hide_others(window))
        self._hiding.start()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(Logo(current_theme().px(44)))
        column.addSpacing(12)
        for widget in (self.title, self.line, self.banner, self.progress, self._choices):
            column.addWidget(widget)
        holder = QWidget()
        holder.setProperty("surface", "clear")
        holder.setLayout(column)
        holder.setFixedWidth(current_theme().px(_COLUMN_PX))
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(holder)
        across.addStretch(1)
        down = QVBoxLayout(self)
        down.addStretch(1)
        down.addLayout(across)
        down.addStretch(1)

    def show_saving(self) -> None:
        self.title.setText(strings.Locking.LOCKING if self._is_lock else strings.Locking.CLOSING)
        self.banner.dismiss()
        self._choices.hide()
        self.progress.hide()
        self.line.show()
        self.setFocus()

    def show_backup(self, fraction: float | None) -> None:
        """Show how far the backup is; None while it is read back."""
        words = strings.Locking
        if self.progress.isHidden():
            announce(self, words.BACKING_UP)
            self.line.hide()
        self.progress.show_progress(words.CHECKING if fraction is None else words.BACKING_UP, "", fraction, "")
        self.progress.show()

    def show_problem(self, title: str, message: str) -> None:
        """Say what could not be kept; the person decides whether to try again or to lose it."""
        self.title.setText(strings.Locking.NOT_LOCKED if self._is_lock else strings.Locking.NOT_CLOSED)
        self.line.hide()
        self.progress.hide()
        self.banner.show_message(BannerKind.DANGER, title, strings.Locking.NOT_KEPT_NEXT.format(problem=message))
        self._choices.show()
        self.retry_button.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() is QEvent.Type.Resize:
            self.setGeometry(self.window().rect())
        return False


def cover_window(window: QMainWindow, *, is_lock: bool) -> Cover:
    """Blank the window and everything open over it, at once; the next thing to be painted shows nothing else."""
    cover = Cover(window, is_lock=is_lock)
    cover.setGeometry(window.rect())
    _hide_others(window)
    for key in window.findChildren(QShortcut):
        key.setEnabled(False)
    for action in window.findChildren(QAction):
        action.setShortcuts([])
    window.menuBar().hide()
    central = window.centralWidget()
    if central is not None:
        central.hide()
    cover.show()
    cover.raise_()
    cover.setFocus()
    # Now, and not when the event loop comes to it: what follows may hold it up.
    cover.repaint()
    announce(cover, cover.title.text())
    return cover


def _hide_others(window: QMainWindow) -> None:
    for other in QApplication.topLevelWidgets():
        if other is not window and other.isVisible():
            other.hide()
