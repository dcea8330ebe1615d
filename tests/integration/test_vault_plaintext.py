"""Nothing that was put into a vault can be read in any of its files, while it is open or after."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.vaults.everything import add_everything, assert_holds_everything, everything
from tests.vaults.making import PASSPHRASE, store
from therapease.domain.user import NewOwner
from therapease.store.open_vault import OpenVault

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


def canary(field: str) -> str:
    """Return words for a field that stand nowhere else: the same field, the same words."""
    letters = random.Random(field).choices("abcdefghijklmnopqrstuvwxyz", k=24)
    return f"CANARY-{''.join(letters)}"


class CanaryWords:
    """Gives a canary for every field and remembers all of them."""

    def __init__(self) -> None:
        self.given: set[str] = set()

    def __call__(self, field: str) -> str:
        self.given.add(canary(field))
        return canary(field)


@pytest.fixture
def words() -> CanaryWords:
    return CanaryWords()


def found_in(folder: Path, needles: set[bytes]) -> list[str]:
    """Return the files, by name, in whose names or bytes one of the needles stands."""
    found = []
    for path in folder.rglob("*"):
        content = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        if any(needle in content for needle in needles):
            found.append(path.name)
    return found


def needles(words: CanaryWords, vault: OpenVault, code: str) -> set[bytes]:
    texts = words.given | {
        "CANARY",
        PASSPHRASE,
        code,
        code.replace("-", ""),
        "C-0001",
        "SQLite format 3",
        "CREATE TABLE",
    }
    keys = [bytes(vault._keys.user.signing), bytes(vault._keys.user.agreement), vault._keys.audit_mac]
    as_bytes = {text.encode(encoding) for text in texts for encoding in ENCODINGS}
    return as_bytes | set(keys) | {key.hex().encode() for key in keys}


def test_no_file_of_the_vault_holds_a_word_of_it(tmp_path: Path, words: CanaryWords) -> None:
    owner = NewOwner("Ada Sommer", words("owner.credentials"), words("owner.licence"))
    vault, code = store().create(tmp_path / "practice.vault", owner, PASSPHRASE)
    clock = FakeClock()
    full = everything(vault.user, clock, vault, words)
    with vault.unit_of_work() as unit:
        add_everything(unit, full)
        unit.commit()
    with vault.unit_of_work() as unit:
        assert_holds_everything(unit, full)
        open_files = {path.name for path in tmp_path.iterdir()}
        assert {"practice.vault", "practice.vault-wal", "practice.keys", "practice.lock"} <= open_files
        assert found_in(tmp_path, needles(words, vault, code)) == []
    assert len(words.given) > 20
    vault.close()
    assert found_in(tmp_path, needles(words, vault, code)) == []
    again = store().unlock_with_recovery_code(tmp_path / "practice.vault", code)
    assert found_in(tmp_path, needles(words, again, code)) == []
    again.close()


def test_sorting_and_grouping_leave_nothing_in_the_temporary_folder(
    tmp_path: Path, words: CanaryWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for variable in ("SQLITE_TMPDIR", "TMPDIR"):
        monkeypatch.setenv(variable, str(temporary))
    vault, _ = store().create(tmp_path / "practice.vault", NewOwner("Ada Sommer"), PASSPHRASE)
    with vault._engine.connect() as connection:
        connection.exec_driver_sql("CREATE TEMP TABLE big (word TEXT)")
        for _ in range(200):
            connection.exec_driver_sql("INSERT INTO big VALUES (?)", (words("temporary") * 2000,))
        count = connection.exec_driver_sql(
            "SELECT count(*) FROM (SELECT word || random() AS w FROM big ORDER BY w DESC)"
        ).scalar_one()
        assert count == 200
        assert list(temporary.iterdir()) == []
    vault.close()


def test_the_key_file_names_who_can_sign_in_and_nothing_else(tmp_path: Path) -> None:
    """A sign-in list needs names: the label of an account is the one text that is kept in the clear."""
    vault, _ = store().create(tmp_path / "practice.vault", NewOwner("Ada Sommer", "LCSW"), PASSPHRASE)
    vault.close()
    keys = (tmp_path / "practice.keys").read_bytes()
    assert keys.count(b"Ada Sommer") == 2, "once in each copy"
    assert b"LCSW" not in keys
    assert b"Ada Sommer" not in (tmp_path / "practice.vault").read_bytes()


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "leak.txt").write_bytes(b"..." + canary("x").encode("utf-16-le") + b"...")
    assert found_in(tmp_path, {canary("x").encode("utf-16-le")}) == ["leak.txt"]
    assert found_in(tmp_path, {canary("y").encode()}) == []
