"""One document, every form: what is in one is in all."""

from __future__ import annotations

import io
import re
from collections import Counter

import pytest
from docx import Document
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from tests.unit.ui.export.test_document import USER, amended, review
from therapease.services.schedule import SessionReview
from therapease.ui.export.document import Contents, NoteDocument, note_document
from therapease.ui.export.forms import ExportForm, render
from therapease.ui.export.plain_text import note_text


@pytest.fixture(autouse=True)
def application(qtbot: QtBot) -> None:
    """Pages are painted, and painting needs the application."""


def counted(text: str) -> Counter[str]:
    return Counter(re.findall(r"[\w:.’'-]*\w", text))


def words_of(document: NoteDocument, form: ExportForm) -> str:
    """Return the running words without head and foot, as a reader's program gives them."""
    data = render(document, form)
    if form is ExportForm.TEXT:
        return data.decode("utf-8")
    if form is ExportForm.WORD:
        word = Document(io.BytesIO(data))
        cells = (cell.text for table in word.tables for row in table.rows for cell in row.cells)
        edges = (p.text for p in (*word.sections[0].header.paragraphs, *word.sections[0].footer.paragraphs))
        return "\n".join([*(p.text for p in word.paragraphs), *cells, *edges])
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


@pytest.mark.parametrize("form", list(ExportForm))
@pytest.mark.parametrize("of", [review(), amended()], ids=["draft", "signed and amended"])
@pytest.mark.parametrize("contents", [Contents(), Contents(with_sources=False, with_open_lines=False)])
def test_what_is_in_one_form_is_in_all(of: SessionReview, contents: Contents, form: ExportForm) -> None:
    document = note_document(of, USER, contents)
    expected = counted(note_text(document))
    missing = {word: count for word, count in (expected - counted(words_of(document, form))).items()}
    assert not missing


@pytest.mark.parametrize("form", list(ExportForm))
def test_no_form_says_more_than_the_document(form: ExportForm) -> None:
    document = note_document(amended(), USER)
    allowed = set(counted(note_text(document))) | {"Page", "of", "1", "2"}
    assert not set(counted(words_of(document, form))) - allowed


@pytest.mark.parametrize(
    ("name", "form", "expected"),
    [
        ("note", ExportForm.PDF, "note.pdf"),
        ("note.pdf", ExportForm.WORD, "note.docx"),
        ("note.docx", ExportForm.WORD, "note.docx"),
        ("v1.2", ExportForm.TEXT, "v1.2.txt"),
    ],
)
def test_a_name_gets_the_ending_of_its_form(name: str, form: ExportForm, expected: str) -> None:
    assert form.named(name) == expected
