"""F1: every command that has a key, by menu, with a field that narrows the list. Made from the table of commands."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.command_table import COMMAND_TABLE
from therapease.ui.theme import TextRole, current_theme
from therapease.ui.widgets import Button, ButtonKind, ScrollingPage, SearchField, Sheet, TextLabel


@dataclass(frozen=True, slots=True)
class ShortcutGroup:
    """A titled list of what and how."""

    title: str
    rows: tuple[tuple[str, str], ...]

    def narrowed(self, text: str) -> ShortcutGroup:
        """Return the rows whose words or keys have `text` in them."""
        wanted = text.strip().lower()
        return ShortcutGroup(
            self.title, tuple((what, keys) for what, keys in self.rows if wanted in f"{what} {keys}".lower())
        )


def shortcut_groups() -> list[ShortcutGroup]:
    """Return what the keyboard can do: the commands, and the ways that every window has."""
    groups = []
    for menu, parts in COMMAND_TABLE.items():
        rows = [(spec.plain_text, spec.shown_keys()) for part in parts for spec in part]
        groups.append(ShortcutGroup(menu.value.replace("&", ""), tuple(row for row in rows if row[1])))
    return [*groups, ShortcutGroup(strings.Shortcuts.EVERYWHERE, strings.Shortcuts.EVERYWHERE_ROWS)]


class ShortcutsSheet(Sheet):
    """Two columns of groups that scroll, one while searching or where the text is large."""

    def __init__(self, parent: QWidget | None = None) -> None:
        theme = current_theme()
        super().__init__(strings.Shortcuts.TITLE, parent, width_px=min(theme.px(780), 960))
        self.search = SearchField(strings.Shortcuts.SEARCH)
        self.search.textChanged.connect(self._show)
        self.body.addWidget(self.search)
        self._nothing = TextLabel(strings.Shortcuts.NOTHING_FOUND, TextRole.BODY, "ink2", wrap=True)
        self.body.addWidget(self._nothing)
        page = ScrollingPage(margin_px=0, pad_px=8)
        page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        page.setAccessibleName(strings.Shortcuts.TITLE)
        page.setMinimumHeight(min(theme.px(420), 420))
        self._columns = QHBoxLayout()
        self._columns.setSpacing(40)
        page.content.addLayout(self._columns)
        self.body.addWidget(page, 1)
        close = Button(strings.Actions.CLOSE, ButtonKind.QUIET)
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        self.shown: list[ShortcutGroup] = []
        self._holder: QWidget | None = None
        self._show("")

    def _show(self, text: str) -> None:
        found = [group.narrowed(text) for group in shortcut_groups()]
        self.shown = [group for group in found if group.rows]
        self._nothing.setVisible(not self.shown)
        if self._holder is not None:
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = QWidget()
        self._holder.setProperty("surface", "clear")
        row = QHBoxLayout(self._holder)
        # Room for the scroll bar beside the keys.
        row.setContentsMargins(0, 0, 20, 0)
        row.setSpacing(40)
        for groups in self._split():
            column = QVBoxLayout()
            column.setSpacing(18)
            for group in groups:
                column.addLayout(_group_layout(group))
            column.addStretch(1)
            row.addLayout(column, 1)
        self._columns.addWidget(self._holder)

    def _split(self) -> list[list[ShortcutGroup]]:
        """Return the groups in columns of about the same length."""
        if current_theme().scale > 1.3 or len(self.shown) < 2:
            return [self.shown]
        total = sum(len(group.rows) + 2 for group in self.shown)
        left: list[ShortcutGroup] = []
        height = 0
        for group in self.shown:
            if left and height + len(group.rows) / 2 > total / 2:
                break
            left.append(group)
            height += len(group.rows) + 2
        return [left, self.shown[len(left) :]]


def _group_layout(group: ShortcutGroup) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.addWidget(TextLabel(group.title, TextRole.LABEL), 0, 0, 1, 2)
    for number, (what, keys) in enumerate(group.rows, start=1):
        grid.addWidget(TextLabel(what, TextRole.SMALL, "ink2", wrap=True), number, 0)
        label = TextLabel(keys, TextRole.SMALL_LABEL)
        grid.addWidget(label, number, 1, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(0, 1)
    return grid
