"""Private notes as they lie in the database."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection, text

from tests.fakes import FakeClock
from therapease.domain.ids import ClientId, ProcessNoteId, SessionId, UserId
from therapease.domain.process_note import ProcessNote, ProcessNoteVersion, SealedKey, SealedText
from therapease.domain.session import TherapySession
from therapease.domain.user import User, UserRole
from therapease.errors import ConflictError
from therapease.store.repositories.process_notes import SqlProcessNoteRepository
from therapease.store.repositories.users import SqlUserRepository

BEA = UserId("bea")


@pytest.fixture
def notes(connection: Connection, clock: FakeClock) -> SqlProcessNoteRepository:
    SqlUserRepository(connection).add(User(BEA, "Bea Winter", UserRole.THERAPIST, clock.now()))
    return SqlProcessNoteRepository(connection)


@pytest.fixture
def note(notes: SqlProcessNoteRepository, clock: FakeClock, owner: User, session: TherapySession) -> ProcessNote:
    note = ProcessNote(ProcessNoteId(clock.new_id()), session.id, owner.id, clock.now())
    notes.add(note)
    return note


def version(note: ProcessNote, number: int, *readers: UserId) -> ProcessNoteVersion:
    keys = tuple(SealedKey(reader, f"key of {reader} {number}".encode()) for reader in readers or (note.owner_id,))
    return ProcessNoteVersion(note.id, number, note.created_at, SealedText(f"cipher {number}".encode(), keys))


def test_versions_and_their_keys_are_read_back(notes: SqlProcessNoteRepository, note: ProcessNote) -> None:
    assert (notes.newest(note.id), notes.versions(note.id)) == (None, [])
    made = [version(note, 1), version(note, 2, note.owner_id, BEA)]
    for each in made:
        notes.add_version(each)
    assert notes.of_session(note.session_id, note.owner_id) == note
    assert notes.newest(note.id) == made[1]
    assert notes.versions(note.id) == made


def test_a_version_follows_the_newest(notes: SqlProcessNoteRepository, note: ProcessNote) -> None:
    notes.add_version(version(note, 1))
    for number in (1, 3):
        with pytest.raises(ConflictError):
            notes.add_version(version(note, number))


def test_each_person_has_her_own(
    notes: SqlProcessNoteRepository, note: ProcessNote, session: TherapySession, owner: User
) -> None:
    assert notes.of_session(session.id, BEA) is None
    notes.add(replace(note, id=ProcessNoteId("hers"), owner_id=BEA))
    assert notes.of_session(session.id, owner.id) == note
    assert notes.sessions_of(session.client_id, owner.id) == {session.id}
    assert notes.sessions_of(ClientId("other"), owner.id) == frozenset()
    assert notes.of_session(SessionId("other"), owner.id) is None
    with pytest.raises(ConflictError):
        notes.add(replace(note, id=ProcessNoteId("second")))


def test_removing_one_leaves_nothing_of_it_and_all_of_the_others(
    connection: Connection, notes: SqlProcessNoteRepository, note: ProcessNote, session: TherapySession
) -> None:
    hers = replace(note, id=ProcessNoteId("hers"), owner_id=BEA)
    notes.add(hers)
    for each in (version(note, 1), version(note, 2), version(hers, 1)):
        notes.add_version(each)
    notes.remove(note.id)
    assert notes.sessions_of(session.client_id, note.owner_id) == frozenset()
    assert notes.versions(hers.id) == [version(hers, 1)]
    for table in ("process_notes", "process_note_versions", "process_note_keys"):
        assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 1
