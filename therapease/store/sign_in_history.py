"""Failed attempts to sign in become part of the history at the next good one, and a counter that is gone is told."""

from __future__ import annotations

from sqlalchemy import Connection, select

from therapease.domain.audit import AuditAction
from therapease.store.audit_log import SqlAuditLog
from therapease.store.repositories.vault_settings import SqlVaultSettings
from therapease.store.sign_in_guard import SignInGuard
from therapease.store.tables import vault_meta

SETTING = "sign_in.attempts"


def record_attempts(connection: Connection, log: SqlAuditLog, guard: SignInGuard) -> None:
    """Write what happened before this sign-in: each failed attempt with its own time, and a counter that went back.

    The object of an event is the time of the attempt, as the machine's clock had it. A vault that was moved without its
    counter is told like one whose counter was removed: nobody can tell the two apart.
    """
    private_key = connection.execute(select(vault_meta.c.spool_private_key)).scalar_one()
    settings, generation = SqlVaultSettings(connection), guard.generation
    known = settings.get(SETTING)
    if isinstance(known, int) and generation <= known:
        log.append(AuditAction.SIGN_IN_COUNTER_GONE)
    for attempt in guard.failed_attempts(private_key):
        log.append(AuditAction.SIGN_IN_FAILED, attempt.at.isoformat(timespec="seconds"))
    settings.put(SETTING, generation)
