"""Qt notes in its own settings which folders its file dialogs were in; here they are often named after a client.

That file, `QtProject`, is read by every Qt program and lies open beside the vault. Where settings are files it is put
out of the way altogether; Windows and macOS keep it in a store of their own, from which the folders are taken again.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QSettings

_SCOPE = QSettings.Scope.UserScope


def keep_no_visited_folders() -> None:
    """Let Qt's own settings be written nowhere. Call once, before the first dialog; this program's are not touched."""
    if sys.platform not in ("win32", "darwin"):
        QSettings.setPath(QSettings.Format.NativeFormat, _SCOPE, os.devnull)


def forget_visited_folders() -> None:
    """Take away what dialogs that are gone have noted, where it could not be kept from being written."""
    if sys.platform in ("win32", "darwin"):
        noted = QSettings(_SCOPE, "QtProject")
        for key in ("history", "lastVisited"):
            noted.remove(f"FileDialog/{key}")
