"""`therapease audit verify` on a real vault: whole, tampered with, and mistaken."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.vaults.making import MadeVault, make_vault, store
from therapease import cli
from therapease.store.header.file import read_header
from therapease.store.header.model import SlotKind
from therapease.store.sqlcipher import open_database
from therapease.store.unsealing import unseal


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MadeVault:
    monkeypatch.setattr("therapease.cli.app.forbid_core_dumps", lambda: None)
    return make_vault(tmp_path)


def run(monkeypatch: pytest.MonkeyPatch, typed: str, *arguments: str | Path) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed + "\n"))
    return cli.main(["audit", *map(str, arguments)])


def test_a_whole_history_is_counted(
    made: MadeVault, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = made.path.read_bytes()
    assert run(monkeypatch, made.passphrase, "verify", made.path) == 0
    assert run(monkeypatch, made.recovery_code, "verify", made.path, "--recovery-code") == 0
    said = capsys.readouterr().out
    assert said.count("3 events\nFirst 20") == 2
    assert "Nothing is missing and nothing was changed." in said
    assert made.path.read_bytes() == before


def test_a_cut_history_ends_with_a_status_and_what_is_missing(
    made: MadeVault, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store().unlock(made.path, made.passphrase).close()
    dek = unseal(read_header(made.keys), SlotKind.PASSPHRASE, made.passphrase).dek
    database = open_database(made.path, dek)
    database.execute("DROP TRIGGER audit_events_no_delete")
    database.execute("DELETE FROM audit_events WHERE sequence > 3")
    database.close()
    assert run(monkeypatch, made.passphrase, "verify", made.path) == 1
    said = capsys.readouterr().out
    assert "wrong 2 events missing after 20" in said
    assert "at the end" in said


def test_a_wrong_passphrase_is_a_mistake(made: MadeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "wrong", "verify", made.path) == 2
