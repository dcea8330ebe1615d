"""Tampers with the audit log in seeded ways and counts what the check finds; times the check of a long log.

    python -m bench.audit_tampering --count 1000 --rows 1000000

Whoever tampers has the vault's key and the program's files, removed the triggers, and has not the audit key.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, text

from therapease.store.audit_check import check_history
from therapease.store.audit_rows import chain_digest, content_of, mac_of
from therapease.store.column_types import utc_text
from therapease.store.header.model import NO_ANCHOR, AuditAnchor
from therapease.store.schema import upgrade
from therapease.store.sqlcipher import build_engine

KEY = b"k" * 32
EVENTS = 40
_STATEMENT = "INSERT INTO audit_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_TRIGGERS = ("audit_events_no_update", "audit_events_no_delete", "audit_events_in_sequence")
_ACTIONS = ("client.viewed", "note.viewed", "recording.played", "note.edited", "sign_in")
_BATCH = 10_000


def fill(connection: Connection, events: int = EVENTS) -> AuditAnchor:
    """Remove the triggers and put a sealed chain of events into the empty log; return its end."""
    for trigger in _TRIGGERS:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger}")
    anchor, at, rows = NO_ANCHOR, datetime(2026, 1, 5, 9, tzinfo=UTC), []
    for number in range(1, events + 1):
        at += timedelta(seconds=7)
        fields = (
            number,
            utc_text(at),
            number * 7_000_000_000,
            f"boot-{number // 500}",
            f"user-{number % 3}",
            _ACTIONS[number % len(_ACTIONS)],
            f"00000000-0000-7000-8000-{number % 400:012}",
            anchor.digest,
        )
        content = content_of((*fields, None))
        assert content is not None
        mac = mac_of(KEY, content)
        anchor = AuditAnchor(number, chain_digest(content, mac))
        rows.append((*fields, mac))
        if len(rows) == _BATCH or number == events:
            connection.exec_driver_sql(_STATEMENT, rows)
            rows = []
    return anchor


def tamper(connection: Connection, dice: random.Random) -> str:
    """Do one of the things somebody might do to the log; return what it was."""
    return dice.choice((_delete, _truncate, _edit, _reorder, _close_up, _seal_anew))(connection, dice)


def _delete(connection: Connection, dice: random.Random) -> str:
    first = dice.randint(1, EVENTS)
    last = dice.randint(first, min(EVENTS, first + 5))
    _run(connection, "DELETE FROM audit_events WHERE sequence BETWEEN :first AND :last", first=first, last=last)
    return f"deleted {first} to {last}"


def _truncate(connection: Connection, dice: random.Random) -> str:
    kept = dice.randint(0, EVENTS - 1)
    _run(connection, "DELETE FROM audit_events WHERE sequence > :kept", kept=kept)
    return f"cut after {kept}"


def _edit(connection: Connection, dice: random.Random) -> str:
    column, value = dice.choice(
        (
            ("at", "'2020-01-01T00:00:00.000000Z'"),
            ("monotonic_ns", "monotonic_ns + 1"),
            ("boot_id", "boot_id || 'x'"),
            ("user_id", "NULL"),
            ("user_id", "'somebody'"),
            ("action", "'note.signed'"),
            ("object_id", "NULL"),
            ("object_id", "'another'"),
            ("previous_digest", "randomblob(32)"),
            ("mac", "randomblob(32)"),
            ("mac", "'text'"),
        )
    )
    sequence = dice.randint(1, EVENTS)
    _run(connection, f"UPDATE audit_events SET {column} = {value} WHERE sequence = :sequence", sequence=sequence)
    return f"edited {column} of {sequence}"


def _reorder(connection: Connection, dice: random.Random) -> str:
    one, other = dice.sample(range(1, EVENTS + 1), 2)
    for old, new in ((one, -1), (other, one), (-1, other)):
        _run(connection, "UPDATE audit_events SET sequence = :new WHERE sequence = :old", new=new, old=old)
    return f"exchanged {one} and {other}"


def _close_up(connection: Connection, dice: random.Random) -> str:
    """Delete one and renumber what follows."""
    gone = dice.randint(1, EVENTS)
    _run(connection, "DELETE FROM audit_events WHERE sequence = :gone", gone=gone)
    for sequence in range(gone + 1, EVENTS + 1):
        _run(
            connection, "UPDATE audit_events SET sequence = :new WHERE sequence = :old", new=sequence - 1, old=sequence
        )
    return f"deleted {gone} and closed the gap"


def _seal_anew(connection: Connection, dice: random.Random) -> str:
    """Edit one and mend the chain from there on, with a key of one's own."""
    wrong, first = dice.randbytes(32), dice.randint(1, EVENTS)
    _run(connection, "UPDATE audit_events SET action = 'sign_out' WHERE sequence = :first", first=first)
    rows = [tuple(row) for row in connection.exec_driver_sql("SELECT * FROM audit_events ORDER BY sequence")]
    digest = rows[first - 1][7]
    for row in rows[first - 1 :]:
        content = content_of((*row[:7], digest, None))
        assert content is not None
        mac = mac_of(wrong, content)
        statement = "UPDATE audit_events SET previous_digest = :digest, mac = :mac WHERE sequence = :sequence"
        _run(connection, statement, digest=digest, mac=mac, sequence=row[0])
        digest = chain_digest(content, mac)
    return f"edited {first} and mended the chain with another key"


def _run(connection: Connection, statement: str, **values: object) -> None:
    connection.execute(text(statement), values)


def found_of(count: int, folder: Path) -> int:
    """Tamper `count` times, each time with a whole log; return how often the check finds it."""
    found = 0
    engine = build_engine(folder / "tampering.vault", bytes(range(32)))
    upgrade(engine)
    for seed in range(count):
        with engine.connect() as connection:
            anchor = fill(connection)
            kind = tamper(connection, random.Random(seed))
            is_found = not check_history(connection, KEY, [anchor]).holds
            found += is_found
            if not is_found:
                print(f"not found: seed {seed}, {kind}")
            connection.rollback()
    engine.dispose()
    return found


def check_s(rows: int, folder: Path) -> float:
    """Return the seconds that checking so many events takes, from an encrypted file that was just opened."""
    path = folder / "long.vault"
    engine = build_engine(path, bytes(range(32)))
    upgrade(engine)
    with engine.begin() as connection:
        anchor = fill(connection, rows)
    engine.dispose()
    engine = build_engine(path, bytes(range(32)))
    with engine.connect().execution_options(read_only=True) as connection:
        began = time.perf_counter()
        report = check_history(connection, KEY, [anchor])
        seconds = time.perf_counter() - began
    engine.dispose()
    assert report.holds
    assert report.event_count == rows
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--rows", type=int, default=1_000_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(f"{found_of(asked.count, Path(folder)):,} of {asked.count:,} tamperings found")
        print(f"{asked.rows:,} events checked in {check_s(asked.rows, Path(folder)):.1f} s")


if __name__ == "__main__":
    main()
