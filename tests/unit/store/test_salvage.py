"""What is saved from damaged vaults, page by page, and what is said about the rest."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.vaults.everything import add_everything, assert_holds_everything, everything
from tests.vaults.making import MadeVault, bytes_of, make_vault, store
from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.ids import ClientId
from therapease.domain.salvage import SalvageReport
from therapease.errors import VaultDamagedError, VaultExistsError, WrongPassphraseError
from therapease.store.dbapi import DatabaseError
from therapease.store.header.envelope import COPY_BYTES
from therapease.store.header.file import read_header
from therapease.store.header.model import SlotKind
from therapease.store.sqlcipher import open_for_inspection
from therapease.store.unsealing import unseal

CLIENTS, PAGE_BYTES = 40, 4096
REFERRED = ("users", "vault_meta", "therapy_sessions", "note_versions", "consents")
TABLES = ("clients", "audit_events", *REFERRED)


@pytest.fixture(scope="module")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[MadeVault, dict[str, list[int]]]:
    """A vault with many clients, each on a good part of a page, and one with everything; and whose its pages are."""
    made = make_vault(tmp_path_factory.mktemp("filled"))
    vault = store().unlock(made.path, made.passphrase)
    with vault.unit_of_work() as unit:
        add_everything(unit, everything(vault.user, FakeClock(), vault))
        for number in range(3, CLIENTS):
            client = Client(ClientId(f"client-{number}"), f"C-{number:04d}", "x" * 900, FakeClock().now())
            unit.clients.add(client)
            unit.audit.append(AuditAction.CLIENT_CREATED, client.id)
        unit.commit()
    vault.close()
    return made, leaf_pages(made)


def leaf_pages(made: MadeVault) -> dict[str, list[int]]:
    """Return the leaf pages of each table, from 0: those without which it cannot be counted, but for its root if it
    has others."""
    dek = unseal(read_header(made.keys), SlotKind.PASSPHRASE, made.passphrase).dek
    whole = made.path.read_bytes()
    found: dict[str, list[int]] = {table: [] for table in TABLES}
    roots: dict[str, int] = {}
    for page in range(1, len(whole) // PAGE_BYTES):
        spoil(made.path, page)
        with contextlib.suppress(VaultDamagedError):  # the page describes the tables
            connection = open_for_inspection(made.path, dek)
            for table in TABLES:
                query = "SELECT rootpage - 1 FROM sqlite_master WHERE name = ?"
                roots[table] = connection.execute(query, (table,)).fetchone()[0]
                try:
                    connection.execute(f"SELECT count(*) FROM {table} NOT INDEXED").fetchone()
                except DatabaseError:
                    found[table].append(page)
                    break
            connection.close()
        made.path.write_bytes(whole)
    return {table: [p for p in pages if p != roots[table] or len(pages) == 1] for table, pages in found.items()}


@pytest.fixture
def filled(filled_once: tuple[MadeVault, dict[str, list[int]]], tmp_path: Path) -> MadeVault:
    return filled_once[0].copied_to(tmp_path)


@pytest.fixture
def pages(filled_once: tuple[MadeVault, dict[str, list[int]]]) -> dict[str, list[int]]:
    return filled_once[1]


def spoil(path: Path, *pages: int) -> None:
    raw = bytearray(path.read_bytes())
    for page in pages:
        raw[page * PAGE_BYTES + 100] ^= 1
    path.write_bytes(raw)


def salvaged(made: MadeVault, folder: Path, keys: Path | None = None) -> tuple[SalvageReport, MadeVault]:
    target = folder / "saved.vault"
    report = store().salvage(made.path, keys, target, made.passphrase, None, lambda done: None)
    return report, MadeVault(target, made.recovery_code)


def kinds(report: SalvageReport) -> dict[str, tuple[int, int | None]]:
    return {kind.name: (kind.saved, kind.lost) for kind in report.kinds}


def test_of_a_whole_vault_everything_is_saved_and_can_be_worked_with(made: MadeVault, tmp_path: Path) -> None:
    vault = store().unlock(made.path, made.passphrase)
    full = everything(vault.user, FakeClock(), vault)
    with vault.unit_of_work() as unit:
        add_everything(unit, full)
        unit.commit()
    vault.rotate_key()
    vault.close()
    before = bytes_of(tmp_path)
    report, new = salvaged(made, tmp_path)
    assert report.is_complete
    assert {name: content for name, content in bytes_of(tmp_path).items() if name in before} == before
    again = store().unlock(new.path, made.passphrase)
    with again.unit_of_work() as unit:
        assert_holds_everything(unit, full)
        unit.audit.verify()
        assert [event.action for event in unit.audit.list_recent(2)] == [
            AuditAction.SIGN_IN,
            AuditAction.VAULT_SALVAGED,
        ]
    again.close()
    store().unlock_with_recovery_code(new.path, made.recovery_code).close()


def test_a_damaged_page_costs_the_rows_on_it_and_they_are_named(
    filled: MadeVault, pages: dict[str, list[int]], tmp_path: Path
) -> None:
    spoil(filled.path, pages["clients"][3], pages["clients"][-1])
    report, new = salvaged(filled, tmp_path)
    saved, lost = kinds(report)["clients"]
    assert lost is not None
    assert (saved + lost, 1 <= lost <= 12) == (CLIENTS - 1, True)
    named = next(kind.known for kind in report.kinds if kind.name == "clients")
    assert len(named) == lost
    assert all(name.startswith("C-00") for name in named)
    vault = store().unlock(new.path, filled.passphrase)
    with vault.unit_of_work() as unit:
        assert len(unit.clients.list_all(include_archived=True)) == saved
        unit.audit.verify()
    vault.close()


def test_a_lost_client_s_sessions_and_notes_are_kept(
    filled: MadeVault, pages: dict[str, list[int]], tmp_path: Path
) -> None:
    spoil(filled.path, pages["clients"][0])
    report, new = salvaged(filled, tmp_path)
    assert report.rebuilt >= 1
    assert kinds(report)["notes"] == (1, 0)
    vault = store().unlock(new.path, filled.passphrase)
    with vault.unit_of_work() as unit:
        rebuilt = [c for c in unit.clients.list_all(include_archived=True) if c.name.startswith("Name lost")]
        assert "C-0001" in {client.code for client in rebuilt}
        assert unit.sessions.list_for_client(next(c.id for c in rebuilt if c.code == "C-0001"))
    vault.close()


def test_gaps_in_the_history_are_sealed_again_and_that_is_said(
    filled: MadeVault, pages: dict[str, list[int]], tmp_path: Path
) -> None:
    spoil(filled.path, pages["audit_events"][1])
    report, new = salvaged(filled, tmp_path)
    assert not report.is_history_whole
    assert not report.is_complete
    assert kinds(report)["clients"] == (CLIENTS - 1, 0)
    vault = store().unlock(new.path, filled.passphrase)
    with vault.unit_of_work() as unit:
        unit.audit.verify()
    vault.close()
    assert store().check(new.path, filled.passphrase).clients == CLIENTS - 1


def test_tables_that_all_others_refer_to_may_be_unreadable(
    filled: MadeVault, pages: dict[str, list[int]], tmp_path: Path
) -> None:
    spoil(filled.path, *(page for table in REFERRED for page in pages[table]))
    report, new = salvaged(filled, tmp_path)
    assert not report.is_complete
    vault = store().unlock(new.path, filled.passphrase)
    with vault.unit_of_work() as unit:
        assert len(unit.clients.list_all(include_archived=True)) == CLIENTS - 1
        unit.audit.verify()
    vault.close()


def test_with_a_backup_s_key_file_where_the_own_one_is_lost(filled: MadeVault, tmp_path: Path) -> None:
    older = tmp_path / "older.keys"
    older.write_bytes(filled.keys.read_bytes())
    for _ in range(3):
        store().unlock(filled.path, filled.passphrase).close()
    raw = bytearray(filled.keys.read_bytes())
    raw[300] ^= 1
    raw[COPY_BYTES + 300] ^= 1
    filled.keys.write_bytes(raw)
    report, new = salvaged(filled, tmp_path, older)
    assert report.is_complete
    store().unlock(new.path, filled.passphrase).close()


def test_commits_that_a_damaged_log_dropped_are_counted(made: MadeVault, tmp_path: Path) -> None:
    vault = store().unlock(made.path, made.passphrase)
    for number in range(20):
        with vault.unit_of_work() as unit:
            client = Client(ClientId(f"client-{number}"), f"C-{number:04d}", "x", FakeClock().now())
            unit.clients.add(client)
            unit.audit.append(AuditAction.CLIENT_CREATED, client.id)
            unit.commit()
    files = {name: content for name, content in bytes_of(tmp_path).items() if not name.endswith("-shm")}
    vault.close()
    raw = bytearray(files["practice.vault-wal"])
    raw[len(raw) // 2] ^= 1
    for name, content in {**files, "practice.vault-wal": bytes(raw)}.items():
        (tmp_path / name).write_bytes(content)
    report, new = salvaged(made, tmp_path)
    saved, _ = kinds(report)["clients"]
    assert 0 < saved < 20
    assert report.changes_missing > 0
    assert saved + report.changes_missing >= 20
    store().unlock(new.path, made.passphrase).close()


def test_what_cannot_be_saved_is_refused_and_leaves_nothing(filled: MadeVault, tmp_path: Path) -> None:
    before = bytes_of(tmp_path)
    with pytest.raises(WrongPassphraseError):
        store().salvage(filled.path, None, tmp_path / "new.vault", "wrong", None, lambda done: None)
    with pytest.raises(VaultExistsError):
        store().salvage(filled.path, None, filled.path.with_name("practice.x"), filled.passphrase, None, print)
    assert bytes_of(tmp_path) == before
    spoil(filled.path, 0)
    before = bytes_of(tmp_path)
    with pytest.raises(VaultDamagedError):
        salvaged(filled, tmp_path)
    assert bytes_of(tmp_path) == before
