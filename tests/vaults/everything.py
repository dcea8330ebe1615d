"""One of everything that a vault can hold, with text of the caller's in every field that takes text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from therapease.clock import Clock
from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.consent import Consent, ConsentPurpose, ConsentWording
from therapease.domain.goal import Goal, GoalStatus
from therapease.domain.ids import (
    AmendmentId,
    ClientId,
    ConsentId,
    GoalId,
    MeasureId,
    NoteId,
    NoteVersionId,
    ProcessNoteId,
    RecordingId,
    SessionId,
    SignatureId,
    StatementId,
    TranscriptId,
)
from therapease.domain.measure import GAD_7, PHQ_9, Measure
from therapease.domain.note import (
    Amendment,
    Note,
    NoteVersion,
    RiskCategory,
    RiskMention,
    RiskSubject,
    Signature,
    Stance,
    Standing,
    Statement,
    StatementKind,
    Verdict,
)
from therapease.domain.process_note import ProcessNote, ProcessNoteVersion
from therapease.domain.recording import AudioChunk, Recording
from therapease.domain.session import Attendance, SessionStatus, TherapySession
from therapease.domain.signing import amendment_message, digest_sha256, note_message
from therapease.domain.transcript import SpeakerRole, Transcript, Utterance
from therapease.domain.user import User
from therapease.store.open_vault import OpenVault
from therapease.store.unit_of_work import SqlUnitOfWork

Words = Callable[[str], str]


@dataclass(frozen=True)
class Everything:
    """What `add_everything` stored."""

    client: Client
    archived_client: Client
    consents: tuple[Consent, ...]
    session: TherapySession
    recording: Recording
    chunks: tuple[AudioChunk, ...]
    transcripts: tuple[Transcript, ...]
    versions: tuple[NoteVersion, ...]
    note: Note
    goals: tuple[Goal, ...]
    measures: tuple[Measure, ...]
    process_note: tuple[ProcessNote, tuple[ProcessNoteVersion, ...]]
    wordings: tuple[ConsentWording, ...]
    settings: dict[str, object]


def everything(
    user: User, clock: Clock, vault: OpenVault, words: Words = lambda field: f"words of {field}"
) -> Everything:
    """Return one of everything. `words` gives the text for a field by its name."""
    client = _client(user, clock, words)
    archived = Client(ClientId(clock.new_id()), "C-0002", words("archived.name"), clock.now(), archived_at=clock.now())
    session = TherapySession(
        id=SessionId(clock.new_id()),
        client_id=client.id,
        therapist_id=user.id,
        number=1,
        starts_at=clock.now(),
        status=SessionStatus.AMENDED,
        created_at=clock.now(),
        ends_at=clock.now() + timedelta(minutes=50),
        attendance=Attendance.VIDEO,
        cancelled_reason=words("session.cancelled_reason"),
    )
    chunks = tuple(
        AudioChunk(number, number * 160_000, 160_000, words(f"flac.{number}").encode(), words("peaks").encode())
        for number in range(3)
    )
    recording = Recording(RecordingId(clock.new_id()), session.id, 30.0, 3, clock.now(), "import", True)
    transcripts = _transcripts(session, user, clock, words)
    versions = _versions(transcripts, user, clock, words)
    return Everything(
        client=client,
        archived_client=archived,
        consents=_consents(client, user, clock, words),
        session=session,
        recording=recording,
        chunks=chunks,
        transcripts=transcripts,
        versions=versions,
        note=_note(session, versions[-1], user, clock, vault, words),
        goals=_goals(session, user, clock, words),
        measures=_measures(session, user, clock),
        process_note=_process_note(session, user, clock, vault, words),
        wordings=_wordings(user, clock, words),
        settings={"first_run.done": [words("setting"), 2, True], "retention_years": 10},
    )


def add_everything(unit: SqlUnitOfWork, all_of_it: Everything) -> None:
    """Store it, in the order in which it would come about."""
    unit.clients.add(all_of_it.client)
    unit.clients.add(all_of_it.archived_client)
    for consent in all_of_it.consents:
        unit.consents.add(replace(consent, revoked_at=None))
        unit.consents.update(consent)
    unit.sessions.add(all_of_it.session)
    unit.recordings.add(all_of_it.recording, all_of_it.chunks)
    for transcript in all_of_it.transcripts:
        unit.transcripts.add(transcript)
    unit.notes.add(replace(all_of_it.note, latest=all_of_it.versions[0], signature=None, amendments=()))
    for version in all_of_it.versions[1:]:
        unit.notes.add_version(version)
    assert all_of_it.note.signature is not None
    unit.notes.add_signature(all_of_it.note.id, all_of_it.versions[-1].version, all_of_it.note.signature)
    for amendment in all_of_it.note.amendments:
        unit.notes.add_amendment(amendment)
    for goal in all_of_it.goals:
        unit.goals.add(goal)
        for entry in goal.progress:
            unit.goals.add_progress(entry)
    for measure in all_of_it.measures:
        unit.measures.add(measure)
    private, versions = all_of_it.process_note
    unit.process_notes.add(private)
    for sealed in versions:
        unit.process_notes.add_version(sealed)
    for wording in all_of_it.wordings:
        unit.consent_wordings.add(wording)
    for key, value in all_of_it.settings.items():
        unit.settings.put(key, value)
    unit.audit.append(AuditAction.CLIENT_CREATED, all_of_it.client.id)
    unit.audit.append(AuditAction.NOTE_SIGNED, all_of_it.note.id)
    unit.audit.append(AuditAction.NOTE_AMENDED, all_of_it.note.id)


def assert_holds_everything(unit: SqlUnitOfWork, expected: Everything) -> None:
    """Read all of it back and compare it, value by value; there is nothing else in the vault."""
    assert unit.clients.list_all() == [expected.client]
    assert set(unit.clients.list_all(include_archived=True)) == {expected.client, expected.archived_client}
    assert_holds_record(unit, expected)


def assert_holds_record(unit: SqlUnitOfWork, expected: Everything) -> None:
    """Read one client's record and the practice's own texts back and compare them, whoever else there is."""
    assert unit.clients.get(expected.client.id) == expected.client
    assert tuple(unit.consents.list_for_client(expected.client.id)) == expected.consents
    assert unit.sessions.get(expected.session.id) == expected.session
    assert unit.recordings.for_session(expected.session.id) == expected.recording
    assert tuple(unit.recordings.chunks(expected.recording.id)) == expected.chunks
    assert unit.recordings.peaks(expected.recording.id) == b"".join(chunk.peaks for chunk in expected.chunks)
    assert tuple(unit.transcripts.versions_for_session(expected.session.id)) == expected.transcripts
    assert unit.transcripts.latest_for_session(expected.session.id) == expected.transcripts[-1]
    assert tuple(unit.notes.versions(expected.note.id)) == expected.versions
    assert unit.notes.get(expected.note.id) == expected.note
    assert unit.notes.for_session(expected.session.id) == expected.note
    assert tuple(unit.goals.list_for_client(expected.client.id)) == expected.goals
    assert tuple(unit.measures.list_for_client(expected.client.id)) == expected.measures
    private, versions = expected.process_note
    assert unit.process_notes.of_session(expected.session.id, private.owner_id) == private
    assert tuple(unit.process_notes.versions(private.id)) == versions
    assert tuple(unit.consent_wordings.list_all()) == expected.wordings
    # The vault keeps settings of its own beside them.
    assert {name: unit.settings.get(name) for name in expected.settings} == expected.settings
    actions = [event.action for event in unit.audit.list_for_object(expected.note.id)]
    assert actions == [AuditAction.NOTE_SIGNED, AuditAction.NOTE_AMENDED]
    unit.audit.verify()


def assert_signatures_hold(vault: OpenVault, note: Note) -> None:
    """Rebuild what was signed from the values read back, and check both signatures over it."""
    signed = note.signature
    assert signed is not None
    message = note_message(note.session_id, note.latest, signed.signed_by, signed.signed_at)
    assert digest_sha256(message) == signed.digest_sha256
    assert vault.verify(signed.public_key, message, signed.signature)
    for amendment in note.amendments:
        signed = amendment.signature
        message = amendment_message(note.id, amendment.text, amendment.reason, signed.signed_by, signed.signed_at)
        assert vault.verify(signed.public_key, message, signed.signature)


def _client(user: User, clock: Clock, words: Words) -> Client:
    return Client(
        ClientId(clock.new_id()),
        "C-0001",
        words("client.name"),
        clock.now(),
        date(1984, 2, 29),
        user.id,
        preferred_name=words("client.preferred_name"),
        pronouns=words("client.pronouns"),
        phone=words("client.phone"),
        email=words("client.email"),
        emergency_contact=words("client.emergency_contact"),
    )


def _goals(session: TherapySession, user: User, clock: Clock, words: Words) -> tuple[Goal, ...]:
    first = Goal(GoalId(clock.new_id()), session.client_id, words("goal.title"), 5, clock.now(), user.id)
    moved = first.moved_to(2, GoalStatus.OPEN, clock.now(), user.id, session.id)
    untouched = replace(first, id=GoalId(clock.new_id()), title=words("goal.other"))
    return moved.moved_to(0, GoalStatus.REACHED, clock.now(), user.id), untouched


def _measures(session: TherapySession, user: User, clock: Clock) -> tuple[Measure, ...]:
    mistaken = Measure(
        MeasureId(clock.new_id()), session.client_id, PHQ_9.key, date(2026, 3, 17), 21, clock.now(), user.id
    )
    answers = (1, 2, 1, 2, 1, 1, 1, 1, 2)
    corrected = replace(
        mistaken,
        id=MeasureId(clock.new_id()),
        total=PHQ_9.total_of(answers),
        answers=answers,
        session_id=session.id,
        replaces_id=mistaken.id,
    )
    other = replace(mistaken, id=MeasureId(clock.new_id()), instrument=GAD_7.key, total=8)
    withdrawn = replace(other, id=MeasureId(clock.new_id()), replaces_id=other.id, is_withdrawn=True)
    return mistaken, corrected, other, withdrawn


def _process_note(
    session: TherapySession, user: User, clock: Clock, vault: OpenVault, words: Words
) -> tuple[ProcessNote, tuple[ProcessNoteVersion, ...]]:
    note = ProcessNote(ProcessNoteId(clock.new_id()), session.id, user.id, clock.now())
    return note, tuple(
        ProcessNoteVersion(
            note.id, number, clock.now(), vault.seal_text(words(f"process_note.{number}"), note.binding(number))
        )
        for number in (1, 2)
    )


def _wordings(user: User, clock: Clock, words: Words) -> tuple[ConsentWording, ...]:
    return tuple(
        ConsentWording(version, purpose, words(f"wording.{purpose.value}"), clock.now(), user.id)
        for version, purpose in (
            ("1", ConsentPurpose.RECORDING),
            ("1", ConsentPurpose.AI_NOTES),
            ("2", ConsentPurpose.RECORDING),
        )
    )


def _consents(client: Client, user: User, clock: Clock, words: Words) -> tuple[Consent, ...]:
    given = [
        Consent(ConsentId(clock.new_id()), client.id, purpose, words("consent.wording"), clock.now(), user.id)
        for purpose in ConsentPurpose
    ]
    return (*given[:-1], replace(given[-1], revoked_at=clock.now()))


def _transcripts(session: TherapySession, user: User, clock: Clock, words: Words) -> tuple[Transcript, ...]:
    spoken = (
        Utterance(0, words("utterance.speaker"), SpeakerRole.THERAPIST, words("utterance.text"), 0.0, 2.25),
        Utterance("0", "S2", SpeakerRole.CLIENT, words("utterance.answer"), 2.5, 4.0),
        Utterance("extra", "S3", SpeakerRole.UNKNOWN, "“Grüße” — 你好", None, None),
    )
    first = Transcript(
        TranscriptId(clock.new_id()),
        session.id,
        1,
        "starter",
        words("transcript.model"),
        spoken,
        clock.now(),
        user.id,
        30.0,
    )
    corrected = replace(
        first,
        id=TranscriptId(clock.new_id()),
        version=2,
        utterances=(replace(spoken[0], text=words("utterance.corrected")), *spoken[1:]),
        reason=words("transcript.reason"),
    )
    return first, corrected


def _versions(transcripts: tuple[Transcript, ...], user: User, clock: Clock, words: Words) -> tuple[NoteVersion, ...]:
    first_transcript, transcript = transcripts
    note_id = NoteId(clock.new_id())
    lines = tuple(
        Statement(StatementId(clock.new_id()), "subjective", words(f"statement.{kind.value}"), kind, evidence, verdict)
        for kind, evidence, verdict in (
            (StatementKind.PARAPHRASE, ("0", 0), Verdict.SUPPORTED),
            (StatementKind.QUOTATION, ("extra",), Verdict.QUOTED),
            (StatementKind.NOT_ASSESSED, (), Verdict.NONE),
        )
    )
    first = NoteVersion(NoteVersionId(clock.new_id()), note_id, 1, transcript.id, lines, clock.now(), user.id)
    own = replace(
        lines[0],
        text=words("statement.own"),
        kind=StatementKind.OWN,
        standing=Standing.EDITED,
        basis=first_transcript.id,
    )
    second = replace(
        first,
        id=NoteVersionId(clock.new_id()),
        version=2,
        statements=(own, *lines[1:]),
        created_at=clock.now(),
        reason=words("version.reason"),
    )
    return first, second


def _note(
    session: TherapySession, version: NoteVersion, user: User, clock: Clock, vault: OpenVault, words: Words
) -> Note:
    text, reason = words("amendment.text"), words("amendment.reason")

    def signature(message_at: Callable[[datetime], bytes]) -> Signature:
        return _signature(message_at, user, clock, vault, words)

    return Note(
        id=version.note_id,
        session_id=session.id,
        format="soap",
        model=words("note.model"),
        section_titles=(("subjective", words("section.title")), ("plan", "Plan")),
        latest=version,
        risk=(
            RiskMention(RiskCategory.SUICIDE, (0, "0"), Stance.DENIED, RiskSubject.CLIENT),
            RiskMention(RiskCategory.RELAPSE, ("extra",), Stance.UNCLEAR, RiskSubject.OTHER),
        ),
        signature=signature(lambda at: note_message(session.id, version, user.id, at)),
        amendments=(
            Amendment(
                AmendmentId(clock.new_id()),
                version.note_id,
                text,
                reason,
                clock.now(),
                signature(lambda at: amendment_message(version.note_id, text, reason, user.id, at)),
            ),
        ),
    )


def _signature(
    message_at: Callable[[datetime], bytes], user: User, clock: Clock, vault: OpenVault, words: Words
) -> Signature:
    at = clock.now()
    message = message_at(at)
    return Signature(
        id=SignatureId(clock.new_id()),
        signed_by=user.id,
        signed_at=at,
        digest_sha256=digest_sha256(message),
        signature=vault.sign(message),
        public_key=vault.signing_public_key,
        signer_name=words("signer.name"),
        signer_credentials=words("signer.credentials"),
    )
