"""The history shows acts newest first, and those of one object in their order."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import START, FakeClock, new_workspace
from tests.reviewing import drafted_session
from therapease.domain.audit import AuditAction
from therapease.domain.ids import SessionId
from therapease.domain.job import CancelToken, DraftingOptions, ignore_progress
from therapease.errors import NotFoundError


def test_recent_acts_come_newest_first_and_reading_them_is_no_act() -> None:
    work = new_workspace()
    client = work.clients.create("Mara Keller")
    work.schedule.add_session(client.id, START)
    actions = [event.action for event in work.history.recent()]
    assert actions == [AuditAction.SESSION_CREATED, AuditAction.CLIENT_CREATED]
    assert [event.action for event in work.history.recent()] == actions


def test_an_object_has_its_own_history() -> None:
    work = new_workspace()
    mara, noor = work.clients.create("Mara Keller"), work.clients.create("Noor Aziz")
    work.clients.open_page(mara.id)
    assert [e.action for e in work.history.of_object(mara.id)] == [
        AuditAction.CLIENT_CREATED,
        AuditAction.CLIENT_VIEWED,
    ]
    assert len(work.history.of_object(noor.id)) == 1


def test_a_session_tells_what_happened_to_it_in_order_and_by_whom(tmp_path: Path) -> None:
    clock = FakeClock()
    work = new_workspace(clock)
    session_id = drafted_session(work, tmp_path)
    review = work.schedule.open_review(session_id)
    assert review.note is not None and review.transcript is not None
    note = review.note
    for text in ("One.", "Two.", "Three."):
        clock.advance(minutes=1)
        note = work.notes.edit(note.id, note.latest.version, note.latest.statements[0].id, text)
    work.notes.note_exported(note.id)
    history = work.history.of_session(session_id)
    assert [(entry.action, entry.count) for entry in history.entries] == [
        (AuditAction.SESSION_CREATED, 1),
        (AuditAction.RECORDING_IMPORTED, 1),
        (AuditAction.TRANSCRIPT_CREATED, 1),
        (AuditAction.NOTE_DRAFTED, 1),
        (AuditAction.NOTE_EDITED, 3),
        (AuditAction.NOTE_EXPORTED, 1),
    ]
    edits = history.entries[4]
    assert (edits.until - edits.at).total_seconds() == 120
    assert {entry.who for entry in history.entries} == {"Erika Lindqvist"}
    assert (history.entries[2].version, history.entries[2].reason) == (1, "transcribed")
    assert [v.version for v in history.drafts[0].versions] == [1, 2, 3, 4]


def test_an_earlier_draft_stays_in_the_history(tmp_path: Path) -> None:
    work = new_workspace()
    session_id = drafted_session(work, tmp_path)
    work.notes.draft(session_id, DraftingOptions(), ignore_progress, CancelToken())
    assert [len(draft.versions) for draft in work.history.of_session(session_id).drafts] == [1, 1]


def test_a_session_that_is_not_there_has_no_history() -> None:
    with pytest.raises(NotFoundError):
        new_workspace().history.of_session(SessionId("nowhere"))
