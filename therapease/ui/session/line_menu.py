"""What can be done with a line, as a menu: by the right button, the menu key, or the three dots below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from therapease.ui import strings
from therapease.ui.session.statement_view import StatementView


@dataclass(frozen=True)
class LineActs:
    """What the menu carries out."""

    add_below: Callable[[], None]
    move: Callable[[int], None]
    move_to: Callable[[str], None]
    accept: Callable[[], None]
    remove: Callable[[], None]
    copy: Callable[[], None] | None = None


def line_menu(
    line: StatementView, sections: Sequence[tuple[str, str]], acts: LineActs, *, is_editable: bool, parent: QWidget
) -> QMenu:
    """Return the menu of a line; of a signed note's it offers what changes nothing. It deletes itself when closed."""
    words, menu = strings.NoteLine, QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    menu.setAccessibleName(words.MORE)
    if is_editable:
        if line.can_be_accepted:
            _add(menu, words.ACCEPT, acts.accept, "A")
        _add(menu, words.EDIT, line.start_editing, "E")
        _add(menu, words.ADD_BELOW, acts.add_below, "Ctrl+I")
        menu.addSeparator()
        _add(menu, words.MOVE_UP, lambda: acts.move(-1), "Ctrl+Shift+Up")
        _add(menu, words.MOVE_DOWN, lambda: acts.move(1), "Ctrl+Shift+Down")
        others = [(key, title) for key, title in sections if key != line.statement.section]
        if others:
            there = menu.addMenu(words.MOVE_TO)
            for key, title in others:
                _add(there, title, partial(acts.move_to, key))
        menu.addSeparator()
    if acts.copy is not None:
        _add(menu, words.COPY, acts.copy)
    if is_editable:
        _add(menu, words.REMOVE, acts.remove, "Del")
    return menu


def _add(menu: QMenu, words: str, act: Callable[[], object], keys: str = "") -> None:
    """Keys are shown, not bound: the line itself listens for them."""
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
    menu.addAction(f"{words}\t{shown}" if shown else words).triggered.connect(lambda _checked=False: act())
