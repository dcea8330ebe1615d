"""kill -9 at any moment: what a commit acknowledged is there, and the vault opens with its history whole."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.vaults.making import PASSPHRASE, MadeVault, make_vault, store
from therapease.store.vault_files import VaultFiles

KILLS = 15
SEED = 20260317

WRITER = """
import sys
from pathlib import Path
from tests.vaults.making import PASSPHRASE, store
from therapease.clock import SystemClock
from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.ids import ClientId

clock = SystemClock()
print("started", flush=True)
while True:
    vault = store().unlock(Path(sys.argv[1]), PASSPHRASE)
    for _ in range(40):
        with vault.unit_of_work() as unit:
            client = Client(ClientId(clock.new_id()), unit.clients.next_code(), "x" * 3000, clock.now())
            unit.clients.add(client)
            unit.audit.append(AuditAction.CLIENT_CREATED, client.id)
            unit.commit()
        print(client.id, flush=True)
    vault.close()
"""


@pytest.fixture
def made(tmp_path: Path) -> MadeVault:
    return make_vault(tmp_path)


def test_no_acknowledged_commit_is_lost_however_often_the_writer_is_killed(made: MadeVault) -> None:
    moments = random.Random(SEED)
    acknowledged: set[str] = set()
    for _ in range(KILLS):
        command = [sys.executable, "-c", WRITER, str(made.path)]
        # An attempt to sign in that was killed counts as a wrong one, and three of them make the next wait.
        VaultFiles(made.path).sign_ins.unlink(missing_ok=True)
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "started\n"
            # Somewhere in unlocking, writing, closing (header and all) or unlocking again.
            time.sleep(moments.uniform(0.0, 1.0))
            writer.kill()
            printed, complaints = writer.communicate()
        assert complaints == ""
        # A line without its end was being printed when the process died: the commit before it is done all the same.
        acknowledged.update(printed.split())
    vault = store().unlock(made.path, PASSPHRASE)
    with vault.unit_of_work() as unit:
        kept = {client.id for client in unit.clients.list_all()}
        unit.audit.verify()
        logged = {event.object_id for event in unit.audit.list_recent(100_000)}
    vault.close()
    assert len(acknowledged) > KILLS
    assert acknowledged - kept == set()
    assert kept - logged == set(), "no client without its event, no event without its client"
