"""`therapease vault`: the three commands on a real vault, by passphrase from the standard input."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.vaults.colleague import BEAS_PASSPHRASE, add_bea
from tests.vaults.making import MadeVault, make_vault, store
from therapease import cli
from therapease.store.header.file import read_header
from therapease.store.header.model import SlotKind
from therapease.store.kdf import FLOOR
from therapease.store.sqlcipher import key_fits
from therapease.store.unsealing import unseal
from therapease.store.vault import SqlCipherVaultStore


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MadeVault:
    monkeypatch.setattr("therapease.cli.app.forbid_core_dumps", lambda: None)
    return make_vault(tmp_path)


def run(monkeypatch: pytest.MonkeyPatch, typed: str, *arguments: str | Path) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed + "\n"))
    return cli.main(["vault", *map(str, arguments)])


def test_backup_verify_and_restore_by_what_the_owner_has(
    made: MadeVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    assert run(monkeypatch, made.passphrase, "backup", made.path, "--to", drive) == 0
    (backup,) = drive.glob("*.vault")
    assert run(monkeypatch, made.passphrase, "verify", backup) == 0
    target = tmp_path / "new.vault"
    assert run(monkeypatch, made.recovery_code, "restore", backup, "--to", target, "--recovery-code") == 0
    said = capsys.readouterr()
    assert "Backed up and checked" in said.out
    assert "Every page and the whole history hold" in said.out
    assert "Restored as new.vault" in said.out
    assert said.err == ""
    SqlCipherVaultStore.unlock(SqlCipherVaultStore(_clock(), FLOOR), target, made.passphrase).close()


def test_mistakes_end_in_one_line_and_another_status(
    made: MadeVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "wrong", "verify", made.path) == 2
    assert run(monkeypatch, "", "verify", made.path) == 2
    assert run(monkeypatch, made.passphrase, "verify", tmp_path / "gone.vault") == 2
    assert run(monkeypatch, made.passphrase, "backup", made.path, "--to", tmp_path) == 3
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 4
    assert all(line.startswith("therapease: ") for line in lines)


def test_rekey_changes_the_key_and_no_passphrase(
    made: MadeVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = unseal(read_header(made.keys), SlotKind.PASSPHRASE, made.passphrase).dek
    assert run(monkeypatch, made.passphrase, "rekey", made.path) == 0
    assert "a new key" in capsys.readouterr().out
    after = unseal(read_header(made.keys), SlotKind.PASSPHRASE, made.passphrase).dek
    assert after != before
    assert key_fits(made.path, after)
    assert not key_fits(made.path, before)
    assert not made.path.with_name("practice.vault-wal").exists(), "nothing that the old key opens lies in a log"
    assert run(monkeypatch, made.recovery_code, "doctor", made.path, "--recovery-code") == 1


def test_rekey_is_for_owners(made: MadeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = store().unlock(made.path, made.passphrase)
    add_bea(vault)
    vault.close()
    before = unseal(read_header(made.keys), SlotKind.PASSPHRASE, made.passphrase).dek
    assert run(monkeypatch, BEAS_PASSPHRASE, "rekey", made.path) == 5
    assert key_fits(made.path, before)


def test_the_doctor_says_what_is_wrong_and_what_to_do(
    made: MadeVault, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, made.passphrase, "doctor", made.path) == 1
    said = capsys.readouterr().out
    assert "ok    Pages: every page is whole and in order" in said
    assert "wrong Backups: no folder is chosen\n      → " in said
    assert said.endswith("1 wrong. Nothing was changed.\n")
    made.path.unlink()
    assert run(monkeypatch, made.passphrase, "doctor", made.path) == 1
    made.keys.unlink()
    assert run(monkeypatch, made.passphrase, "doctor", made.path) == 2


def test_salvage_saves_what_can_be_read_and_says_what_is_lost(
    made: MadeVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "saved.vault"
    assert run(monkeypatch, made.passphrase, "salvage", made.path, "--to", target) == 0
    assert "Nothing is lost." in capsys.readouterr().out
    raw = bytearray(made.path.read_bytes())
    raw[100] ^= 1
    made.path.write_bytes(raw)
    assert run(monkeypatch, made.passphrase, "salvage", made.path, "--to", tmp_path / "second.vault") == 2
    assert "The vault is damaged" in capsys.readouterr().err
    store().unlock(target, made.passphrase).close()


def _clock() -> object:
    from therapease.clock import SystemClock

    return SystemClock()
