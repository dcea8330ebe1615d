"""Adding, moving and cancelling appointments over any place: Today's button, a client's page, the menu."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from therapease.domain.client import Client
from therapease.domain.session import TherapySession
from therapease.ui.desk import Desk
from therapease.ui.today.appointment_sheet import AppointmentSheet, CancelSheet
from therapease.ui.today.appointments import AppointmentController


class AppointmentActs(QObject):
    """Opens the sheets over `window`; one at a time."""

    kept = Signal(str)
    """What happened, in words; the place reads again what it shows."""
    cancel_wanted = Signal(object, str)
    """The TherapySession to take off, and why."""
    failed = Signal(object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.controller = AppointmentController(desk, self)
        self.sheet: AppointmentSheet | None = None
        self.cancel_sheet: CancelSheet | None = None
        self.controller.kept.connect(self.kept)

    def add(self, client: Client | None = None) -> None:
        """Ask for a new appointment, of this client unless none is given."""
        self._open(client, None)

    def change(self, client: Client, session: TherapySession) -> None:
        self._open(client, session)

    def ask_cancel(self, session: TherapySession) -> None:
        if self.cancel_sheet is not None:
            return
        self.cancel_sheet = CancelSheet(self._window)
        self.cancel_sheet.cancelled.connect(lambda reason: self.cancel_wanted.emit(session, reason))
        self.cancel_sheet.finished.connect(self._forget_cancel)
        self.cancel_sheet.open()

    def _open(self, client: Client | None, session: TherapySession | None) -> None:
        """Read the clients, then open the sheet: a choice that fills up later would be a choice of nobody."""

        def show(clients: list[Client]) -> None:
            if self.sheet is not None:
                return
            self.sheet = AppointmentSheet(self.controller, clients, self._window, client=client, session=session)
            self.sheet.finished.connect(self._forget)
            self.sheet.open()

        listing = self._desk.background.start(self, self._desk.workspace.clients.list_all)
        listing.success(show).failure(self.failed.emit)

    def _forget(self) -> None:
        self.sheet = None

    def _forget_cancel(self) -> None:
        self.cancel_sheet = None
