"""What a client's page does: read it, change the client, note consents, goals and measures. Every act reads again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from therapease.domain.client import Client
from therapease.domain.consent import Consent, ConsentPurpose
from therapease.domain.goal import Goal, GoalStatus
from therapease.domain.ids import ClientId, MeasureId, SessionId
from therapease.domain.measure import Measure
from therapease.errors import TherapEaseError
from therapease.services.client_details import ClientDetails
from therapease.services.clients import ClientPage
from therapease.services.measures import Result
from therapease.ui.desk import Desk
from therapease.ui.wording import local

Work = Callable[[], object]


class ClientPageController(QObject):
    """One client's page."""

    loaded = Signal(object)
    """A ClientPage."""
    failed = Signal(object)
    edited = Signal(object)
    """The Client, after the form for it was saved."""
    namesakes_found = Signal(object)
    form_failed = Signal(object)
    """A TherapEaseError for the form that is open: the client's, a goal's or a measure's."""
    form_done = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.page: ClientPage | None = None
        self._wanted: ClientId | None = None

    @property
    def is_settled(self) -> bool:
        """Whether the page that is known is the one that was asked for last, and not the one before it."""
        return self.page is not None and self.page.client.id == self._wanted

    @property
    def client_id(self) -> ClientId | None:
        """The client whose page is open or on its way."""
        return self._wanted

    def open(self, client_id: ClientId) -> None:
        """Read the page; opening it is an audited act."""
        self._wanted = client_id
        clients, private = self.desk.workspace.clients, self.desk.workspace.process_notes

        def work() -> ClientPage:
            return replace(clients.open_page(client_id), private=private.sessions_with_one(client_id))

        self.desk.background.start(self, work).success(self._take).failure(self.failed.emit)

    # ------------------------------------------------------------ the client

    def edit(self, details: ClientDetails, is_asked: bool = False) -> None:
        """Save what the form says; a namesake is told of first, unless asked about already."""
        client_id, clients = self._client_id, self.desk.workspace.clients
        known = None if self.page is None else ClientDetails.of(self.page.client)
        same = known is not None and (known.name, known.date_of_birth) == (details.name, details.date_of_birth)

        def work() -> Client | list[Client]:
            namesakes = [] if is_asked or same else clients.namesakes(details, client_id)
            return namesakes or clients.edit(client_id, details)

        def over(result: Client | list[Client]) -> None:
            if isinstance(result, list):
                self.namesakes_found.emit(result)
                return
            if self._wanted == client_id:
                self.open(client_id)
            self.edited.emit(result)

        self.desk.background.start(self, work).success(over).failure(self.form_failed.emit)

    def archive(self) -> None:
        client_id = self._client_id
        self._do(lambda: self.desk.workspace.clients.archive(client_id))

    def restore(self) -> None:
        client_id = self._client_id
        self._do(lambda: self.desk.workspace.clients.restore(client_id))

    def give_consent(self, purpose: ConsentPurpose) -> None:
        client_id = self._client_id
        self._do(lambda: self.desk.workspace.clients.give_consent(client_id, purpose))

    def revoke_consent(self, consent: Consent) -> None:
        self._do(lambda: self.desk.workspace.clients.revoke_consent(consent))

    # ------------------------------------------------------------ goals and measures

    def add_goal(self, title: str, steps: int) -> None:
        client_id = self._client_id
        self._do(lambda: self.desk.workspace.goals.add(client_id, title, steps), is_form=True)

    def move_goal(self, goal: Goal, step: int, status: GoalStatus) -> None:
        seen = len(goal.progress)
        self._do(lambda: self.desk.workspace.goals.move(goal.id, seen, step, status), is_form=True)

    def note_measure(self, result: Result, corrects: MeasureId | None = None) -> None:
        """Note a result or correct one; it belongs to the session of its day, if there was one."""
        client_id, measures = self._client_id, self.desk.workspace.measures
        whole = self._with_session(result)
        if corrects is None:
            self._do(lambda: measures.add(client_id, whole), is_form=True)
        else:
            self._do(lambda: measures.correct(corrects, whole), is_form=True)

    def withdraw_measure(self, measure: Measure) -> None:
        self._do(lambda: self.desk.workspace.measures.withdraw(measure.id), is_form=True)

    # ------------------------------------------------------------ inside

    @property
    def _client_id(self) -> ClientId:
        assert self.page is not None, "nothing is offered before the page is there"
        return self.page.client.id

    def _with_session(self, result: Result) -> Result:
        assert self.page is not None
        return Result(result.instrument, result.taken_on, result.answers, result.total, self._session_on(result))

    def _session_on(self, result: Result) -> SessionId | None:
        sessions = self.page.sessions if self.page is not None else ()
        return next((s.id for s in sessions if local(s.starts_at).date() == result.taken_on), None)

    def _do(self, work: Work, *, is_form: bool = False) -> None:
        """Carry out one act of this client's and read the page again, whatever page is open by then."""
        client_id = self._client_id

        def over(_result: object) -> None:
            if is_form:
                self.form_done.emit()
            if self._wanted == client_id:
                self.open(client_id)

        failed: Callable[[TherapEaseError], object] = self.form_failed.emit if is_form else self.failed.emit
        self.desk.background.start(self, work).success(over).failure(failed)

    def _take(self, page: ClientPage) -> None:
        self.page = page
        self.loaded.emit(page)
