"""A look at a vault before it is opened for writing, so that whatever is refused is left byte for byte as it was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from therapease.errors import VaultDamagedError
from therapease.store.audit_log import digest_of, verify_chain
from therapease.store.head_file import read_head
from therapease.store.header.model import AuditAnchor
from therapease.store.key_material import SubkeyPurpose
from therapease.store.schema import MIGRATIONS, needs_upgrade, revision_of
from therapease.store.sqlcipher import build_inspection_engine
from therapease.store.tables import vault_meta
from therapease.store.unsealing import Unsealed
from therapease.store.vault_files import VaultFiles


@dataclass(frozen=True, slots=True)
class Findings:
    """What the look found: the schema version, and whether it is older than this program's."""

    revision: str
    is_older: bool


def inspect_vault(database: Path, unsealed: Unsealed, scripts: Path = MIGRATIONS) -> Findings:
    """Check that the key fits, the schema is known, header and database belong together and the history is whole.

    Only the history since the header's anchor is checked here, in the time of a blink; `AuditLog.verify` checks all
    of it. Raise VaultTooNewError, VaultDamagedError.
    """
    engine = build_inspection_engine(database, unsealed.dek)
    try:
        with engine.connect().execution_options(read_only=True) as connection:
            revision = revision_of(connection)
            is_older = needs_upgrade(revision, scripts)
            _check_belongs(connection, unsealed)
            mac_key = unsealed.subkey(SubkeyPurpose.AUDIT_MAC)
            _check_head(
                connection, VaultFiles(database), unsealed, verify_chain(connection, mac_key, unsealed.header.anchor)
            )
            return Findings(str(revision), is_older)
    finally:
        engine.dispose()


def _check_head(connection: Connection, files: VaultFiles, unsealed: Unsealed, last: AuditAnchor) -> None:
    """What was acknowledged after the header's anchor is in the log alone, and a damaged log drops it in silence.

    A head of another generation is of another time: both files were put back together, as a backup is by hand.
    """
    head = read_head(files.head, unsealed.header.file_id, unsealed.subkey(SubkeyPurpose.AUDIT_MAC))
    if head is None or head.generation != unsealed.header.generation:
        return
    missing = head.anchor.sequence - last.sequence
    if missing > 0 or digest_of(connection, head.anchor.sequence) != head.anchor.digest:
        raise VaultDamagedError(
            f"The last {max(missing, 1)} entries of its history are missing: what was saved last before it ended was "
            "damaged on the disk. Restore your last backup, or save what is there with “therapease vault salvage”.",
            detail=f"history ends {missing} before its head",
        )


def _check_belongs(connection: Connection, unsealed: Unsealed) -> None:
    """Closing writes the new generation into the database first and into the header second: a crash between leaves
    the database one ahead. Any other difference means that one of the two files was put back alone."""
    row = connection.execute(select(vault_meta.c.file_id, vault_meta.c.header_generation)).one_or_none()
    if row is None or row.file_id != unsealed.header.file_id:
        raise VaultDamagedError(detail="header and database have different ids")
    ahead = row.header_generation - unsealed.header.generation
    if ahead not in (0, 1):
        older = "vault" if ahead < 0 else "key file"
        raise VaultDamagedError(
            f"The vault and its key file are not of the same time: the {older} is older. Restore both files from the "
            "same backup.",
            detail=f"database generation {ahead:+d} from header",
        )
