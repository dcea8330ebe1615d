"""A history with gaps, sealed again: what is left of a damaged vault's events, numbered and chained anew.

Only saving what can be read from a damaged vault does this, and the event that follows says that it was done.
"""

from __future__ import annotations

from dataclasses import asdict, replace

from sqlalchemy import Connection, delete, insert, inspect, select, text

from therapease.errors import VaultDamagedError
from therapease.store import audit_log
from therapease.store.header.model import NO_ANCHOR, AuditAnchor
from therapease.store.tables import audit_events, audit_keys


def reseal(connection: Connection, mac_key: bytes) -> bool:
    """Chain the events anew if they do not hold as they are; say whether they did."""
    try:
        audit_log.verify_chain(connection, mac_key)
        return True
    except VaultDamagedError:
        pass
    triggers = connection.execute(
        text(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('audit_events', 'audit_keys')"
        )
    ).all()
    for name, _ in triggers:
        connection.execute(text(f"DROP TRIGGER {name}"))
    rows = connection.execute(select(audit_events).order_by(audit_events.c.sequence)).all()
    connection.execute(delete(audit_events))
    if inspect(connection).has_table(audit_keys.name):
        connection.execute(delete(audit_keys))
    last = NO_ANCHOR
    for row in rows:
        entry = replace(audit_log.entry_of(row), sequence=last.sequence + 1, previous_digest=last.digest)
        mac = audit_log.mac_of(mac_key, entry)
        connection.execute(insert(audit_events).values(**asdict(entry), mac=mac))
        last = AuditAnchor(entry.sequence, audit_log.digest_with(entry, mac))
    for _, statement in triggers:
        connection.exec_driver_sql(statement)
    return False
