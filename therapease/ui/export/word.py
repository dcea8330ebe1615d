"""A note document as a Word file: real headings and styles, page fields, and no foreign traces.

python-docx starts from a template with an author, a remark, a date and a picture of its own; all of them are replaced
or taken out, so that the file says of itself only what the note says.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterable
from datetime import UTC

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from PySide6.QtGui import QPageLayout

from therapease.ui.export.document import Block, BlockKind, NoteDocument, Span, Tone, Voice
from therapease.ui.export.pages import page_layout
from therapease.ui.strings import APP_NAME, NotePaper

_SANS, _SERIF = "Calibri", "Cambria"
"""Faces that Word has everywhere: the program's own are not on the reader's computer."""
_INK, _SOFT, _ACCENT, _OPEN = (RGBColor.from_string(code) for code in ("2A2621", "5A5349", "2B5D51", "84510A"))
_MARGIN_MM = 20
_NAME_MM = 34
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_APP_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Application>{APP_NAME}</Application></Properties>"
).encode()
_SAID, _SOURCE, _FINE, _BANNER = "Said", "Source", "Fine print", "Draft banner"


def render_word(document: NoteDocument) -> bytes:
    """Return the .docx file's bytes; the same document gives the same bytes."""
    word = Document()
    _set_properties(word, document)
    _make_styles(word)
    _set_page(word.sections[0], document)
    word.add_paragraph(document.title, style="Title")
    if document.watermark:
        word.add_paragraph(document.watermark, style=_BANNER)
    _add_facts(word, document)
    for block in document.blocks:
        _add_block(word, block)
    target = io.BytesIO()
    word.save(target)
    return _repacked(target.getvalue())


# ---------------------------------------------------------------- what the file says of itself


def _set_properties(word: WordDocument, document: NoteDocument) -> None:
    moment = document.moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties = word.core_properties
    properties.title = document.file_title
    properties.author = properties.last_modified_by = document.author
    properties.created = properties.modified = moment
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.language = "en"
    properties.revision = 1
    package = word.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]
        elif relation.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
            relation.target_part._blob = _APP_PROPERTIES


def _repacked(data: bytes) -> bytes:
    """Write the package again without the clock's time on every entry."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in source.namelist():
            packed.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()


# ---------------------------------------------------------------- styles


def _make_styles(word: WordDocument) -> None:
    styles = word.styles
    _shape(styles["Normal"], _SANS, 11, _INK, after_pt=4)
    _shape(styles["Title"], _SERIF, 22, _INK, after_pt=8)
    _without_border(styles["Title"])
    _shape(styles["Heading 1"], _SANS, 12, _ACCENT, before_pt=12, after_pt=3)
    styles["Heading 1"].font.bold = True
    for name in ("Header", "Footer"):
        _shape(styles[name], _SANS, 9, _SOFT)
    for name, size_pt, color in ((_FINE, 9, _SOFT), (_BANNER, 12, _OPEN)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _shape(style, _SANS, size_pt, color, after_pt=6)
    styles[_BANNER].font.bold = True
    said = styles.add_style(_SAID, WD_STYLE_TYPE.CHARACTER)
    _set_face(said, _SERIF)
    source = styles.add_style(_SOURCE, WD_STYLE_TYPE.CHARACTER)
    source.font.size, source.font.color.rgb = Pt(8.5), _SOFT


def _shape(
    style: ParagraphStyle, face: str, size_pt: float, color: RGBColor, *, before_pt: float = 0, after_pt: float = 0
) -> None:
    _set_face(style, face)
    style.font.size, style.font.color.rgb, style.font.bold = Pt(size_pt), color, False
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before_pt), Pt(after_pt)


def _set_face(style: ParagraphStyle, face: str) -> None:
    """Set the face for every script: the template's theme fonts would win otherwise."""
    style.font.name = face
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(attribute), None)
    for attribute in ("w:cs", "w:eastAsia"):
        fonts.set(qn(attribute), face)


def _without_border(style: ParagraphStyle) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


# ---------------------------------------------------------------- pages


def _set_page(section: Section, document: NoteDocument) -> None:
    size = page_layout().fullRect(QPageLayout.Unit.Millimeter)
    section.page_width, section.page_height = Mm(size.width()), Mm(size.height())
    section.left_margin = section.right_margin = Mm(_MARGIN_MM)
    section.top_margin = section.bottom_margin = Mm(_MARGIN_MM + 8)
    section.header_distance = section.footer_distance = Mm(_MARGIN_MM - 7)
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (head, foot):
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(size.width() - 2 * _MARGIN_MM), WD_TAB_ALIGNMENT.RIGHT)
    head.add_run(f"{document.head_left}\t{document.head_right}")
    foot.add_run(f"{document.foot_left}\t")
    before, between, after = NotePaper.PAGE.format(number="\0", count="\0").split("\0")
    for words, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        foot.add_run(words)
        if field:
            _add_field(foot, field)


def _add_field(paragraph: Paragraph, instruction: str) -> None:
    """Add a field that the reader's program fills in; “1” stands there until it does."""
    for kind in ("begin", "separate", "end"):
        if kind == "separate":
            words = OxmlElement("w:instrText")
            words.set(qn("xml:space"), "preserve")
            words.text = f" {instruction} "
            paragraph.add_run()._r.append(words)
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(mark)
        if kind == "separate":
            paragraph.add_run("1")


# ---------------------------------------------------------------- body


def _add_facts(word: WordDocument, document: NoteDocument) -> None:
    table = word.add_table(rows=0, cols=2)
    table.autofit = False
    section = word.sections[0]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    widths = (Mm(_NAME_MM), Emu(room - Mm(_NAME_MM)))
    for name, value in document.facts:
        row = table.add_row()
        for cell, width, text, color in zip(row.cells, widths, (name, value), (_SOFT, _INK), strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            _add_spans(paragraph, (Span(text),), color)


def _add_block(word: WordDocument, block: Block) -> None:
    styles = {BlockKind.HEADING: "Heading 1", BlockKind.FINE: _FINE, BlockKind.LINE: "Normal"}
    paragraph = word.add_paragraph(style=styles[block.kind])
    colors = {Tone.SOFT: _SOFT, Tone.OPEN: _OPEN}
    _add_spans(paragraph, block.spans, colors.get(block.tone))


def _add_spans(paragraph: Paragraph, spans: Iterable[Span], color: RGBColor | None) -> None:
    spans = tuple(spans)
    is_rtl = _starts_from_right("".join(span.text for span in spans))
    if is_rtl:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    styles = {Voice.SAID: _SAID, Voice.SOURCE: _SOURCE}
    for span in spans:
        run = paragraph.add_run(span.text, style=styles.get(span.voice))
        if color is not None and span.voice is not Voice.SOURCE:
            run.font.color.rgb = color
        if _starts_from_right(span.text):
            _read_from_right(run)


def _read_from_right(run: Run) -> None:
    run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))


def _starts_from_right(text: str) -> bool:
    """Say whether the first strong letter belongs to a script from right to left."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"
