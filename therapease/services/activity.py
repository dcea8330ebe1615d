"""Who did what in the practice: the audit log read by people, with the names that its ids stand for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from therapease.domain.activity import ActivityFilter, AuditQuery, AuditSubject, SignInReport, failed_at
from therapease.domain.audit import AuditAction, AuditEvent
from therapease.domain.client import Client
from therapease.domain.history_check import HistoryReport
from therapease.domain.ids import ClientId
from therapease.domain.rights import Act
from therapease.domain.user import User
from therapease.services.context import ServiceContext
from therapease.services.ports import UnitOfWork

PAGE_ROWS = 100
_EXPORT_PAGE_ROWS = 2_000
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_AT_SIGN_IN = frozenset({AuditAction.SIGN_IN_FAILED, AuditAction.SIGN_IN_COUNTER_GONE})


@dataclass(frozen=True, slots=True)
class Activity:
    """One event with who did it and whose record it is about; `client` is None where that is nobody, or is gone."""

    event: AuditEvent
    who: str
    client: Client | None = None
    subject: AuditSubject | None = None


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """Some events, newest first. `next_before` is what to ask for next, None at the end."""

    activities: tuple[Activity, ...]
    next_before: int | None


@dataclass(frozen=True, slots=True)
class ActivityChoices:
    """Whom the log can be asked for."""

    people: tuple[User, ...]
    clients: tuple[Client, ...]


class ActivityForm(StrEnum):
    """What an export of the log is written as; the value is the file's ending."""

    CSV = "csv"
    JSON = "json"


class ActivityService:
    """Reads the audit log. Looking at it is not itself an event; taking it out of the vault is."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    @property
    def may_read_all(self) -> bool:
        """Whether the person may see what everybody did, and not only who looked at her own clients' records."""
        return self._context.guard.may(Act.READ_HISTORY)

    def now(self) -> datetime:
        return self._context.clock.now()

    def page(self, wanted: ActivityFilter, before: int | None = None, limit: int = PAGE_ROWS) -> ActivityPage:
        """Return the newest events that fit and are older than `before`. Raise NotAllowedError, NotFoundError.

        One client's record may be asked for by who may read it.
        """
        with self._context.transaction() as unit:
            self._require(unit, wanted)
            return _page(unit, wanted, before, limit)

    def choices(self) -> ActivityChoices:
        """Return everybody that can be chosen, by name. Raise NotAllowedError."""
        self._context.guard.practice(Act.READ_HISTORY)
        with self._context.transaction() as unit:
            people = sorted(unit.users.list_all(), key=lambda user: user.name.casefold())
            clients = sorted(unit.clients.list_all(include_archived=True), key=lambda client: client.name.casefold())
            return ActivityChoices(tuple(people), tuple(clients))

    def export(self, wanted: ActivityFilter, form: ActivityForm) -> bytes:
        """Return every event that fits, oldest first, as a file's content; clients stand in it by their codes.

        That it was asked for is an event, whatever becomes of the file.
        """
        with self._context.transaction() as unit:
            self._require(unit, wanted)
            rows = [_exported(activity) for activity in _everything(unit, wanted)][::-1]
            unit.audit.append(AuditAction.HISTORY_EXPORTED, wanted.client_id)
        return _csv(rows) if form is ActivityForm.CSV else _json(rows)

    def sign_ins(self) -> SignInReport:
        """Return what happened at the sign-in since the person's last time before this one."""
        with self._context.transaction() as unit:
            own = AuditQuery(user_id=self._context.user.id, actions=frozenset({AuditAction.SIGN_IN}))
            seen = unit.audit.find(own, 2)
            previous = seen[1] if len(seen) > 1 else None
            after = previous.sequence if previous is not None else 0
            events = unit.audit.find(AuditQuery(actions=_AT_SIGN_IN, after=after), 1_000)
        failed = tuple(sorted(failed_at(e) for e in events if e.action is AuditAction.SIGN_IN_FAILED))
        is_gone = any(event.action is AuditAction.SIGN_IN_COUNTER_GONE for event in events)
        # The counter begins with the vault's first sign-in.
        return SignInReport(previous.at if previous else None, failed, is_gone and previous is not None)

    def check(self, told: Callable[[int], None]) -> HistoryReport:
        """Check the whole history; what does not hold is itself written into it. Slow; `told` may raise to stop."""
        report = self._context.vault.check_history(told)
        if not report.holds:
            with self._context.transaction() as unit:
                unit.audit.append(AuditAction.HISTORY_BROKEN, str(report.breaks[0].sequence))
        return report

    def _require(self, unit: UnitOfWork, wanted: ActivityFilter) -> None:
        if wanted.client_id is not None and not self.may_read_all:
            self._context.guard.client(unit, Act.READ_RECORD, wanted.client_id)
        else:
            self._context.guard.practice(Act.READ_HISTORY)


def _page(unit: UnitOfWork, wanted: ActivityFilter, before: int | None, limit: int) -> ActivityPage:
    # One more than asked for tells whether there are more.
    found = unit.audit.find(wanted.query(before), limit + 1)
    events = found[:limit]
    subjects = unit.audit.subjects({event.object_id for event in events if event.object_id})
    people = {user.id: user.name for user in unit.users.list_all()}
    clients = _clients(unit, {subject.client_id for subject in subjects.values()})
    activities = []
    for event in events:
        subject = subjects.get(event.object_id or "")
        who = people.get(event.user_id, "") if event.user_id is not None else ""
        activities.append(Activity(event, who, clients.get(subject.client_id) if subject else None, subject))
    return ActivityPage(tuple(activities), events[-1].sequence if len(found) > limit else None)


def _clients(unit: UnitOfWork, wanted: Collection[ClientId]) -> dict[ClientId, Client]:
    return {key: unit.clients.get(key) for key in wanted}


def _everything(unit: UnitOfWork, wanted: ActivityFilter) -> Iterator[Activity]:
    before: int | None = None
    while True:
        page = _page(unit, wanted, before, _EXPORT_PAGE_ROWS)
        yield from page.activities
        if page.next_before is None:
            return
        before = page.next_before


def _exported(activity: Activity) -> dict[str, object]:
    event, subject = activity.event, activity.subject
    return {
        "sequence": event.sequence,
        "at": event.at.isoformat(timespec="seconds"),
        "person": activity.who,
        "person_id": event.user_id,
        "event": event.action.value,
        "client": activity.client.code if activity.client is not None else None,
        "session": subject.session_number if subject is not None else None,
        "object_id": event.object_id,
    }


def _csv(rows: list[dict[str, object]]) -> bytes:
    text = io.StringIO()
    names = list(rows[0]) if rows else ["sequence"]
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _plain(value) for name, value in row.items()})
    # With its mark, or spreadsheets take it for another encoding.
    return text.getvalue().encode("utf-8-sig")


def _plain(value: object) -> object:
    """Keep a name from being taken for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def _json(rows: list[dict[str, object]]) -> bytes:
    return (json.dumps({"events": rows}, ensure_ascii=False, indent=1) + "\n").encode()
