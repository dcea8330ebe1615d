"""The forms a note can leave in, and making the bytes of each from the one document."""

from __future__ import annotations

from enum import StrEnum

from therapease.ui.export.document import NoteDocument


class ExportForm(StrEnum):
    """A form; `value` is the file name's ending."""

    PDF = "pdf"
    WORD = "docx"
    TEXT = "txt"

    def named(self, name: str) -> str:
        """Return the name with this form's ending, in place of another form's."""
        for form in ExportForm:
            name = name.removesuffix(f".{form.value}")
        return f"{name}.{self.value}"


def render(document: NoteDocument, form: ExportForm) -> bytes:
    """Return the file's bytes. May run on any thread. Each form is loaded when it is first wanted."""
    if form is ExportForm.WORD:
        from therapease.ui.export.word import render_word

        return render_word(document)
    if form is ExportForm.TEXT:
        from therapease.ui.export.plain_text import text_file

        return text_file(document)
    from therapease.ui.export.pdf import render_pdf

    return render_pdf(document)
