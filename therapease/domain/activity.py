"""The audit log as people ask it: who did what kind of thing, about which client, in which time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from therapease.domain.audit import AuditAction, AuditEvent
from therapease.domain.ids import ClientId, SessionId, UserId


class ActivityKind(StrEnum):
    """What kind of thing was done."""

    LOOKED = "looked at"
    WRITTEN = "written"
    GIVEN_OUT = "given out"
    CONSENT = "consent"
    SIGN_IN = "signing in"
    VAULT = "vault"


_LOOKING = (".viewed", ".played")
_GIVING_OUT = (".exported", ".printed", ".copied")
_SIGNING_IN = ("sign_", "vault.locked", "passphrase.", "recovery_code.", "pin.", "quick_unlock.")
_RECORD = ("client.", "session.", "recording.", "transcript.", "note.", "goal.", "measure.", "process_note.")


def kind_of(action: AuditAction) -> ActivityKind:
    """Return the kind of an action, by how it is named: whoever adds one need not think of this."""
    name = action.value
    if name.endswith(_LOOKING):
        return ActivityKind.LOOKED
    if name.endswith(_GIVING_OUT):
        return ActivityKind.GIVEN_OUT
    if name.startswith("consent."):
        return ActivityKind.CONSENT
    if name.startswith(_SIGNING_IN):
        return ActivityKind.SIGN_IN
    return ActivityKind.WRITTEN if name.startswith(_RECORD) else ActivityKind.VAULT


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """Which events are wanted; None stands for any. `before` and `after` are sequences, both left out themselves."""

    user_id: UserId | None = None
    client_id: ClientId | None = None
    actions: frozenset[AuditAction] | None = None
    since: datetime | None = None
    before: int | None = None
    after: int = 0


@dataclass(frozen=True, slots=True)
class AuditSubject:
    """Whose record an event's object belongs to, and to which session of it."""

    client_id: ClientId
    session_id: SessionId | None = None
    session_number: int | None = None


@dataclass(frozen=True, slots=True)
class ActivityFilter:
    """What a person wants to see; None stands for everything."""

    user_id: UserId | None = None
    client_id: ClientId | None = None
    kind: ActivityKind | None = None
    since: datetime | None = None

    def query(self, before: int | None = None) -> AuditQuery:
        actions = None if self.kind is None else frozenset(a for a in AuditAction if kind_of(a) is self.kind)
        return AuditQuery(self.user_id, self.client_id, actions, self.since, before)


@dataclass(frozen=True, slots=True)
class SignInReport:
    """What happened at the sign-in since the person was last here. `last_here` is None at the first time."""

    last_here: datetime | None
    failed_at: tuple[datetime, ...] = ()
    was_counter_gone: bool = False

    @property
    def is_quiet(self) -> bool:
        return not self.failed_at and not self.was_counter_gone


def failed_at(event: AuditEvent) -> datetime:
    """Return when a failed attempt was made, as its event tells: it is written at the next good one."""
    try:
        return datetime.fromisoformat(event.object_id or "")
    except ValueError:
        return event.at
