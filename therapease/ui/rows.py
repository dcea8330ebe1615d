"""Rows of a list as plain values, and the model that holds them. No widgets: what a row looks like is the list's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list. Only `key` and `title` are always there; the list shows what it has room for."""

    key: str
    title: str
    addition: str = ""
    line: str = ""
    lead: str = ""
    right: str = ""
    right_tone: str = "ink2"
    right_icon: str = ""
    glyph: str = ""
    is_open: bool = False
    """Something here waits for the person; shown by words and glyph, not by colour alone."""

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        parts = (self.title, self.addition, self.lead, self.line, self.right)
        return ", ".join(part for part in parts if part)


class RowModel(QAbstractListModel):
    """A list of rows, replaced as a whole. The row with the same key keeps its selection in the view."""

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        super().__init__()
        self._rows = list(rows)

    @property
    def rows(self) -> list[Row]:
        return list(self._rows)

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return row.spoken
        return None
