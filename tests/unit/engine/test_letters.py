"""The outcome of a job in a sealed letter: its own errors come through, and nobody else's letter does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from nacl.public import PrivateKey, SealedBox

from tests.fake_engine import draft_of_conversation
from therapease.engine.letters import SealedLetter, read_letter
from therapease.engine.messages import GoOnAlone, JobDone, WorkerReady, encode, failure_of
from therapease.engine.process import EngineProcess
from therapease.errors import EmptyTranscriptError, InternalError

KEY, TICKET = PrivateKey.generate(), bytes(range(32))


def written(path: Path, outcome: object) -> bytes:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    SealedLetter(GoOnAlone(bytes(KEY.public_key), TICKET), descriptor).write(outcome)  # type: ignore[arg-type]  # because one test writes what is none
    return path.read_bytes()


def test_a_draft_comes_through_and_is_not_to_be_read_on_the_way(tmp_path: Path) -> None:
    draft = draft_of_conversation()
    sealed = written(tmp_path / "letter", JobDone(draft))
    assert draft.sections[0].statements[0].text.encode() not in sealed
    unsealed = SealedBox(KEY).decrypt(sealed)
    assert EngineProcess().read_outcome(unsealed, TICKET) == draft


def test_so_does_what_went_wrong(tmp_path: Path) -> None:
    sealed = written(tmp_path / "letter", failure_of(EmptyTranscriptError()))
    with pytest.raises(EmptyTranscriptError):
        EngineProcess().read_outcome(SealedBox(KEY).decrypt(sealed), TICKET)


def test_whoever_lacks_the_ticket_is_not_believed(tmp_path: Path) -> None:
    """Anybody can seal to a public key: without this a stranger could put words into the record."""
    unsealed = SealedBox(KEY).decrypt(written(tmp_path / "letter", JobDone(draft_of_conversation())))
    for other in (bytes(32), b"", TICKET[:-1]):
        with pytest.raises(InternalError):
            read_letter(unsealed, other)
    for forged in (b"", b"words", encode(JobDone(draft_of_conversation()))):
        with pytest.raises(InternalError):
            read_letter(forged, TICKET)


def test_only_an_outcome_is_written(tmp_path: Path) -> None:
    with pytest.raises(InternalError):
        written(tmp_path / "letter", WorkerReady(True, True))
    with pytest.raises(InternalError):
        EngineProcess().read_outcome(SealedBox(KEY).decrypt(written(tmp_path / "other", JobDone(None))), TICKET)
