"""Lines of a fixed height, and where words stand in them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from therapease.ui.session.paragraph import Paragraph, note_paragraph
from therapease.ui.theme import TextRole, current_theme, load_fonts

LONG = "I did the slow breathing, the long out-breath, and after maybe three or four minutes it came down. " * 2
LINE_PX = 27.0


@pytest.fixture
def font(qtbot: QtBot) -> QFont:
    load_fonts()
    return current_theme().font(TextRole.SPOKEN)


def test_height_is_whole_lines(font: QFont) -> None:
    assert Paragraph("Yes.", font, LINE_PX).lay_out(400) == LINE_PX
    assert Paragraph("", font, LINE_PX).lay_out(400) == LINE_PX
    assert Paragraph("one\ntwo", font, LINE_PX).lay_out(400) == 2 * LINE_PX
    assert Paragraph(LONG, font, LINE_PX).lay_out(300) > 3 * LINE_PX


def test_a_word_longer_than_the_line_is_broken(font: QFont) -> None:
    assert Paragraph("a" * 400, font, LINE_PX).lay_out(200) > 3 * LINE_PX


def test_a_range_has_one_rectangle_per_line_it_covers(font: QFont) -> None:
    paragraph = Paragraph(LONG, font, LINE_PX)
    height = paragraph.lay_out(300)
    rects = paragraph.range_rects(0, len(LONG))
    assert len(rects) == height / LINE_PX
    assert all(0 <= rect.left() and rect.right() <= 301 for rect in rects)
    (first,) = paragraph.range_rects(2, 5)
    assert first.left() > 0
    assert first.width() < 60
    assert paragraph.range_rects(4, 4) == []


def test_right_to_left_text_starts_on_the_right(font: QFont) -> None:
    paragraph = Paragraph("שלום", font, LINE_PX)
    paragraph.lay_out(400)
    (rect,) = paragraph.range_rects(0, 4)
    assert rect.left() > 300


def test_too_many_lines_are_cut(font: QFont) -> None:
    paragraph = Paragraph(LONG, font, LINE_PX, max_lines=2)
    assert paragraph.lay_out(300) == 2 * LINE_PX
    assert paragraph.is_cut
    assert not Paragraph("Short.", font, LINE_PX, max_lines=2).is_cut


def test_markup_stays_text(font: QFont) -> None:
    plain = Paragraph("<b>bold</b>", font, LINE_PX)
    plain.lay_out(400)
    (rect,) = plain.range_rects(0, 11)
    assert rect.width() > 60


def test_what_was_said_is_serif_inside_a_line_of_the_note(font: QFont) -> None:
    with_quote = note_paragraph("Slept “badly as ever” all week.", current_theme(), is_quotation=False)
    plain = note_paragraph("Slept badly as ever all week.", current_theme(), is_quotation=False)
    for paragraph in (with_quote, plain):
        paragraph.lay_out(600)
    said, unsaid = with_quote.range_rects(7, 20)[0].width(), plain.range_rects(6, 19)[0].width()
    assert said != pytest.approx(unsaid, abs=0.5)
