"""Notes: versions follow each other, a signature ends them, amendments come after."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from tests.fakes import START, FakeClock
from therapease.domain.ids import AmendmentId, NoteId, NoteVersionId, SessionId, SignatureId, StatementId
from therapease.domain.note import (
    Amendment,
    Note,
    NoteVersion,
    RiskCategory,
    RiskMention,
    RiskSubject,
    Signature,
    Stance,
    Statement,
    StatementKind,
    Verdict,
)
from therapease.domain.transcript import Transcript
from therapease.domain.user import User
from therapease.errors import ConflictError, NoteSignedError, NotFoundError
from therapease.store.repositories.notes import SqlNoteRepository

LINE = Statement(StatementId("l1"), "subjective", "She slept badly.", StatementKind.PARAPHRASE, (0,), Verdict.SUPPORTED)


@pytest.fixture
def notes(connection: Connection) -> SqlNoteRepository:
    return SqlNoteRepository(connection)


@pytest.fixture
def note(notes: SqlNoteRepository, transcript: Transcript, owner: User, clock: FakeClock) -> Note:
    note_id = NoteId(clock.new_id())
    version = NoteVersion(NoteVersionId("v1"), note_id, 1, transcript.id, (LINE,), clock.now(), owner.id)
    risk = (RiskMention(RiskCategory.SUICIDE, (0, "0"), Stance.DENIED, RiskSubject.CLIENT),)
    note = Note(note_id, transcript.session_id, "soap", "m", (("subjective", "Subjective"),), version, risk)
    notes.add(note)
    return note


def next_version(version: NoteVersion, text: str = "She slept three hours.") -> NoteVersion:
    number = version.version + 1
    line = replace(LINE, text=text)
    return replace(version, id=NoteVersionId(f"v{number}-{text}"), version=number, statements=(line,), reason="edited")


def signature(owner: User, name: str = "sig") -> Signature:
    return Signature(SignatureId(name), owner.id, START, b"d" * 32, b"s" * 64, b"p" * 32, owner.name, "LCSW")


def amendment(note: Note, owner: User, name: str = "a1") -> Amendment:
    return Amendment(AmendmentId(name), note.id, f"text {name}", "reason", START, signature(owner, f"sig {name}"))


def test_a_note_is_read_back(notes: SqlNoteRepository, note: Note) -> None:
    assert notes.get(note.id) == note
    assert notes.for_session(note.session_id) == note
    assert notes.versions(note.id) == [note.latest]


def test_a_note_without_a_line_is_read_back(notes: SqlNoteRepository, note: Note) -> None:
    version = replace(note.latest, id=NoteVersionId("empty"), note_id=NoteId("other"), statements=())
    empty = replace(note, id=NoteId("other"), latest=version, risk=())
    notes.add(empty)
    assert notes.get(empty.id) == empty


def test_versions_follow_each_other_and_none_is_lost(notes: SqlNoteRepository, note: Note) -> None:
    second = next_version(note.latest)
    third = next_version(second)
    notes.add_version(second)
    notes.add_version(third)
    assert notes.get(note.id).latest == third
    assert notes.versions(note.id) == [note.latest, second, third]


def test_two_who_save_on_one_version_conflict(notes: SqlNoteRepository, note: Note) -> None:
    notes.add_version(next_version(note.latest, "hers"))
    with pytest.raises(ConflictError):
        notes.add_version(next_version(note.latest, "his"))
    with pytest.raises(ConflictError):
        notes.add_version(next_version(next_version(next_version(note.latest))))
    assert notes.get(note.id).latest.statements[0].text == "hers"


def test_a_signature_ends_the_versions(notes: SqlNoteRepository, note: Note, owner: User) -> None:
    notes.add_signature(note.id, 1, signature(owner))
    assert notes.get(note.id).signature == signature(owner)
    with pytest.raises(NoteSignedError):
        notes.add_version(next_version(note.latest))
    with pytest.raises(NoteSignedError):
        notes.add_signature(note.id, 1, signature(owner, "again"))
    assert notes.versions(note.id) == [note.latest]


def test_only_the_newest_version_is_signed(notes: SqlNoteRepository, note: Note, owner: User) -> None:
    notes.add_version(next_version(note.latest))
    for version in (1, 3):
        with pytest.raises(ConflictError):
            notes.add_signature(note.id, version, signature(owner))
    assert not notes.get(note.id).is_signed


def test_amendments_follow_a_signature_in_order(notes: SqlNoteRepository, note: Note, owner: User) -> None:
    with pytest.raises(ConflictError):
        notes.add_amendment(amendment(note, owner))
    notes.add_signature(note.id, 1, signature(owner))
    for name in ("z", "a"):
        notes.add_amendment(amendment(note, owner, name))
    signed = notes.get(note.id)
    assert signed.amendments == (amendment(note, owner, "z"), amendment(note, owner, "a"))
    assert signed.latest == note.latest


def test_the_newest_note_of_a_session_counts(notes: SqlNoteRepository, note: Note) -> None:
    version = replace(note.latest, id=NoteVersionId("w"), note_id=NoteId("0"))
    notes.add(replace(note, id=NoteId("0"), latest=version))
    newest = notes.for_session(note.session_id)
    assert newest is not None
    assert newest.id == "0"
    assert notes.get(note.id) == note


def test_unknown_notes_are_not_found(notes: SqlNoteRepository, note: Note, owner: User) -> None:
    unknown = replace(note, id=NoteId("unknown"))
    for attempt in (
        lambda: notes.get(unknown.id),
        lambda: notes.versions(unknown.id),
        lambda: notes.add_version(replace(note.latest, note_id=unknown.id)),
        lambda: notes.add_signature(unknown.id, 1, signature(owner)),
        lambda: notes.add_amendment(amendment(unknown, owner)),
    ):
        with pytest.raises(NotFoundError):
            attempt()
    assert notes.for_session(SessionId("unknown")) is None


def test_one_version_is_read_alone(notes: SqlNoteRepository, note: Note) -> None:
    second = next_version(note.latest)
    notes.add_version(second)
    assert notes.version(note.id, 1) == note.latest
    assert notes.version(note.id, 2) == second
    with pytest.raises(NotFoundError):
        notes.version(note.id, 3)


def test_every_note_of_a_session_is_known_in_order(notes: SqlNoteRepository, note: Note) -> None:
    again = replace(
        note, id=NoteId("again"), latest=replace(note.latest, id=NoteVersionId("again"), note_id=NoteId("again"))
    )
    notes.add(again)
    assert notes.ids_for_session(note.session_id) == [note.id, again.id]
    assert notes.ids_for_session(SessionId("nowhere")) == []
