"""What lists show of clients and of sessions, in one statement each, and the stand-in that says the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, event, text

from tests.fake_practice import entry_of, overview_of
from tests.fakes import FakeClock
from therapease.domain.client import Client
from therapease.domain.ids import ClientId, NoteId, NoteVersionId, SessionId, StatementId, TranscriptId
from therapease.domain.note import Note, NoteVersion, Standing, Statement, StatementKind, Verdict
from therapease.domain.rechecking import Recheck
from therapease.domain.session import SessionStatus, TherapySession
from therapease.domain.transcript import Transcript
from therapease.domain.user import User
from therapease.store.repositories.clients import SqlClientRepository
from therapease.store.repositories.notes import SqlNoteRepository
from therapease.store.repositories.overviews import list_client_overviews, list_session_entries
from therapease.store.repositories.sessions import SqlSessionRepository
from therapease.store.repositories.transcripts import SqlTranscriptRepository

Add = Callable[[SessionStatus, int], TherapySession]


@pytest.fixture
def add(connection: Connection, client: Client, owner: User, clock: FakeClock) -> Add:
    """Adds a session of the client so many days from now."""

    def add_session(status: SessionStatus, days: int) -> TherapySession:
        sessions = SqlSessionRepository(connection)
        number = sessions.next_number(client.id)
        at = clock.now() + timedelta(days=days)
        session = TherapySession(SessionId(f"s{number}"), client.id, owner.id, number, at, status, clock.now())
        sessions.add(session)
        return session

    return add_session


def count_statements(connection: Connection) -> list[str]:
    """Return the list that every further statement is written to."""
    seen: list[str] = []
    event.listen(connection, "before_cursor_execute", lambda _c, _cur, statement, *_: seen.append(statement))
    return seen


def test_a_client_without_sessions(connection: Connection, client: Client, clock: FakeClock) -> None:
    (overview,) = list_client_overviews(connection, clock.now())
    assert overview == overview_of(client, [], clock.now())
    assert (overview.session_count, overview.unsigned_count, overview.last_session_at) == (0, 0, None)


def test_sessions_are_counted_by_what_became_of_them(
    connection: Connection, client: Client, clock: FakeClock, add: Add
) -> None:
    signed = [add(SessionStatus.SIGNED, -28), add(SessionStatus.AMENDED, -21)]
    unsigned = [add(SessionStatus.RECORDED, -9), add(SessionStatus.TRANSCRIBED, -8), add(SessionStatus.DRAFTED, -7)]
    missed = [add(SessionStatus.CANCELLED, -1), add(SessionStatus.SCHEDULED, -2), add(SessionStatus.CANCELLED, 1)]
    ahead = [add(SessionStatus.SCHEDULED, 14), add(SessionStatus.SCHEDULED, 7)]
    (overview,) = list_client_overviews(connection, clock.now())
    assert overview.session_count == 5
    assert overview.unsigned_count == 3
    assert overview.last_session_at == unsigned[-1].starts_at
    assert overview.next_appointment_at == ahead[-1].starts_at
    assert overview == overview_of(client, [*signed, *unsigned, *missed, *ahead], clock.now())


def test_every_client_is_listed_by_name_in_one_statement(
    connection: Connection, client: Client, clock: FakeClock, add: Add
) -> None:
    add(SessionStatus.SIGNED, -7)
    clients = SqlClientRepository(connection)
    archived = replace(client, id=ClientId("a"), code="C-0002", name="ärmel", archived_at=clock.now())
    clients.add(archived)
    clients.add(replace(client, id=ClientId("b"), code="C-0003", name="Alba", is_sample=True))
    seen = count_statements(connection)
    found = clients.list_overview(clock.now())
    assert len(seen) == 1
    assert [overview.client.name for overview in found] == ["Alba", "Mara Keller", "ärmel"]
    assert [overview.session_count for overview in found] == [0, 1, 0]
    assert found[2].client == archived


def test_sessions_are_counted_in_the_index_alone(connection: Connection, client: Client, clock: FakeClock) -> None:
    seen = count_statements(connection)
    list_client_overviews(connection, clock.now())
    plan = connection.execute(text(f"EXPLAIN QUERY PLAN {seen[0].replace('?', '1')}")).all()
    assert any(
        "USING COVERING INDEX ix_therapy_sessions_client_id_status_starts_at" in str(row.detail) for row in plan
    ), plan


def line(position: int, section: str, kind: StatementKind, said: str, standing: Standing) -> Statement:
    return Statement(StatementId(f"l{position}"), section, said, kind, (), Verdict.NONE, standing)


LINES = (
    line(0, "plan", StatementKind.PARAPHRASE, "Will ride the train.", Standing.DRAFTED),
    line(1, "subjective", StatementKind.NOT_ASSESSED, "Sleep was not raised.", Standing.DRAFTED),
    line(2, "subjective", StatementKind.QUOTATION, "Rode the train  twice.", Standing.DRAFTED),
    line(3, "subjective", StatementKind.PARAPHRASE, "Stayed on.", Standing.ACCEPTED),
    line(4, "assessment", StatementKind.CLINICIAN_TO_COMPLETE, "Your judgement", Standing.OPEN),
    line(5, "assessment", StatementKind.NOT_ASSESSED, "Risk was not raised.", Standing.ACCEPTED),
)


def note_of(transcript: Transcript, owner: User, clock: FakeClock, note_id: str, *lines: Statement) -> Note:
    version = NoteVersion(
        NoteVersionId(f"{note_id}-1"), NoteId(note_id), 1, transcript.id, lines, clock.now(), owner.id
    )
    return Note(NoteId(note_id), transcript.session_id, "soap", "m", (("subjective", "Subjective"),), version)


def test_a_session_comes_with_the_first_line_of_its_newest_note(
    connection: Connection, session: TherapySession, transcript: Transcript, owner: User, clock: FakeClock, add: Add
) -> None:
    bare = add(SessionStatus.CANCELLED, -1)
    notes = SqlNoteRepository(connection)
    older = note_of(transcript, owner, clock, "older", LINES[3])
    newer = note_of(transcript, owner, clock, "newer", *LINES)
    notes.add(older)
    notes.add(newer)
    seen = count_statements(connection)
    found = SqlSessionRepository(connection).list_entries(session.client_id)
    assert len(seen) == 1
    assert found == [entry_of(session, newer), entry_of(bare, None)]
    assert found[0].headline == "Rode the train twice."
    assert found[0].open_item_count == 4


def test_the_newest_version_tells(
    connection: Connection, session: TherapySession, transcript: Transcript, owner: User, clock: FakeClock
) -> None:
    notes = SqlNoteRepository(connection)
    note = note_of(transcript, owner, clock, "n", *LINES)
    notes.add(note)
    only_plan = replace(note.latest, id=NoteVersionId("n-2"), version=2, statements=LINES[:2])
    notes.add_version(only_plan)
    (entry,) = list_session_entries(connection, session.client_id)
    assert (entry.headline, entry.open_item_count) == ("Will ride the train.", 2)


@pytest.mark.parametrize("kind", StatementKind)
def test_what_is_open_is_what_the_domain_calls_so(
    connection: Connection,
    session: TherapySession,
    transcript: Transcript,
    owner: User,
    clock: FakeClock,
    kind: StatementKind,
) -> None:
    every = [
        replace(line(0, "plan", kind, "Words.", standing), id=StatementId(f"{verdict}{standing}"), verdict=verdict)
        for verdict in Verdict
        for standing in Standing
    ]
    note = note_of(transcript, owner, clock, "n", *every)
    SqlNoteRepository(connection).add(note)
    (entry,) = list_session_entries(connection, session.client_id)
    assert entry.open_item_count == sum(statement.is_open for statement in every)


def test_a_note_without_words_has_no_headline(
    connection: Connection, session: TherapySession, transcript: Transcript, owner: User, clock: FakeClock
) -> None:
    SqlNoteRepository(connection).add(note_of(transcript, owner, clock, "n", LINES[1]))
    (entry,) = list_session_entries(connection, session.client_id)
    assert (entry.headline, entry.open_item_count) == ("", 1)


@pytest.mark.parametrize("status", [SessionStatus.DRAFTED, SessionStatus.SIGNED])
def test_a_line_whose_words_were_corrected_since_waits_too(
    connection: Connection,
    session: TherapySession,
    transcript: Transcript,
    owner: User,
    clock: FakeClock,
    status: SessionStatus,
) -> None:
    (said,) = transcript.utterances
    corrected = replace(
        transcript, id=TranscriptId("corrected"), version=2, utterances=(replace(said, text="Did you sleep?"),)
    )
    transcripts = SqlTranscriptRepository(connection)
    transcripts.add_correction(corrected, transcript)
    rests = replace(line(0, "plan", StatementKind.PARAPHRASE, "Sleep.", Standing.ACCEPTED), evidence=(said.id,))
    rests_on_newest = replace(rests, id=StatementId("checked"), basis=corrected.id)
    rests_on_nothing = replace(rests, id=StatementId("own"), evidence=())
    note = note_of(transcript, owner, clock, "n", rests, rests_on_newest, rests_on_nothing)
    SqlNoteRepository(connection).add(note)
    sessions = SqlSessionRepository(connection)
    sessions.update(replace(session, status=status))
    stale = Recheck(corrected.id, {transcript.id: transcripts.changed_utterances(transcript.id, corrected.id)}).stale(
        note.latest
    )
    assert stale == {rests.id}
    (entry,) = list_session_entries(connection, session.client_id)
    assert entry.open_item_count == (1 if status is SessionStatus.DRAFTED else 0)
