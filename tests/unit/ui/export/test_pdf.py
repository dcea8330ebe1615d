"""The PDF as a reader gets it: its text, its pages, its fonts, and a file that is whole or not there."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from tests.unit.ui.export.test_document import SIGNATURE, USER, amended, note, review, with_lines
from therapease.domain.ids import StatementId
from therapease.domain.note import Statement, StatementKind, Verdict
from therapease.services.schedule import SessionReview
from therapease.ui.export.document import NoteDocument, note_document
from therapease.ui.export.pdf import render_pdf


def text_of(pages: list[str]) -> str:
    return " ".join(pages)


def read(data: bytes) -> list[str]:
    """Return each page's text with single spaces; readers differ in what they call the space glyph."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


def own(number: int, text: str) -> Statement:
    return Statement(StatementId(f"o{number}"), "plan", text, StatementKind.OWN, (), Verdict.NONE)


def long_review() -> SessionReview:
    words = "The week was long and the nights were short, and the train was taken twice. "
    return with_lines(*(own(number, f"Line {number}. {words * 6}") for number in range(60)))


@pytest.fixture(autouse=True)
def application(qtbot: QtBot) -> None:
    """Every test here paints, and painting needs the application."""


def test_the_words_of_the_note_can_be_selected_and_searched() -> None:
    text = text_of(read(render_pdf(note_document(review(), USER))))
    for words in (
        "Rode the train twice and stayed on until the second stop, using slow breathing.",
        "“Awake at four again.”",
        "Affect and appearance",
        "Mara Keller",
        "Draft, not signed",
    ):
        assert words in text


def test_every_page_of_a_long_note_carries_client_and_number() -> None:
    pages = read(render_pdf(note_document(long_review(), USER)))
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert "Mara Keller, born 3 May 1988" in page
        assert f"Page {number} of {len(pages)}" in page
        assert "Draft, not signed" in page
    everything = text_of(pages)
    assert all(f"Line {number}." in everything for number in range(60))


@pytest.mark.parametrize("count", range(8, 17))
def test_a_signature_is_never_torn_from_its_key(count: int) -> None:
    plain = with_lines(*(own(number, f"Line {number}.") for number in range(count))).note
    changed = amended().note
    assert plain is not None and changed is not None
    signed = replace(plain, signature=SIGNATURE, amendments=changed.amendments)
    for page in read(render_pdf(note_document(review(signed), USER))):
        assert page.count("Signed electronically by") == page.count("SHA-256 of the signed text")


def test_a_signed_note_has_no_watermark() -> None:
    signed = review(replace(note(), signature=SIGNATURE))
    assert "Draft" not in text_of(read(render_pdf(note_document(signed, USER))))


def test_fonts_are_embedded() -> None:
    reader = PdfReader(io.BytesIO(render_pdf(note_document(review(), USER))))
    fonts = reader.pages[0]["/Resources"]["/Font"]
    described = [font.get_object()["/DescendantFonts"][0].get_object() for font in fonts.values()]
    names = {str(font["/BaseFont"]) for font in described}
    assert any("SourceSans3" in name for name in names)
    assert any("SourceSerif4" in name for name in names)
    assert all("/FontFile2" in font["/FontDescriptor"] for font in described)


def test_letters_from_right_to_left_and_markup_survive_as_text() -> None:
    pages = read(render_pdf(note_document(with_lines(own(1, "שלום"), own(2, "<b>not bold</b>")), USER)))
    text = text_of(pages)
    assert "שלום" in text or "םולש" in text
    assert "<b>not bold</b>" in text


def test_the_same_note_gives_the_same_file() -> None:
    document = note_document(review(), USER)
    first = render_pdf(document)
    assert render_pdf(document) == first
    # Qt writes the second of the clock into the file, in two spellings; none of it may be left.
    moment = document.moment.astimezone(UTC)
    assert set(re.findall(rb"D:(\d{14})", first)) == {moment.strftime("%Y%m%d%H%M%S").encode()}
    assert set(re.findall(rb"\d{4}-\d\d-\d\dT[\d:]{8}", first)) == {moment.strftime("%Y-%m-%dT%H:%M:%S").encode()}
    info = PdfReader(io.BytesIO(first)).metadata
    assert info is not None and info.creation_date == document.moment
    assert info.author == "Erika Lindqvist, LCSW" and info.title == "SOAP note, session 9"


def test_a_long_note_is_made_on_a_worker_thread_as_well_as_here() -> None:
    """Any complaint of Qt about the thread fails the test."""
    document = note_document(long_review(), USER)
    with ThreadPoolExecutor(1) as worker:
        assert worker.submit(render_pdf, document).result() == render_pdf(document)


def test_a_word_longer_than_the_page_is_wide_stays_whole_and_on_it() -> None:
    endless = "Donaudampfschiff" * 40
    long_name = review(replace(note(), signature=SIGNATURE))
    long_name = replace(long_name, client=replace(long_name.client, name=endless))
    for wide in (with_lines(own(1, endless)), long_name):
        image = paint_first_page(note_document(wide, USER))
        margin = round(image.width() * 15 / 210)
        assert all(
            image.pixelColor(x, y).alpha() == 0 or image.pixelColor(x, y).lightness() > 200
            for x in range(image.width() - margin, image.width())
            for y in range(0, image.height(), 3)
        ), "something was painted over the right margin"
        assert endless in "".join(read(render_pdf(note_document(wide, USER)))).replace(" ", "")


def paint_first_page(document: NoteDocument) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(render_pdf(document)))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    pdf = QPdfDocument()
    pdf.load(buffer)
    return pdf.render(0, QSize(630, 891))


def test_a_name_from_right_to_left_keeps_its_birth_date_behind_it() -> None:
    hebrew = review()
    hebrew = replace(hebrew, client=replace(hebrew.client, name="שרה לוי"))
    (page,) = read(render_pdf(note_document(hebrew, USER)))
    assert "born 3 May 1988" in page
    # Readers disagree on the order of the letters; that they are all there is what is asked.
    assert all(name in page or name[::-1] in page for name in ("שרה", "לוי"))


@pytest.mark.parametrize("count", range(20, 34))
def test_no_heading_ends_a_page(count: int) -> None:
    """With one line more each time, the headings behind them pass over the end of the page."""
    plain = with_lines(*(replace(own(number, f"Line {number}."), section="subjective") for number in range(count)))
    assert plain.note is not None
    titles = {title for _, title in plain.note.section_titles} | {"Signature"}
    for page in PdfReader(io.BytesIO(render_pdf(note_document(plain, USER)))).pages:
        lines = [" ".join(line.split()) for line in page.extract_text().splitlines() if line.strip()]
        body = [line for line in lines if "Page " not in line and line != "Draft, not signed"]
        assert body[-1] not in titles


def test_it_works_without_any_window(tmp_path: Path) -> None:
    """A script has no application; one is made, without a screen."""
    program = (
        "import sys; from pathlib import Path;"
        "from tests.unit.ui.export.test_document import USER, review;"
        "from therapease.ui.export.pdf import write_pdf;"
        "write_pdf(review(), USER, Path(sys.argv[1]))"
    )
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    target = tmp_path / "note.pdf"
    root = Path(__file__).resolve().parents[4]
    subprocess.run([sys.executable, "-c", program, str(target)], cwd=root, env=environment, check=True, timeout=60)
    assert "Mara Keller" in text_of(read(target.read_bytes()))
