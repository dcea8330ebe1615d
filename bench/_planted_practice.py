"""A vault with a hundred sentences that stand nowhere else, in every kind of place, for looking into memory."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench._large_practice import BulkClock
from therapease.bootstrap import build_engine, build_workspace
from therapease.domain.ids import NoteId, NoteVersionId, SessionId, StatementId, TranscriptId, UserId
from therapease.domain.note import Note, NoteVersion, Standing, Statement, StatementKind, Verdict
from therapease.domain.session import Attendance, SessionStatus, TherapySession
from therapease.domain.transcript import SpeakerRole, Transcript, Utterance
from therapease.domain.user import NewOwner
from therapease.services.workspace import Workspace
from therapease.store.kdf import FLOOR
from therapease.store.open_vault import OpenVault
from therapease.store.slots import open_dek
from therapease.store.vault import SqlCipherVaultStore

PASSPHRASE = "slow river copper lantern"
NOW = datetime(2026, 3, 17, 11, 5, tzinfo=UTC)
SENTENCES = 100
MARK = "zyquovexirth"
"""In the middle of every sentence, followed by its number: one word to look for instead of a hundred."""
_LINES, _GOALS = 20, 5


@dataclass(frozen=True, slots=True)
class Planted:
    """Where the vault lies, which session to open, what must be found nowhere, and the key."""

    path: Path
    session_id: SessionId
    sentences: tuple[str, ...]
    data_key: bytes


def make_planted_practice(folder: Path, seed: int = 17) -> Planted:
    """Make the vault in `folder`: a client, goals, a transcript and a note."""
    dice = random.Random(seed)
    sentences = tuple(_sentence(dice, number) for number in range(SENTENCES))
    clock, path = BulkClock(NOW), folder / "Planted.vault"
    vault, _code = SqlCipherVaultStore(clock, FLOOR).create(path, NewOwner("Erika Lindqvist", "LCSW"), PASSPHRASE)
    try:
        workspace = build_workspace(vault, build_engine(), clock)
        client = workspace.clients.create(sentences[0])
        for title in sentences[1 : 1 + _GOALS]:
            workspace.goals.add(client.id, title, 3)
        session_id = _session(workspace, clock, client.id, sentences[1 + _GOALS :])
        return Planted(path, session_id, sentences, _data_key(vault))
    finally:
        vault.close()


def _sentence(dice: random.Random, number: int) -> str:
    words = ["".join(dice.choices("abcdefghijklmnopqrstuvwxyz", k=dice.randint(4, 9))) for _ in range(6)]
    return " ".join([*words[:3], f"{MARK}{number:03d}", *words[3:]]).capitalize()


def _session(workspace: Workspace, clock: BulkClock, client_id: object, sentences: tuple[str, ...]) -> SessionId:
    said, noted = sentences[_LINES:], sentences[:_LINES]
    user = UserId(workspace.user.id)
    session_id, transcript_id, note_id = SessionId(clock.new_id()), TranscriptId(clock.new_id()), NoteId(clock.new_id())
    starts_at = NOW - timedelta(days=1)
    session = TherapySession(
        session_id,
        client_id,  # type: ignore[arg-type]  # because it came from the service
        user,
        1,
        starts_at,
        SessionStatus.DRAFTED,
        starts_at,
        attendance=Attendance.IN_PERSON,
    )
    utterances = tuple(
        Utterance(at, "client", SpeakerRole.CLIENT, text, at * 4.0, at * 4.0 + 3) for at, text in enumerate(said)
    )
    lines = tuple(
        Statement(StatementId(clock.new_id()), "subjective", text, StatementKind.OWN, (), Verdict.NONE, Standing.EDITED)
        for text in noted
    )
    with workspace.vault.unit_of_work() as unit:
        unit.sessions.add(session)
        unit.transcripts.add(Transcript(transcript_id, session_id, 1, "starter", "none", utterances, NOW, user, 400.0))
        version = NoteVersion(NoteVersionId(clock.new_id()), note_id, 1, transcript_id, lines, NOW, user)
        unit.notes.add(Note(note_id, session_id, "soap", "rules", (("subjective", "Subjective"),), version))
        unit.commit()
    return session_id


def _data_key(vault: object) -> bytes:
    assert isinstance(vault, OpenVault)
    return open_dek(vault._header.account(vault.user.id), vault._keys.user)
