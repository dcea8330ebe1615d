"""A large fictional practice, made in bulk and the same for the same seed: what speed and patience are measured on.

    practice = make_large_practice(folder, clients=5_000)

Two years of sessions with notes, signatures and consents in a real vault, written through the store's repositories in
a few transactions: through the services, one act and one transaction each, it would take half an hour.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench._invented_talk import invented_note_lines, invented_talk
from bench._names import UNUSUAL, names
from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.consent import Consent, ConsentPurpose
from therapease.domain.ids import (
    ClientId,
    ConsentId,
    NoteId,
    NoteVersionId,
    RecordingId,
    SessionId,
    SignatureId,
    StatementId,
    TranscriptId,
    UserId,
)
from therapease.domain.note import Note, NoteVersion, Signature, Standing, Statement, StatementKind
from therapease.domain.recording import CHUNK_S, SAMPLE_RATE_HZ, AudioChunk, Recording
from therapease.domain.session import Attendance, SessionStatus, TherapySession
from therapease.domain.signing import digest_sha256, note_message
from therapease.domain.transcript import Transcript, Utterance
from therapease.domain.user import NewOwner
from therapease.services.consent_texts import STANDARD_VERSION
from therapease.services.ports import UnitOfWork
from therapease.services.vault_ports import UnlockedVault
from therapease.store.kdf import FLOOR
from therapease.store.vault import SqlCipherVaultStore

PASSPHRASE = "slow river copper lantern"
NOW = datetime(2026, 3, 17, 11, 5, tzinfo=UTC)
YEARS = 2
TALK_UTTERANCES, TALK_LINES = 8, 6
"""How much was said and noted in an ordinary session of this practice: enough to open, small enough for thousands."""
SEEN_HERE = 0.12
"""The share of clients who had sessions since this vault is in use."""
HOUR_UTTERANCES, HOUR_LINES = 400, 24
"""How much is said and noted in an hour: the session without sound has that."""
_CLIENTS_PER_TRANSACTION = 500
_FLAC_BYTES = 20_000
_SECTIONS = (("subjective", "Subjective"), ("objective", "Objective"), ("assessment", "Assessment"), ("plan", "Plan"))


@dataclass(frozen=True, slots=True)
class LargePractice:
    """Where the vault lies and whom to look at in it."""

    path: Path
    client_count: int
    busiest: ClientId
    """Has the long session, the long note and the session without sound."""
    long_session: SessionId
    long_note_session: SessionId
    silent_session: SessionId
    without_sessions: ClientId


class BulkClock:
    """Time set by hand; identifiers that count up, so that order is that of making and every run makes the same."""

    def __init__(self, now: datetime) -> None:
        self.time, self._count = now, 0

    def now(self) -> datetime:
        return self.time

    def monotonic_ns(self) -> int:
        return int(self.time.timestamp() * 1e9)

    def new_id(self) -> str:
        self._count += 1
        return f"0194f000-0000-7000-8000-{self._count:012x}"


def make_large_practice(
    folder: Path, clients: int = 5_000, utterances: int = 3_000, note_lines: int = 200, seed: int = 17
) -> LargePractice:
    """Make the vault in `folder`. About half a minute for 5,000 clients."""
    clock, path = BulkClock(NOW - timedelta(days=365 * YEARS)), folder / "Large practice.vault"
    vault, _code = SqlCipherVaultStore(clock, FLOOR).create(path, NewOwner("Erika Lindqvist", "LCSW"), PASSPHRASE)
    try:
        writer = _Writer(vault, clock, random.Random(seed))
        made = list(writer.clients(list(names(clients, seed))))
        return writer.extremes(made, utterances, note_lines)
    finally:
        clock.time = NOW
        vault.close()


class _Writer:
    """Writes clients with their years, in transactions of some hundred clients each."""

    def __init__(self, vault: UnlockedVault, clock: BulkClock, dice: random.Random) -> None:
        self._vault, self._clock, self._dice = vault, clock, dice
        self._user = UserId(vault.user.id)

    def clients(self, wanted: list[str]) -> Iterator[Client]:
        for start in range(0, len(wanted), _CLIENTS_PER_TRANSACTION):
            with self._vault.unit_of_work() as unit:
                for number, name in enumerate(wanted[start : start + _CLIENTS_PER_TRANSACTION], start + 1):
                    yield self._client(unit, number, name)
                unit.commit()

    def extremes(self, made: list[Client], utterances: int, note_lines: int) -> LargePractice:
        """Give one client the sessions that are hard to show, and say where they are."""
        busiest = made[len(UNUSUAL) % len(made)]
        with self._vault.unit_of_work() as unit:
            number = unit.sessions.next_number(busiest.id)
            begins = [NOW - timedelta(days=day, hours=2) for day in (21, 14, 7)]
            silent, lined, long = (
                self._session(unit, busiest.id, number + at, when, SessionStatus.DRAFTED)
                for at, when in enumerate(begins)
            )
            self._record(unit, silent, HOUR_UTTERANCES, HOUR_LINES)
            self._record(unit, lined, TALK_UTTERANCES * 12, note_lines)
            talk = self._record(unit, long, utterances, 40)
            self._sound(unit, long.id, (talk[-1].end_s or 0.0) + 2.0)
            unit.commit()
        return LargePractice(
            self._vault.path, len(made), busiest.id, long.id, lined.id, silent.id, without_sessions=made[0].id
        )

    def _client(self, unit: UnitOfWork, number: int, name: str) -> Client:
        dice = self._dice
        known_days = dice.randrange(3, 365 * YEARS)
        came = NOW - timedelta(days=known_days, minutes=dice.randrange(600))
        born = date(1936, 1, 1) + timedelta(days=dice.randrange(78 * 365))
        left = came + timedelta(days=known_days // 2) if number > len(UNUSUAL) and dice.random() < 0.3 else None
        client = Client(
            ClientId(self._clock.new_id()), f"C-{number:04d}", name, came, born, self._user, archived_at=left
        )
        unit.clients.add(client)
        self._clock.time = came
        unit.audit.append(AuditAction.CLIENT_CREATED, client.id)
        # The first of all has no sessions; most others were taken over with their names from what was used before.
        if 1 < number <= 2 * len(UNUSUAL) or (number > 1 and dice.random() < SEEN_HERE):
            self._years(unit, client, came, left)
        return client

    def _years(self, unit: UnitOfWork, client: Client, came: datetime, left: datetime | None) -> None:
        dice, until = self._dice, left or NOW
        purposes = list(ConsentPurpose) if dice.random() < 0.85 else [ConsentPurpose.TREATMENT]
        for purpose in purposes:
            withdrawn = until if purpose is ConsentPurpose.RECORDING and dice.random() < 0.03 else None
            unit.consents.add(
                Consent(
                    ConsentId(self._clock.new_id()),
                    client.id,
                    purpose,
                    STANDARD_VERSION,
                    came,
                    self._user,
                    revoked_at=withdrawn,
                )
            )
        count = min(dice.choice((1, 2, 3, 4, 5, 6, 8, 12)), 1 + (until - came).days // 7)
        begins = [came + (until - came) * (at + 1) / (count + 1) for at in range(count)]
        for number, when in enumerate(begins, 1):
            self._past_session(unit, client.id, number, when, is_newest=number == count and left is None)
        if left is None and dice.random() < 0.5:
            next_time = NOW + timedelta(days=dice.randrange(14), hours=dice.randrange(6))
            self._session(unit, client.id, count + 1, next_time, SessionStatus.SCHEDULED)

    def _past_session(
        self, unit: UnitOfWork, client_id: ClientId, number: int, when: datetime, *, is_newest: bool
    ) -> None:
        turn = self._dice.random()
        if turn < 0.08:
            self._session(unit, client_id, number, when, SessionStatus.CANCELLED)
            return
        status = SessionStatus.DRAFTED if is_newest and turn < 0.3 else SessionStatus.SIGNED
        self._record(unit, self._session(unit, client_id, number, when, status), TALK_UTTERANCES, TALK_LINES)

    def _session(
        self, unit: UnitOfWork, client_id: ClientId, number: int, when: datetime, status: SessionStatus
    ) -> TherapySession:
        starts_at = when.replace(minute=0, second=0, microsecond=0)
        session = TherapySession(
            SessionId(self._clock.new_id()),
            client_id,
            self._user,
            number,
            starts_at,
            status,
            starts_at - timedelta(days=1),
            ends_at=starts_at + timedelta(minutes=50),
            attendance=self._dice.choice(list(Attendance)),
        )
        unit.sessions.add(session)
        return session

    def _record(self, unit: UnitOfWork, session: TherapySession, utterances: int, lines: int) -> list[Utterance]:
        """Write what was said and noted in a session; sign it when it counts as signed."""
        new_id, dice = self._clock.new_id, self._dice
        talk = invented_talk(utterances, dice)
        written_at = session.starts_at + timedelta(hours=1)
        transcript_id, note_id = TranscriptId(new_id()), NoteId(new_id())
        unit.transcripts.add(
            Transcript(
                transcript_id,
                session.id,
                1,
                "starter",
                "moonshine-tiny-en",
                tuple(talk),
                written_at,
                self._user,
                talk[-1].end_s,
            )
        )
        statements = tuple(
            Statement(
                StatementId(new_id()),
                section,
                text,
                kind,
                evidence,
                verdict,
                _standing(kind, is_signed=session.is_signed),
            )
            for section, text, kind, evidence, verdict in invented_note_lines(talk, lines, dice)
        )
        version = NoteVersion(NoteVersionId(new_id()), note_id, 1, transcript_id, statements, written_at, self._user)
        unit.notes.add(Note(note_id, session.id, "soap", "smollm2-360m-instruct", _SECTIONS, version))
        if session.is_signed:
            unit.notes.add_signature(note_id, 1, self._signature(session.id, version))
        return talk

    def _signature(self, session_id: SessionId, version: NoteVersion) -> Signature:
        signed_at = version.created_at + timedelta(hours=3)
        message = note_message(session_id, version, self._user, signed_at)
        return Signature(
            SignatureId(self._clock.new_id()),
            self._user,
            signed_at,
            digest_sha256(message),
            self._vault.sign(message),
            self._vault.signing_public_key,
            self._vault.user.name,
            self._vault.user.credentials,
        )

    def _sound(self, unit: UnitOfWork, session_id: SessionId, duration_s: float) -> None:
        """Write a recording of real size: its peaks are a waveform, its sound is noise that decodes to nothing."""
        count = -int(-duration_s // CHUNK_S)
        recording = Recording(RecordingId(self._clock.new_id()), session_id, duration_s, count, NOW)
        unit.recordings.add(recording, (self._chunk(at) for at in range(count)))

    def _chunk(self, sequence: int) -> AudioChunk:
        samples = round(CHUNK_S * SAMPLE_RATE_HZ)
        peaks = self._dice.randbytes(round(CHUNK_S * 50))
        return AudioChunk(sequence, sequence * samples, samples, self._dice.randbytes(_FLAC_BYTES), peaks)


def _standing(kind: StatementKind, *, is_signed: bool) -> Standing:
    if is_signed:
        return Standing.ACCEPTED
    needs_answer = kind in (StatementKind.NOT_ASSESSED, StatementKind.CLINICIAN_TO_COMPLETE)
    return Standing.OPEN if needs_answer else Standing.DRAFTED
