"""A history with gaps, sealed again: what is left of a damaged vault's events, numbered and chained anew.

Only saving what can be read from a damaged vault does this, and the event that follows says that it was done.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, inspect, text

from therapease.errors import VaultDamagedError
from therapease.store.audit_log import verify_chain
from therapease.store.audit_rows import COLUMNS, chain_digest, content_of, mac_of, raw_rows
from therapease.store.header.model import NO_ANCHOR, AuditAnchor
from therapease.store.tables import audit_events, audit_keys


def reseal(connection: Connection, mac_key: bytes) -> bool:
    """Chain the events anew if they do not hold as they are; say whether they did."""
    try:
        verify_chain(connection, mac_key)
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
    rows = list(raw_rows(connection))
    connection.execute(delete(audit_events))
    if inspect(connection).has_table(audit_keys.name):
        connection.execute(delete(audit_keys))
    places = ", ".join("?" * len(audit_events.columns))
    last = NO_ANCHOR
    for row in rows:
        fields = (last.sequence + 1, *row[1:7], last.digest)
        content = content_of((*fields, None))
        if content is None:
            continue
        mac = mac_of(mac_key, content)
        connection.exec_driver_sql(f"INSERT INTO audit_events ({COLUMNS}) VALUES ({places})", (*fields, mac))
        last = AuditAnchor(last.sequence + 1, chain_digest(content, mac))
    for _, statement in triggers:
        connection.exec_driver_sql(statement)
    return False
