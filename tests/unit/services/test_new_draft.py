"""A note drafted again: hers is carried over as a version of its own, and only when she wants it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes import FakeEngine, new_workspace
from tests.reviewing import drafted_session
from therapease.domain.carrying import own_lines
from therapease.domain.ids import SessionId
from therapease.domain.job import CancelToken, DraftingOptions, ignore_progress
from therapease.domain.note import Note, Standing, VersionReason
from therapease.services.notes import open_items
from therapease.services.workspace import Workspace


@pytest.fixture
def work() -> Workspace:
    return new_workspace()


@pytest.fixture
def session_id(work: Workspace, tmp_path: Path) -> SessionId:
    return drafted_session(work, tmp_path)


def note_of(work: Workspace, session_id: SessionId) -> Note:
    note = work.schedule.open_review(session_id).note
    assert note is not None
    return note


def worked_on(work: Workspace, session_id: SessionId) -> Note:
    """Accept the first line, complete the fifth, add one."""
    note = note_of(work, session_id)
    lines = note.latest.statements
    note = work.notes.accept(note.id, note.latest.version, lines[0].id)
    note = work.notes.edit(note.id, note.latest.version, lines[4].id, "Calm, good contact.")
    return work.notes.add_own(note.id, note.latest.version, "plan", "Call the GP on Monday.")


def redrafted(work: Workspace, session_id: SessionId, *, keeps_own_lines: bool = True) -> Note:
    note, _ = work.notes.draft(
        session_id, DraftingOptions(), ignore_progress, CancelToken(), keeps_own_lines=keeps_own_lines
    )
    assert note == note_of(work, session_id)
    return note


def test_what_is_hers_is_in_the_new_draft_unless_she_says_otherwise(work: Workspace, session_id: SessionId) -> None:
    before = worked_on(work, session_id)
    note = redrafted(work, session_id)
    assert note.id != before.id
    assert [(s.text, s.standing) for s in own_lines(note.latest.statements)] == [
        (s.text, s.standing) for s in own_lines(before.latest.statements)
    ]
    assert len(note.latest.statements) == len(before.latest.statements)
    assert "Affect and appearance" not in [s.text for s in note.latest.statements]
    assert len(open_items(note.latest)) == len(open_items(before.latest))


def test_the_draft_as_it_was_made_is_the_version_before(work: Workspace, session_id: SessionId) -> None:
    worked_on(work, session_id)
    note = redrafted(work, session_id)
    assert [v.reason for v in work.notes.versions(note.id)] == [VersionReason.DRAFTED, VersionReason.CARRIED_OVER]
    assert own_lines(work.notes.versions(note.id)[0].statements) == ()


def test_without_her_lines_it_is_the_draft_alone(work: Workspace, session_id: SessionId) -> None:
    before = worked_on(work, session_id)
    note = redrafted(work, session_id, keeps_own_lines=False)
    assert own_lines(note.latest.statements) == () and note.latest.version == 1
    assert work.notes.note(before.id) == before


def test_where_nothing_is_hers_there_is_no_second_version(work: Workspace, session_id: SessionId) -> None:
    assert redrafted(work, session_id).latest.version == 1


def test_a_line_on_corrected_words_is_carried_and_has_to_be_checked_again(
    work: Workspace, session_id: SessionId
) -> None:
    worked_on(work, session_id)
    transcript = work.schedule.open_review(session_id).transcript
    assert transcript is not None
    work.corrections.set_words(session_id, transcript.version, 1, "I took the bus twice.")
    note = redrafted(work, session_id)
    stale = work.review.recheck(note.id).stale(note.latest)
    assert [s.text[:20] for s in note.latest.statements if s.id in stale] == ["Rode the train twice"]


def test_a_section_that_the_new_format_lacks_comes_along(work: Workspace, session_id: SessionId) -> None:
    worked_on(work, session_id)
    assert isinstance(work.engine, FakeEngine)
    whole = work.engine.draft((), DraftingOptions(), ignore_progress, CancelToken())
    shorter = replace(whole, sections=tuple(s for s in whole.sections if s.key != "plan"))
    work.engine.draft = lambda *_args: shorter  # type: ignore[method-assign]  # because it is the stand-in's one answer
    note = redrafted(work, session_id)
    assert note.section_titles[-1] == ("plan", "Plan")
    assert [s.text for s in note.latest.statements if s.section == "plan"] == ["Call the GP on Monday."]
    assert Standing.EDITED in {s.standing for s in note.latest.statements}
