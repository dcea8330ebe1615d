"""The form for a new session: when it was, how the client took part, the recording, and the consents it needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QDateTimeEdit, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from therapease.domain.session import Attendance, TherapySession
from therapease.errors import TherapEaseError
from therapease.ui import strings
from therapease.ui.clients.consent_list import ConsentList
from therapease.ui.error_presenter import show_in_place
from therapease.ui.intake.controller import NEEDED_CONSENTS, NewSessionController, NewSessionState
from therapease.ui.intake.drop_zone import DropZone
from therapease.ui.place import Place
from therapease.ui.theme import TextRole, current_theme
from therapease.ui.typed import type_again, typed_in
from therapease.ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    ButtonSize,
    ComboField,
    Field,
    PageHeader,
    ScrollingPage,
    TextLabel,
)

_QUARTER_MIN = 15
_LENGTHS_MIN = tuple(range(5, 125, 5))


class MomentEdit(QDateTimeEdit):
    """Date and time with a calendar to drop down; the arrow is the theme's own."""

    def __init__(self) -> None:
        super().__init__()
        self.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.setDisplayFormat("d MMMM yyyy, HH:mm")
        self.setCalendarPopup(True)

    @property
    def moment(self) -> datetime:
        """The moment chosen, timezone-aware."""
        return datetime.fromtimestamp(self.dateTime().toSecsSinceEpoch()).astimezone()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = current_theme()
        size = theme.px(18)
        painter = QPainter(self)
        icon = theme.pixmap("calendar-days", "ink2", 18)
        painter.drawPixmap(self.width() - size - 12, (self.height() - size) // 2, icon)
        painter.end()


class NewSessionView(Place):
    """The primary button opens once a recording is chosen and the consents are noted."""

    cancelled = Signal()
    _is_starting = False

    def __init__(self, controller: NewSessionController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.header = PageHeader(strings.NewSession.TITLE)
        self.banner = Banner()
        self.when = MomentEdit()
        self.when_field = Field(strings.NewSession.WHEN, self.when)
        self._guessed = self.when.dateTime()
        self.length = ComboField(
            strings.NewSession.LENGTH,
            [
                strings.NewSession.LENGTH_UNKNOWN,
                *(strings.NewSession.LENGTH_MINUTES.format(count=n) for n in _LENGTHS_MIN),
            ],
            strings.NewSession.LENGTH_HINT,
        )
        self.attendance = QButtonGroup(self)
        self.drop_zone = DropZone()
        self.consents = ConsentList(NEEDED_CONSENTS, can_withdraw=False)
        self.start_button = Button(strings.NewSession.START, ButtonKind.PRIMARY, size=ButtonSize.LARGE)
        self.cancel_button = Button(strings.Actions.CANCEL, ButtonKind.QUIET, size=ButtonSize.LARGE)
        page = ScrollingPage(width_px=980)
        for widget in (self.header, self.banner):
            page.content.addWidget(widget)
        page.content.addSpacing(8)
        page.content.addLayout(self._columns())
        page.content.addSpacing(8)
        page.content.addLayout(self._actions())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        controller.changed.connect(self._show)
        controller.failed.connect(self._on_failed)
        controller.desk.jobs.changed.connect(lambda _state: self._refresh())
        self.drop_zone.chosen.connect(self._on_chosen)
        controller.dated.connect(self._on_dated)
        self.consents.given.connect(controller.give_consent)
        self.when.dateTimeChanged.connect(lambda _moment: self.when_field.clear_error())
        self.cancel_button.clicked.connect(self._cancel)
        self.start_button.clicked.connect(self._start)

    def unsaved_work(self) -> str | None:
        """Say what the form would lose. Once the job has begun, everything is on its way into the vault."""
        is_begun = self.controller.desk.jobs.is_running
        return strings.NewSession.UNSAVED if self.drop_zone.path is not None and not is_begun else None

    def unfinished(self) -> dict[str, Any] | None:
        """Return what was chosen; the recording itself stays where it lies."""
        path = self.drop_zone.path
        return {"recording": None if path is None else str(path), "typed": typed_in(self)}

    def take_up(self, unfinished: Mapping[str, Any]) -> None:
        recording, typed = unfinished.get("recording"), unfinished.get("typed")
        if isinstance(typed, list):
            type_again(self, typed)
        if isinstance(recording, str) and Path(recording).is_file():
            # As typed: the file is not asked again when it was.
            self._guessed = QDateTime()
            self.drop_zone.take(Path(recording))

    def keyboard_start(self) -> QWidget:
        return self.drop_zone.button

    def reset(self) -> None:
        """Begin with an empty form, at the last quarter of an hour."""
        self._is_starting = False
        self.banner.dismiss()
        self.drop_zone.clear()
        now = self.controller.now()
        back_s = now.minute % _QUARTER_MIN * 60 + now.second
        self._guess(int(now.timestamp()) - back_s, strings.NewSession.WHEN_GUESSED)
        self.when_field.clear_error()
        self.length.set_choice(0)
        self.attendance.button(0).setChecked(True)
        self._refresh()

    def _guess(self, epoch_s: int, hint: str) -> None:
        """Fill in a moment that nobody chose, and say where it comes from."""
        self.when.setDateTime(QDateTime.fromSecsSinceEpoch(epoch_s))
        self._guessed = self.when.dateTime()
        self.when_field.show_hint(hint)

    def _on_chosen(self, path: Path) -> None:
        self._refresh()
        if self.window().focusWidget() is self.drop_zone.button:
            self._next_step().setFocus(Qt.FocusReason.OtherFocusReason)
        self.controller.look_for_date(path)

    def _on_dated(self, path: Path, moment: datetime | None) -> None:
        """Take the moment from the file where nothing else is known: an appointment and what was typed are."""
        state = self.controller.state
        if state is None or state.session is not None or path != self.drop_zone.path:
            return
        if self.when.dateTime() != self._guessed:
            self.when_field.show_hint("")
        elif moment is None:
            self.when_field.show_hint(strings.NewSession.WHEN_NOT_IN_FILE)
        else:
            self._guess(int(moment.timestamp()) // 60 * 60, strings.NewSession.WHEN_FROM_FILE)

    def _cancel(self) -> None:
        # The person said so: nothing is asked again on the way out.
        self.drop_zone.clear()
        self.cancelled.emit()

    def _columns(self) -> QHBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(20)
        left.addWidget(self.when_field)
        left.addWidget(self.length)
        left.addLayout(self._attendance())
        recording = QVBoxLayout()
        recording.setSpacing(6)
        recording.addWidget(TextLabel(strings.NewSession.RECORDING, TextRole.LABEL))
        recording.addWidget(self.drop_zone)
        left.addLayout(recording)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(TextLabel(strings.NewSession.CONSENT, TextRole.LABEL))
        right.addWidget(self.consents)
        right.addSpacing(4)
        right.addWidget(TextLabel(strings.NewSession.CONSENT_NEEDED, TextRole.SMALL, "ink3", wrap=True))
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(56)
        columns.addLayout(left, 5)
        columns.addLayout(right, 4)
        return columns

    def _attendance(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(TextLabel(strings.NewSession.ATTENDANCE, TextRole.LABEL))
        row = QHBoxLayout()
        row.setSpacing(24)
        for number, words in enumerate(strings.ATTENDANCE_WORDS.values()):
            button = QRadioButton(words)
            button.setProperty("focusRing", True)
            self.attendance.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return column

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.start_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        return row

    def _show(self, state: NewSessionState) -> None:
        client = self.controller.desk.label(state.client)
        subtitle = strings.NewSession.SUBTITLE.format(client=client, number=state.number)
        self.header.set_texts(strings.NewSession.TITLE, subtitle)
        here = self.window().focusWidget()
        was_at_consents = here is not None and self.consents.isAncestorOf(here)
        self.consents.show_consents(state.consents)
        if state.session is not None:
            self._guess(int(state.session.starts_at.timestamp()), "")
            self.attendance.button(list(strings.ATTENDANCE_WORDS).index(state.session.attendance)).setChecked(True)
            self.length.set_choice(_length_choice(state.session))
        for widget in (self.when, self.length.box, *self.attendance.buttons()):
            widget.setEnabled(state.has_times_to_confirm)
        self._refresh()
        if was_at_consents:
            self._next_step().setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_step(self) -> QWidget:
        """Return what is still to be done: a consent, the recording, or the start. Qt would go on to Cancel."""
        missing = next(iter(self.consents.buttons.values()), None)
        return missing or (self.drop_zone.button if self.drop_zone.path is None else self.start_button)

    def _refresh(self) -> None:
        state = self.controller.state
        is_busy = self.controller.desk.jobs.is_running
        is_ready = state is not None and state.has_consent and self.drop_zone.path is not None
        self.start_button.setEnabled(is_ready and not is_busy)
        self.start_button.setToolTip(strings.NewSession.BUSY if is_busy else "")

    def _start(self) -> None:
        # Not disabled meanwhile: that would hand the keyboard to Cancel, and the next Enter would leave.
        if self.drop_zone.path is None or self._is_starting:
            return
        moment = self.when.moment
        if moment > self.controller.now():
            self.when_field.show_error(strings.NewSession.IN_FUTURE)
            return
        attendance = list(Attendance)[self.attendance.checkedId()]
        self._is_starting = True
        length_min = _LENGTHS_MIN[self.length.choice - 1] if self.length.choice > 0 else None
        self.controller.start(moment, attendance, self.drop_zone.path, length_min)

    def _on_failed(self, error: TherapEaseError) -> None:
        self._is_starting = False
        show_in_place(error, self.banner)
        self._refresh()


def _length_choice(session: TherapySession) -> int:
    """Return the choice that comes nearest to how long a session was planned or was; the first is “not noted”."""
    if session.ends_at is None:
        return 0
    minutes = (session.ends_at - session.starts_at).total_seconds() / 60
    return 1 + min(range(len(_LENGTHS_MIN)), key=lambda at: abs(_LENGTHS_MIN[at] - minutes))
