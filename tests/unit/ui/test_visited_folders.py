"""No folder that a file dialog was in is written anywhere: it may be named after a client."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_CHOOSE = """
import sys
import shiboken6
from PySide6.QtWidgets import QFileDialog
from therapease.ui.app import make_application

application = make_application()
dialog = QFileDialog(None, "Choose", sys.argv[1])
dialog.open()
dialog.selectFile("session.wav")
dialog.accept()
application.processEvents()
shiboken6.delete(dialog)
"""


def test_a_dialog_leaves_no_folder_behind(tmp_path: Path) -> None:
    folder, settings = tmp_path / "Mara Keller", tmp_path / "settings"
    for each in (folder, settings):
        each.mkdir()
    (folder / "session.wav").write_bytes(b"sound")
    surroundings = {**os.environ, "XDG_CONFIG_HOME": str(settings), "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-c", _CHOOSE, str(folder)], check=True, env=surroundings, timeout=60)
    written = {file.name: file.read_text("utf-8", "replace") for file in settings.rglob("*") if file.is_file()}
    assert not any("Keller" in content for content in written.values()), written
