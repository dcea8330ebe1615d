"""An unlocked vault: the transactions of one signed-in user, her signature, and closing it cleanly."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey
from sqlalchemy import Engine, select

from therapease.clock import Clock
from therapease.domain.audit import AuditAction
from therapease.domain.backup import Backup, RecordCounts
from therapease.domain.history_check import HistoryReport
from therapease.domain.ids import UserId
from therapease.domain.process_note import SealedText
from therapease.domain.user import User
from therapease.errors import InternalError, VaultDamagedError, VaultInUseError, WrongPassphraseError
from therapease.store.audit_check import check_history
from therapease.store.audit_log import head
from therapease.store.backup import Listener, list_backups, remove_backup, write_backup
from therapease.store.backup_check import anchors_of, check_whole, unseal_with_keys
from therapease.store.head_file import HeadFile
from therapease.store.header.file import read_header, write_header
from therapease.store.header.model import Header, SlotKind
from therapease.store.instance_lock import InstanceLock
from therapease.store.kdf import FLOOR, Argon2Parameters, calibrate
from therapease.store.key_material import SubkeyPurpose, UserKeys
from therapease.store.letters import begin_letter, drop_letter, open_letter
from therapease.store.open_accounts import OpenAccounts, VaultKeys, next_generation
from therapease.store.passphrase import check_passphrase
from therapease.store.recovery_code import format_recovery_code, new_recovery_code, parse_recovery_code
from therapease.store.rotation import Rotated, rotate
from therapease.store.sealed_text import open_text, seal_text
from therapease.store.slots import new_slot, open_dek, try_slot
from therapease.store.sqlcipher import BUSY_TIMEOUT_S, build_engine, checkpoint, key_fits
from therapease.store.tables import vault_meta
from therapease.store.unit_of_work import AuditSigner, SqlUnitOfWork
from therapease.store.vault_files import VaultFiles

_SIGNATURE_BYTES = 64
_PUBLIC_KEY_BYTES = 32


class OpenVault(OpenAccounts):
    """`services.ports.UnlockedVault`. Safe to use from several threads; each unit of work belongs to one."""

    def __init__(
        self,
        files: VaultFiles,
        header: Header,
        user: User,
        keys: VaultKeys,
        engine: Engine,
        lock: InstanceLock,
        clock: Clock,
        came_by: SlotKind = SlotKind.PASSPHRASE,
    ) -> None:
        """`came_by` is the kind of slot that was opened."""
        self._files = files
        self._header = header
        self._user = user
        self._keys = keys
        self._engine = engine
        self._lock = lock
        self._signer = AuditSigner(keys.audit_mac, user.id, clock)
        self._head_file = HeadFile(files.head, header.file_id, keys.audit_mac)
        self._units = threading.Condition()
        self._open_units = 0
        self._is_closed = False
        self._came_by = came_by

    @property
    def user(self) -> User:
        return self._user

    @property
    def path(self) -> Path:
        return self._files.database

    @contextmanager
    def unit_of_work(self) -> Iterator[SqlUnitOfWork]:
        """One transaction, holding the vault's only write lock from its first statement on: keep it short.

        Leaving the block without `commit` rolls back. Raise StorageFullError, StorageUnavailableError,
        VaultDamagedError, ConflictError from any statement inside, InternalError on a closed vault.
        """
        with self._in_use(), self._engine.connect() as connection:
            yield SqlUnitOfWork(connection, self._signer, self.note_head)

    @contextmanager
    def _in_use(self) -> Iterator[None]:
        """Keep `close` waiting until the block ends."""
        with self._units:
            if self._is_closed:
                raise InternalError(detail="the vault is closed")
            self._open_units += 1
        try:
            yield
        finally:
            with self._units:
                self._open_units -= 1
                self._units.notify_all()

    def sign(self, message: bytes) -> bytes:
        """Return the signed-in user's Ed25519 signature (64 bytes, RFC 8032) over `message`."""
        if self._is_closed:
            raise InternalError(detail="the vault is closed")
        return self._keys.user.signing.sign(message).signature

    @property
    def signing_public_key(self) -> bytes:
        """The 32 bytes that verify `sign`."""
        return bytes(self._keys.user.signing.verify_key)

    def verify(self, public_key: bytes, message: bytes, signature: bytes) -> bool:
        """Say whether `signature` is `public_key`'s Ed25519 signature over `message`; False for malformed ones."""
        if len(public_key) != _PUBLIC_KEY_BYTES or len(signature) != _SIGNATURE_BYTES:
            return False
        try:
            VerifyKey(public_key).verify(message, signature)
        except BadSignatureError:
            return False
        return True

    def seal_text(self, text: str, binding: bytes) -> SealedText:
        """Seal a text to the signed-in user alone (see `sealed_text`); it opens only together with `binding`."""
        keys = self._own_keys()
        return seal_text(keys, {self._user.id: bytes(keys.agreement.public_key)}, text, binding)

    def open_text(self, sealed: SealedText, binding: bytes) -> str:
        """Open what the signed-in user sealed. Raise SealedForOthersError, VaultDamagedError."""
        keys = self._own_keys()
        return open_text(self._user.id, keys, bytes(keys.signing.verify_key), sealed, binding)

    def _own_keys(self) -> UserKeys:
        if self._is_closed:
            raise InternalError(detail="the vault is closed")
        return self._keys.user

    def new_recovery_code(self) -> str:
        """Return a fresh code to show and have typed back. It opens nothing before `replace_recovery_code`."""
        return new_recovery_code()

    def replace_recovery_code(self, code: str) -> None:
        """Let this code open the user's keys from now on, and no earlier one.

        Raise WrongRecoveryCodeError for a text that is no code, StorageFullError, StorageUnavailableError; the earlier
        code goes on working then. A database that is one generation ahead of the header is a known sight at sign-in.
        """
        tidy = format_recovery_code(parse_recovery_code(code))
        with self._units:
            if self._is_closed:
                raise InternalError(detail="the vault is closed")
            # 128 random bits need no slow derivation.
            self._replace_slot(SlotKind.RECOVERY, tidy, FLOOR, AuditAction.RECOVERY_CODE_CHANGED)

    @property
    def came_by_recovery_code(self) -> bool:
        """Whether the recovery code opened the vault, and not the passphrase."""
        return self._came_by is SlotKind.RECOVERY

    def change_passphrase(self, new: str, current: str | None = None) -> None:
        """Let this passphrase open the user's keys from now on, and no earlier one; the vault is not encrypted anew.

        `current` may be left out only by who came in by the recovery code: whoever finds an open window must not be
        able to lock its owner out. Slow on purpose (Argon2id, twice); never call on the UI thread. Raise
        WrongPassphraseError, WeakPassphraseError, StorageFullError, StorageUnavailableError; the earlier one goes on
        working then.
        """
        check_passphrase(new, known_words=[self._user.name])
        own = [s for s in self._header.slots if s.user_id == self._user.id and s.kind is SlotKind.PASSPHRASE]
        if self._came_by is not SlotKind.RECOVERY or current is not None:
            account = self._header.account(self._user.id)
            if not any(try_slot(self._header.file_id, account, slot, current or "") for slot in own):
                raise WrongPassphraseError("The passphrase used so far is not right. Nothing was changed.")
        # The cost never falls: a machine that is busy now must not make the vault cheaper to guess at.
        cost = max([calibrate(), *(slot.kdf for slot in own)], key=lambda kdf: kdf.memory_kib * kdf.iterations)
        with self._units:
            if self._is_closed:
                raise InternalError(detail="the vault is closed")
            self._replace_slot(SlotKind.PASSPHRASE, new, cost, AuditAction.PASSPHRASE_CHANGED)

    def _replace_slot(self, kind: SlotKind, secret: str, cost: Argon2Parameters, action: AuditAction) -> None:
        account = self._header.account(self._user.id)
        slot = new_slot(self._header.file_id, account, self._keys.user, kind, secret, cost)
        kept = [s for s in self._header.slots if s.user_id != self._user.id or s.kind is not kind]
        with self._engine.begin() as connection:
            self._signer.log(connection).append(action, slot.slot_id.hex())
            generation, newest = next_generation(connection), head(connection)
        self.note_head(newest)
        header = replace(self._header, generation=generation, slots=(*kept, slot))
        write_header(self._files.keys, header, self._keys.header_mac)
        self._header = header
        self.note_head(newest)

    def rotate_key(self, without: UserId | None = None) -> None:
        """Put the vault under a fresh data-encryption key, sealed to every account but `without`.

        Waits for units of work, then keeps others out until it is done (about 80 MB a second). Raise InternalError
        for one's own account, VaultInUseError when a unit does not end, StorageFullError, StorageUnavailableError; the
        vault goes on under the key that fits then. See `store.rotation`.
        """
        if without == self._user.id:
            raise InternalError(detail="nobody removes herself")
        with self._units:
            if self._is_closed:
                raise InternalError(detail="the vault is closed")
            if not self._units.wait_for(lambda: self._open_units == 0, BUSY_TIMEOUT_S):
                raise VaultInUseError("Something is still being saved. Wait until it is done, then try again.")
            dek = open_dek(self._header.account(self._user.id), self._keys.user)
            checkpoint(self._engine)
            try:
                rotated = rotate(
                    self._files, self._header, dek, without, self._user.id, self._signer.clock, self._engine.dispose
                )
            except BaseException:  # goes on with the key that fits and raises it again, an interrupt included
                self._resume(dek)
                raise
            self._take(rotated)

    def _take(self, rotated: Rotated) -> None:
        self._header = rotated.header
        mac = rotated.subkey(SubkeyPurpose.HEADER_MAC), rotated.subkey(SubkeyPurpose.AUDIT_MAC)
        self._keys = VaultKeys(self._keys.user, *mac)
        self._signer = AuditSigner(self._keys.audit_mac, self._user.id, self._signer.clock)
        self._head_file = HeadFile(self._files.head, self._header.file_id, self._keys.audit_mac)
        self.note_head(self._header.anchor)
        self._engine = build_engine(self._files.database, rotated.dek)

    def _resume(self, dek: bytes) -> None:
        """Go on after a rotation that did not end: with the new key if the new database is in place, else the old."""
        stored = read_header(self._files.keys)
        own = open_dek(stored.newest.account(self._user.id), self._keys.user)
        if own != dek and key_fits(self._files.database, own):
            self._take(Rotated(stored.newest, own))
            return
        write_header(self._files.keys, self._header, self._keys.header_mac)
        self._engine = build_engine(self._files.database, dek)

    def back_up(self, folder: Path, at: datetime, told: Listener) -> tuple[Backup, RecordCounts]:
        """Copy the vault into `folder`, check the copy whole, and return both it and what it holds.

        Work goes on meanwhile. Slow (about 100 MB a second); `told` may raise to stop. Raise BackupFolderError,
        StorageFullError, StorageUnavailableError, VaultDamagedError; no half backup is left then.
        """
        with self._in_use():
            dek = open_dek(self._header.account(self._user.id), self._keys.user)
            copy = write_backup(self._files, self._header, self._keys.header_mac, dek, folder, at, told)
            backup = next(found for found in self.backups(folder) if found.path == copy.database)
            try:
                return backup, self.check_backup(backup.path)
            except VaultDamagedError:
                # What does not hold must not be mistaken for a backup.
                remove_backup(backup)
                raise

    def backups(self, folder: Path) -> list[Backup]:
        """Return this vault's complete backups in a folder, newest first. Raise StorageUnavailableError."""
        return list_backups(folder, self._files, self._header.file_id)

    def remove_backup(self, backup: Backup) -> None:
        """Delete one backup. Raise StorageUnavailableError."""
        remove_backup(backup)

    def begin_letter(self, letter_id: str) -> tuple[BinaryIO, bytes]:
        """Return an empty file beside the vault, held for whoever has it open, and the public key to seal to."""
        return begin_letter(self._files, letter_id), self._header.spool_public_key

    def open_letter(self, letter_id: str) -> bytes | None:
        """Return what was sealed into a letter, None while it is being written. Raise NotFoundError when it is not
        there or not whole."""
        with self._in_use(), self._engine.connect() as connection:
            private_key = connection.execute(select(vault_meta.c.spool_private_key)).scalar_one()
        return open_letter(self._files, letter_id, private_key)

    def drop_letter(self, letter_id: str) -> None:
        """Delete a letter. Harmless when there is none."""
        drop_letter(self._files, letter_id)

    def check_backup(self, path: Path) -> RecordCounts:
        """Rehearse restoring: open a backup with the user's keys, check every page and the whole history, count.

        Slow (about 280 MB a second). Raise VaultMissingError, VaultDamagedError and its kin, VaultTooNewError.
        """
        files = VaultFiles(path)
        return check_whole(files, unseal_with_keys(files, self._keys.user))

    def check_history(self, told: Callable[[int], None]) -> HistoryReport:
        """Check every event of the history, as it is now, while work goes on; tell all that does not hold.

        A million events take some seconds. `told` hears how many were read, and may raise to stop.
        """
        with self._in_use():
            # Before the transaction: what is committed while it reads is not in what it sees.
            anchors = anchors_of(self._files, self._header, self._keys.audit_mac)
            with self._engine.connect().execution_options(read_only=True) as connection:
                return check_history(connection, self._keys.audit_mac, anchors, told)

    def close(self) -> None:
        """Record the sign-out, fold the log into the main file, anchor the history in the header, unlock the files.

        Waits for units of work on other threads, then starts no more. Harmless when called again. Raise
        StorageFullError, StorageUnavailableError, VaultInUseError when a unit does not end; the vault is closed even
        then, and what was committed is safe: only the anchor is older than it could be.
        """
        with self._units:
            if self._is_closed:
                return
            self._is_closed = True
            self._units.wait_for(lambda: self._open_units == 0, BUSY_TIMEOUT_S)
        try:
            header = self._signed_out()
            self.note_head(header.anchor)
            checkpoint(self._engine)
            write_header(self._files.keys, header, self._keys.header_mac)
        finally:
            self._engine.dispose()
            self._lock.release()

    def _signed_out(self) -> Header:
        """Commit the sign-out with the header's next generation; return the header to write."""
        with self._engine.begin() as connection:
            self._signer.log(connection).append(AuditAction.SIGN_OUT)
            generation = next_generation(connection)
            return replace(self._header, generation=generation, anchor=head(connection))
