"""The clipboard is outside the vault: what is copied in this program is marked as secret and taken away again.

Clipboard histories and clouds are asked to leave it alone, by the hints that password managers use: KDE's Klipper,
and on Windows the three formats that history, cloud and monitors look for. (macOS has one too, but Qt passes foreign
types on under names of its own there.) After half a minute, when the vault is locked and when the program ends, the
clipboard is emptied if it still holds what was put there.
"""

from __future__ import annotations

import uuid

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_S = 30
_OWN = "application/x-therapease-copy"
_HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': bytes(4),
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': bytes(4),
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': bytes(4),
}
"""Format and content; on Windows a DWORD of zero forbids."""
_TOKEN = uuid.uuid4().bytes
"""Tells what this run of the program copied from what anything else did."""


def copy_secretly(text: str) -> None:
    """Put text on the clipboard with the hints; the guard takes it away again."""
    QGuiApplication.clipboard().setMimeData(_marked(text))


def _marked(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    data.setData(_OWN, QByteArray(_TOKEN))
    for kind, content in _HINTS.items():
        data.setData(kind, QByteArray(content))
    return data


class ClipboardGuard(QObject):
    """Watches for what this program puts there, by its own menu or by a text field's Ctrl+C.

    Lives on the UI thread, one per application. `kept_s` is for tests.
    """

    def __init__(self, clipboard: QClipboard, parent: QObject | None = None, *, kept_s: float = KEPT_S) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self.timer = QTimer(self, singleShot=True, interval=round(kept_s * 1000))
        self.timer.timeout.connect(self.empty)
        clipboard.dataChanged.connect(self._on_changed)

    @property
    def is_ours(self) -> bool:
        """Whether the clipboard holds what this program put there."""
        data = self._clipboard.mimeData()
        return data is not None and data.data(_OWN).data() == _TOKEN

    def empty(self) -> None:
        """Take it away if it is still ours; what another program put there since stays."""
        self.timer.stop()
        if self.is_ours:
            self._clipboard.clear()
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _on_changed(self) -> None:
        if self.is_ours:
            self.timer.start()
        elif self._clipboard.ownsClipboard() and self._clipboard.text():
            # A text field copied by itself, without the hints.
            self._clipboard.setMimeData(_marked(self._clipboard.text()))
        else:
            self.timer.stop()
