"""What the clients' places do: list and find clients, add one, open a page, note and withdraw consents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from therapease.domain.client import Client
from therapease.domain.consent import Consent, ConsentPurpose
from therapease.domain.ids import ClientId
from therapease.errors import TherapEaseError
from therapease.services.clients import ClientPage
from therapease.ui import strings
from therapease.ui.clients.item_model import client_rows, matching_clients
from therapease.ui.desk import Desk
from therapease.ui.rows import Row
from therapease.ui.wording import count_words


@dataclass(frozen=True, slots=True)
class ClientListState:
    """What the list shows. `total` counts everybody, `rows` are those found."""

    rows: tuple[Row, ...]
    total: int
    subtitle: str


class ClientListController(QObject):
    """The list of clients and adding one."""

    changed = Signal(object)
    created = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._clients: list[Client] = []
        self._wanted = ""
        desk.preferences.changed.connect(self._tell)

    def load(self) -> None:
        self._desk.background.start(self, self._desk.workspace.clients.list_all).success(self._take).failure(
            self.failed.emit
        )

    def search(self, wanted: str) -> None:
        """Show those with these letters; what is searched for is neither kept nor logged."""
        self._wanted = wanted
        self._tell()

    def create(self, name: str, date_of_birth: date | None) -> None:
        """Add a client; `created` carries it, `failed` an InvalidFieldError for the form."""

        def added(client: Client) -> None:
            self.load()
            self.created.emit(client)

        clients = self._desk.workspace.clients
        self._desk.background.start(self, lambda: clients.create(name, date_of_birth)).success(added).failure(
            self.failed.emit
        )

    def _take(self, clients: list[Client]) -> None:
        self._clients = clients
        self._tell()

    def _tell(self) -> None:
        found = matching_clients(self._clients, self._wanted)
        total = len(self._clients)
        self.changed.emit(ClientListState(tuple(client_rows(found, self._desk.label)), total, self._count(len(found))))

    def _count(self, found: int) -> str:
        total = len(self._clients)
        if found != total:
            return strings.Clients.FOUND.format(found=found, count=total)
        if total < 2:
            return strings.Clients.COUNT_ONE if total else strings.Clients.COUNT_NONE
        return strings.Clients.COUNT.format(count=count_words(total))


class ClientPageController(QObject):
    """One client's page."""

    loaded = Signal(object)
    """A ClientPage."""
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.page: ClientPage | None = None

    def open(self, client_id: ClientId) -> None:
        """Read the page; opening it is an audited act."""
        clients = self.desk.workspace.clients
        self.desk.background.start(self, lambda: clients.open_page(client_id)).success(self._take).failure(
            self.failed.emit
        )

    def give_consent(self, purpose: ConsentPurpose) -> None:
        if self.page is None:
            return
        client_id, clients = self.page.client.id, self.desk.workspace.clients
        self.desk.background.start(self, lambda: clients.give_consent(client_id, purpose)).success(
            lambda _consent: self.open(client_id)
        ).failure(self._say)

    def revoke_consent(self, consent: Consent) -> None:
        client_id, clients = consent.client_id, self.desk.workspace.clients
        self.desk.background.start(self, lambda: clients.revoke_consent(consent)).success(
            lambda _consent: self.open(client_id)
        ).failure(self._say)

    def _take(self, page: ClientPage) -> None:
        self.page = page
        self.loaded.emit(page)

    def _say(self, error: TherapEaseError) -> None:
        self.failed.emit(error)
