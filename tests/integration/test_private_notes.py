"""A private note in a real vault: closed to whoever has the database and its key, open to its owner all along."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

import therapease
from tests.fakes import FakeEngine
from tests.vaults.colleague import BEA, BEAS_PASSPHRASE, add_bea
from tests.vaults.making import MadeVault, make_vault, store
from therapease.bootstrap import build_workspace
from therapease.clock import SystemClock
from therapease.domain.process_note import SealedText
from therapease.domain.session import TherapySession
from therapease.errors import NotAllowedError, SealedForOthersError
from therapease.services.workspace import Workspace
from therapease.store.header.file import read_header
from therapease.store.header.model import SlotKind
from therapease.store.open_vault import OpenVault
from therapease.store.slots import open_dek
from therapease.store.sqlcipher import build_engine
from therapease.store.unsealing import unseal

WORDS = "CANARY-quietlyangrywithhim"
NEW_PASSPHRASE = "seven brass kettles humming low"


def work_in(vault: OpenVault) -> Workspace:
    return build_workspace(vault, FakeEngine(), SystemClock())


@pytest.fixture
def made(tmp_path: Path) -> MadeVault:
    return make_vault(tmp_path)


@pytest.fixture
def session(made: MadeVault) -> TherapySession:
    """A session with Ada's private note on it; Bea has an account in the same vault."""
    vault = store().unlock(made.path, made.passphrase)
    add_bea(vault)
    work = work_in(vault)
    session = work.schedule.add_session(work.clients.create("Mara Keller").id, SystemClock().now())
    work.process_notes.save(session.id, WORDS, 0)
    work.process_notes.save(session.id, WORDS + " again", 1)
    vault.close()
    return session


def assert_readable(vault: OpenVault, session: TherapySession) -> None:
    note = work_in(vault).process_notes.open(session.id)
    assert note is not None
    assert note.text == f"{WORDS} again"


def values_of(vault: Path, dek: bytes) -> Iterator[object]:
    """Yield every value of every column of every table, the schema's own included."""
    engine = build_engine(vault, dek)
    with engine.connect() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        assert {"process_notes", "process_note_versions", "process_note_keys"} <= set(tables)
        for table in ("sqlite_master", *tables):
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                yield from row
    engine.dispose()


def test_no_column_holds_a_word_of_it(made: MadeVault, session: TherapySession) -> None:
    unsealed = unseal(read_header(made.keys), SlotKind.PASSPHRASE, made.passphrase)
    values = list(values_of(made.path, unsealed.dek))
    assert "Mara Keller" in values, "the search reads what is there"
    needles = [WORDS.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    as_bytes = [value if isinstance(value, bytes) else str(value).encode() for value in values]
    assert not [value for value in as_bytes if any(needle in value for needle in needles)]


def test_a_colleague_with_the_data_key_cannot_open_it(made: MadeVault, session: TherapySession) -> None:
    """By raw SQL, with her own keys, with the rows relabelled as hers."""
    bea = store().unlock(made.path, BEAS_PASSPHRASE, BEA)
    assert open_dek(bea._header.account(BEA), bea._keys.user), "she has the vault's key"
    with pytest.raises(NotAllowedError):
        work_in(bea).process_notes.open(session.id)
    with bea.unit_of_work() as unit:
        owner = next(user for user in unit.users.list_all() if user.id != BEA)
        note = unit.process_notes.of_session(session.id, owner.id)
        assert note is not None
        versions = unit.process_notes.versions(note.id)
    assert len(versions) == 2
    for version in versions:
        relabelled = SealedText(version.sealed.cipher, tuple(type(k)(BEA, k.sealed) for k in version.sealed.keys))
        for sealed in (version.sealed, relabelled):
            with pytest.raises(SealedForOthersError):
                bea.open_text(sealed, note.binding(version.version))
    bea.close()


def test_its_owner_reads_it_after_passphrase_recovery_and_rotation(made: MadeVault, session: TherapySession) -> None:
    vault = store().unlock(made.path, made.passphrase)
    vault.change_passphrase(NEW_PASSPHRASE, made.passphrase)
    assert_readable(vault, session)
    vault.rotate_key(BEA)
    assert_readable(vault, session)
    vault.close()
    vault = store().unlock(made.path, NEW_PASSPHRASE)
    assert_readable(vault, session)
    vault.close()
    vault = store().unlock_with_recovery_code(made.path, made.recovery_code)
    assert_readable(vault, session)
    vault.close()


def test_deleting_it_leaves_nothing_in_the_tables(made: MadeVault, session: TherapySession) -> None:
    vault = store().unlock(made.path, made.passphrase)
    work_in(vault).process_notes.delete(session.id)
    with vault._engine.connect() as connection:
        for table in ("process_notes", "process_note_versions", "process_note_keys"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0
    vault.close()


def test_nothing_but_its_own_service_opens_one() -> None:
    """Drafting, search and export cannot reach it: nothing else asks the vault to open, or reads the repository.

    What was half typed at a lock is sealed in the same way, under a binding of its own that opens no note.
    """
    root = Path(therapease.__file__).parent
    users = set()
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and (
                node.attr == "open_text"
                or (node.attr == "process_notes" and isinstance(node.value, ast.Name) and node.value.id == "unit")
            ):
                users.add(str(path.relative_to(root)))
    assert users == {"services/process_notes.py", "services/unfinished.py"}
