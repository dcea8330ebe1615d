"""What the Edit menu means while a text field has the keyboard: the field's own undo, cut, copy and paste."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from therapease.ui.commands import Command, Offers

EDITING = frozenset(
    {Command.UNDO, Command.REDO, Command.CUT, Command.COPY, Command.PASTE, Command.SELECT_ALL},
)
"""What a text field answers to before the place does."""


def editing_offers(widget: QWidget | None) -> Offers:
    """Return what can be done in `widget` now; nothing when it is no text field.

    Pasting is offered without looking at the clipboard: on X11 that asks another program and waits for it.
    """
    if isinstance(widget, QLineEdit):
        return _line_offers(widget)
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        return _text_offers(widget)
    return {}


def _line_offers(edit: QLineEdit) -> Offers:
    can_change = not edit.isReadOnly() and edit.isEnabled()
    is_hidden = edit.echoMode() is not QLineEdit.EchoMode.Normal
    possible = {
        Command.UNDO: (can_change and edit.isUndoAvailable(), edit.undo),
        Command.REDO: (can_change and edit.isRedoAvailable(), edit.redo),
        Command.CUT: (can_change and edit.hasSelectedText() and not is_hidden, edit.cut),
        Command.COPY: (edit.hasSelectedText() and not is_hidden, edit.copy),
        Command.PASTE: (can_change, edit.paste),
        Command.SELECT_ALL: (bool(edit.text()), edit.selectAll),
    }
    return {command: act for command, (is_possible, act) in possible.items() if is_possible}


def _text_offers(edit: QTextEdit | QPlainTextEdit) -> Offers:
    can_change = not edit.isReadOnly() and edit.isEnabled()
    has_selection = edit.textCursor().hasSelection()
    document = edit.document()
    possible = {
        Command.UNDO: (can_change and document.isUndoAvailable(), edit.undo),
        Command.REDO: (can_change and document.isRedoAvailable(), edit.redo),
        Command.CUT: (can_change and has_selection, edit.cut),
        Command.COPY: (has_selection, edit.copy),
        Command.PASTE: (can_change, edit.paste),
        Command.SELECT_ALL: (not document.isEmpty(), edit.selectAll),
    }
    return {command: act for command, (is_possible, act) in possible.items() if is_possible}
