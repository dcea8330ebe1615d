"""A consent text as a form on paper: who, the text, two signatures with their dates, and a way to take it back."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from therapease.domain.consent import ConsentWording
from therapease.domain.user import User
from therapease.ui import strings
from therapease.ui.export.file_writer import replace_file
from therapease.ui.theme import load_fonts

_RESOLUTION_DPI = 300
_MARGIN_MM = 20.0
_STYLE = """
body { font-family: 'Source Sans 3'; font-size: 11pt; color: #2A2621; }
.title { font-family: 'Source Serif 4'; font-size: 20pt; margin: 0px 0px 4px 0px; }
.fine { font-size: 9pt; color: #5A5349; margin: 0px 0px 14px 0px; }
.head { font-weight: 600; color: #2B5D51; margin: 10px 0px 2px 0px; }
p { margin: 0px 0px 6px 0px; line-height: 125%; }
td { padding: 26px 24px 0px 0px; color: #5A5349; font-size: 9pt; }
"""
_LINE = "_" * 44
_SHORT_LINE = "_" * 22


def consent_form_html(wording: ConsentWording, user: User) -> str:
    """Return the form. What the practice wrote is escaped; a short line on its own before a paragraph is a heading."""
    words = strings.ConsentForm
    therapist = ", ".join(part for part in (user.name, user.credentials) if part)
    version = words.VERSION.format(version=wording.version)
    parts = [
        f"<p class='title'>{escape(strings.ConsentTexts.TITLES[wording.purpose])}</p>",
        f"<p class='fine'>{escape(words.THERAPIST)}: {escape(therapist)}, {escape(version)}</p>",
        _blanks((words.CLIENT, _LINE), (words.BORN, _SHORT_LINE)),
        *(_paragraph(block) for block in wording.text.split("\n\n")),
        _blanks((words.CLIENT_SIGNS, _LINE), (words.DATE, _SHORT_LINE)),
        _blanks((words.THERAPIST_SIGNS, _LINE), (words.DATE, _SHORT_LINE)),
        f"<p class='head'>{escape(words.WITHDRAWAL)}</p><p>{escape(words.WITHDRAWAL_TEXT)}</p>",
        _blanks((words.CLIENT_SIGNS, _LINE), (words.DATE, _SHORT_LINE)),
    ]
    return f"<html><head><style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>"


def render_consent_form(wording: ConsentWording, user: User) -> bytes:
    """Return the form as a PDF. May run on any thread once the application exists."""
    load_fonts()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION_DPI)
    imperial = QLocale.system().measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    size = QPageSize(QPageSize.PageSizeId.Letter if imperial else QPageSize.PageSizeId.A4)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))
    writer.setTitle(strings.ConsentTexts.TITLES[wording.purpose])
    writer.setCreator(strings.APP_NAME)
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setPageSize(writer.pageLayout().paintRectPixels(_RESOLUTION_DPI).size().toSizeF())
    document.setDocumentMargin(0)
    document.setHtml(consent_form_html(wording, user))
    document.print_(writer)
    buffer.close()
    return bytes(buffer.data().data())


def write_consent_form(wording: ConsentWording, user: User, target: Path) -> None:
    """Write the form to a file, whole or not at all. Raise StorageFullError, StorageUnavailableError."""
    replace_file(target, render_consent_form(wording, user))


def _paragraph(block: str) -> str:
    """Return one block; its first line is a heading where it is short and more follows."""
    first, _, rest = block.strip().partition("\n")
    if rest and not first.rstrip().endswith("."):
        return f"<p class='head'>{escape(first)}</p><p>{_text(rest)}</p>"
    return f"<p>{_text(block.strip())}</p>"


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br/>")


def _blanks(*names: tuple[str, str]) -> str:
    cells = "".join(f"<td>{line}<br/>{escape(name)}</td>" for name, line in names)
    return f"<table cellspacing='0' cellpadding='0'><tr>{cells}</tr></table>"
