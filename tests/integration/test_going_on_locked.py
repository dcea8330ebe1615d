"""A job that goes on while the vault is locked, with the real worker: alone, sealed, without what opens the vault."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

from bench._planted_practice import PASSPHRASE, Planted, make_planted_practice
from bench.lock_memory import family, remembered
from tests.vaults.making import store
from therapease.bootstrap import build_engine, build_workspace
from therapease.clock import SystemClock
from therapease.domain.audit import AuditAction
from therapease.domain.consent import ConsentPurpose
from therapease.domain.job import CancelToken, DraftingOptions, ignore_progress
from therapease.domain.session import SessionStatus
from therapease.domain.unattended import UnattendedStep, UnattendedWork
from therapease.engine.process import EngineProcess
from therapease.errors import JobLetGoError
from therapease.services.workspace import Workspace

PATIENCE_S = 120.0


def unlocked(planted: Planted) -> Workspace:
    return build_workspace(store().unlock(planted.path, PASSPHRASE), build_engine(), SystemClock())


def worker_of(pid: int) -> int:
    """Return the process whose parent this is and that works."""
    return next(child for child in family(pid)[1:] if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes())


def holds_no_key(pid: int, planted: Planted) -> None:
    """Stop the worker for the moment of the search, so that it is not done before."""
    os.kill(pid, signal.SIGSTOP)
    try:
        found = remembered([pid], planted)
    finally:
        os.kill(pid, signal.SIGCONT)
    assert found.sentences > 0, "the words it works on show that the search sees its memory"
    assert found.key_copies == 0


def let_a_draft_go(workspace: Workspace, planted: Planted) -> None:
    """Begin a draft, and let it go as soon as the worker is asked for it."""
    engine = workspace.engine
    assert isinstance(engine, EngineProcess)
    ended: list[str] = []

    def draft() -> None:
        try:
            workspace.notes.draft(planted.session_id, DraftingOptions(), ignore_progress, CancelToken())
        except JobLetGoError as error:
            ended.append(type(error).__name__)

    thread = threading.Thread(target=draft)
    thread.start()
    give_up_at = time.monotonic() + PATIENCE_S
    while not engine._one_job.locked():
        assert time.monotonic() < give_up_at
    assert workspace.unattended.let_go(planted.session_id, UnattendedStep.DRAFT)
    if os.geteuid() == 0:
        # Nobody else may look into it.
        holds_no_key(worker_of(os.getpid()), planted)
    thread.join(PATIENCE_S)
    assert ended == ["JobLetGoError"]
    assert engine.worker_pid is None, "it is nobody's any more"


def test_a_draft_is_finished_behind_the_lock_and_comes_in_once(tmp_path: Path) -> None:
    planted = make_planted_practice(tmp_path)
    workspace = unlocked(planted)
    (client,) = workspace.clients.list_all()
    workspace.clients.give_consent(client.id, ConsentPurpose.AI_NOTES)
    let_a_draft_go(workspace, planted)
    workspace.close()
    assert len(list(tmp_path.glob("*.sealed"))) == 1

    again = unlocked(planted)
    give_up_at = time.monotonic() + PATIENCE_S
    while (works := again.unattended.collect()) and works[0].is_running:
        assert time.monotonic() < give_up_at
        time.sleep(0.1)
    assert works == [UnattendedWork(planted.session_id, UnattendedStep.DRAFT)]
    assert again.unattended.collect() == []
    assert list(tmp_path.glob("*.sealed")) == []
    assert again.schedule.open_review(planted.session_id).session.status is SessionStatus.DRAFTED
    with again.vault.unit_of_work() as unit:
        actions = [event.action for event in unit.audit.list_recent(30)]
    assert actions.count(AuditAction.NOTE_DRAFTED) == 1
    assert actions.count(AuditAction.JOB_LET_GO) == 1
    again.close()
