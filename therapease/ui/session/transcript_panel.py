"""The transcript with its heading and the switch that lets it follow playback."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapease.ui.session.evidence import TranscriptIndex
from therapease.ui.session.transcript_view import TranscriptView
from therapease.ui.theme import TextRole
from therapease.ui.widgets import Button, ButtonKind, ButtonSize, TextLabel


class TranscriptPanel(QWidget):
    """Heading, follow switch and list; says so in words when there is no transcript."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = TranscriptView()
        self.follow_button = Button("", ButtonKind.GHOST, icon="arrow-down", size=ButtonSize.SMALL)
        self.follow_button.clicked.connect(lambda: self.view.set_following(True))
        self.view.following_changed.connect(self._show_following)
        self._empty = TextLabel("There is no transcript yet.", TextRole.BODY, "ink2", wrap=True)
        head = QHBoxLayout()
        head.setContentsMargins(0, 10, 0, 4)
        head.addWidget(TextLabel("Transcript", TextRole.LABEL))
        head.addStretch(1)
        head.addWidget(self.follow_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.view, 1)
        self._show_following(True)

    def show_transcript(self, index: TranscriptIndex, client_initials: str) -> None:
        self.view.show_transcript(index, client_initials)
        has_words = bool(index.utterances)
        self._empty.setVisible(not has_words)
        self.view.setVisible(has_words)
        self.follow_button.setVisible(has_words)

    def show_row(self, row: int) -> None:
        """Go to an utterance and give it the keyboard."""
        self.view.setCurrentIndex(self.view.model().index(row, 0))
        self.view.bring_into_view(row)

    def _show_following(self, is_following: bool) -> None:
        self.follow_button.setText("Following playback" if is_following else "Follow playback")
        self.follow_button.setAccessibleDescription("The transcript follows playback until you scroll")
