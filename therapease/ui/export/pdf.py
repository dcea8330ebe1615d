"""A note as a PDF: real, selectable text in the bundled fonts, headed and numbered on every page.

The pages are made in memory, so that the file appears whole or not at all. The same note gives the same bytes: what Qt
takes from the clock and from chance is put back to what the note itself says.
"""

from __future__ import annotations

import os
import re
import uuid
from datetime import UTC
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QUuid
from PySide6.QtGui import QGuiApplication, QPdfWriter

from therapease.domain.user import User
from therapease.services.schedule import SessionReview
from therapease.ui.export.document import NoteDocument, note_document
from therapease.ui.export.file_writer import replace_file
from therapease.ui.export.pages import PagePainter, page_layout
from therapease.ui.strings import APP_NAME
from therapease.ui.theme import load_fonts

RESOLUTION_DPI = 600
_INFO_DATE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}(Z|[+-]\d\d'\d\d'?)")
_XMP_DATE = re.compile(rb"(xmp:\w+Date=\")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?")
_DIGIT = re.compile(rb"\d")


def write_pdf(review: SessionReview, user: User, target: Path) -> None:
    """Write the review's note to `target`, replacing what is there in one step.

    Needs no window: without an application a headless one is made. Raise NotFoundError without a note,
    StorageFullError or StorageUnavailableError when the file cannot be written; then nothing is left behind.
    """
    replace_file(target, render_pdf(note_document(review, user)))


def render_pdf(document: NoteDocument) -> bytes:
    """Return the PDF's bytes. May run on any thread once the application exists."""
    _ensure_application()
    load_fonts()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION_DPI)
    writer.setPageLayout(page_layout())
    writer.setTitle(document.file_title)
    writer.setAuthor(document.author)
    writer.setCreator(APP_NAME)
    writer.setDocumentId(QUuid(str(uuid.uuid5(uuid.NAMESPACE_OID, repr(document)))))
    PagePainter(writer, RESOLUTION_DPI, document).paint()
    buffer.close()
    return _dated(bytes(buffer.data().data()), document)


def _dated(pdf: bytes, document: NoteDocument) -> bytes:
    """Put the note's own moment where Qt wrote the clock's. Lengths stay, because a PDF counts its bytes."""
    moment = document.moment.astimezone(UTC)
    compact, spelled = moment.strftime("%Y%m%d%H%M%S").encode(), moment.strftime("%Y-%m-%dT%H:%M:%S").encode()

    def dated(match: re.Match[bytes], digits: bytes) -> bytes:
        zone = match[2] or b""
        return match[1] + digits + _DIGIT.sub(b"0", zone)

    pdf = _INFO_DATE.sub(lambda match: dated(match, compact), pdf)
    return _XMP_DATE.sub(lambda match: dated(match, spelled), pdf)


def _ensure_application() -> None:
    if QGuiApplication.instance() is None:
        if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _kept_applications.append(QGuiApplication([]))


_kept_applications: list[QGuiApplication] = []
"""Qt ends with its application object; Python must not collect the one made here."""
