"""The large practice that speed is measured on: repeatable, true to the rules of the record, with its hard cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench._large_practice import PASSPHRASE, LargePractice, make_large_practice
from bench._names import UNUSUAL, names
from therapease.bootstrap import build_workspace
from therapease.clock import SystemClock
from therapease.domain.session import SessionStatus
from therapease.engine.process import EngineProcess
from therapease.services.workspace import Workspace
from therapease.store.kdf import FLOOR
from therapease.store.vault import SqlCipherVaultStore

CLIENTS, UTTERANCES, LINES = 40, 60, 30


def opened(practice: LargePractice) -> Workspace:
    vault = SqlCipherVaultStore(SystemClock(), FLOOR).unlock(practice.path, PASSPHRASE)
    return build_workspace(vault, EngineProcess(), SystemClock())


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> LargePractice:
    return make_large_practice(tmp_path_factory.mktemp("large"), CLIENTS, UTTERANCES, LINES)


def test_names_repeat_for_a_seed_and_include_the_unusual_ones() -> None:
    assert list(names(200, 3)) == list(names(200, 3))
    assert list(names(200, 3)) != list(names(200, 4))
    assert set(UNUSUAL) <= set(names(200, 3))
    assert len(list(names(3, 1))) == 3


def test_the_practice_has_its_hard_cases(practice: LargePractice) -> None:
    workspace = opened(practice)
    try:
        assert len(workspace.clients.list_all(include_archived=True)) == CLIENTS
        assert workspace.clients.open_page(practice.without_sessions).sessions == ()
        page = workspace.clients.open_page(practice.busiest)
        assert len({session.number for session in page.sessions}) == len(page.sessions)
        long = workspace.schedule.open_review(practice.long_session)
        assert long.transcript is not None and len(long.transcript.utterances) == UTTERANCES
        assert long.recording is not None and len(long.peaks) == long.recording.chunk_count * 500
        silent = workspace.schedule.open_review(practice.silent_session)
        assert silent.recording is None and silent.note is not None
        lined = workspace.schedule.open_review(practice.long_note_session)
        assert lined.note is not None and len(lined.note.latest.statements) == LINES
    finally:
        workspace.close()


def test_its_signatures_hold_and_its_evidence_resolves(practice: LargePractice) -> None:
    workspace = opened(practice)
    try:
        signed = 0
        for client in workspace.clients.list_all(include_archived=True):
            for session in workspace.clients.open_page(client.id).sessions:
                if session.status is not SessionStatus.SIGNED:
                    continue
                review = workspace.schedule.open_review(session.id)
                assert review.note is not None and review.transcript is not None
                spoken = {utterance.id for utterance in review.transcript.utterances}
                assert all(set(line.evidence) <= spoken for line in review.note.latest.statements)
                assert workspace.notes.signature_holds(review.note)
                signed += 1
        assert signed > CLIENTS // 4
    finally:
        workspace.close()


def test_the_same_seed_makes_the_same_practice(practice: LargePractice, tmp_path: Path) -> None:
    again = make_large_practice(tmp_path, CLIENTS, UTTERANCES, LINES)
    first, second = opened(practice), opened(again)
    try:
        assert first.clients.list_all() == second.clients.list_all()
        assert first.clients.open_page(practice.busiest).sessions == second.clients.open_page(again.busiest).sessions
    finally:
        first.close()
        second.close()
