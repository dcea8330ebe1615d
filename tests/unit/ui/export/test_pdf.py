"""The PDF as a reader gets it: its text, its pages, its fonts, and a file that is whole or not there."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from tests.unit.ui.export.test_document import SIGNATURE, USER, note, review, with_lines
from therapease.domain.ids import StatementId
from therapease.domain.note import Statement, StatementKind, Verdict
from therapease.errors import StorageFullError, StorageUnavailableError
from therapease.services.schedule import SessionReview
from therapease.ui.export.document import note_document
from therapease.ui.export.pdf import render_pdf, write_pdf


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


@pytest.mark.parametrize("count", range(9, 14))
def test_a_signature_is_never_torn_from_its_key(count: int) -> None:
    plain = with_lines(*(own(number, f"Line {number}.") for number in range(count))).note
    assert plain is not None
    pages = read(render_pdf(note_document(review(replace(plain, signature=SIGNATURE)), USER)))
    (signed,) = (page for page in pages if "Signed electronically by" in page)
    assert "Signature Signed electronically" in signed
    assert "SHA-256 of the signed text" in signed


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


def test_the_file_is_written_beside_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "note.pdf"
    target.write_bytes(b"old")
    write_pdf(review(), USER, target)
    assert target.read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.iterdir()] == ["note.pdf"]
    if os.name == "posix":
        assert target.stat().st_mode & 0o077 == 0


def test_a_full_disk_leaves_the_old_file_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "note.pdf"
    target.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFullError):
        write_pdf(review(), USER, target)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["note.pdf"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailableError):
        write_pdf(review(), USER, tmp_path / "nowhere" / "note.pdf")


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
