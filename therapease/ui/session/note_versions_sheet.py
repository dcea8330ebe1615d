"""The versions of the note over the review: when and why, what differs between any two, and the way back to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from therapease.domain.note_diff import diff_lines
from therapease.ui import strings
from therapease.ui.session.note_difference import NoteDifferenceText
from therapease.ui.session.past_model import ChosenVersion, version_row
from therapease.ui.theme import TextRole, current_theme
from therapease.ui.widgets import Button, ButtonKind, CheckBox, RowKind, RowList, Sheet, TextLabel

_LIST_PX, _SIZE_PX = 330, (980, 620)


class NoteVersionsSheet(Sheet):
    """Choosing a version shows what it changed in the one before it; any other can be chosen to compare it with."""

    def __init__(
        self, versions: Sequence[ChosenVersion], restore: Callable[[int], None] | None, parent: QWidget
    ) -> None:
        """`versions` are newest first. `restore` makes one the newest; None where the note is signed."""
        super().__init__(strings.CompareVersions.TITLE, parent)
        self._versions, self._restore = list(versions), restore
        words = strings.CompareVersions
        self.list = RowList(words.VERSIONS, RowKind.TIMELINE)
        self.other = QComboBox()
        self.other.setAccessibleName(words.COMPARED)
        self.only_changes = CheckBox(words.ONLY_CHANGES)
        self.only_changes.setChecked(True)
        self.text = NoteDifferenceText()
        self.restore_button = Button(words.RESTORE, ButtonKind.QUIET, icon="rotate-ccw")
        self.close_button = Button(strings.Actions.CLOSE, ButtonKind.PRIMARY)
        self._build()
        self._fill()
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.clicked.connect(self._on_current)
        self.other.activated.connect(lambda _at: self._compare())
        self.only_changes.toggled.connect(lambda _on: self._compare())
        self.restore_button.clicked.connect(self._on_restore)
        self.close_button.clicked.connect(self.accept)
        if self._versions:
            self.list.setCurrentIndex(self.list.row_model.index(0))
            self._on_current(self.list.currentIndex())
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        compared = QHBoxLayout()
        compared.setSpacing(12)
        compared.addWidget(TextLabel(strings.CompareVersions.COMPARED, TextRole.LABEL))
        compared.addWidget(self.other, 1)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addLayout(compared)
        right.addWidget(self.only_changes)
        right.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.setSpacing(24)
        self.list.setFixedWidth(current_theme().px(_LIST_PX))
        row.addWidget(self.list)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)
        self.buttons.insertWidget(0, self.restore_button)
        self.buttons.addWidget(self.close_button)
        self.close_button.setDefault(True)
        parent = self.parentWidget()
        room = parent.size() if parent is not None else self.size()
        width, height = (current_theme().px(length) for length in _SIZE_PX)
        self.resize(min(width, max(640, room.width() - 48)), min(height, max(420, room.height() - 48)))

    def _fill(self) -> None:
        rows = [version_row(version) for version in self._versions]
        self.list.show_rows(rows)
        for row in rows:
            self.other.addItem(row.title, row.key)

    @property
    def chosen(self) -> ChosenVersion | None:
        at = self.list.currentIndex().row()
        return self._versions[at] if 0 <= at < len(self._versions) else None

    def _on_current(self, index: QModelIndex) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        self.other.setCurrentIndex(min(index.row() + 1, len(self._versions) - 1))
        self.restore_button.setEnabled(self._restore is not None and chosen.is_newest_draft and index.row() > 0)
        self._compare()

    def _compare(self) -> None:
        chosen, at = self.chosen, self.other.currentIndex()
        if chosen is None or not 0 <= at < len(self._versions):
            return
        other = self._versions[at]
        if other is chosen:
            words = strings.CompareVersions
            self.text.show_words(words.FIRST if at == len(self._versions) - 1 else words.SAME)
            return
        here = self._versions.index(chosen)
        older, newer = (chosen, other) if here > at else (other, chosen)
        sections = dict(older.sections) | dict(newer.sections)
        lines = diff_lines(older.version.statements, newer.version.statements, tuple(sections))
        self.text.show_lines(lines, tuple(sections.items()), only_changes=self.only_changes.isChecked())

    def _on_restore(self) -> None:
        chosen = self.chosen
        self.accept()
        if chosen is not None and self._restore is not None:
            self._restore(chosen.version.version)
