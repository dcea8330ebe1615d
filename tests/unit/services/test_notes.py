"""Notes: each change a version, signed only when read and complete, never changed afterwards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes import START, FakeVault, new_workspace
from therapease.domain.consent import ConsentPurpose
from therapease.domain.edit_history import EditHistory
from therapease.domain.ids import NoteId, SessionId, StatementId
from therapease.domain.job import CancelToken, DraftingOptions, TranscriptionOptions, ignore_progress
from therapease.domain.note import Note, Standing, StatementKind, Verdict, VersionReason
from therapease.domain.session import SessionStatus
from therapease.errors import (
    AiNotesConsentMissingError,
    ConflictError,
    EmptyTranscriptError,
    InvalidFieldError,
    NoteSignedError,
    NoteUnreadError,
    NotFoundError,
    OpenItemsError,
    RuleViolation,
)
from therapease.services.notes import SignatureCheck, open_items
from therapease.services.workspace import Workspace


@pytest.fixture
def work() -> Workspace:
    return new_workspace()


@pytest.fixture
def session_id(work: Workspace, tmp_path: Path) -> SessionId:
    client = work.clients.create("Mara Keller")
    work.clients.give_consent(client.id, ConsentPurpose.RECORDING)
    work.clients.give_consent(client.id, ConsentPurpose.AI_NOTES)
    session = work.schedule.add_session(client.id, START)
    sound = tmp_path / "sound.wav"
    sound.write_bytes(b"RIFF")
    work.recording.import_file(session.id, sound, ignore_progress, CancelToken())
    work.transcription.transcribe(session.id, TranscriptionOptions(), ignore_progress, CancelToken())
    return session.id


def drafted(work: Workspace, session_id: SessionId) -> Note:
    note, _ = work.notes.draft(session_id, DraftingOptions(), ignore_progress, CancelToken())
    return note


@pytest.fixture
def note(work: Workspace, session_id: SessionId) -> Note:
    return drafted(work, session_id)


def completed(work: Workspace, note: Note) -> Note:
    for item in open_items(note.latest):
        if item.kind is StatementKind.CLINICIAN_TO_COMPLETE:
            note = work.notes.edit(note.id, note.latest.version, item.id, "Calm, engaged.")
        else:
            note = work.notes.accept(note.id, note.latest.version, item.id)
    return note


def all_ids(note: Note) -> frozenset[StatementId]:
    return frozenset(statement.id for statement in note.latest.statements)


def signed(work: Workspace, note: Note) -> Note:
    note = completed(work, note)
    return work.notes.sign(note.id, note.latest.version, all_ids(note))


def test_a_draft_is_kept_with_its_evidence_and_moves_the_session_on(
    work: Workspace, session_id: SessionId, note: Note
) -> None:
    review = work.schedule.open_review(session_id)
    assert review.note == note
    assert review.session.status is SessionStatus.DRAFTED
    assert note.latest.statements[0].evidence == (1, 3)
    assert len(note.risk) == 1


def test_drafting_without_a_transcript_is_refused(work: Workspace) -> None:
    client = work.clients.create("Noor Aziz")
    session = work.schedule.add_session(client.id, START)
    with pytest.raises(EmptyTranscriptError):
        drafted(work, session.id)


def test_an_edited_line_is_the_clinicians_own_and_the_old_version_stays(work: Workspace, note: Note) -> None:
    line = note.latest.statements[0]
    after = work.notes.edit(note.id, 1, line.id, "  Rode the train twice. ")
    edited = after.latest.statements[0]
    assert (edited.id, edited.text) == (line.id, "Rode the train twice.")
    assert (edited.kind, edited.verdict, edited.standing) == (StatementKind.OWN, Verdict.NONE, Standing.EDITED)
    assert edited.evidence == line.evidence
    versions = work.notes.versions(note.id)
    assert [v.version for v in versions] == [1, 2]
    assert versions[0].statements[0] == line


def test_a_change_on_an_old_version_is_refused(work: Workspace, note: Note) -> None:
    line = note.latest.statements[0]
    work.notes.accept(note.id, 1, line.id)
    with pytest.raises(ConflictError):
        work.notes.edit(note.id, 1, line.id, "Too late.")


def test_an_empty_line_is_refused(work: Workspace, note: Note) -> None:
    with pytest.raises(InvalidFieldError):
        work.notes.edit(note.id, 1, note.latest.statements[0].id, "  ")


def test_own_lines_go_to_the_end_of_their_section_and_lines_can_be_removed(work: Workspace, note: Note) -> None:
    after = work.notes.add_own(note.id, 1, "subjective", "Brought her diary.")
    texts = [s.text for s in after.latest.statements if s.section == "subjective"]
    assert texts[-1] == "Brought her diary."
    added = next(s for s in after.latest.statements if s.text == "Brought her diary.")
    assert added.id not in all_ids(work.notes.remove(note.id, 2, added.id))


def test_a_line_to_complete_cannot_be_waved_through(work: Workspace, note: Note) -> None:
    item = next(s for s in note.latest.statements if s.kind is StatementKind.CLINICIAN_TO_COMPLETE)
    with pytest.raises(OpenItemsError):
        work.notes.accept(note.id, 1, item.id)


def test_open_items_stop_the_signature(work: Workspace, note: Note) -> None:
    with pytest.raises(OpenItemsError):
        work.notes.sign(note.id, 1, all_ids(note))
    assert not work.notes.note(note.id).is_signed


def test_an_unread_line_stops_the_signature(work: Workspace, note: Note) -> None:
    ready = completed(work, note)
    unread = ready.latest.statements[-1].id
    with pytest.raises(NoteUnreadError):
        work.notes.sign(note.id, ready.latest.version, all_ids(ready) - {unread})


def test_a_signed_note_verifies_and_nothing_changes_it(work: Workspace, session_id: SessionId, note: Note) -> None:
    done = signed(work, note)
    assert work.notes.signature_holds(done)
    assert work.schedule.open_review(session_id).session.status is SessionStatus.SIGNED
    version, line = done.latest.version, done.latest.statements[0]
    for change in (
        lambda: work.notes.edit(note.id, version, line.id, "Other words."),
        lambda: work.notes.remove(note.id, version, line.id),
        lambda: work.notes.add_own(note.id, version, "plan", "More."),
        lambda: work.notes.sign(note.id, version, all_ids(done)),
        lambda: drafted(work, session_id),
    ):
        with pytest.raises(NoteSignedError):
            change()
    assert work.notes.note(note.id) == done


@pytest.mark.parametrize("field", ["text", "section", "evidence", "standing", "kind"])
def test_any_changed_field_breaks_the_signature(work: Workspace, note: Note, field: str) -> None:
    done = signed(work, note)
    changed = {
        "text": "Denied nothing.",
        "section": "plan",
        "evidence": (9,),
        "standing": Standing.OPEN,
        "kind": StatementKind.QUOTATION,
    }[field]
    first, *rest = done.latest.statements
    forged = replace(done, latest=replace(done.latest, statements=(replace(first, **{field: changed}), *rest)))
    assert not work.notes.signature_holds(forged)


def test_an_amendment_is_signed_and_leaves_the_note_alone(work: Workspace, note: Note) -> None:
    with pytest.raises(RuleViolation):
        work.notes.amend(note.id, "Correction.", "Wrong day.")
    done = signed(work, note)
    after = work.notes.amend(note.id, "The next session is on Wednesday.", "Wrong day noted.")
    assert after.latest == done.latest
    (amendment,) = after.amendments
    assert amendment.text == "The next session is on Wednesday."
    assert len(amendment.signature.signature) == 64


def test_every_act_is_in_the_audit_log_without_words(work: Workspace, note: Note) -> None:
    signed(work, note)
    work.notes.note_exported(note.id)
    assert isinstance(work.vault, FakeVault)
    actions = [action.value for action in work.vault.actions]
    assert actions[-1] == "note.exported"
    assert {"note.drafted", "note.edited", "note.signed"} <= set(actions)
    assert all(event.object_id is None or " " not in event.object_id for event in work.history.recent())
    assert [e.action.value for e in work.history.of_object(note.id)][0] == "note.drafted"


def test_no_draft_without_a_consent_in_force(work: Workspace, session_id: SessionId) -> None:
    client = work.schedule.open_review(session_id).client
    for consent in work.clients.open_page(client.id).consents:
        if consent.purpose is ConsentPurpose.AI_NOTES:
            work.clients.revoke_consent(consent)
    with pytest.raises(AiNotesConsentMissingError):
        drafted(work, session_id)
    assert work.schedule.open_review(session_id).note is None


# ---------------------------------------------------------------- lines and versions


def texts(note: Note) -> list[str]:
    return [s.text for s in note.latest.statements]


def test_words_half_written_are_kept_and_hold_the_signature_back(work: Workspace, note: Note) -> None:
    ready = completed(work, note)
    line = ready.latest.statements[0]
    half = work.notes.edit(note.id, ready.latest.version, line.id, "Rode the", is_finished=False)
    assert half.latest.reason == VersionReason.WRITING
    assert [s.id for s in open_items(half.latest)] == [line.id]
    with pytest.raises(OpenItemsError):
        work.notes.sign(note.id, half.latest.version, all_ids(half))
    done = work.notes.edit(note.id, half.latest.version, line.id, "Rode the")
    assert open_items(done.latest) == ()


def test_an_unverified_line_is_an_open_item_until_it_is_accepted(work: Workspace, note: Note) -> None:
    doubtful = replace(note.latest.statements[0], verdict=Verdict.NONE)
    version = replace(note.latest, statements=(doubtful, *note.latest.statements[1:]))
    assert doubtful in open_items(version)
    taken = replace(doubtful, standing=Standing.ACCEPTED)
    assert taken not in open_items(replace(version, statements=(taken, *version.statements[1:])))


def test_an_own_line_goes_behind_the_line_it_belongs_to(work: Workspace, note: Note) -> None:
    first = note.latest.statements[0]
    after = work.notes.add_own(note.id, 1, first.section, "Brought her diary.", after=first.id)
    assert texts(after)[1] == "Brought her diary."


def test_lines_move_and_what_moves_nothing_makes_no_version(work: Workspace, note: Note) -> None:
    first, second = note.latest.statements[:2]
    moved = work.notes.move(note.id, 1, first.id, 1)
    assert [s.id for s in moved.latest.statements[:2]] == [second.id, first.id]
    assert work.notes.move(note.id, 2, second.id, -1).latest.version == 2
    there = work.notes.move_to_section(note.id, 2, first.id, "plan")
    assert (there.latest.statements[-1].id, there.latest.statements[-1].section) == (first.id, "plan")
    with pytest.raises(NotFoundError):
        work.notes.move_to_section(note.id, 3, first.id, "nowhere")


def test_a_removed_line_can_be_brought_back(work: Workspace, note: Note) -> None:
    line = note.latest.statements[1]
    work.notes.remove(note.id, 1, line.id)
    back = work.notes.bring_back(note.id, 2, line.id, 1)
    assert back.latest.statements == note.latest.statements
    assert back.latest.reason == VersionReason.BROUGHT_BACK
    assert len(work.notes.versions(note.id)) == 3


def test_an_earlier_version_comes_back_as_a_new_one(work: Workspace, note: Note) -> None:
    line = note.latest.statements[0]
    work.notes.edit(note.id, 1, line.id, "Other words.")
    work.notes.remove(note.id, 2, line.id)
    back = work.notes.restore(note.id, 3, 1)
    assert (back.latest.version, back.latest.statements) == (4, note.latest.statements)
    assert [v.reason for v in work.notes.versions(note.id)] == [
        "drafted",
        "line edited",
        "line removed",
        "version restored",
    ]
    with pytest.raises(NotFoundError):
        work.notes.restore(note.id, 4, 9)


def test_undo_and_redo_are_versions_and_survive_in_the_record(work: Workspace, note: Note) -> None:
    work.notes.edit(note.id, 1, note.latest.statements[0].id, "Other words.")
    history = EditHistory.of(work.notes.versions(note.id))
    undone = work.notes.restore(note.id, 2, history.undo[-1].version, VersionReason.UNDONE)
    assert undone.latest.statements == note.latest.statements
    history = EditHistory.of(work.notes.versions(note.id))
    assert [v.version for v in history.redo] == [2]
    redone = work.notes.restore(note.id, 3, history.redo[-1].version, VersionReason.REDONE)
    assert texts(redone)[0] == "Other words."


def test_amendments_are_checked_with_the_note(work: Workspace, note: Note) -> None:
    signed(work, note)
    done = work.notes.amend(note.id, "The next session is on Wednesday.", "Wrong day noted.")
    assert work.notes.check_signatures(done) == SignatureCheck(note_holds=True)
    (amendment,) = done.amendments
    for forged in (
        replace(amendment, text="Other words."),
        replace(amendment, reason="Other reason."),
        replace(amendment, note_id=NoteId("another")),
    ):
        assert not work.notes.amendment_holds(forged)
    broken = replace(done, amendments=(replace(amendment, text="Other words."),))
    assert work.notes.check_signatures(broken) == SignatureCheck(note_holds=True, broken_amendments=(amendment.id,))
