"""`therapease vault`: the three commands on a real vault, by passphrase from the standard input."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.vaults.making import MadeVault, make_vault
from therapease import cli
from therapease.store.kdf import FLOOR
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


def _clock() -> object:
    from therapease.clock import SystemClock

    return SystemClock()
