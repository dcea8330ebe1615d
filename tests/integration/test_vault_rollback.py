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


def after_a_crash(made: MadeVault, folder: Path, clients: int = 12) -> dict[str, bytes]:
    """Leave commits in the log alone; return what lies on the disk."""
    vault = store().unlock(made.path, made.passphrase)
    for number in range(clients):
        add_client(vault, f"acknowledged {number}")
    files = crashed(folder, vault)
    vault.close()
    put_back(folder, files, *files)
    return files


@pytest.mark.parametrize("damage", ["flipped", "cut", "gone"])
def test_commits_that_a_damaged_log_dropped_are_missed(damage: str, made: MadeVault, tmp_path: Path) -> None:
    """SQLite itself reads such a log without a word, and every check of what is left says ok."""
    log = tmp_path / "practice.vault-wal"
    raw = bytearray(after_a_crash(made, tmp_path)["practice.vault-wal"])
    raw[len(raw) // 2] ^= 1
    log.write_bytes({"flipped": bytes(raw), "cut": bytes(raw[: len(raw) // 2]), "gone": b""}[damage])
    put = {name: content for name, content in bytes_of(tmp_path).items() if not name.endswith("-shm")}
    with pytest.raises(VaultDamagedError, match=r"last \d+ entries of its history are missing"):
        store().unlock(made.path, made.passphrase)
    after = {name: content for name, content in bytes_of(tmp_path).items() if not name.endswith("-shm")}
    assert after == put


def test_a_whole_log_opens_after_other_codes_and_keys_too(made: MadeVault, tmp_path: Path) -> None:
    vault = store().unlock(made.path, made.passphrase)
    add_client(vault, "before")
    vault.replace_recovery_code(vault.new_recovery_code())
    vault.rotate_key()
    add_client(vault, "after")
    files = crashed(tmp_path, vault)
    vault.close()
    put_back(tmp_path, files, *files)
    again = store().unlock(made.path, made.passphrase)
    with again.unit_of_work() as unit:
        assert {client.name for client in unit.clients.list_all()} == {"before", "after"}
    again.close()
    raw = bytearray(files["practice.vault-wal"])
    raw[3 * len(raw) // 4] ^= 1
    put_back(tmp_path, {**files, "practice.vault-wal": bytes(raw)}, *files)
    with pytest.raises(VaultDamagedError):
        store().unlock(made.path, made.passphrase)


def test_without_its_head_a_vault_opens_as_before(made: MadeVault, tmp_path: Path) -> None:
    after_a_crash(made, tmp_path)
    made.path.with_suffix(".head").unlink()
    store().unlock(made.path, made.passphrase).close()
    assert made.path.with_suffix(".head").exists()


def test_a_restored_backup_is_not_missing_what_came_after_it(
    made: MadeVault, tmp_path_factory: pytest.TempPathFactory
) -> None:
    drive = tmp_path_factory.mktemp("drive")
    vault = store().unlock(made.path, made.passphrase)
    backup, _ = vault.back_up(drive, FakeClock().now(), lambda done: None)
    for number in range(3):
        add_client(vault, f"later {number}")
    vault.close()
    _, former = store().restore(backup.path, made.path, made.passphrase, None, lambda done: None)
    store().unlock(made.path, made.passphrase).close()
    assert former is not None
    assert former.with_suffix(".head").exists()
    store().unlock(former, made.passphrase).close()
