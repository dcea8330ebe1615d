"""Whether a vault, or a backup of one, is whole: every page, the whole history, and how much it holds.

Reads only. A backup that was never looked at is a hope; this is what a rehearsal and `therapease vault verify` run.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Table, func, select

from therapease.domain.backup import RecordCounts
from therapease.domain.history_check import HistoryReport
from therapease.errors import VaultDamagedError
from therapease.store.audit_check import check_history
from therapease.store.audit_log import verify_chain
from therapease.store.error_translation import storage_errors
from therapease.store.head_file import read_head
from therapease.store.header.file import read_header
from therapease.store.header.model import AuditAnchor, Header, SlotKind
from therapease.store.inspection import inspect_vault
from therapease.store.key_material import SubkeyPurpose, UserKeys
from therapease.store.slots import open_dek
from therapease.store.sqlcipher import build_inspection_engine, open_for_inspection
from therapease.store.tables import audit_events, clients, notes, recordings, signatures, therapy_sessions, transcripts
from therapease.store.unsealing import Unsealed
from therapease.store.vault_files import VaultFiles


def unseal_with_keys(files: VaultFiles, keys: UserKeys) -> Unsealed:
    """Return what a person's own keys open of a vault: for a backup no passphrase is asked while hers is unlocked.

    Raise VaultMissingError, VaultDamagedError when no account of it has these keys or its header is not authentic.
    """
    files.require_present()
    public_key = bytes(keys.agreement.public_key)
    for copy in read_header(files.keys).candidates:
        for account in copy.header.accounts:
            slots = [slot for slot in copy.header.slots if slot.user_id == account.user_id]
            if account.agreement_public_key != public_key or not slots:
                continue
            slot = next((slot for slot in slots if slot.kind is SlotKind.PASSPHRASE), slots[0])
            found = Unsealed(copy, account, slot, keys, open_dek(account, keys))
            if copy.is_authentic(found.subkey(SubkeyPurpose.HEADER_MAC)):
                return found
    raise VaultDamagedError(
        "Your keys do not open it: it was made before you were added, or is another practice's.",
        detail="no account with these keys",
    )


def check_whole(files: VaultFiles, unsealed: Unsealed) -> RecordCounts:
    """Check every page and the whole history of a vault that is not open; return how much it holds.

    Reads all of it (about 280 MB a second). An older schema is fine. Raise VaultDamagedError, VaultTooNewError.
    """
    inspect_vault(files.database, unsealed)
    _check_pages(files.database, unsealed.dek)
    engine = build_inspection_engine(files.database, unsealed.dek)
    try:
        with engine.connect().execution_options(read_only=True) as connection:
            verify_chain(connection, unsealed.subkey(SubkeyPurpose.AUDIT_MAC))
            return count_records(connection)
    finally:
        engine.dispose()


def check_history_of(files: VaultFiles, unsealed: Unsealed, told: Callable[[int], None]) -> HistoryReport:
    """Check every event of a vault that is not open, against its header's anchor, too; tell all that does not hold.

    Raise VaultDamagedError where not even its rows can be read.
    """
    engine = build_inspection_engine(files.database, unsealed.dek)
    try:
        with engine.connect().execution_options(read_only=True) as connection:
            key = unsealed.subkey(SubkeyPurpose.AUDIT_MAC)
            return check_history(connection, key, anchors_of(files, unsealed.header, key), told)
    finally:
        engine.dispose()


def anchors_of(files: VaultFiles, header: Header, mac_key: bytes) -> list[AuditAnchor]:
    """Return what is remembered of the history outside of it: in the key file, and beside it since the last sign-in."""
    head = read_head(files.head, header.file_id, mac_key)
    # Of another generation it is of another time: both files were put back together, as a backup is by hand.
    is_of_now = head is not None and head.generation == header.generation
    return [header.anchor, head.anchor] if head is not None and is_of_now else [header.anchor]


def count_records(connection: Connection) -> RecordCounts:
    """Return how many of each record there are, as this transaction sees it."""

    def count(table: Table) -> int:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())

    return RecordCounts(
        clients=count(clients),
        sessions=count(therapy_sessions),
        recordings=count(recordings),
        transcripts=count(transcripts),
        notes=count(notes),
        signatures=count(signatures),
        events=count(audit_events),
    )


def _check_pages(database: Path, dek: bytes) -> None:
    connection = open_for_inspection(database, dek)
    try:
        with storage_errors():
            # Each page's HMAC first, then what SQLite itself can tell of the order of what they hold.
            damaged = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            if damaged:
                raise VaultDamagedError(detail=f"{len(damaged)} damaged places")
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                raise VaultDamagedError(detail="structure does not hold")
    finally:
        connection.close()
