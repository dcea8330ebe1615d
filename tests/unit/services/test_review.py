"""A correction makes the lines that rest on it wait for the clinician, until she has dealt with each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import FakeEngine, new_workspace
from tests.reviewing import drafted_session
from therapease.domain.ids import SessionId
from therapease.domain.note import Note, Statement, StatementKind, Verdict
from therapease.errors import OpenItemsError
from therapease.services.notes import open_items
from therapease.services.workspace import Workspace


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def work(engine: FakeEngine) -> Workspace:
    return new_workspace(engine=engine)


@pytest.fixture
def session_id(work: Workspace, tmp_path: Path) -> SessionId:
    return drafted_session(work, tmp_path)


def completed(work: Workspace, session_id: SessionId) -> Note:
    note = note_of(work, session_id)
    for item in open_items(note.latest):
        if item.kind is StatementKind.CLINICIAN_TO_COMPLETE:
            note = work.notes.edit(note.id, note.latest.version, item.id, "Calm.")
        else:
            note = work.notes.accept(note.id, note.latest.version, item.id)
    return note


def note_of(work: Workspace, session_id: SessionId) -> Note:
    note = work.schedule.open_review(session_id).note
    assert note is not None
    return note


def stale(work: Workspace, note: Note) -> list[str]:
    lines = work.review.recheck(note.id).stale(note.latest)
    return [s.text for s in note.latest.statements if s.id in lines]


def quotation(note: Note) -> Statement:
    return next(s for s in note.latest.statements if s.kind is StatementKind.QUOTATION)


def test_a_line_waits_once_its_words_were_corrected(work: Workspace, session_id: SessionId) -> None:
    note = note_of(work, session_id)
    assert stale(work, note) == []
    transcript = work.corrections.set_words(session_id, 1, 5, "Awake at five again.")
    assert stale(work, note) == ["“Awake at four again.”"]
    review = work.schedule.open_review(session_id)
    assert review.transcript == transcript
    assert review.recheck.lost_quotations(note.latest, transcript) == {quotation(note).id}


def test_a_correction_elsewhere_leaves_it_alone(work: Workspace, session_id: SessionId) -> None:
    work.corrections.set_words(session_id, 1, 0, "And the train, how was it?")
    assert stale(work, note_of(work, session_id)) == []


def test_swapping_makes_every_line_with_evidence_wait(work: Workspace, session_id: SessionId) -> None:
    work.corrections.swap_speakers(session_id, 1)
    note = note_of(work, session_id)
    assert len(stale(work, note)) == sum(1 for s in note.latest.statements if s.evidence)


def test_undoing_the_correction_takes_the_mark_away(work: Workspace, session_id: SessionId) -> None:
    work.corrections.set_words(session_id, 1, 5, "Awake at five again.")
    work.corrections.restore(session_id, 2, 1)
    assert stale(work, note_of(work, session_id)) == []


def test_it_cannot_be_signed_before_the_line_was_dealt_with(work: Workspace, session_id: SessionId) -> None:
    note = completed(work, session_id)
    work.corrections.set_words(session_id, 1, 5, "Awake at five again.")
    with pytest.raises(OpenItemsError):
        work.notes.sign(note.id, note.latest.version, frozenset(s.id for s in note.latest.statements))


@pytest.mark.parametrize("act", ["accept", "edit", "remove"])
def test_dealing_with_the_line_ends_it(work: Workspace, session_id: SessionId, act: str) -> None:
    note = completed(work, session_id)
    transcript = work.corrections.set_words(session_id, 1, 5, "Awake at five again.")
    line = quotation(note)
    if act == "accept":
        note = work.notes.accept(note.id, note.latest.version, line.id)
    elif act == "edit":
        note = work.notes.edit(note.id, note.latest.version, line.id, "Wakes at five.")
    else:
        note = work.notes.remove(note.id, note.latest.version, line.id)
    assert stale(work, note) == []
    assert act == "remove" or transcript.id in {s.basis for s in note.latest.statements}
    signed = work.notes.sign(note.id, note.latest.version, frozenset(s.id for s in note.latest.statements))
    assert work.notes.signature_holds(signed)


def test_a_quotation_whose_words_are_gone_is_accepted_as_unverified(work: Workspace, session_id: SessionId) -> None:
    note = note_of(work, session_id)
    work.corrections.set_words(session_id, 1, 5, "Awake at five again.")
    note = work.notes.accept(note.id, note.latest.version, quotation(note).id)
    assert quotation(note).verdict is Verdict.NONE
    assert stale(work, note) == []


def test_a_quotation_that_still_stands_stays_one(work: Workspace, session_id: SessionId) -> None:
    note = note_of(work, session_id)
    work.corrections.set_words(session_id, 1, 5, "Awake at four again. Every night.")
    note = work.notes.accept(note.id, note.latest.version, quotation(note).id)
    assert quotation(note).verdict is Verdict.QUOTED


def test_an_own_line_that_is_accepted_stays_an_own_line(work: Workspace, session_id: SessionId) -> None:
    note = note_of(work, session_id)
    note = work.notes.edit(note.id, note.latest.version, quotation(note).id, "Wakes at four.")
    work.corrections.set_words(session_id, 1, 5, "Awake at five again.")
    assert stale(work, note) == ["Wakes at four."]
    own = next(s for s in note.latest.statements if s.text == "Wakes at four.")
    note = work.notes.accept(note.id, note.latest.version, own.id)
    assert stale(work, note) == []
    assert next(s for s in note.latest.statements if s.id == own.id).kind is StatementKind.OWN


def test_mentions_are_found_again_in_the_corrected_words(
    work: Workspace, engine: FakeEngine, session_id: SessionId
) -> None:
    transcript = work.corrections.set_words(session_id, 1, 5, "Awake at five again.")
    assert work.review.find_mentions(transcript) == engine.mentions
    assert engine.calls[-1] == "find_mentions"
