"""Corrections in a real vault: versions, what they make stale, what is signed in the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes import FakeClock, FakeEngine
from tests.reviewing import drafted_session
from therapease.bootstrap import build_workspace
from therapease.domain.ids import SessionId
from therapease.domain.note import Note, StatementKind
from therapease.domain.transcript import SpeakerRole
from therapease.domain.user import NewOwner
from therapease.errors import NoteSignedError, OpenItemsError
from therapease.services.notes import open_items
from therapease.services.workspace import Workspace
from therapease.store.kdf import FLOOR
from therapease.store.vault import SqlCipherVaultStore


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workspace]:
    clock = FakeClock()
    vault, _code = SqlCipherVaultStore(clock, FLOOR).create(
        tmp_path / "practice.vault", NewOwner("Erika Lindqvist", "LCSW"), "four quiet linden trees"
    )
    workspace = build_workspace(vault, FakeEngine(), clock)
    yield workspace
    workspace.close()


@pytest.fixture
def session_id(work: Workspace, tmp_path: Path) -> SessionId:
    return drafted_session(work, tmp_path)


def note_of(work: Workspace, session_id: SessionId) -> Note:
    note = work.schedule.open_review(session_id).note
    assert note is not None
    return note


def test_a_corrected_session_is_checked_again_and_signed(work: Workspace, session_id: SessionId) -> None:
    work.corrections.set_words(session_id, 1, 5, "Awake at five again. Not every night, but most.")
    work.corrections.set_role(session_id, 2, [0, 2], SpeakerRole.OTHER)
    transcript = work.corrections.set_words(session_id, 3, 6, "Have you thought of ending your life?")
    assert work.corrections.version(session_id, 4) == transcript
    note = note_of(work, session_id)
    stale = work.review.recheck(note.id).stale(note.latest)
    assert {s.evidence for s in note.latest.statements if s.id in stale} == {(5,), (6, 7)}
    for item in open_items(note.latest):
        if item.kind is StatementKind.CLINICIAN_TO_COMPLETE:
            note = work.notes.edit(note.id, note.latest.version, item.id, "Calm.")
        else:
            note = work.notes.accept(note.id, note.latest.version, item.id)
    everything = frozenset(s.id for s in note.latest.statements)
    with pytest.raises(OpenItemsError):
        work.notes.sign(note.id, note.latest.version, everything)
    for key in stale:
        note = work.notes.accept(note.id, note.latest.version, key)
    signed = work.notes.sign(note.id, note.latest.version, everything)
    assert {s.basis for s in signed.latest.statements if s.id in stale} == {transcript.id}
    assert work.notes.check_signatures(note_of(work, session_id)).note_holds
    with pytest.raises(NoteSignedError):
        work.corrections.swap_speakers(session_id, 4)


def test_undo_and_redo_lead_through_every_version(work: Workspace, session_id: SessionId) -> None:
    first = work.corrections.version(session_id, 1).utterances
    swapped = work.corrections.swap_speakers(session_id, 1).utterances
    assert work.corrections.undo(session_id, 2).utterances == first
    assert work.corrections.redo(session_id, 3).utterances == swapped
    assert work.corrections.restore(session_id, 4, 1).utterances == first
    assert [v.head.reason for v in work.corrections.versions(session_id)] == [
        "version 1 restored", "redone", "undone", "speakers swapped", "transcribed",
    ]  # fmt: skip
