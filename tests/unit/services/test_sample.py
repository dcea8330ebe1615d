"""The sample client comes whole or not at all, and goes without a trace but in the audit log."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import FakeEngine, FakeVault, new_workspace
from therapease import paths
from therapease.domain.audit import AuditAction
from therapease.domain.consent import ConsentPurpose
from therapease.domain.job import CancelToken, DraftingOptions, ignore_progress
from therapease.domain.session import SessionStatus
from therapease.domain.transcript import SpeakerRole
from therapease.errors import EngineCrashedError, FileMissingError, JobCancelledError, NotASampleError
from therapease.services.sample import SAMPLE_NAME, written_utterances
from therapease.services.workspace import Workspace


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def work(engine: FakeEngine) -> Workspace:
    return new_workspace(engine=engine)


def is_empty(work: Workspace) -> bool:
    assert isinstance(work.vault, FakeVault)
    tables = work.vault.tables
    rows = (tables.clients, tables.consents, tables.sessions, tables.recordings, tables.transcripts, tables.notes)
    return not any(rows)


def test_it_comes_with_recording_consents_and_the_written_transcript(work: Workspace) -> None:
    session = work.sample.add(ignore_progress, CancelToken())
    review = work.schedule.open_review(session.id)
    assert review.client.is_sample
    assert review.client.name == SAMPLE_NAME
    assert review.session.status is SessionStatus.TRANSCRIBED
    assert review.recording is not None
    assert review.transcript is not None
    assert review.transcript.utterances == written_utterances(paths.sample_session_dir() / "reference.json")
    page = work.clients.open_page(review.client.id)
    assert {consent.purpose for consent in page.consents} == set(ConsentPurpose)
    assert work.sample.find() == review.client


def test_a_draft_can_be_made_of_it_like_of_any_session(work: Workspace) -> None:
    session = work.sample.add(ignore_progress, CancelToken())
    work.notes.draft(session.id, DraftingOptions(), ignore_progress, CancelToken())
    assert work.schedule.open_review(session.id).session.status is SessionStatus.DRAFTED


def test_the_engine_may_make_its_own_transcript(work: Workspace) -> None:
    session = work.sample.add(ignore_progress, CancelToken(), with_transcript=False)
    review = work.schedule.open_review(session.id)
    assert (review.transcript, review.session.status) == (None, SessionStatus.RECORDED)


def test_removing_leaves_nothing_but_the_event(work: Workspace) -> None:
    session = work.sample.add(ignore_progress, CancelToken())
    work.notes.draft(session.id, DraftingOptions(), ignore_progress, CancelToken())
    client = work.sample.find()
    assert client is not None
    work.sample.remove(client.id)
    assert is_empty(work)
    assert work.sample.find() is None
    assert work.history.recent()[0].action is AuditAction.SAMPLE_REMOVED


def test_nobody_else_can_be_removed(work: Workspace) -> None:
    client = work.clients.create("Mara Keller")
    with pytest.raises(NotASampleError):
        work.sample.remove(client.id)
    assert work.clients.list_all() == [client]


def test_a_second_one_takes_the_place_of_the_first(work: Workspace) -> None:
    first = work.sample.add(ignore_progress, CancelToken())
    second = work.sample.add(ignore_progress, CancelToken())
    assert isinstance(work.vault, FakeVault)
    assert list(work.vault.tables.sessions) == [second.id]
    assert first.id != second.id
    assert len(work.clients.list_all()) == 1


def test_a_crash_leaves_nothing_half_made(work: Workspace, engine: FakeEngine) -> None:
    engine.fail_with["import"] = EngineCrashedError()
    with pytest.raises(EngineCrashedError):
        work.sample.add(ignore_progress, CancelToken())
    assert is_empty(work)


def test_a_cancelled_one_leaves_nothing_half_made(work: Workspace) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(JobCancelledError):
        work.sample.add(ignore_progress, cancel)
    assert is_empty(work)


def test_without_its_files_it_says_so(work: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "sample_session_dir", lambda: tmp_path)
    with pytest.raises(FileMissingError):
        work.sample.add(ignore_progress, CancelToken())
    assert is_empty(work)


def test_the_written_transcript_has_both_voices_and_times() -> None:
    utterances = written_utterances(paths.sample_session_dir() / "reference.json")
    assert {u.role for u in utterances} == {SpeakerRole.THERAPIST, SpeakerRole.CLIENT}
    assert all(u.start_s is not None and u.end_s is not None and u.start_s < u.end_s for u in utterances)
