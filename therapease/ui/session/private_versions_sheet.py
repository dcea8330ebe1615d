"""What the private note was after each sitting, and the way back to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from therapease.domain.process_note import ProcessNoteText
from therapease.ui import strings
from therapease.ui.rows import Row
from therapease.ui.session import timecode
from therapease.ui.theme import current_theme
from therapease.ui.widgets import Button, ButtonKind, RowKind, RowList, Sheet

_LIST_PX, _SIZE_PX = 260, (820, 520)


class PrivateVersionsSheet(Sheet):
    """Versions newest first; choosing one shows its text."""

    def __init__(self, versions: Sequence[ProcessNoteText], bring_back: Callable[[str], None], parent: QWidget) -> None:
        words = strings.PrivateNote
        super().__init__(words.VERSIONS_TITLE, parent)
        self._versions, self._bring_back = list(versions), bring_back
        self.list = RowList(words.VERSIONS_LIST, RowKind.TIMELINE)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(words.VERSION_TEXT)
        self.back_button = Button(words.BRING_BACK, ButtonKind.QUIET, icon="rotate-ccw")
        self.close_button = Button(strings.Actions.CLOSE, ButtonKind.PRIMARY)
        self._build()
        self.list.show_rows([_row(version) for version in self._versions])
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_chosen())
        self.back_button.clicked.connect(self._on_back)
        self.close_button.clicked.connect(self.accept)
        self.list.setCurrentIndex(self.list.row_model.index(0))
        self._show_chosen()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(24)
        self.list.setFixedWidth(current_theme().px(_LIST_PX))
        row.addWidget(self.list)
        row.addWidget(self.text, 1)
        self.body.addLayout(row, 1)
        self.buttons.insertWidget(0, self.back_button)
        self.buttons.addWidget(self.close_button)
        self.close_button.setDefault(True)
        parent = self.parentWidget()
        room = parent.size() if parent is not None else self.size()
        width, height = (current_theme().px(length) for length in _SIZE_PX)
        self.resize(min(width, max(600, room.width() - 48)), min(height, max(380, room.height() - 48)))

    def _show_chosen(self) -> None:
        at = self.list.currentIndex().row()
        if 0 <= at < len(self._versions):
            text = self._versions[at].text
            self.text.setPlainText(text)
            self.text.setPlaceholderText("" if text else strings.PrivateNote.EMPTY_VERSION)
            self.back_button.setEnabled(at > 0)

    def _on_back(self) -> None:
        chosen = self._versions[self.list.currentIndex().row()]
        self.accept()
        self._bring_back(chosen.text)


def _row(version: ProcessNoteText) -> Row:
    words = strings.PrivateNote
    moment = strings.SessionHistory.MOMENT.format(
        day=timecode.local_date(version.written_at), time=timecode.local_time(version.written_at)
    )
    return Row(str(version.version), words.VERSION.format(number=version.version), line=moment, glyph="file-pen-line")
