"""The whole history is checked: fifty seeded tamperings by somebody who has the vault's key but not the audit key."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import Connection, text

from bench.audit_tampering import EVENTS, KEY, fill, tamper
from tests.fakes import FakeClock
from therapease.domain.audit import AuditAction
from therapease.domain.history_check import BreakKind
from therapease.domain.user import User
from therapease.errors import JobCancelledError
from therapease.store.audit_check import KEPT_BREAKS, check_history
from therapease.store.audit_log import SqlAuditLog, head
from therapease.store.header.model import AuditAnchor


@pytest.fixture
def anchor(connection: Connection) -> AuditAnchor:
    """The end of a filled log, whose triggers are gone, as it is remembered outside of it."""
    return fill(connection)


def test_an_untouched_history_holds_and_is_counted(connection: Connection, anchor: AuditAnchor) -> None:
    report = check_history(connection, KEY, [anchor])
    assert report.holds
    assert report.event_count == EVENTS
    assert report.first_at is not None
    assert report.last_at is not None
    assert report.last_at > report.first_at


def test_an_empty_history_holds(connection: Connection) -> None:
    report = check_history(connection, KEY)
    assert (report.holds, report.event_count, report.first_at) == (True, 0, None)


@pytest.mark.parametrize("seed", range(50))
def test_tampering_is_found(seed: int, connection: Connection, anchor: AuditAnchor) -> None:
    kind = tamper(connection, random.Random(seed))
    report = check_history(connection, KEY, [anchor])
    assert not report.holds, kind


def test_what_is_missing_is_said_by_number_and_place(connection: Connection, anchor: AuditAnchor) -> None:
    connection.execute(text("DELETE FROM audit_events WHERE sequence BETWEEN 5 AND 7 OR sequence > 30"))
    middle, end = check_history(connection, KEY, [anchor]).breaks
    assert (middle.kind, middle.sequence, middle.count) == (BreakKind.MISSING, 5, 3)
    assert (end.kind, end.sequence, end.count) == (BreakKind.MISSING_AT_END, 31, EVENTS - 30)
    assert middle.after is not None
    assert end.after is not None
    assert end.after > middle.after


def test_one_changed_event_is_one_break(connection: Connection, anchor: AuditAnchor) -> None:
    connection.execute(text("UPDATE audit_events SET action = 'note.viewed' WHERE sequence = 9"))
    (found,) = check_history(connection, KEY, [anchor]).breaks
    assert (found.kind, found.sequence) == (BreakKind.CHANGED, 9)


def test_an_event_doubled_under_the_next_number_shows_and_hides_no_missing_end(
    connection: Connection, anchor: AuditAnchor, owner: User, clock: FakeClock
) -> None:
    connection.execute(text("DELETE FROM audit_events WHERE sequence > 20"))
    SqlAuditLog(connection, KEY, owner.id, clock).append(AuditAction.NOTE_SIGNED)
    connection.execute(
        text(
            "INSERT INTO audit_events SELECT 22, at, monotonic_ns, boot_id, user_id, action, object_id, "
            "previous_digest, mac FROM audit_events WHERE sequence = 21"
        )
    )
    kinds = [found.kind for found in check_history(connection, KEY, [anchor]).breaks]
    assert kinds == [BreakKind.CHANGED, BreakKind.MISSING_AT_END]


def test_a_history_made_anew_is_not_the_one_remembered(
    connection: Connection, anchor: AuditAnchor, owner: User, clock: FakeClock
) -> None:
    connection.execute(text("DELETE FROM audit_events WHERE sequence > 38"))
    for _ in range(2):
        SqlAuditLog(connection, KEY, owner.id, clock).append(AuditAction.NOTE_SIGNED)
    assert head(connection).sequence == anchor.sequence
    (found,) = check_history(connection, KEY, [anchor]).breaks
    assert found.kind is BreakKind.ANOTHER


def test_many_breaks_are_counted_and_the_first_kept(connection: Connection, owner: User, clock: FakeClock) -> None:
    anchor = fill(connection, KEPT_BREAKS + 20)
    connection.execute(text("UPDATE audit_events SET boot_id = 'x'"))
    report = check_history(connection, KEY, [anchor])
    assert (report.break_count, len(report.breaks)) == (KEPT_BREAKS + 20, KEPT_BREAKS)


def test_it_can_be_stopped(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("therapease.store.audit_check._TELL_EVERY", 10)
    fill(connection)

    def stop(count: int) -> None:
        assert count == 10
        raise JobCancelledError

    with pytest.raises(JobCancelledError):
        check_history(connection, KEY, told=stop)
