"""Older files put back, ends cut off, crashes while closing: what is noticed at the next unlock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.vaults.making import MadeVault, bytes_of, make_vault, store
from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.ids import ClientId
from therapease.errors import VaultDamagedError
from therapease.store.open_vault import OpenVault


@pytest.fixture
def made(tmp_path: Path) -> MadeVault:
    return make_vault(tmp_path)


def add_client(vault: OpenVault, name: str) -> None:
    with vault.unit_of_work() as unit:
        unit.clients.add(Client(ClientId(name), unit.clients.next_code(), name, FakeClock().now()))
        unit.audit.append(AuditAction.CLIENT_CREATED, name)
        unit.commit()


def worked_in(made: MadeVault, name: str) -> None:
    vault = store().unlock(made.path, made.passphrase)
    add_client(vault, name)
    vault.close()


def put_back(folder: Path, files: dict[str, bytes], *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(files[name])


@pytest.mark.parametrize(
    ("names", "says"), [(["practice.vault"], "the vault is older"), (["practice.keys"], "the key file is older")]
)
def test_one_older_file_is_noticed_and_nothing_is_written(
    names: list[str], says: str, made: MadeVault, tmp_path: Path
) -> None:
    before = bytes_of(tmp_path)
    worked_in(made, "first")
    worked_in(made, "second")
    put_back(tmp_path, before, *names)
    put = bytes_of(tmp_path)
    with pytest.raises(VaultDamagedError, match=says):
        store().unlock(made.path, made.passphrase)
    assert bytes_of(tmp_path) == put


def test_both_older_files_are_a_restored_backup(made: MadeVault, tmp_path: Path) -> None:
    worked_in(made, "first")
    before = bytes_of(tmp_path)
    worked_in(made, "second")
    put_back(tmp_path, before, *before)
    vault = store().unlock(made.path, made.passphrase)
    with vault.unit_of_work() as unit:
        assert [client.name for client in unit.clients.list_all()] == ["first"]
    vault.close()


def crashed(folder: Path, vault: OpenVault) -> dict[str, bytes]:
    """Return the files as they lie on the disk while the vault is open: what a crash now would leave."""
    return {name: content for name, content in bytes_of(folder).items() if not name.endswith("-shm")}


def test_after_a_crash_the_log_is_read(made: MadeVault, tmp_path: Path) -> None:
    vault = store().unlock(made.path, made.passphrase)
    add_client(vault, "in the log")
    files = crashed(tmp_path, vault)
    vault.close()
    assert len(files["practice.vault-wal"]) > 0
    put_back(tmp_path, files, *files)
    vault = store().unlock(made.path, made.passphrase)
    with vault.unit_of_work() as unit:
        assert [client.name for client in unit.clients.list_all()] == ["in the log"]
        unit.audit.verify()
    vault.close()


def stop_before_the_checkpoint(monkeypatch: pytest.MonkeyPatch, stop: Callable[..., None]) -> None:
    monkeypatch.setattr("therapease.store.open_vault.checkpoint", stop)


def stop_before_the_header(monkeypatch: pytest.MonkeyPatch, stop: Callable[..., None]) -> None:
    monkeypatch.setattr("therapease.store.open_vault.write_header", stop)


def stop_between_the_header_s_copies(monkeypatch: pytest.MonkeyPatch, stop: Callable[..., None]) -> None:
    monkeypatch.setattr("therapease.store.header.file._older_first", lambda raw: (0,))
    monkeypatch.setattr("therapease.store.open_vault.InstanceLock.release", stop)


@pytest.mark.parametrize(
    "where", [stop_before_the_checkpoint, stop_before_the_header, stop_between_the_header_s_copies]
)
def test_a_crash_while_closing_loses_nothing(
    where: Callable[[pytest.MonkeyPatch, Callable[..., None]], None],
    made: MadeVault,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left: dict[str, bytes] = {}

    def power_fails(*_: object) -> None:
        left.update(crashed(tmp_path, vault))
        raise KeyboardInterrupt

    vault = store().unlock(made.path, made.passphrase)
    release = vault._lock.release
    add_client(vault, "kept")
    with monkeypatch.context() as patched:
        where(patched, power_fails)
        with pytest.raises(KeyboardInterrupt):
            vault.close()
    release()
    put_back(tmp_path, left, *left)
    for _ in range(2):
        again = store().unlock(made.path, made.passphrase)
        with again.unit_of_work() as unit:
            assert [client.name for client in unit.clients.list_all()] == ["kept"]
            unit.audit.verify()
        again.close()


def test_a_checkpointed_vault_whose_end_was_cut_by_an_older_page_is_noticed(made: MadeVault, tmp_path: Path) -> None:
    """Old pages put back pass SQLCipher's own check: only the anchor in the key file tells."""
    worked_in(made, "first")
    before = bytes_of(tmp_path)["practice.vault"]
    vault = store().unlock(made.path, made.passphrase)
    for number in range(30):
        add_client(vault, f"later {number}")
    vault.close()
    (tmp_path / "practice.vault").write_bytes(before)
    with pytest.raises(VaultDamagedError):
        store().unlock(made.path, made.passphrase)
