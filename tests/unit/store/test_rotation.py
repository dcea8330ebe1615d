"""A new key for the vault: nothing is lost, the removed person is out, and every interruption leaves one key."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from sqlalchemy import select

from tests.fakes import FakeClock
from tests.vaults.colleague import BEA, BEAS_PASSPHRASE, add_bea
from tests.vaults.everything import Everything, add_everything, assert_holds_everything, everything
from tests.vaults.making import PASSPHRASE, MadeVault, store
from therapease.domain.audit import AuditAction
from therapease.errors import InternalError, StorageFullError, WrongPassphraseError
from therapease.store.header.file import read_header
from therapease.store.header.model import SlotKind
from therapease.store.open_vault import OpenVault
from therapease.store.sqlcipher import key_fits
from therapease.store.tables import vault_meta
from therapease.store.unsealing import unseal
from therapease.store.vault_files import VaultFiles


def filled(vault: OpenVault) -> Everything:
    made = everything(vault.user, FakeClock(), vault)
    with vault.unit_of_work() as unit:
        add_everything(unit, made)
        unit.commit()
    return made


def dek_of(made: MadeVault, passphrase: str = PASSPHRASE) -> bytes:
    return unseal(read_header(made.keys), SlotKind.PASSPHRASE, passphrase).dek


def test_everything_is_there_under_another_key_and_work_goes_on(made: MadeVault) -> None:
    before = dek_of(made)
    vault = store().unlock(made.path, made.passphrase)
    content = filled(vault)
    vault.rotate_key()
    with vault.unit_of_work() as unit:
        assert_holds_everything(unit, content)
        unit.settings.put("after", 1)
        unit.audit.verify()
        unit.commit()
    vault.close()
    assert dek_of(made) != before
    assert not key_fits(made.path, before)
    again = store().unlock(made.path, made.passphrase)
    with again.unit_of_work() as unit:
        assert unit.settings.get("after") == 1
        unit.audit.verify()
    again.rotate_key()
    with again.unit_of_work() as unit:
        unit.audit.verify()
    again.close()
    store().unlock_with_recovery_code(made.path, made.recovery_code).close()


def test_a_removed_persons_key_opens_neither_the_vault_nor_its_log_nor_a_new_backup(
    made: MadeVault, tmp_path_factory: pytest.TempPathFactory
) -> None:
    vault = store().unlock(made.path, made.passphrase)
    add_bea(vault)
    vault.close()
    store().unlock(made.path, BEAS_PASSPHRASE).close()
    hers = dek_of(made, BEAS_PASSPHRASE)
    vault = store().unlock(made.path, made.passphrase)
    vault.rotate_key(without=BEA)
    with vault.unit_of_work() as unit:
        unit.settings.put("written into the log", 1)
        unit.commit()
    log = made.path.with_name(made.path.name + "-wal")
    assert log.stat().st_size > 0
    aside = made.path.with_name("aside.vault")
    # What she could carry away now: the main file and its log, under her old key.
    aside.write_bytes(made.path.read_bytes())
    aside.with_name("aside.vault-wal").write_bytes(log.read_bytes())
    assert not key_fits(aside, hers)
    drive = tmp_path_factory.mktemp("drive")
    backup, _ = vault.back_up(drive, FakeClock().now(), lambda done: None)
    vault.close()
    for path in (made.path, backup.path):
        assert not key_fits(path, hers)
        with pytest.raises(WrongPassphraseError):
            store().unlock(path, BEAS_PASSPHRASE)
    assert BEA not in [account.user_id for account in store().accounts(made.path)]


def test_what_is_sealed_to_the_vault_later_opens_with_no_copy_from_before(made: MadeVault) -> None:
    vault = store().unlock(made.path, made.passphrase)
    with vault._engine.connect() as connection:
        former = PrivateKey(connection.execute(select(vault_meta.c.spool_private_key)).scalar_one())
    with pytest.raises(WrongPassphraseError):
        store().unlock(made.path, "not the one that it is")
    vault.rotate_key()
    sink, public_key = vault.begin_letter("after")
    with sink:
        sink.write(SealedBox(PublicKey(public_key)).encrypt(b"what was said"))
    with pytest.raises(CryptoError):
        SealedBox(former).decrypt(VaultFiles(made.path).letter("after").read_bytes())
    assert vault.open_letter("after") == b"what was said"
    vault.close()
    again = store().unlock(made.path, made.passphrase)
    assert again.open_letter("after") == b"what was said"
    with again.unit_of_work() as unit:
        actions = [event.action for event in unit.audit.list_recent(50)]
        unit.audit.verify()
    again.close()
    assert actions.count(AuditAction.SIGN_IN_FAILED) == 1
    assert AuditAction.SIGN_IN_COUNTER_GONE not in actions


def test_nobody_removes_herself(vault: OpenVault) -> None:
    with pytest.raises(InternalError):
        vault.rotate_key(without=vault.user.id)


@pytest.mark.parametrize("step", ["copy_database", "_record", "_check_pages", "write_one_copy", "write_header"])
def test_a_step_that_fails_leaves_a_vault_that_works(
    made: MadeVault, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise StorageFullError

    vault = store().unlock(made.path, made.passphrase)
    content = filled(vault)
    monkeypatch.setattr(f"therapease.store.rotation.{step}", fails)
    with pytest.raises(StorageFullError):
        vault.rotate_key()
    monkeypatch.undo()
    with vault.unit_of_work() as unit:
        assert_holds_everything(unit, content)
        unit.settings.put("after", step)
        unit.commit()
    vault.close()
    again = store().unlock(made.path, made.passphrase)
    with again.unit_of_work() as unit:
        assert unit.settings.get("after") == step
        unit.audit.verify()
    again.close()
    assert not [path for path in made.path.parent.iterdir() if path.name.startswith(".")]


INTERRUPTED = """
import os, sys
from pathlib import Path
from tests.vaults.making import PASSPHRASE, store
from tests.vaults.colleague import BEA

vault = store().unlock(Path(sys.argv[1]), PASSPHRASE)
left = int(sys.argv[2])

def counted(really):
    def call(*arguments, **named):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return really(*arguments, **named)
    return call

for name in ("open", "fsync", "replace", "write", "unlink"):
    setattr(os, name, counted(getattr(os, name)))
vault.rotate_key(without=BEA)
os._exit(0)
"""


def test_cut_off_at_every_file_operation_exactly_one_key_opens(made: MadeVault, tmp_path: Path) -> None:
    vault = store().unlock(made.path, made.passphrase)
    add_bea(vault)
    vault.close()
    before = dek_of(made)
    outcomes = []
    for operations in range(60):
        folder = tmp_path / f"cut-{operations}"
        folder.mkdir()
        copy = made.copied_to(folder)
        ended = subprocess.run(
            [sys.executable, "-c", INTERRUPTED, str(copy.path), str(operations)], capture_output=True, text=True
        )
        assert ended.returncode in (0, 9), ended.stderr
        opened = store().unlock(copy.path, made.passphrase)
        with opened.unit_of_work() as unit:
            unit.audit.verify()
        opened.close()
        now = dek_of(copy)
        assert [key_fits(copy.path, key) for key in {before, now}].count(True) == 1
        beas = read_header(copy.keys).newest.accounts[-1].user_id == BEA
        assert beas == (now == before), "Bea is out exactly when the key is new"
        assert not [path.name for path in folder.iterdir() if path.name.startswith(".")]
        outcomes.append(now != before)
        if ended.returncode == 0:
            break
    assert outcomes[-1], "the last run came to its end"
    assert outcomes == sorted(outcomes), "once the new key holds, it holds"
    assert outcomes.count(False) > 3
