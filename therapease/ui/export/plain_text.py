"""A note document as plain text: for files, and for the clipboard, whole or one section at a time."""

from __future__ import annotations

import os

from therapease.ui.export.document import Block, BlockKind, NoteDocument

_RULE = "-" * 72


def note_text(document: NoteDocument) -> str:
    """Return the whole note with “\\n” line ends. It has no pages, so what stands on every page stands once on top."""
    head = [document.title, f"{document.head_left}, {document.head_right}", document.foot_left, _RULE]
    facts = [f"{name}: {value}" for name, value in document.facts]
    return "\n".join([*head, *facts, *_lines(document.blocks)]) + "\n"


def section_text(document: NoteDocument, key: str) -> str:
    """Return one section with its heading, and that it is a draft if it is one."""
    draft = [document.watermark] if document.watermark else []
    return "\n".join([*draft, *_lines(document.section(key))]).strip() + "\n"


def text_file(document: NoteDocument, line_end: str = os.linesep) -> bytes:
    """Return the whole note as UTF-8 with the system's line ends.

    Windows' own editors read UTF-8 without a mark since 2019; a mark would be three odd letters anywhere else.
    """
    return note_text(document).replace("\n", line_end).encode("utf-8")


def _lines(blocks: tuple[Block, ...]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if block.kind is not BlockKind.LINE:
            lines.append("")
        lines.append(block.text)
    return lines
