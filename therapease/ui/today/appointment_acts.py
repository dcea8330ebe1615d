"""Adding, moving and cancelling appointments over any place: Today's button, a client's page, the menu."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from therapease.domain.client import Client
from therapease.domain.session import TherapySession
from therapease.ui.desk import Desk
from therapease.ui.today.appointment_sheet import AppointmentSheet, CancelSheet
from therapease.ui.today.appointments import AppointmentController
from therapease.ui.typed import typed_in


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
        self._about: TherapySession | None = None
        self.controller.kept.connect(self.kept)

    def unfinished(self) -> dict[str, Any] | None:
        """Return the open sheet and what stands in it, as JSON values."""
        sheet = self.cancel_sheet or self.sheet
        if sheet is None:
            return None
        form = "cancel" if self.cancel_sheet is not None else "change" if self._about is not None else "add"
        return {"form": form, "session": self._about.id if self._about else None, "typed": typed_in(sheet)}

    def take_up(self, unfinished: Mapping[str, Any], client: Client | None, session: TherapySession | None) -> None:
        """Open the sheet again that `unfinished` told of; `client` and `session` are whom and what it was about."""
        form, typed = unfinished.get("form"), unfinished.get("typed")
        if not isinstance(typed, list):
            return
        if form == "add":
            self._open(client, None, typed)
        elif form == "change" and client is not None and session is not None:
            self._open(client, session, typed)
        elif form == "cancel" and session is not None:
            self.ask_cancel(session)
            if self.cancel_sheet is not None:
                self.cancel_sheet.retype(typed)

    def add(self, client: Client | None = None) -> None:
        """Ask for a new appointment, of this client unless none is given."""
        self._open(client, None)

    def change(self, client: Client, session: TherapySession) -> None:
        self._open(client, session)

    def ask_cancel(self, session: TherapySession) -> None:
        if self.cancel_sheet is not None:
            return
        self.cancel_sheet, self._about = CancelSheet(self._window), session
        self.cancel_sheet.cancelled.connect(lambda reason: self.cancel_wanted.emit(session, reason))
        self.cancel_sheet.finished.connect(self._forget_cancel)
        self.cancel_sheet.open()

    def _open(
        self, client: Client | None, session: TherapySession | None, typed: Sequence[object] | None = None
    ) -> None:
        """Read the clients, then open the sheet: a choice that fills up later would be a choice of nobody."""

        def show(clients: list[Client]) -> None:
            if self.sheet is not None:
                return
            self.sheet = AppointmentSheet(self.controller, clients, self._window, client=client, session=session)
            self._about = session
            self.sheet.finished.connect(self._forget)
            self.sheet.open()
            if typed is not None:
                self.sheet.retype(typed)

        listing = self._desk.background.start(self, self._desk.workspace.clients.list_all)
        listing.success(show).failure(self.failed.emit)

    def _forget(self) -> None:
        self.sheet = None

    def _forget_cancel(self) -> None:
        self.cancel_sheet = None
