"""Which start of the machine this is."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from therapease.store import boot


@pytest.fixture(autouse=True)
def forgotten() -> None:
    boot.boot_id.cache_clear()


def test_it_is_the_same_all_along() -> None:
    assert boot.boot_id() == boot.boot_id()
    uuid.UUID(boot.boot_id())


@pytest.mark.parametrize("content", [None, "not an id", ""])
def test_where_the_system_does_not_say_it_is_the_process_s_own(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "boot_id"
    if content is not None:
        source.write_text(content)
    monkeypatch.setattr(boot, "_LINUX", source)
    assert uuid.UUID(boot.boot_id()).version == 4
    assert boot.boot_id() == boot.boot_id()


def test_the_system_s_own_id_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "boot_id"
    source.write_text("0B0E1F62-6a4c-4b1e-9a53-0d9f1f0c9a11\n")
    monkeypatch.setattr(boot, "_LINUX", source)
    assert boot.boot_id() == "0b0e1f62-6a4c-4b1e-9a53-0d9f1f0c9a11"
