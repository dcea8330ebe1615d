"""Work that goes on while the vault is locked: let go with a ticket, brought in once."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import START, FakeClock, FakeEngine, FakeVault, conversation, new_workspace
from tests.reviewing import drafted_session
from therapease.domain.audit import AuditAction
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import SessionId
from therapease.domain.job import CancelToken, TranscriptionOptions, ignore_progress
from therapease.domain.session import SessionStatus
from therapease.domain.transcript import Transcription
from therapease.domain.unattended import UnattendedStep, UnattendedWork
from therapease.errors import (
    EmptyTranscriptError,
    EngineCrashedError,
    JobLetGoError,
    ModelMissingError,
    StorageFullError,
    TherapEaseError,
)
from therapease.services.workspace import Workspace

STEP = UnattendedStep.TRANSCRIBE


@dataclass
class Practice:
    workspace: Workspace
    vault: FakeVault
    engine: FakeEngine
    session_id: SessionId

    @property
    def status(self) -> SessionStatus:
        return self.vault.tables.sessions[self.session_id].status

    @property
    def letter(self) -> str:
        return next(iter(self.vault.letters))


@pytest.fixture
def practice(tmp_path: Path) -> Practice:
    """A session with its recording, whose transcription is under way."""
    engine = FakeEngine()
    workspace = new_workspace(FakeClock(START), engine)
    assert isinstance(workspace.vault, FakeVault)
    client = workspace.clients.create("Mara Keller")
    for purpose in ConsentPurpose:
        workspace.clients.give_consent(client.id, purpose)
    session = workspace.schedule.add_session(client.id, START)
    source = tmp_path / "session.wav"
    source.write_bytes(b"sound")
    workspace.recording.import_file(session.id, source, ignore_progress, CancelToken())
    engine.hold.add("transcribe")
    engine.outcome_of_letters = Transcription("stand-in", "stand-in", 60.0, 6.0, conversation())
    return Practice(workspace, workspace.vault, engine, session.id)


def test_a_result_comes_in_once(practice: Practice) -> None:
    unattended, vault = practice.workspace.unattended, practice.vault
    assert unattended.let_go(practice.session_id, STEP)
    assert vault.actions[-1] is AuditAction.JOB_LET_GO
    vault.held_letters.add(practice.letter)
    running = UnattendedWork(practice.session_id, STEP, is_running=True)
    assert unattended.collect() == [running]
    assert unattended.collect() == [running]
    assert practice.status is SessionStatus.RECORDED
    vault.held_letters.clear()
    assert unattended.collect() == [UnattendedWork(practice.session_id, STEP)]
    assert practice.status is SessionStatus.TRANSCRIBED
    assert vault.actions[-1] is AuditAction.TRANSCRIPT_CREATED
    assert len(vault.tables.transcripts) == 1
    assert vault.letters == {}
    assert unattended.collect() == []
    assert len(vault.tables.transcripts) == 1


def test_a_crash_between_keeping_and_tidying_up_brings_nothing_in_twice(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    unattended = practice.workspace.unattended
    unattended.let_go(practice.session_id, STEP)

    def crash(_self: FakeVault, _letter: str) -> None:
        raise SystemExit

    monkeypatch.setattr(FakeVault, "drop_letter", crash)
    with pytest.raises(SystemExit):
        unattended.collect()
    monkeypatch.undo()
    assert practice.vault.letters, "the letter is there still"
    assert unattended.collect() == []
    assert len(practice.vault.tables.transcripts) == 1


def test_what_cannot_be_committed_is_brought_in_later(practice: Practice) -> None:
    unattended = practice.workspace.unattended
    unattended.let_go(practice.session_id, STEP)
    practice.vault.fail_commit_with = StorageFullError()
    with pytest.raises(StorageFullError):
        unattended.collect()
    practice.vault.fail_commit_with = None
    assert practice.vault.tables.transcripts == {}
    assert unattended.collect() == [UnattendedWork(practice.session_id, STEP)]


@pytest.mark.parametrize("error", [EmptyTranscriptError(), ModelMissingError()])
def test_what_went_wrong_is_told_once(practice: Practice, error: TherapEaseError) -> None:
    unattended = practice.workspace.unattended
    unattended.let_go(practice.session_id, STEP)
    practice.engine.outcome_of_letters = error
    (work,) = unattended.collect()
    assert work.error is error
    assert unattended.collect() == []
    assert practice.status is SessionStatus.RECORDED
    assert practice.vault.letters == {}


@pytest.mark.parametrize("content", [b"", None])
def test_a_worker_that_was_ended_is_told_as_such(practice: Practice, content: bytes | None) -> None:
    unattended, letters = practice.workspace.unattended, practice.vault.letters
    unattended.let_go(practice.session_id, STEP)
    letters.update({practice.letter: content}) if content is not None else letters.clear()
    (work,) = unattended.collect()
    assert isinstance(work.error, EngineCrashedError)
    assert unattended.collect() == []


def test_a_letter_without_the_ticket_is_not_believed(practice: Practice) -> None:
    unattended = practice.workspace.unattended
    unattended.let_go(practice.session_id, STEP)
    practice.vault.letters[practice.letter] = b"words of a stranger"
    (work,) = unattended.collect()
    assert work.error is not None
    assert practice.vault.tables.transcripts == {}


def test_nothing_is_left_where_nothing_could_go_on(practice: Practice) -> None:
    practice.engine.hold.clear()
    assert not practice.workspace.unattended.let_go(practice.session_id, STEP)
    assert practice.vault.letters == {}
    assert practice.workspace.unattended.collect() == []


def test_a_withdrawn_consent_holds_for_what_went_on(practice: Practice) -> None:
    practice.workspace.unattended.let_go(practice.session_id, STEP)
    clients = practice.workspace.clients
    (client,) = clients.list_all()
    for consent in clients.open_page(client.id).consents:
        clients.revoke_consent(consent)
    (work,) = practice.workspace.unattended.collect()
    assert work.error is not None
    assert practice.vault.tables.transcripts == {}


def test_the_call_that_was_under_way_ends_without_a_result(practice: Practice) -> None:
    outcome: list[BaseException] = []

    def transcribe() -> None:
        try:
            practice.workspace.transcription.transcribe(
                practice.session_id, TranscriptionOptions(), ignore_progress, CancelToken()
            )
        except JobLetGoError as error:
            outcome.append(error)

    thread = threading.Thread(target=transcribe)
    thread.start()
    assert practice.workspace.unattended.let_go(practice.session_id, STEP)
    thread.join(10)
    assert len(outcome) == 1
    assert practice.vault.tables.transcripts == {}


def test_a_draft_rests_on_the_transcript_it_was_begun_with(tmp_path: Path) -> None:
    engine = FakeEngine()
    workspace = new_workspace(FakeClock(START - timedelta(days=1)), engine)
    session_id = drafted_session(workspace, tmp_path)
    engine.hold.add("draft")
    assert workspace.unattended.let_go(session_id, UnattendedStep.DRAFT)
    assert workspace.unattended.collect() == [UnattendedWork(session_id, UnattendedStep.DRAFT)]
    assert isinstance(workspace.vault, FakeVault)
    assert len(workspace.vault.tables.notes) == 2
