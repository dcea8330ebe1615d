"""The past in words: edits in a row are one line, and half-written versions are not offered for comparison."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import FakeClock, new_workspace
from tests.reviewing import drafted_session
from therapease.domain.ids import SessionId
from therapease.domain.job import CancelToken, DraftingOptions, ignore_progress
from therapease.domain.note import Note
from therapease.services.workspace import Workspace
from therapease.ui.session.past_model import chosen_versions, history_rows, removed_lines, version_row


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def work(clock: FakeClock) -> Workspace:
    return new_workspace(clock)


@pytest.fixture
def session_id(work: Workspace, tmp_path: Path) -> SessionId:
    return drafted_session(work, tmp_path)


def note_of(work: Workspace, session_id: SessionId) -> Note:
    note = work.schedule.open_review(session_id).note
    assert note is not None
    return note


def edit(work: Workspace, note: Note, text: str, *, is_finished: bool = True, line: int = 0) -> Note:
    key = note.latest.statements[line].id
    return work.notes.edit(note.id, note.latest.version, key, text, is_finished=is_finished)


def test_what_happened_comes_newest_first_with_who_and_when(
    work: Workspace, clock: FakeClock, session_id: SessionId
) -> None:
    note = note_of(work, session_id)
    for text in ("One.", "Two."):
        clock.advance(minutes=7)
        note = edit(work, note, text)
    clock.advance(days=1)
    edit(work, note, "Three.")
    work.corrections.set_words(session_id, 1, 5, "Awake at five again.")
    rows = history_rows(work.history.of_session(session_id))
    assert [row.title for row in rows] == [
        "Transcript corrected: words corrected",
        "Note edited, 3 times",
        "Note drafted",
        "Transcript written",
        "Recording brought in",
        "Session added",
    ]
    assert rows[1].line.startswith("17 March 2026, ")
    assert " to 18 March 2026, " in rows[1].line
    assert all(row.line.endswith("Erika Lindqvist") and row.glyph for row in rows)


def test_half_written_versions_count_with_the_end_of_their_line(work: Workspace, session_id: SessionId) -> None:
    note = note_of(work, session_id)
    for text in ("He", "He was"):
        note = edit(work, note, text, is_finished=False)
    note = edit(work, note, "He was calm.")
    note = edit(work, note, "She", is_finished=False, line=1)
    edit(work, note, "Another line.", line=2)
    versions = chosen_versions(work.history.of_session(session_id))
    assert [chosen.version.version for chosen in versions] == [6, 5, 4, 1]
    assert [version_row(chosen).title for chosen in versions][0] == "Version 6"
    assert version_row(versions[0]).line.startswith("Line edited, 17 March 2026, ")


def test_versions_of_an_earlier_draft_are_named_as_such(work: Workspace, session_id: SessionId) -> None:
    work.notes.draft(session_id, DraftingOptions(), ignore_progress, CancelToken())
    versions = chosen_versions(work.history.of_session(session_id))
    assert [(c.draft, c.is_newest_draft) for c in versions] == [(2, True), (1, False)]
    assert [version_row(c).title for c in versions] == ["Version 1", "Earlier draft 1, version 1"]


def test_what_was_removed_is_found_with_its_last_words_the_newest_first(
    work: Workspace, clock: FakeClock, session_id: SessionId
) -> None:
    note = note_of(work, session_id)
    assert removed_lines(work.history.of_session(session_id)) == []
    first, second, *_ = (s.id for s in note.latest.statements)
    note = edit(work, note, "Rode the bus.")
    for key in (first, second):
        clock.advance(minutes=5)
        note = work.notes.remove(note.id, note.latest.version, key)
    found = removed_lines(work.history.of_session(session_id))
    assert [(line.statement.id, line.from_version) for line in found] == [(second, 3), (first, 2)]
    assert found[1].statement.text == "Rode the bus."
    assert found[1].facts.startswith("Subjective, removed ")
    work.notes.bring_back(note.id, note.latest.version, first, found[1].from_version)
    assert [line.statement.id for line in removed_lines(work.history.of_session(session_id))] == [second]


def test_a_line_removed_twice_is_listed_once(work: Workspace, session_id: SessionId) -> None:
    note = note_of(work, session_id)
    key = note.latest.statements[0].id
    note = work.notes.remove(note.id, 1, key)
    note = work.notes.bring_back(note.id, 2, key, 1)
    note = work.notes.remove(note.id, 3, key)
    (line,) = removed_lines(work.history.of_session(session_id))
    assert line.from_version == 3
