"""The Word file as a reader's program gets it."""

from __future__ import annotations

import io
import time
import zipfile
from dataclasses import replace
from datetime import UTC

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.unit.ui.export.test_document import SIGNATURE, USER, amended, note, review, with_lines
from therapease.domain.ids import StatementId
from therapease.domain.note import Statement, StatementKind, Verdict
from therapease.ui.export.document import note_document
from therapease.ui.export.word import render_word


def own(text: str) -> Statement:
    return Statement(StatementId("o"), "plan", text, StatementKind.OWN, (), Verdict.NONE)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_sections_are_real_headings() -> None:
    word = Document(io.BytesIO(render_word(note_document(review(), USER))))
    headings = [p.text for p in word.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == ["Subjective", "Objective", "Assessment", "Plan", "Signature"]


def test_every_page_carries_client_birth_date_and_number() -> None:
    section = Document(io.BytesIO(render_word(note_document(review(), USER)))).sections[0]
    assert section.header.paragraphs[0].text == "Mara Keller, born 3 May 1988\tSession 9, 17 March 2026"
    foot = section.footer.paragraphs[0]
    assert foot.text == "Draft, not signed\tPage 1 of 1"
    fields = [element.text for element in foot._p.iter(qn("w:instrText"))]
    assert fields == [" PAGE ", " NUMPAGES "]


def test_a_draft_has_its_banner_and_a_signed_note_has_none() -> None:
    draft = Document(io.BytesIO(render_word(note_document(review(), USER))))
    assert [p.text for p in draft.paragraphs[:2]] == ["Session note", "Draft, not signed"]
    signed = render_word(note_document(review(replace(note(), signature=SIGNATURE)), USER))
    assert b"Draft" not in b"".join(parts(signed)[name] for name in ("word/document.xml", "word/footer1.xml"))


def test_signature_and_amendments_are_in_it() -> None:
    text = "\n".join(p.text for p in Document(io.BytesIO(render_word(note_document(amended(), USER)))).paragraphs)
    assert text.index("Signed electronically by") < text.index("Amendment 1") < text.index("Reason: Wrong day")
    assert text.count(SIGNATURE.digest_sha256.hex()) == 2


def test_the_file_says_nothing_foreign_of_itself() -> None:
    document = note_document(review(), USER)
    data = render_word(document)
    properties = Document(io.BytesIO(data)).core_properties
    assert properties.author == properties.last_modified_by == "Erika Lindqvist, LCSW"
    assert properties.comments == properties.keywords == properties.subject == ""
    assert properties.title == "SOAP note, session 9"
    assert properties.created is not None and properties.created.astimezone(UTC) == document.moment
    assert properties.modified == properties.created
    everything = b"".join(parts(data).values())
    for trace in (b"python-docx", b"2013-", b"Macintosh", b"Canny"):
        assert trace not in everything
    assert not [name for name in parts(data) if "thumbnail" in name]


def test_the_same_note_gives_the_same_file(monkeypatch: pytest.MonkeyPatch) -> None:
    document = note_document(review(), USER)
    first = render_word(document)
    later = time.time() + 3_600  # an archive writes the time of each entry
    monkeypatch.setattr(time, "time", lambda: later)
    assert render_word(document) == first


def test_words_from_right_to_left_are_marked_as_such() -> None:
    hebrew = with_lines(own("שלום"))
    hebrew = replace(hebrew, client=replace(hebrew.client, name="שרה לוי"))
    word = Document(io.BytesIO(render_word(note_document(hebrew, USER))))
    (line,) = (p for p in word.paragraphs if p.text.startswith("שלום"))
    assert line._p.find(f".//{qn('w:bidi')}") is not None
    assert line.runs[0]._r.find(f".//{qn('w:rtl')}") is not None
    plain = next(p for p in word.paragraphs if p.text == "Plan")
    assert plain._p.find(f".//{qn('w:bidi')}") is None


def test_line_breaks_and_odd_letters_are_kept_or_become_spaces() -> None:
    word = Document(io.BytesIO(render_word(note_document(with_lines(own("One\ntwo\x0bthree <b>&")), USER))))
    assert any("One\ntwo three <b>&" in p.text for p in word.paragraphs)
