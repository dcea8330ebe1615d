"""The audit chain: it holds, and every way of tampering with it shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, text

from tests.fakes import FakeClock
from therapease.domain.audit import AuditAction
from therapease.domain.ids import UserId
from therapease.domain.user import User
from therapease.errors import VaultDamagedError
from therapease.store.audit_log import SqlAuditLog, head, verify_chain
from therapease.store.header.model import NO_ANCHOR, AuditAnchor

KEY = b"k" * 32
EVENTS = 12


@pytest.fixture
def log(connection: Connection, owner: User, clock: FakeClock) -> SqlAuditLog:
    """A log of twelve events on tables whose triggers somebody with the key of the vault has removed."""
    log = SqlAuditLog(connection, KEY, owner.id, clock)
    for number in range(EVENTS):
        log.append(AuditAction.CLIENT_VIEWED, f"object-{number % 3}")
        clock.advance(seconds=1)
    for trigger in ("audit_events_no_update", "audit_events_no_delete", "audit_events_in_sequence"):
        connection.execute(text(f"DROP TRIGGER {trigger}"))
    return log


def test_an_untouched_chain_holds(log: SqlAuditLog, connection: Connection) -> None:
    assert log.verify() == head(connection)
    assert head(connection).sequence == EVENTS


def test_an_empty_log_has_no_head(connection: Connection) -> None:
    assert head(connection) == NO_ANCHOR
    assert verify_chain(connection, KEY) == NO_ANCHOR


def test_events_are_read_back(log: SqlAuditLog, owner: User) -> None:
    recent = log.list_recent(3)
    assert [event.sequence for event in recent] == [12, 11, 10]
    assert recent[0].user_id == owner.id
    assert recent[0].action is AuditAction.CLIENT_VIEWED
    assert recent[0].at > recent[1].at
    assert [event.sequence for event in log.list_for_object("object-1")] == [2, 5, 8, 11]
    assert log.list_for_object("nothing") == []


def test_an_event_may_have_neither_user_nor_object(connection: Connection, clock: FakeClock) -> None:
    log = SqlAuditLog(connection, KEY, None, clock)
    log.append(AuditAction.SIGN_IN)
    (event,) = log.list_recent(5)
    assert (event.user_id, event.object_id) == (None, None)
    log.verify()


TAMPERING = {
    "an action changed": "UPDATE audit_events SET action = 'note.viewed' WHERE sequence = 5",
    "a user changed": "UPDATE audit_events SET user_id = 'somebody else' WHERE sequence = 5",
    "a user removed": "UPDATE audit_events SET user_id = NULL WHERE sequence = 5",
    "an object changed": "UPDATE audit_events SET object_id = 'another' WHERE sequence = 5",
    "a time changed": "UPDATE audit_events SET at = '2020-01-01T00:00:00.000000Z' WHERE sequence = 5",
    "a clock reading changed": "UPDATE audit_events SET monotonic_ns = monotonic_ns + 1 WHERE sequence = 5",
    "a boot id changed": "UPDATE audit_events SET boot_id = 'x' WHERE sequence = 5",
    "a MAC zeroed": "UPDATE audit_events SET mac = zeroblob(32) WHERE sequence = 5",
    "the first removed": "DELETE FROM audit_events WHERE sequence = 1",
    "one removed": "DELETE FROM audit_events WHERE sequence = 5",
    "some removed": "DELETE FROM audit_events WHERE sequence BETWEEN 4 AND 6",
    "two exchanged": "UPDATE audit_events SET sequence = CASE sequence WHEN 5 THEN 106 WHEN 6 THEN 105 END "
    "WHERE sequence IN (5, 6)",
    "one doubled": "INSERT INTO audit_events SELECT 13, at, monotonic_ns, boot_id, user_id, action, object_id, "
    "previous_digest, mac FROM audit_events WHERE sequence = 12",
    "text moved between fields": "UPDATE audit_events SET boot_id = boot_id || substr(user_id, 1, 1), "
    "user_id = substr(user_id, 2) WHERE sequence = 5",
}


@pytest.mark.parametrize("kind", TAMPERING)
def test_tampering_shows(kind: str, log: SqlAuditLog, connection: Connection) -> None:
    assert connection.execute(text(TAMPERING[kind])).rowcount > 0
    if kind == "two exchanged":
        connection.execute(text("UPDATE audit_events SET sequence = sequence - 100 WHERE sequence > 100"))
    with pytest.raises(VaultDamagedError, match="changed outside"):
        log.verify()


def test_events_made_without_the_key_show(log: SqlAuditLog, connection: Connection, clock: FakeClock) -> None:
    SqlAuditLog(connection, b"another key" * 3, UserId("x"), clock).append(AuditAction.NOTE_VIEWED)
    with pytest.raises(VaultDamagedError):
        log.verify()


def test_an_anchor_shows_a_cut_end_by_the_number_of_missing_events(log: SqlAuditLog, connection: Connection) -> None:
    anchor = head(connection)
    connection.execute(text("DELETE FROM audit_events WHERE sequence > 9"))
    assert log.verify().sequence == 9, "the chain alone cannot tell"
    with pytest.raises(VaultDamagedError, match="3 entries of its history are missing"):
        verify_chain(connection, KEY, anchor)


def test_an_anchor_from_another_history_does_not_match(log: SqlAuditLog, connection: Connection) -> None:
    with pytest.raises(VaultDamagedError, match="not the one the key file remembers"):
        verify_chain(connection, KEY, AuditAnchor(7, b"\x01" * 32))


def test_since_an_anchor_only_what_follows_is_checked(log: SqlAuditLog, connection: Connection) -> None:
    def anchor_at(sequence: int) -> AuditAnchor:
        following = text("SELECT previous_digest FROM audit_events WHERE sequence = :next")
        return AuditAnchor(sequence, connection.execute(following, {"next": sequence + 1}).scalar_one())

    checks: list[Callable[[], AuditAnchor]] = [
        lambda: verify_chain(connection, KEY, anchor_at(6)),
        lambda: verify_chain(connection, KEY, anchor_at(11)),
    ]
    connection.execute(text("UPDATE audit_events SET action = 'note.viewed' WHERE sequence = 3"))
    assert [check().sequence for check in checks] == [EVENTS, EVENTS]
    with pytest.raises(VaultDamagedError):
        verify_chain(connection, KEY)
