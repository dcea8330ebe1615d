"""What ties a private note to its place, and which versions a person would call one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.fake_clock import START
from therapease.domain.ids import ProcessNoteId, SessionId, UserId
from therapease.domain.process_note import ProcessNote, ProcessNoteText, SealedKey, SealedText, sittings

NOTE = ProcessNote(ProcessNoteId("n"), SessionId("s"), UserId("u"), START)


def test_each_part_of_the_place_changes_the_binding() -> None:
    others = [
        NOTE.binding(2),
        replace(NOTE, id=ProcessNoteId("m")).binding(1),
        replace(NOTE, session_id=SessionId("t")).binding(1),
        replace(NOTE, owner_id=UserId("v")).binding(1),
        # The same letters, divided elsewhere.
        replace(NOTE, id=ProcessNoteId("ns"), session_id=SessionId("")).binding(1),
    ]
    assert len({NOTE.binding(1), *others}) == len(others) + 1


def test_the_binding_never_changes() -> None:
    expected = b"therapease/process-note/v1" + b"".join(b"\0\0\0\1" + part for part in (b"n", b"s", b"u", b"7"))
    assert NOTE.binding(7) == expected


def test_versions_of_one_sitting_count_once() -> None:
    at = [START + timedelta(minutes=minutes) for minutes in (0, 4, 12, 60, 61)]
    texts = [ProcessNoteText(number, moment, f"text {number}") for number, moment in enumerate(at, 1)]
    assert [text.version for text in sittings(texts)] == [3, 5]
    assert sittings([]) == []


def test_neither_text_nor_keys_are_shown() -> None:
    sealed = SealedText(b"cipher", (SealedKey(UserId("u"), b"secret"),))
    shown = repr([ProcessNoteText(1, START, "thoughts"), sealed])
    assert not [word for word in ("thoughts", "cipher", "secret") if word in shown]
