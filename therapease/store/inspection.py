"""A look at a vault before it is opened for writing, so that whatever is refused is left byte for byte as it was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from therapease.errors import VaultDamagedError
from therapease.store.audit_log import verify_chain
from therapease.store.key_material import SubkeyPurpose
from therapease.store.schema import MIGRATIONS, needs_upgrade, revision_of
from therapease.store.sqlcipher import build_inspection_engine
from therapease.store.tables import vault_meta
from therapease.store.unsealing import Unsealed


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
            verify_chain(connection, unsealed.subkey(SubkeyPurpose.AUDIT_MAC), unsealed.header.anchor)
            return Findings(str(revision), is_older)
    finally:
        engine.dispose()


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
