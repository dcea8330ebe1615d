"""Where a recording is chosen: by dropping one file, or with the file dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from therapease.ui import strings
from therapease.ui.theme import TextRole
from therapease.ui.widgets import Button, ButtonKind, DashedCard, IconLabel, TextLabel
from therapease.ui.wording import place_words


class DropZone(DashedCard):
    """`chosen` carries a Path. Whether it is audio is found out by decoding it, not by its name."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, edge="edge", fill="sheet", padding_px=24)
        self.setAcceptDrops(True)
        self.path: Path | None = None
        self._icon = IconLabel("file-audio", "ink2", 26)
        self._title = TextLabel(strings.NewSession.DROP, TextRole.LABEL)
        self._line = TextLabel(strings.NewSession.DROP_HINT, TextRole.SMALL, "ink2", wrap=True)
        self.button = Button(strings.NewSession.CHOOSE, ButtonKind.QUIET, icon="folder-open")
        self.button.clicked.connect(self._choose)
        self.content.setSpacing(4)
        for widget in (self._icon, self._title, self._line):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.content.addWidget(widget)
        self.content.addSpacing(8)
        self.content.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)

    def take(self, path: Path) -> None:
        """Show a file as the chosen one."""
        self.path = path
        self._icon.set_icon("audio-lines", "accent")
        self._title.setText(path.name)
        size = QLocale(QLocale.Language.English).formattedDataSize(path.stat().st_size, 1)
        self._line.setText(f"{size}, in {place_words(path.parent)}")
        self._line.set_tone("ink2")
        self.button.setText(strings.NewSession.CHOOSE_OTHER)
        self.chosen.emit(path)

    def clear(self) -> None:
        self.path = None
        self._icon.set_icon("file-audio", "ink2")
        self._title.setText(strings.NewSession.DROP)
        self._line.setText(strings.NewSession.DROP_HINT)
        self._line.set_tone("ink2")
        self.button.setText(strings.NewSession.CHOOSE)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            self.set_marked(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.set_marked(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.set_marked(False)
        event.acceptProposedAction()
        self.take_dropped([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def take_dropped(self, paths: list[Path]) -> None:
        """Take the one file that was dropped, or say why not."""
        if len(paths) > 1:
            self._refuse(strings.NewSession.ONE_FILE)
        elif not paths or not paths[0].is_file():
            self._refuse(strings.NewSession.NOT_A_FILE)
        else:
            self.take(paths[0])

    def _refuse(self, words: str) -> None:
        self._line.setText(words)
        self._line.set_tone("danger")

    def _choose(self) -> None:
        dialog = QFileDialog(self.window(), strings.NewSession.CHOOSE_TITLE)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(strings.NewSession.FILES)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.take_dropped([Path(chosen)]))
        dialog.open()
