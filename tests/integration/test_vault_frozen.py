"""Vaults frozen by the program of their day open with the program of today, and nothing in them is lost.

One folder per schema version in tests/vaults, never made again (tests/vaults/make_frozen.py says how they were).
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.vaults.everything import assert_signatures_hold
from tests.vaults.making import bytes_of, store
from tests.vaults.plain import contents, missing
from therapease.domain.ids import SessionId
from therapease.store.header.file import read_header
from therapease.store.open_vault import OpenVault
from therapease.store.schema import newest_revision

FROZEN = sorted((Path(__file__).parents[1] / "vaults").glob("v*/practice.vault"))


@pytest.fixture(params=FROZEN, ids=lambda path: path.parent.name)
def frozen(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a frozen vault."""
    original: Path = request.param
    folder = tmp_path / "frozen"
    shutil.copytree(original.parent, folder)
    return folder / original.name


def unlocked(frozen: Path) -> OpenVault:
    return store().unlock(frozen, (frozen.parent / "passphrase.txt").read_text(encoding="utf-8").strip())


def test_there_is_a_frozen_vault_of_every_schema_version() -> None:
    assert [path.parent.name for path in FROZEN] == [f"v{number}" for number in range(1, int(newest_revision()) + 1)]


def test_everything_in_it_is_read_back(frozen: Path) -> None:
    expected = json.loads((frozen.parent / "contents.json").read_text(encoding="utf-8"))
    vault = unlocked(frozen)
    with vault.unit_of_work() as unit:
        found = contents(unit)
        unit.audit.verify()
    vault.close()
    assert expected["notes"][0]["amendments"], "a frozen vault holds one of everything"
    assert missing(expected, found) == []


def test_what_was_signed_in_it_still_holds(frozen: Path) -> None:
    vault = unlocked(frozen)
    expected = json.loads((frozen.parent / "contents.json").read_text(encoding="utf-8"))
    with vault.unit_of_work() as unit:
        note = unit.notes.for_session(SessionId(expected["sessions"][0]["id"]))
    assert note is not None
    assert_signatures_hold(vault, note)
    vault.close()


def test_its_recovery_code_opens_it(frozen: Path) -> None:
    code = (frozen.parent / "recovery_code.txt").read_text(encoding="utf-8")
    vault = store().unlock_with_recovery_code(frozen, code)
    assert vault.user.name == "Ada Sommer"
    vault.close()


def test_it_can_be_worked_in_and_opened_again(frozen: Path) -> None:
    for _ in range(2):
        unlocked(frozen).close()
    assert read_header(frozen.with_suffix(".keys")).newest.anchor.sequence > 0


def test_the_frozen_files_themselves_are_not_touched(frozen: Path) -> None:
    original = next(path for path in FROZEN if path.read_bytes() == frozen.read_bytes())
    before = bytes_of(original.parent)
    unlocked(frozen).close()
    assert bytes_of(original.parent) == before
    assert frozen.read_bytes() != original.read_bytes()


def test_a_difference_would_be_noticed() -> None:
    expected = {"notes": [{"text": "a", "lines": [1, 2]}]}
    assert missing(expected, {"notes": [{"text": "a", "lines": [1, 2, 3], "more": 1}], "audit": []}) == []
    assert missing(expected, {"notes": [{"text": "b", "lines": [1, 2]}]}) == ["vault.notes[0].text differs"]
    assert missing(expected, {"notes": []}) == ["vault.notes has 0 of 1"]
    assert missing(expected, {"notes": [{"text": "a", "lines": [2, 1]}]}) != []
    assert missing(expected, {}) == ["vault.notes is gone"]
