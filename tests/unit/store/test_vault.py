"""Making vaults and opening them."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.vaults.making import OWNER, PASSPHRASE, MadeVault, bytes_of, store
from therapease.domain.ids import UserId
from therapease.domain.user import NewOwner, UserRole
from therapease.errors import (
    InvalidFieldError,
    StorageFullError,
    StorageUnavailableError,
    TherapEaseError,
    UnsafeKeyParametersError,
    VaultExistsError,
    WeakPassphraseError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from therapease.store import vault as vault_module
from therapease.store.header.file import read_header
from therapease.store.instance_lock import InstanceLock
from therapease.store.kdf import FLOOR, Argon2Parameters
from therapease.store.vault import SqlCipherVaultStore
from therapease.store.vault_files import VaultFiles


def test_a_new_vault_is_open_for_its_owner(tmp_path: Path) -> None:
    vault, code = store().create(tmp_path / "new.vault", NewOwner("  Ada Sommer ", "LCSW", "12345"), PASSPHRASE)
    assert (vault.user.name, vault.user.role) == ("Ada Sommer", UserRole.OWNER)
    assert (vault.user.credentials, vault.user.licence_number) == ("LCSW", "12345")
    assert len(code.split("-")) == 7
    with vault.unit_of_work() as unit:
        assert unit.users.list_all() == [vault.user]
    vault.close()


def test_every_file_of_it_is_its_owner_s_only(tmp_path: Path) -> None:
    vault, _ = store().create(tmp_path / "new.vault", OWNER, PASSPHRASE)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    vault.close()
    assert len(modes) == 5
    assert set(modes.values()) == {0o600}


def test_passphrase_and_recovery_code_open_it_again(made: MadeVault) -> None:
    typed = made.recovery_code.lower().replace("-", " ")
    for unlock in (
        lambda: store().unlock(made.path, made.passphrase),
        lambda: store().unlock_with_recovery_code(made.path, typed),
    ):
        vault = unlock()
        assert vault.user.name == OWNER.name
        assert vault.path == made.path
        vault.close()


def test_who_can_sign_in_is_told_without_unlocking(made: MadeVault) -> None:
    (account,) = store().accounts(made.path)
    assert account.name == "Ada Sommer"
    vault = store().unlock(made.path, made.passphrase, account.user_id)
    assert vault.user.id == account.user_id
    vault.close()


def test_a_wrong_secret_is_told_by_kind(made: MadeVault, tmp_path: Path) -> None:
    before = bytes_of(tmp_path)
    with pytest.raises(WrongPassphraseError):
        store().unlock(made.path, made.passphrase + "!")
    with pytest.raises(WrongPassphraseError):
        store().unlock(made.path, made.passphrase, UserId("00000000-0000-7000-8000-00000000ffff"))
    with pytest.raises(WrongRecoveryCodeError):
        store().unlock_with_recovery_code(made.path, "0000-0000-0000-0000-0000-0000-0000")
    with pytest.raises(WrongRecoveryCodeError):
        store().unlock_with_recovery_code(made.path, made.passphrase)
    assert bytes_of(tmp_path) == before


@pytest.mark.parametrize(
    ("owner", "passphrase", "error"),
    [
        (OWNER, "too short", WeakPassphraseError),
        (OWNER, "passwordpassword", WeakPassphraseError),
        (NewOwner("Wilhelmina Featherstonehaugh"), "Wilhelmina Featherstonehaugh", WeakPassphraseError),
        (NewOwner("  "), PASSPHRASE, InvalidFieldError),
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    owner: NewOwner, passphrase: str, error: type[TherapEaseError], tmp_path: Path
) -> None:
    with pytest.raises(error):
        store().create(tmp_path / "new.vault", owner, passphrase)
    assert not list(tmp_path.iterdir())


def test_an_existing_vault_is_not_touched(made: MadeVault, tmp_path: Path) -> None:
    before = bytes_of(tmp_path)
    with pytest.raises(VaultExistsError):
        store().create(made.path, OWNER, PASSPHRASE)
    assert bytes_of(tmp_path) == before


def test_a_key_derivation_below_the_floor_is_never_used_for_a_new_vault(tmp_path: Path) -> None:
    weak = SqlCipherVaultStore(FakeClock(), Argon2Parameters(1024, 1, 1))
    with pytest.raises(UnsafeKeyParametersError):
        weak.create(tmp_path / "new.vault", OWNER, PASSPHRASE)
    assert not list(tmp_path.iterdir())


def test_without_a_given_cost_it_is_measured_on_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    measured = Argon2Parameters(FLOOR.memory_kib + 1024, 3, 4)
    monkeypatch.setattr(vault_module, "calibrate", lambda: measured)
    vault, _ = SqlCipherVaultStore(FakeClock()).create(tmp_path / "new.vault", OWNER, PASSPHRASE)
    vault.close()
    assert measured in {slot.kdf for slot in read_header(tmp_path / "new.keys").newest.slots}


@pytest.mark.parametrize("step", ["upgrade", "create_header", "checkpoint"])
def test_a_disk_that_fills_up_in_the_middle_leaves_nothing_behind(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise StorageFullError

    with monkeypatch.context() as patched:
        patched.setattr(vault_module, step, fails)
        with pytest.raises(StorageFullError):
            store().create(tmp_path / "new.vault", OWNER, PASSPHRASE)
    assert bytes_of(tmp_path) == {}
    vault, _ = store().create(tmp_path / "new.vault", OWNER, PASSPHRASE)
    vault.close()


@pytest.mark.parametrize("folder", ["Übung #1 – 100 % 'mine'?", "file:a&mode=memory", "%2e%41"])
def test_a_folder_may_be_called_anything(folder: str, tmp_path: Path) -> None:
    place = tmp_path / folder
    place.mkdir()
    vault, _ = store().create(place / f"{folder}.vault", OWNER, PASSPHRASE)
    vault.close()
    vault = store().unlock(place / f"{folder}.vault", PASSPHRASE)
    vault.close()
    assert sorted(path.suffix for path in place.iterdir()) == [".head", ".keys", ".lock", ".signins", ".vault"]


def test_a_vault_may_be_named_from_the_current_folder(made: MadeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made.path.parent)
    store().unlock(Path(made.path.name), made.passphrase).close()


def test_two_vaults_share_no_key_and_no_id(tmp_path: Path) -> None:
    headers = []
    for name in ("one", "two"):
        vault, _ = store().create(tmp_path / f"{name}.vault", OWNER, PASSPHRASE)
        vault.close()
        headers.append(read_header(tmp_path / f"{name}.keys").newest)
    one, two = headers
    assert one.file_id != two.file_id
    assert one.spool_public_key != two.spool_public_key
    assert one.accounts[0].agreement_public_key != two.accounts[0].agreement_public_key
    assert not {slot.salt for slot in one.slots} & {slot.salt for slot in two.slots}


def another_instance_is_quicker(monkeypatch: pytest.MonkeyPatch, what_it_does: Callable[[], object]) -> None:
    """Let somebody else do something just before the lock is taken, when the slow derivation is over."""
    acquire = InstanceLock.acquire

    def late(path: Path) -> InstanceLock:
        monkeypatch.undo()
        what_it_does()
        return acquire(path)

    monkeypatch.setattr(InstanceLock, "acquire", late)


def test_a_header_written_while_the_key_was_derived_is_read_again(
    made: MadeVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    generation = read_header(made.keys).newest.generation
    another_instance_is_quicker(monkeypatch, lambda: store().unlock(made.path, made.passphrase).close())
    vault = store().unlock(made.path, made.passphrase)
    assert read_header(made.keys).newest.generation == generation + 1
    vault.close()
    assert read_header(made.keys).newest.generation == generation + 2


def test_a_vault_made_meanwhile_is_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new.vault"
    another_instance_is_quicker(
        monkeypatch, lambda: store().create(path, NewOwner("Bea Winter"), PASSPHRASE)[0].close()
    )
    with pytest.raises(VaultExistsError):
        store().create(path, OWNER, PASSPHRASE)
    assert [account.name for account in store().accounts(path)] == ["Bea Winter"]
    store().unlock(path, PASSPHRASE).close()


def test_a_file_of_somebody_else_s_is_never_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new.vault"
    monkeypatch.setattr(VaultFiles, "require_absent", lambda _: None)
    path.write_bytes(b"somebody else's")
    with pytest.raises(StorageUnavailableError):
        store().create(path, OWNER, PASSPHRASE)
    assert path.read_bytes() == b"somebody else's"
