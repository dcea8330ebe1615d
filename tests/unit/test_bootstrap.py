"""The wiring fits, and the process that holds a vault leaves no core behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.fakes import FakeClock, FakeEngine
from therapease import bootstrap
from therapease.domain.user import NewOwner
from therapease.store.kdf import FLOOR
from therapease.store.vault import SqlCipherVaultStore

CRASHING = """
import os
from therapease.bootstrap import forbid_core_dumps
forbid_core_dumps()
import resource
print(resource.getrlimit(resource.RLIMIT_CORE), flush=True)
os.abort()
"""


def test_a_crash_leaves_no_core_file(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", CRASHING], capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert ended.returncode < 0
    assert ended.stdout.splitlines()[0] == "(0, 0)"
    assert list(tmp_path.iterdir()) == []


def test_a_workspace_is_wired_to_the_vault_it_was_given(tmp_path: Path) -> None:
    clock = FakeClock()
    vault, _ = SqlCipherVaultStore(clock, kdf=FLOOR).create(
        tmp_path / "practice.vault", NewOwner("Dana Demo"), "copper lantern meadow river"
    )
    work = bootstrap.build_workspace(vault, FakeEngine(), clock)
    try:
        client = work.clients.create("Mara Keller")
        assert work.clients.list_all() == [client]
        assert work.user.name == "Dana Demo"
    finally:
        work.close()


def test_importing_the_wiring_loads_neither_database_nor_speech() -> None:
    program = (
        "import sys, therapease.bootstrap; print([m for m in ('sqlalchemy', 'av', 'PySide6') if m in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert ended.stdout.strip() == "[]", ended.stderr


def test_the_first_window_waits_for_no_service_and_no_writer_of_settings() -> None:
    """What only an open vault or a changed setting needs is loaded when it is needed."""
    code = (
        "import sys, therapease.cli.app, therapease.ui.app;"
        "late = ('therapease.services.notes', 'therapease.services.assembly', 'tomlkit', 'therapease.ui.main_window',"
        " 'therapease.ui.about_sheet', 'therapease.ui.jobs');"
        "print([name for name in late if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.strip() == "[]"
