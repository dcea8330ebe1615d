"""Making vaults and opening them: the one entrance of the store."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nacl.public import PrivateKey
from sqlalchemy import Engine, insert

from therapease.clock import Clock
from therapease.domain.audit import AuditAction
from therapease.domain.backup import RecordCounts
from therapease.domain.history_check import HistoryReport
from therapease.domain.ids import UserId
from therapease.domain.salvage import SalvageReport
from therapease.domain.user import NewOwner, User, UserRole, VaultAccount
from therapease.domain.vault_finding import VaultFinding
from therapease.errors import (
    InvalidFieldError,
    InvitationError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from therapease.store.admission import admitted
from therapease.store.audit_log import head
from therapease.store.backup import backup_before_upgrade
from therapease.store.backup_check import check_history_of, check_whole
from therapease.store.examination import examine
from therapease.store.header.file import create_header, heal_header, read_header
from therapease.store.header.model import NO_ANCHOR, Header, SlotKind
from therapease.store.header.v1 import ID_BYTES
from therapease.store.inspection import inspect_vault
from therapease.store.instance_lock import InstanceLock
from therapease.store.kdf import FLOOR, Argon2Parameters, calibrate, check_bounds
from therapease.store.key_material import SubkeyPurpose, UserKeys, new_dek, subkey
from therapease.store.open_accounts import VaultKeys
from therapease.store.open_vault import OpenVault
from therapease.store.passphrase import check_passphrase
from therapease.store.recovery_code import format_recovery_code, new_recovery_code, parse_recovery_code
from therapease.store.repositories.users import SqlUserRepository
from therapease.store.restore import finish_restore, restore_vault, restoring_files
from therapease.store.rotation import rotating_files
from therapease.store.salvage import salvage_vault
from therapease.store.schema import MIGRATIONS, upgrade
from therapease.store.sign_in_guard import SignInGuard
from therapease.store.sign_in_history import record_attempts
from therapease.store.slots import new_account, new_slot
from therapease.store.sqlcipher import build_engine, checkpoint, key_fits
from therapease.store.tables import vault_meta
from therapease.store.unit_of_work import AuditSigner
from therapease.store.unsealing import Unsealed, unseal
from therapease.store.vault_files import VaultFiles


@dataclass(frozen=True)
class SqlCipherVaultStore:
    """`services.ports.VaultStore`. `kdf` fixes the cost of new passphrase slots, None measures it on this machine.

    `scripts` are the migrations to know of.
    """

    clock: Clock
    kdf: Argon2Parameters | None = None
    scripts: Path = field(default=MIGRATIONS, repr=False)

    def create(self, path: Path, owner: NewOwner, passphrase: str) -> tuple[OpenVault, str]:
        """Create a vault and return it unlocked, with the recovery code to show once.

        The key file is written last: a vault that has one is complete. Slow on purpose (Argon2id, measured and then
        run twice); never call on the UI thread. Raise VaultExistsError, WeakPassphraseError, InvalidFieldError,
        StorageFullError, StorageUnavailableError; then nothing is left behind.
        """
        files = VaultFiles(path)
        files.require_absent()
        if not owner.name.strip():
            raise InvalidFieldError("name", "Fill in your name; it stands under every note you sign.")
        check_passphrase(passphrase, known_words=[owner.name])
        cost = self.kdf or calibrate()
        check_bounds(cost)
        lock = InstanceLock.acquire(files.lock)
        try:
            # Once more, now that nobody else can be making it.
            files.require_absent()
            return self._make(files, owner, passphrase, cost, lock)
        except BaseException:  # cleans up and raises it again, an interrupt included
            lock.release()
            raise

    def accounts(self, path: Path) -> list[VaultAccount]:
        """Return who can sign in, as the key file says before anything is unlocked and so before it is authenticated.

        Raise VaultMissingError, HeaderMissingError, HeaderDamagedError, VaultTooNewError.
        """
        files = VaultFiles(path)
        finish_restore(files)
        files.require_present()
        header = read_header(files.keys).newest
        invited = {slot.user_id for slot in header.slots if slot.kind is SlotKind.INVITATION}
        return [VaultAccount(each.user_id, each.label, each.user_id in invited) for each in header.accounts]

    def unlock(self, path: Path, passphrase: str, user_id: UserId | None = None) -> OpenVault:
        """Open for the user whose slot the passphrase opens. Slow on purpose; never call on the UI thread.

        Raise WrongPassphraseError, VaultInUseError, VaultMissingError, VaultTooNewError, VaultDamagedError and its
        header's kin, UnsafeKeyParametersError; the vault is left as it was then.
        """
        return self._open(VaultFiles(path), SlotKind.PASSPHRASE, passphrase, user_id)

    def unlock_with_recovery_code(self, path: Path, code: str) -> OpenVault:
        """Open for the user whose recovery code it is. Raise WrongRecoveryCodeError, and what `unlock` raises."""
        return self._open(VaultFiles(path), SlotKind.RECOVERY, format_recovery_code(parse_recovery_code(code)), None)

    def accept_invitation(self, path: Path, code: str, passphrase: str) -> tuple[OpenVault, str]:
        """Open by an invitation, once: the passphrase takes its place. Return the person's recovery code, too.

        Raise InvitationError, WeakPassphraseError, and what `unlock` raises; the invitation stands then.
        """
        try:
            tidy = format_recovery_code(parse_recovery_code(code))
        except WrongRecoveryCodeError as error:
            raise InvitationError from error
        check_passphrase(passphrase)
        vault = self._open(VaultFiles(path), SlotKind.INVITATION, tidy, None)
        try:
            return vault, vault.take_up(passphrase, self.kdf or calibrate())
        except BaseException:  # locks it again and raises it again, an interrupt included
            vault.close()
            raise

    def restore(
        self,
        backup: Path,
        target: Path,
        passphrase: str | None,
        recovery_code: str | None,
        told: Callable[[float], None],
    ) -> tuple[RecordCounts, Path | None]:
        """Put a backup in place of a vault (see `restore_vault`); return what it holds and where a former one went."""
        kind, secret = _secret(passphrase, recovery_code)
        return restore_vault(VaultFiles(backup), VaultFiles(target), kind, secret, self.clock, told)

    def check(self, path: Path, passphrase: str) -> RecordCounts:
        """Check every page and the whole history of a vault that nobody has open; count what it holds."""
        files = VaultFiles(path)
        files.require_present()
        unsealed = unseal(read_header(files.keys), SlotKind.PASSPHRASE, passphrase)
        lock = InstanceLock.acquire(files.lock)
        try:
            return check_whole(files, unsealed)
        finally:
            lock.release()

    def check_history(
        self, path: Path, passphrase: str | None, recovery_code: str | None, told: Callable[[int], None]
    ) -> HistoryReport:
        """Check every event of the history of a vault or backup that nobody has open; nothing is written."""
        kind, secret = _secret(passphrase, recovery_code)
        files = VaultFiles(path)
        files.require_present()
        unsealed = unseal(read_header(files.keys), kind, secret, fits=lambda found: key_fits(files.database, found.dek))
        lock = InstanceLock.acquire(files.lock)
        try:
            return check_history_of(files, unsealed, told)
        finally:
            lock.release()

    def examine(self, path: Path, passphrase: str | None, recovery_code: str | None) -> Iterator[VaultFinding]:
        """Look at everything about a vault's files (see `examination.examine`); nothing is written, nothing opened."""
        kind, secret = _secret(passphrase, recovery_code)
        return examine(VaultFiles(path), kind, secret)

    def salvage(
        self,
        path: Path,
        keys: Path | None,
        target: Path,
        passphrase: str | None,
        recovery_code: str | None,
        told: Callable[[float], None],
    ) -> SalvageReport:
        """Copy what can be read of a damaged vault into a new one (see `salvage_vault`)."""
        files = VaultFiles(path)
        kind, secret = _secret(passphrase, recovery_code)
        return salvage_vault(files, keys or files.keys, VaultFiles(target), kind, secret, self.clock, told)

    # ------------------------------------------------------------ making

    def _make(
        self, files: VaultFiles, owner: NewOwner, passphrase: str, cost: Argon2Parameters, lock: InstanceLock
    ) -> tuple[OpenVault, str]:
        user = User(
            id=UserId(self.clock.new_id()),
            name=owner.name.strip(),
            role=UserRole.OWNER,
            created_at=self.clock.now(),
            credentials=owner.credentials.strip(),
            licence_number=owner.licence_number.strip(),
        )
        dek, keys, spool, file_id = new_dek(), UserKeys.generate(), PrivateKey.generate(), secrets.token_bytes(ID_BYTES)
        code = new_recovery_code()
        account = new_account(user, keys, dek)
        slots = (
            new_slot(file_id, account, keys, SlotKind.PASSPHRASE, passphrase, cost),
            # 128 random bits need no slow derivation; it costs nothing to add the least there is.
            new_slot(file_id, account, keys, SlotKind.RECOVERY, code, FLOOR),
        )
        header = Header(file_id, 1, bytes(spool.public_key), NO_ANCHOR, (account,), slots)
        vault_keys = VaultKeys(
            keys, subkey(dek, SubkeyPurpose.HEADER_MAC, file_id), subkey(dek, SubkeyPurpose.AUDIT_MAC, file_id)
        )
        engine = build_engine(files.database, dek)
        # Before the try: a file that is there already is not ours to remove.
        files.make_database()
        try:
            self._fill(engine, header, bytes(spool), user, AuditSigner(vault_keys.audit_mac, user.id, self.clock))
            create_header(files.keys, header, vault_keys.header_mac)
        except BaseException:  # cleans up and raises it again, an interrupt included
            engine.dispose()
            files.remove()
            raise
        return OpenVault(files, header, user, vault_keys, engine, lock, self.clock), code

    def _fill(self, engine: Engine, header: Header, spool_private_key: bytes, user: User, signer: AuditSigner) -> None:
        upgrade(engine, self.scripts)
        with engine.begin() as connection:
            connection.execute(
                insert(vault_meta).values(
                    id=1,
                    file_id=header.file_id,
                    header_generation=header.generation,
                    spool_private_key=spool_private_key,
                    created_at=user.created_at,
                )
            )
            SqlUserRepository(connection).add(user)
            log = signer.log(connection)
            log.append(AuditAction.VAULT_CREATED)
            log.append(AuditAction.SIGN_IN)
        checkpoint(engine)

    # ------------------------------------------------------------ opening

    def _open(self, files: VaultFiles, kind: SlotKind, secret: str, user_id: UserId | None) -> OpenVault:
        finish_restore(files)
        files.require_present()
        before = read_header(files.keys)

        def fits(found: Unsealed) -> bool:
            return key_fits(files.database, found.dek)

        guard = SignInGuard(files.sign_ins, self.clock)
        guard.begin(kind, user_id, before.newest.spool_public_key)
        try:
            unsealed = unseal(before, kind, secret, user_id, fits)
        except (WrongPassphraseError, WrongRecoveryCodeError, InvitationError):
            raise
        except BaseException:  # takes the attempt back and raises it again, an interrupt included
            guard.excuse()
            raise
        guard.passed()
        lock = InstanceLock.acquire(files.lock)
        try:
            now = read_header(files.keys)
            if now != before:
                # Another instance closed the vault in the meantime and wrote a newer header.
                unsealed = unseal(now, kind, secret, user_id, fits)
            return self._sign_in(files, unsealed, lock, guard)
        except BaseException:  # cleans up and raises it again, an interrupt included
            lock.release()
            raise

    def _sign_in(self, files: VaultFiles, unsealed: Unsealed, lock: InstanceLock, guard: SignInGuard) -> OpenVault:
        findings = inspect_vault(files.database, unsealed, self.scripts)
        if findings.is_older:
            backup_before_upgrade(files, unsealed.dek, findings.revision)
        keys = VaultKeys.of(unsealed)
        engine = build_engine(files.database, unsealed.dek)
        try:
            if findings.is_older:
                upgrade(engine, self.scripts)
            signer = AuditSigner(keys.audit_mac, unsealed.account.user_id, self.clock)
            with engine.begin() as connection:
                user = admitted(connection, unsealed, self.clock)
                record_attempts(connection, signer.log(connection), guard)
                # The slot tells a passphrase from a recovery code.
                signer.log(connection).append(AuditAction.SIGN_IN, unsealed.slot.slot_id.hex())
                newest = head(connection)
            guard.forget()
            heal_header(files.keys, unsealed.copy)
            for left_over in (rotating_files(files), restoring_files(files)):
                left_over.remove()
        except BaseException:  # cleans up and raises it again, an interrupt included
            engine.dispose()
            raise
        opened = OpenVault(files, unsealed.header, user, keys, engine, lock, self.clock, unsealed.slot.kind)
        opened.note_head(newest)
        return opened


def _secret(passphrase: str | None, recovery_code: str | None) -> tuple[SlotKind, str]:
    if recovery_code is not None:
        return SlotKind.RECOVERY, format_recovery_code(parse_recovery_code(recovery_code))
    return SlotKind.PASSPHRASE, passphrase or ""
