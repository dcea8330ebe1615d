"""The sheets for an appointment: adding one, moving one, and why one is cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from therapease.domain.client import Client
from therapease.domain.session import Attendance, TherapySession
from therapease.errors import TherapEaseError
from therapease.services.schedule import RecentSession
from therapease.ui import strings
from therapease.ui.error_presenter import show_in_place
from therapease.ui.theme import TextRole
from therapease.ui.today.appointments import AppointmentController, Booking, parse_clock
from therapease.ui.today.client_field import ClientField
from therapease.ui.today.controller import weekly_starts
from therapease.ui.widgets import (
    BannerKind,
    Button,
    ButtonKind,
    ComboField,
    DateField,
    RadioGroup,
    TextField,
    TextLabel,
)
from therapease.ui.widgets.form_sheet import FormSheet
from therapease.ui.wording import local

LENGTHS_MIN = (20, 30, 45, 50, 60, 75, 90, 120)
USUAL_LENGTH_MIN = 50
_REPEATS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 26, 52)
_QUARTER_MIN = 15


class AppointmentSheet(FormSheet):
    """Stays open until the appointment is kept. What overlaps is said, and may stand all the same."""

    def __init__(
        self,
        controller: AppointmentController,
        clients: Sequence[Client],
        parent: QWidget | None = None,
        *,
        client: Client | None = None,
        session: TherapySession | None = None,
    ) -> None:
        """`client` is chosen already; with `session`, that appointment is changed."""
        title = strings.Appointments.NEW_TITLE if session is None else strings.Appointments.CHANGE_TITLE
        super().__init__(title, parent, width_px=560)
        self._controller, self._session = controller, session
        self._warned_of: Booking | None = None
        self.client = ClientField(clients, controller.desk.label)
        self.day = DateField(strings.Appointments.DATE)
        self.at = TextField(strings.Appointments.TIME)
        lengths = sorted({*LENGTHS_MIN, *([_length_min(session)] if session is not None else [])})
        self._lengths = tuple(lengths)
        self.length = ComboField(
            strings.Appointments.LENGTH,
            [strings.Appointments.LENGTH_MINUTES.format(count=minutes) for minutes in lengths],
        )
        self.attendance = RadioGroup(strings.Appointments.ATTENDANCE, list(strings.ATTENDANCE_WORDS.values()))
        repeats = [strings.Appointments.ONCE, *(strings.Appointments.WEEKLY.format(count=n) for n in _REPEATS[1:])]
        self.repeat = ComboField(strings.Appointments.REPEAT, repeats)
        self._build()
        self._fill(client, session)
        self._opened_with = self._entered()
        self._connect()

    def _build(self) -> None:
        when = QHBoxLayout()
        when.setSpacing(16)
        when.addWidget(self.day, 3)
        when.addWidget(self.at, 2)
        when.addWidget(self.length, 3)
        self.form.addWidget(self.client)
        self.form.addLayout(when)
        self.form.addWidget(self.attendance)
        self.form.addWidget(self.repeat)
        self.repeat.setVisible(self._session is None)
        self.cancel_button = Button(strings.Actions.CANCEL, ButtonKind.QUIET)
        words = strings.Appointments.ADD if self._session is None else strings.Appointments.SAVE
        self.save_button = Button(words, ButtonKind.PRIMARY)
        self.save_button.setDefault(True)
        for button in (self.cancel_button, self.save_button):
            self.buttons.addWidget(button)

    def _fill(self, client: Client | None, session: TherapySession | None) -> None:
        starts = local(session.starts_at) if session is not None else self._controller.next_quarter(_QUARTER_MIN)
        self.day.set_day(starts.date())
        self.at.set_text(f"{starts:%H:%M}")
        length_min = _length_min(session) if session is not None else USUAL_LENGTH_MIN
        self.length.set_choice(self._lengths.index(length_min))
        attendance = session.attendance if session is not None else Attendance.IN_PERSON
        self.attendance.set_choice(list(Attendance).index(attendance))
        if client is not None:
            self.client.choose(client)
            self.client.edit.setEnabled(session is None)
        (self.day.edit if client is not None else self.client.edit).setFocus()

    def _connect(self) -> None:
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._on_save)
        for signal in (self.day.edit.textChanged, self.at.edit.textChanged, self.length.chosen, self.repeat.chosen):
            signal.connect(lambda _value: self._forget_warning())
        self._controller.kept.connect(self.accept)
        self._controller.overlapping.connect(self._warn)
        self._controller.failed.connect(self._on_failed)

    @property
    def has_changes(self) -> bool:
        return self._entered() != self._opened_with

    def on_retyped(self) -> None:
        self.client.choose_named()

    def _entered(self) -> tuple[str | int, ...]:
        texts = (self.client.text, self.day.text, self.at.text)
        return (*texts, self.length.choice, self.attendance.choice, self.repeat.choice)

    # ------------------------------------------------------------ acts

    def _on_save(self) -> None:
        booking = self._booking()
        if booking is None:
            return
        self.save_button.setEnabled(False)
        self._controller.keep(booking, despite_overlap=booking == self._warned_of)

    def _booking(self) -> Booking | None:
        """Return what stands in the form, or say at the first wrong field what is missing."""
        client = self.client.client
        if client is None:
            self.client.show_error(strings.Appointments.CLIENT_MISSING)
            self.client.edit.setFocus()
            return None
        if not self.day.check():
            self.day.edit.setFocus()
            return None
        day = self.day.day
        if day is None:
            self.day.show_error(strings.Appointments.DATE_MISSING)
            self.day.edit.setFocus()
            return None
        try:
            at = parse_clock(self.at.text)
        except ValueError:
            self.at.show_error(strings.Appointments.TIME_WRONG)
            self.at.edit.setFocus()
            return None
        count = 1 if self._session is not None else _REPEATS[self.repeat.choice]
        return Booking(
            client_id=client.id,
            starts=tuple(weekly_starts(day, at, count)),
            length_min=self._lengths[self.length.choice],
            attendance=list(Attendance)[self.attendance.choice],
            session_id=self._session.id if self._session is not None else None,
        )

    def _warn(self, booking: Booking, found: Sequence[RecentSession]) -> None:
        self._warned_of = booking
        self.save_button.setEnabled(True)
        anyway = strings.Appointments.ANYWAY if self._session is None else strings.Appointments.SAVE_ANYWAY
        self.save_button.setText(anyway)
        words = self._controller.overlap_words(found)
        self.banner.show_message(
            BannerKind.ATTENTION,
            strings.Appointments.OVERLAPS,
            strings.Appointments.OVERLAPS_MESSAGE.format(sessions=words),
        )

    def _forget_warning(self) -> None:
        self._warned_of = None
        self.banner.dismiss()
        self.save_button.setText(strings.Appointments.ADD if self._session is None else strings.Appointments.SAVE)

    def _on_failed(self, error: TherapEaseError) -> None:
        self.save_button.setEnabled(True)
        show_in_place(error, self.banner)


class CancelSheet(FormSheet):
    """Asks why an appointment is cancelled; the reason is part of the record."""

    cancelled = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(strings.Appointments.CANCEL_TITLE, parent)
        self.reasons = QButtonGroup(self)
        self.form.addWidget(TextLabel(strings.Appointments.CANCEL_MESSAGE, TextRole.BODY, "ink2", wrap=True))
        choices = QVBoxLayout()
        choices.setSpacing(0)
        for number, words in enumerate(strings.Appointments.REASONS):
            choice = QRadioButton(words)
            choice.setProperty("focusRing", True)
            choice.setAccessibleName(f"{strings.Appointments.REASON}: {words}")
            self.reasons.addButton(choice, number)
            choices.addWidget(choice)
        self.reasons.button(0).setChecked(True)
        self.other = TextField(strings.Appointments.OTHER_REASON)
        self.other.hide()
        self.form.addLayout(choices)
        self.form.addWidget(self.other)
        self.keep_button = Button(strings.Appointments.KEEP, ButtonKind.QUIET)
        self.cancel_button = Button(strings.Appointments.CANCEL, ButtonKind.DANGER_SOLID)
        self.keep_button.setDefault(True)
        self.keep_button.clicked.connect(self.reject)
        self.cancel_button.clicked.connect(self._on_cancel)
        for button in (self.keep_button, self.cancel_button):
            self.buttons.addWidget(button)
        self.reasons.idClicked.connect(lambda _number: self._show_other())

    @property
    def has_changes(self) -> bool:
        return self._is_other and bool(self.other.text.strip())

    def on_retyped(self) -> None:
        self._show_other()

    @property
    def _is_other(self) -> bool:
        return self.reasons.checkedId() == len(strings.Appointments.REASONS) - 1

    def _show_other(self) -> None:
        self.other.setVisible(self._is_other)
        if self._is_other:
            self.other.edit.setFocus()

    def _on_cancel(self) -> None:
        reason = self.other.text.strip() if self._is_other else strings.Appointments.REASONS[self.reasons.checkedId()]
        if not reason:
            self.other.show_error(strings.Appointments.REASON_MISSING)
            self.other.edit.setFocus()
            return
        self.cancelled.emit(reason)
        self.accept()


def _length_min(session: TherapySession) -> int:
    ends_at = session.ends_at or session.starts_at + timedelta(minutes=USUAL_LENGTH_MIN)
    return round((ends_at - session.starts_at).total_seconds() / 60)
