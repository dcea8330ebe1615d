"""What the list of clients does: read, search, filter and sort it, and add a client."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from therapease.domain.client import Client
from therapease.domain.overview import ClientOverview
from therapease.services.client_details import ClientDetails
from therapease.ui import strings
from therapease.ui.clients.client_filter import ClientEntry, ClientFilter, ClientSort, filtered, in_order, matching
from therapease.ui.clients.item_model import client_entries
from therapease.ui.desk import Desk
from therapease.ui.rows import Row
from therapease.ui.wording import client_label, count_words


@dataclass(frozen=True, slots=True)
class ClientListState:
    """What the list shows. `total` counts everybody the filter shows, `rows` are those found among them."""

    rows: tuple[Row, ...]
    total: int
    subtitle: str
    filter: ClientFilter = ClientFilter.ALL
    counts: dict[ClientFilter, int] = field(default_factory=dict)
    found_elsewhere: ClientFilter | None = None
    """Where else the letters would be found, when they are not found here."""

    @property
    def is_anybody_there(self) -> bool:
        return any(self.counts.values())


@dataclass(frozen=True, slots=True)
class _Read:
    """The list as it was read: what came from the vault, and the entries made of it."""

    overviews: list[ClientOverview] = field(default_factory=list)
    entries: list[ClientEntry] = field(default_factory=list)
    sort: ClientSort = ClientSort.NAME
    shown: dict[ClientFilter, list[ClientEntry]] = field(default_factory=dict)
    """Each filter's clients in the order of `sort`."""


def _arranged(entries: list[ClientEntry], sort: ClientSort, today: date) -> dict[ClientFilter, list[ClientEntry]]:
    """Sort once and keep each filter's clients, so that a letter typed costs no more than looking through them."""
    ordered = in_order(entries, sort)
    return {wanted: filtered(ordered, wanted, today) for wanted in ClientFilter}


class ClientListController(QObject):
    """The list of clients. Rows are made away from the UI thread; per letter they are only chosen from."""

    changed = Signal(object)
    created = Signal(object)
    failed = Signal(object)
    namesakes_found = Signal(object)
    """Clients who have the name and date of birth of the one to be added."""
    add_failed = Signal(object)
    """A TherapEaseError for the form."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._read = _Read()
        self._wanted = ""
        self.filter, self.sort = ClientFilter.ALL, ClientSort.NAME
        self._shown: dict[ClientFilter, list[ClientEntry]] = {}
        self._names_shown = desk.preferences.show_full_names
        desk.preferences.changed.connect(self._on_preferences)

    def today(self) -> date:
        return self._desk.today()

    def load(self) -> None:
        overview = self._desk.workspace.clients.overview
        make = self._maker()
        self._desk.background.start(self, lambda: make(overview())).success(self._take).failure(self.failed.emit)

    def search(self, wanted: str) -> None:
        """Show those with these letters; what is searched for is neither kept nor logged."""
        self._wanted = wanted
        self._tell()

    def choose_filter(self, wanted: ClientFilter) -> None:
        self.filter = wanted
        self._tell()

    def choose_sort(self, wanted: ClientSort) -> None:
        self.sort = wanted
        read, today = self._read, self._desk.today()

        def work() -> _Read:
            return replace(read, sort=wanted, shown=_arranged(read.entries, wanted, today))

        self._desk.background.start(self, work).success(self._take)

    def add(self, details: ClientDetails, is_asked: bool = False) -> None:
        """Add a client; `created` carries it, `add_failed` what is wrong. A namesake is told of first, unless asked."""
        clients = self._desk.workspace.clients

        def work() -> Client | list[Client]:
            namesakes = [] if is_asked else clients.namesakes(details)
            return namesakes or clients.add(details)

        def over(result: Client | list[Client]) -> None:
            if isinstance(result, list):
                self.namesakes_found.emit(result)
                return
            self.load()
            self.created.emit(result)

        self._desk.background.start(self, work).success(over).failure(self.add_failed.emit)

    # ------------------------------------------------------------ inside

    def _maker(self) -> Callable[[list[ClientOverview]], _Read]:
        """Return what makes entries of overviews, with everything it needs read now, on the UI thread."""
        is_full, today, sort = self._desk.preferences.show_full_names, self._desk.today(), self.sort

        def label(client: Client) -> str:
            return client_label(client, show_full_name=is_full)

        def make(overviews: list[ClientOverview]) -> _Read:
            entries = client_entries(overviews, label, today, show_full_name=is_full)
            return _Read(overviews, entries, sort, _arranged(entries, sort, today))

        return make

    def _on_preferences(self) -> None:
        """Make the rows again when names are to be shown otherwise."""
        if self._names_shown == self._desk.preferences.show_full_names:
            return
        self._names_shown = self._desk.preferences.show_full_names
        make, overviews = self._maker(), self._read.overviews
        self._desk.background.start(self, lambda: make(overviews)).success(self._take)

    def _take(self, read: _Read) -> None:
        self._read, self._shown = read, read.shown
        if read.sort is not self.sort:
            self.choose_sort(self.sort)
            return
        self._tell()

    def _tell(self) -> None:
        shown = self._shown.get(self.filter, [])
        found = matching(shown, self._wanted)
        self.changed.emit(
            ClientListState(
                rows=tuple(entry.row for entry in found),
                total=len(shown),
                subtitle=self._count(len(found), len(shown)),
                filter=self.filter,
                counts={wanted: len(entries) for wanted, entries in self._shown.items()},
                found_elsewhere=None if found else self._elsewhere(),
            )
        )

    def _elsewhere(self) -> ClientFilter | None:
        if not self._wanted.strip():
            return None
        others = (wanted for wanted in (ClientFilter.ALL, ClientFilter.ARCHIVED) if wanted is not self.filter)
        return next((wanted for wanted in others if matching(self._shown.get(wanted, []), self._wanted)), None)

    def _count(self, found: int, total: int) -> str:
        words = strings.Clients
        everybody = len(self._shown.get(ClientFilter.ALL, []))
        if self.filter is not ClientFilter.ALL:
            chosen = strings.FILTER_WORDS[self.filter]
            return words.FOUND_IN.format(found=f"{found:,}", count=f"{len(self._read.entries):,}", filter=chosen)
        if found != total:
            return words.FOUND.format(found=f"{found:,}", count=f"{total:,}")
        if everybody < 2:
            return words.COUNT_ONE if everybody else words.COUNT_NONE
        return words.COUNT.format(count=count_words(everybody))
