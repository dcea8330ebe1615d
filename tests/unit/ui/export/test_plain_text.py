"""The note as plain text."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.ui.export.test_document import SIGNATURE, USER, amended, note, review
from therapease.ui.export.document import note_document
from therapease.ui.export.plain_text import note_text, section_text, text_file


def test_it_begins_with_whose_it_is_and_how_it_stands() -> None:
    lines = note_text(note_document(review(), USER)).splitlines()
    assert lines[:3] == [
        "Session note",
        "Mara Keller, born 3 May 1988, Session 9, 17 March 2026",
        "Draft, not signed",
    ]


def test_sections_stand_apart() -> None:
    text = note_text(note_document(review(), USER))
    assert "\n\nSubjective\n" in text and "\n\nPlan\n" in text
    assert text.endswith(".\n")


def test_signature_and_amendments_are_in_it() -> None:
    text = note_text(note_document(amended(), USER))
    assert text.index("Signed electronically by") < text.index("Amendment 1") < text.index("Reason: Wrong day")


def test_a_section_alone_says_that_it_is_a_draft_until_it_is_signed() -> None:
    draft = section_text(note_document(review(), USER), "plan")
    assert draft.startswith("Draft, not signed\n\nPlan\n")
    signed = section_text(note_document(review(replace(note(), signature=SIGNATURE)), USER), "plan")
    assert signed.startswith("Plan\n")
    assert "Subjective" not in signed


def test_a_file_has_the_systems_line_ends_and_no_byte_order_mark() -> None:
    document = note_document(review(), USER)
    windows, unix = text_file(document, "\r\n"), text_file(document, "\n")
    assert windows.decode("utf-8").replace("\r\n", "\n") == unix.decode("utf-8") == note_text(document)
    assert b"\n" not in windows.replace(b"\r\n", b"")
    assert unix.startswith(b"Session note")
