"""A new data-encryption key (DEK) for a vault, so that whoever was removed cannot read what comes after.

At every moment the two files open with exactly one key. The database is copied under the new key beside the old one;
then one of the two copies of the header gets the new key, so that the key file opens either database; then the new
database takes the old one's name, in one step of the file system; then the other copy of the header follows. A crash
before that step leaves the old vault, one after it the new one: sign-in tells by trying, and heals the header.

What a removed person copied away before, and backups made before, still open with the old key; nothing can help that.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from nacl.public import PrivateKey, PublicKey, SealedBox
from sqlalchemy import Engine, insert, select, update

from therapease.clock import Clock
from therapease.domain.audit import AuditAction
from therapease.domain.ids import UserId
from therapease.errors import VaultDamagedError
from therapease.store.audit_log import head
from therapease.store.backup import copy_database, sync
from therapease.store.error_translation import storage_errors
from therapease.store.header.file import sync_folder, write_header, write_one_copy
from therapease.store.header.model import Header
from therapease.store.key_material import SubkeyPurpose, new_dek, subkey
from therapease.store.sign_in_guard import SignInGuard
from therapease.store.sqlcipher import build_engine, checkpoint, open_for_inspection
from therapease.store.tables import audit_keys, vault_meta
from therapease.store.unit_of_work import AuditSigner
from therapease.store.vault_files import VaultFiles

ROTATING = ".rotating"


@dataclass(frozen=True, slots=True)
class Rotated:
    """The vault's header and keys after its DEK was replaced."""

    header: Header
    dek: bytes = field(repr=False)

    def subkey(self, purpose: SubkeyPurpose) -> bytes:
        return subkey(self.dek, purpose, self.header.file_id)


def rotating_files(files: VaultFiles) -> VaultFiles:
    """Return where the new database grows; what an interrupted rotation left there is removed at sign-in."""
    return VaultFiles(files.database.with_name(f".{files.database.stem}{ROTATING}{files.database.suffix}"))


def rotate(
    files: VaultFiles,
    header: Header,
    dek: bytes,
    without: UserId | None,
    user_id: UserId,
    clock: Clock,
    close_old: Callable[[], None],
) -> Rotated:
    """Put the vault under a fresh DEK, sealed to every account but `without`, whose slots go.

    Nothing may use the vault meanwhile; `close_old` closes every connection to the old database and is called once the
    new one is whole and on the disk. Slow: reads and writes all of it. Raise StorageFullError, StorageUnavailableError,
    VaultDamagedError; the vault is under its old key then, unless only the second copy of the header is missing.
    """
    growing, fresh = rotating_files(files), new_dek()
    accounts = tuple(
        replace(account, sealed_dek=SealedBox(PublicKey(account.agreement_public_key)).encrypt(fresh))
        for account in header.accounts
        if account.user_id != without
    )
    slots = tuple(slot for slot in header.slots if slot.user_id != without)
    growing.remove()
    try:
        growing.make_database()
        copy_database(files.database, growing.database, dek, target_key=fresh)
        signer = AuditSigner(subkey(fresh, SubkeyPurpose.AUDIT_MAC, header.file_id), user_id, clock)
        retired = subkey(dek, SubkeyPurpose.AUDIT_MAC, header.file_id)
        told = _record(growing, fresh, header, signer, retired, SignInGuard(files.sign_ins, clock))
        rotated = Rotated(replace(told, accounts=accounts, slots=slots), fresh)
        _check_pages(growing, fresh)
        with storage_errors():
            sync(growing.database)
        close_old()
        write_one_copy(files.keys, rotated.header, rotated.subkey(SubkeyPurpose.HEADER_MAC))
        with storage_errors():
            for suffix in ("-wal", "-shm"):
                # Folded in and empty by now; nothing that the old key opens may lie beside the new database.
                files.database.with_name(files.database.name + suffix).unlink(missing_ok=True)
            os.replace(growing.database, files.database)
            sync_folder(files.database.parent)
    except BaseException:  # cleans up and raises it again, an interrupt included
        growing.remove()
        raise
    write_header(files.keys, rotated.header, rotated.subkey(SubkeyPurpose.HEADER_MAC))
    return rotated


def _record(
    files: VaultFiles, dek: bytes, header: Header, signer: AuditSigner, retired_key: bytes, guard: SignInGuard
) -> Header:
    """Write into the new database that the key changed and which key sealed the history so far; return its header.

    The spool key pair is another one, too: who carried a copy of the vault away has the private half of the old. So the
    failed attempts sealed to that one go into the history now.
    """
    engine: Engine = build_engine(files.database, dek)
    spool = PrivateKey.generate()
    try:
        with engine.begin() as connection:
            former_spool = connection.execute(select(vault_meta.c.spool_private_key)).scalar_one()
            connection.execute(insert(audit_keys).values(until_sequence=head(connection).sequence, mac_key=retired_key))
            for attempt in guard.failed_attempts(former_spool):
                signer.log(connection).append(AuditAction.SIGN_IN_FAILED, attempt.at.isoformat(timespec="seconds"))
            signer.log(connection).append(AuditAction.KEY_ROTATED)
            generation = int(connection.execute(select(vault_meta.c.header_generation)).scalar_one()) + 1
            connection.execute(update(vault_meta).values(header_generation=generation, spool_private_key=bytes(spool)))
            told = replace(
                header, generation=generation, anchor=head(connection), spool_public_key=bytes(spool.public_key)
            )
        checkpoint(engine)
        return told
    finally:
        engine.dispose()


def _check_pages(files: VaultFiles, dek: bytes) -> None:
    connection = open_for_inspection(files.database, dek)
    try:
        with storage_errors():
            if connection.execute("PRAGMA cipher_integrity_check").fetchall():
                raise VaultDamagedError(detail="the copy under the new key is damaged")
    finally:
        connection.close()
