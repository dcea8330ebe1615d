"""Identifiers. UUIDv7 text made by the clock, one type each so that mypy keeps them apart."""

from __future__ import annotations

from typing import NewType

UserId = NewType("UserId", str)
ClientId = NewType("ClientId", str)
ConsentId = NewType("ConsentId", str)
SessionId = NewType("SessionId", str)
RecordingId = NewType("RecordingId", str)
TranscriptId = NewType("TranscriptId", str)
NoteId = NewType("NoteId", str)
NoteVersionId = NewType("NoteVersionId", str)
StatementId = NewType("StatementId", str)
SignatureId = NewType("SignatureId", str)
AmendmentId = NewType("AmendmentId", str)
GoalId = NewType("GoalId", str)
MeasureId = NewType("MeasureId", str)
ProcessNoteId = NewType("ProcessNoteId", str)
JobId = NewType("JobId", str)

UtteranceId = int | str
"""Names one utterance within one session: an integer for transcripts made here, whatever a given file says otherwise.

It stays the same when a correction makes a new transcript version, so that evidence keeps pointing at it.
"""
