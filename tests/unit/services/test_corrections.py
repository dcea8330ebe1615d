"""Each correction is a version on top of the newest; undoing is one, too; a signed session stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import FakeVault, new_workspace
from tests.reviewing import drafted_session
from therapease.domain.audit import AuditAction
from therapease.domain.ids import SessionId
from therapease.domain.note import StatementKind
from therapease.domain.transcript import SpeakerRole
from therapease.errors import ConflictError, InvalidFieldError, NoteSignedError, NotFoundError
from therapease.services.notes import open_items
from therapease.services.workspace import Workspace


@pytest.fixture
def work() -> Workspace:
    return new_workspace()


@pytest.fixture
def session_id(work: Workspace, tmp_path: Path) -> SessionId:
    return drafted_session(work, tmp_path)


def texts(work: Workspace, session_id: SessionId) -> list[str]:
    transcript = work.schedule.open_review(session_id).transcript
    assert transcript is not None
    return [u.text for u in transcript.utterances]


def sign(work: Workspace, session_id: SessionId) -> None:
    note = work.schedule.open_review(session_id).note
    assert note is not None
    for item in open_items(note.latest):
        if item.kind is StatementKind.CLINICIAN_TO_COMPLETE:
            note = work.notes.edit(note.id, note.latest.version, item.id, "Calm.")
        else:
            note = work.notes.accept(note.id, note.latest.version, item.id)
    work.notes.sign(note.id, note.latest.version, frozenset(s.id for s in note.latest.statements))


def test_corrected_words_are_a_version_and_the_old_one_stays(work: Workspace, session_id: SessionId) -> None:
    before = texts(work, session_id)
    corrected = work.corrections.set_words(session_id, 1, 5, "Awake at five again.")
    assert (corrected.version, corrected.reason) == (2, "words corrected")
    assert texts(work, session_id)[5] == "Awake at five again."
    assert [u.text for u in work.corrections.version(session_id, 1).utterances] == before


def test_a_correction_on_an_old_version_is_refused(work: Workspace, session_id: SessionId) -> None:
    work.corrections.swap_speakers(session_id, 1)
    with pytest.raises(ConflictError):
        work.corrections.set_words(session_id, 1, 5, "Awake at five.")
    with pytest.raises(ConflictError):
        work.corrections.swap_speakers(session_id, 1)


def test_what_changes_nothing_makes_no_version(work: Workspace, session_id: SessionId) -> None:
    same = texts(work, session_id)[5]
    assert work.corrections.set_words(session_id, 1, 5, same).version == 1
    assert len(work.corrections.versions(session_id)) == 1


def test_empty_words_are_refused_and_nothing_is_kept(work: Workspace, session_id: SessionId) -> None:
    with pytest.raises(InvalidFieldError):
        work.corrections.set_words(session_id, 1, 5, "  ")
    assert len(work.corrections.versions(session_id)) == 1


def test_undoing_is_a_further_version(work: Workspace, session_id: SessionId) -> None:
    before = texts(work, session_id)
    work.corrections.set_words(session_id, 1, 5, "Awake at five.")
    restored = work.corrections.restore(session_id, 2, 1)
    assert (restored.version, restored.reason) == (3, "version 1 restored")
    assert texts(work, session_id) == before
    with pytest.raises(NotFoundError):
        work.corrections.restore(session_id, 3, 17)


def test_undo_and_redo_are_versions_too(work: Workspace, session_id: SessionId) -> None:
    before = texts(work, session_id)
    work.corrections.set_words(session_id, 1, 5, "Awake at five.")
    assert work.corrections.steps(session_id).undo == (1,)
    undone = work.corrections.undo(session_id, 2)
    assert (undone.version, undone.reason) == (3, "undone")
    assert texts(work, session_id) == before
    redone = work.corrections.redo(session_id, 3)
    assert (redone.version, redone.reason) == (4, "redone")
    assert texts(work, session_id)[5] == "Awake at five."
    with pytest.raises(NotFoundError):
        work.corrections.redo(session_id, 4)


def test_speakers_are_given_by_utterance_and_by_range(work: Workspace, session_id: SessionId) -> None:
    corrected = work.corrections.set_role(session_id, 1, [5, 7], SpeakerRole.THERAPIST)
    assert corrected.utterances[5].role is corrected.utterances[7].role is SpeakerRole.THERAPIST
    assert corrected.reason == "speaker corrected"


def test_swapping_exchanges_every_role(work: Workspace, session_id: SessionId) -> None:
    before = work.corrections.version(session_id, 1)
    after = work.corrections.swap_speakers(session_id, 1)
    swapped = {SpeakerRole.THERAPIST: SpeakerRole.CLIENT, SpeakerRole.CLIENT: SpeakerRole.THERAPIST}
    assert [u.role for u in after.utterances] == [swapped[u.role] for u in before.utterances]
    assert after.reason == "speakers swapped"


def test_the_list_of_versions_says_who_and_why(work: Workspace, session_id: SessionId) -> None:
    work.corrections.swap_speakers(session_id, 1)
    versions = work.corrections.versions(session_id)
    assert [(v.head.version, v.head.reason, v.author) for v in versions] == [
        (2, "speakers swapped", "Erika Lindqvist"),
        (1, "transcribed", "Erika Lindqvist"),
    ]


def test_every_correction_is_in_the_audit_log(work: Workspace, session_id: SessionId) -> None:
    work.corrections.swap_speakers(session_id, 1)
    assert isinstance(work.vault, FakeVault)
    assert AuditAction.TRANSCRIPT_CORRECTED in work.vault.actions


def test_after_the_signature_nothing_is_corrected(work: Workspace, session_id: SessionId) -> None:
    sign(work, session_id)
    with pytest.raises(NoteSignedError):
        work.corrections.set_words(session_id, 1, 5, "Awake at five.")
    with pytest.raises(NoteSignedError):
        work.corrections.restore(session_id, 1, 1)
