"""A note document as HTML for Qt's text layout. Everything a person said or wrote is escaped here, in one place."""

from __future__ import annotations

from html import escape

from therapease.ui.export.document import Block, BlockKind, NoteDocument, Span, Voice

_STYLE = """
body { font-family: 'Source Sans 3'; font-size: 11pt; color: #2A2621; }
.title { font-family: 'Source Serif 4'; font-size: 22pt; margin: 0px 0px 8px 0px; }
.heading { font-size: 12pt; font-weight: 600; color: #2B5D51; margin: 12px 0px 3px 0px; }
p { margin: 0px 0px 5px 0px; line-height: 125%; }
td { padding: 1px 14px 1px 0px; }
.name { color: #5A5349; }
.said { font-family: 'Source Serif 4'; }
.source { font-size: 8.5pt; color: #70675B; }
.open { color: #84510A; }
.soft { color: #5A5349; }
.fine { font-size: 9pt; color: #5A5349; line-height: 120%; }
"""
_NAME_WIDTH_PERCENT = 20


def note_html(document: NoteDocument) -> str:
    """Return the body of the pages as a whole HTML document; head, foot and watermark are painted around it."""
    parts = [f"<p class='title'>{escape(document.title)}</p>", _facts(document)]
    parts.extend(_paragraph(block) for block in document.blocks)
    # Qt's style parser reads a style element in the head only.
    return f"<html><head><style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>"


def _facts(document: NoteDocument) -> str:
    # A fixed first column: a name without a space in it would otherwise push the table over the edge of the page.
    cells = (
        f"<tr><td class='name' width='{_NAME_WIDTH_PERCENT}%'>{escape(name)}</td><td>{_text(value)}</td></tr>"
        for name, value in document.facts
    )
    return f"<table width='100%' cellspacing='0' cellpadding='0'>{''.join(cells)}</table>"


def _paragraph(block: Block) -> str:
    words = "".join(_span(span) for span in block.spans)
    if block.kind is BlockKind.LINE:
        return f"<p class='{block.tone.value}'>{words}</p>"
    return f"<p class='{block.kind.value}'>{words}</p>"


def _span(span: Span) -> str:
    if span.voice is Voice.WRITTEN:
        return _text(span.text)
    return f"<span class='{span.voice.value}'>{_text(span.text)}</span>"


def _text(text: str) -> str:
    """Escape, and keep line breaks: HTML would fold them."""
    return escape(text).replace("\n", "<br/>")
