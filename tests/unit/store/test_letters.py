"""Letters: written by whoever holds the open file, read by whoever has the vault's private key."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from nacl.public import PrivateKey, SealedBox

from therapease.errors import NotFoundError
from therapease.store.letters import begin_letter, drop_letter, open_letter
from therapease.store.vault_files import VaultFiles

KEY = PrivateKey.generate()


@pytest.fixture
def files(tmp_path: Path) -> VaultFiles:
    return VaultFiles(tmp_path / "practice.vault")


def test_a_letter_is_held_until_the_last_who_has_it_open_is_gone(files: VaultFiles) -> None:
    sink = begin_letter(files, "a")
    worker = os.dup(sink.fileno())
    sink.close()
    assert open_letter(files, "a", bytes(KEY)) is None, "the worker has it still"
    os.write(worker, SealedBox(KEY.public_key).encrypt(b"what was said"))
    assert open_letter(files, "a", bytes(KEY)) is None
    os.close(worker)
    assert open_letter(files, "a", bytes(KEY)) == b"what was said"
    drop_letter(files, "a")
    drop_letter(files, "a")
    assert list(files.database.parent.iterdir()) == []


def test_a_letter_is_its_owners_only(files: VaultFiles) -> None:
    begin_letter(files, "a").close()
    assert stat.S_IMODE(files.letter("a").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content",
    [b"", b"half", SealedBox(PrivateKey.generate().public_key).encrypt(b"other")],
    ids=["empty", "half", "for another vault"],
)
def test_what_is_not_whole_or_for_another_vault_is_none(files: VaultFiles, content: bytes) -> None:
    with begin_letter(files, "a") as sink:
        sink.write(content)
    with pytest.raises(NotFoundError):
        open_letter(files, "a", bytes(KEY))
    with pytest.raises(NotFoundError):
        open_letter(files, "b", bytes(KEY))
