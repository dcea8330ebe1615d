"""The versions of a transcript over the review: when, by whom and why, what differs, and the way back to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from therapease.errors import TherapEaseError
from therapease.services.corrections import TranscriptVersion
from therapease.ui import strings
from therapease.ui.session.difference_text import DifferenceText
from therapease.ui.session.transcript_versions import Comparison, TranscriptVersions, facts_of, version_rows
from therapease.ui.theme import TextRole, current_theme
from therapease.ui.widgets import Button, ButtonKind, RowKind, RowList, Sheet, TextLabel

_LIST_PX, _SIZE_PX = 330, (980, 620)


class VersionsSheet(Sheet):
    """Choosing a version shows what it changed; another one to compare it with can be chosen."""

    def __init__(
        self,
        versions: TranscriptVersions,
        client_initials: str,
        restore: Callable[[int], None] | None,
        parent: QWidget,
    ) -> None:
        """`restore` makes a version the newest; None where the session is signed."""
        super().__init__(strings.Versions.TITLE, parent)
        self._versions, self._initials, self._restore = versions, client_initials, restore
        versions.setParent(self)
        self._known: list[TranscriptVersion] = []
        self._chosen = 0
        self.list = RowList(strings.Versions.LIST, RowKind.AGENDA)
        self.other = QComboBox()
        self.other.setAccessibleName(strings.Versions.COMPARED)
        self.facts = TextLabel("", TextRole.SMALL, "ink2", wrap=True)
        self.text = DifferenceText()
        self.restore_button = Button(strings.Versions.RESTORE, ButtonKind.QUIET)
        self.close_button = Button(strings.Versions.CLOSE, ButtonKind.PRIMARY)
        self._build()
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.clicked.connect(self._on_current)
        self.other.activated.connect(lambda _at: self._compare())
        self.restore_button.clicked.connect(self._on_restore)
        self.close_button.clicked.connect(self.accept)
        versions.versions_read.connect(self._show_versions)
        versions.compared.connect(self._show_comparison)
        versions.failed.connect(self._show_error)
        versions.read()

    def _build(self) -> None:
        compared = QHBoxLayout()
        compared.addWidget(TextLabel(strings.Versions.COMPARED, TextRole.LABEL))
        compared.addWidget(self.other, 1)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.facts)
        right.addLayout(compared)
        right.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.setSpacing(24)
        self.list.setFixedWidth(current_theme().px(_LIST_PX))
        row.addWidget(self.list)
        row.addLayout(right, 1)
        self.body.addLayout(row, 1)
        self.buttons.addWidget(self.restore_button)
        self.buttons.addWidget(self.close_button)
        self.close_button.setDefault(True)
        parent = self.parentWidget()
        room = parent.size() if parent is not None else self.size()
        width, height = (current_theme().px(length) for length in _SIZE_PX)
        self.resize(min(width, max(640, room.width() - 48)), min(height, max(420, room.height() - 48)))

    def _show_versions(self, versions: Sequence[TranscriptVersion]) -> None:
        self._known = list(versions)
        self.list.show_rows(version_rows(versions))
        self.other.clear()
        for version in versions:
            name = strings.Versions.VERSION.format(version=version.head.version)
            self.other.addItem(name, version.head.version)
        if versions:
            self.list.setCurrentIndex(self.list.row_model.index(0))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_current(self, index: QModelIndex) -> None:
        """Show what the chosen version changed in the one before it."""
        if not 0 <= index.row() < len(self._known):
            return
        chosen = self._known[index.row()].head.version
        if chosen == self._chosen:
            return
        self._chosen = chosen
        self.facts.setText(facts_of(self._known[index.row()]))
        before = min(index.row() + 1, len(self._known) - 1)
        self.other.setCurrentIndex(before)
        self.restore_button.setEnabled(self._restore is not None and index.row() > 0)
        self._compare()

    def _compare(self) -> None:
        other = self.other.currentData()
        if not isinstance(other, int):
            return
        if other == self._chosen:
            is_first = self._chosen == self._known[-1].head.version
            self.text.show_words(strings.Versions.FIRST if is_first else strings.Versions.SAME)
            return
        self._versions.compare(min(other, self._chosen), max(other, self._chosen))

    def _show_comparison(self, comparison: Comparison) -> None:
        self.text.show_comparison(comparison, self._initials)

    def _show_error(self, error: TherapEaseError) -> None:
        self.text.show_words(f"{error.title}. {error.message}")

    def _on_restore(self) -> None:
        if self._restore is not None:
            self._restore(self._chosen)
        self.accept()
