"""The accounts of an open vault: letting people in by a code, taking one up, names at sign-in."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, Engine, select, update

from therapease.domain.audit import AuditAction
from therapease.domain.ids import UserId
from therapease.domain.user import User
from therapease.errors import InternalError
from therapease.store.accounts import relabelled, with_invited, with_own_keys, without
from therapease.store.audit_log import head
from therapease.store.head_file import HeadFile
from therapease.store.header.file import write_header
from therapease.store.header.model import AuditAnchor, Header, SlotKind
from therapease.store.kdf import Argon2Parameters
from therapease.store.key_material import SubkeyPurpose, UserKeys
from therapease.store.passphrase import check_passphrase
from therapease.store.recovery_code import format_recovery_code, new_recovery_code, parse_recovery_code
from therapease.store.repositories.relations import SqlRelationRepository
from therapease.store.repositories.users import SqlUserRepository
from therapease.store.slots import open_dek
from therapease.store.tables import vault_meta
from therapease.store.unit_of_work import AuditSigner
from therapease.store.unsealing import Unsealed
from therapease.store.vault_files import VaultFiles


@dataclass(frozen=True, slots=True)
class VaultKeys:
    """The keys an open vault needs. The data-encryption key itself lives on in the database connections only."""

    user: UserKeys = field(repr=False)
    header_mac: bytes = field(repr=False)
    audit_mac: bytes = field(repr=False)

    @classmethod
    def of(cls, unsealed: Unsealed) -> VaultKeys:
        return cls(unsealed.keys, unsealed.subkey(SubkeyPurpose.HEADER_MAC), unsealed.subkey(SubkeyPurpose.AUDIT_MAC))


class OpenAccounts:
    """A part of `OpenVault`, which makes what is named here."""

    _files: VaultFiles
    _header: Header
    _user: User
    _keys: VaultKeys
    _engine: Engine
    _signer: AuditSigner
    _units: threading.Condition
    _is_closed: bool
    _came_by: SlotKind
    _head_file: HeadFile

    def note_head(self, newest: AuditAnchor) -> None:
        """Write down beside the vault where its history ends now, so that a log that loses the end is noticed."""
        self._head_file.note(self._header.generation, newest)

    @property
    def account_ids(self) -> frozenset[UserId]:
        """Whose keys the key file holds; of who waits with an invitation, too."""
        return frozenset(account.user_id for account in self._header.accounts)

    def admit(self, user: User, code: str) -> None:
        """Let this code, once, lead to an account for a person, in place of whatever opened hers before.

        Raise StorageFullError, StorageUnavailableError; what opened it before goes on working then.
        """
        tidy = format_recovery_code(parse_recovery_code(code))
        with self._changing_accounts():
            self._write_accounts(
                with_invited(self._header, user, self._dek(), tidy), AuditAction.PERSON_INVITED, user.id
            )

    def dismiss(self, user_id: UserId) -> None:
        """Take an account that was never used out of the key file."""
        if user_id == self._user.id:
            raise InternalError(detail="nobody dismisses herself")
        with self._changing_accounts():
            self._write_accounts(without(self._header, user_id), AuditAction.INVITATION_WITHDRAWN, user_id)

    def relabel(self, user_id: UserId, name: str) -> None:
        """Show another name in the list at sign-in."""
        with self._changing_accounts():
            self._write_accounts(relabelled(self._header, user_id, name), AuditAction.PERSON_CHANGED, user_id)

    def take_up(self, passphrase: str, cost: Argon2Parameters) -> str:
        """Give who came by an invitation keys of her own; return her recovery code. The invitation opens nothing more.

        Slow on purpose. Raise WeakPassphraseError, StorageFullError, StorageUnavailableError; the invitation stands
        then.
        """
        check_passphrase(passphrase, known_words=[self._user.name])
        code = new_recovery_code()
        with self._changing_accounts():
            header, keys = with_own_keys(self._header, self._user, self._dek(), passphrase, code, cost)
            with self._engine.begin() as connection:
                SqlRelationRepository(connection).drop_invitation(self._user.id)
                SqlUserRepository(connection).update(self._user)
                header = self._recorded(connection, header, AuditAction.PERSON_JOINED, self._user.id)
                newest = head(connection)
            self.note_head(newest)
            self._put_header(header)
            self._keys, self._came_by = replace(self._keys, user=keys), SlotKind.PASSPHRASE
        return code

    @contextmanager
    def _changing_accounts(self) -> Iterator[None]:
        with self._units:
            if self._is_closed:
                raise InternalError(detail="the vault is closed")
            yield

    def _dek(self) -> bytes:
        return open_dek(self._header.account(self._user.id), self._keys.user)

    def _write_accounts(self, header: Header, action: AuditAction, user_id: UserId) -> None:
        with self._engine.begin() as connection:
            header = self._recorded(connection, header, action, user_id)
            newest = head(connection)
        self.note_head(newest)
        self._put_header(header)

    def _recorded(self, connection: Connection, header: Header, action: AuditAction, user_id: UserId) -> Header:
        """Record a change of accounts; return the header with the generation that the database now waits for."""
        self._signer.log(connection).append(action, user_id)
        return replace(header, generation=next_generation(connection))

    def _put_header(self, header: Header) -> None:
        write_header(self._files.keys, header, self._keys.header_mac)
        self._header = header


def next_generation(connection: Connection) -> int:
    """Count the header's generation on, from the database: it is one ahead after a crash between the two writes."""
    generation = int(connection.execute(select(vault_meta.c.header_generation)).scalar_one()) + 1
    connection.execute(update(vault_meta).values(header_generation=generation))
    return generation
