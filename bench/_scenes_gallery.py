"""The scene of the components: one picture with both schemes, whatever scheme the stage asks for."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from bench._stage import WIDE, Stage, scene
from bench.gallery import whole_picture
from therapease.ui.theme import apply_theme


@scene("components", sizes=(WIDE,))
def components(stage: Stage) -> QWidget:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    preferences = stage.window.desk.preferences
    sheet = QLabel()
    sheet.setPixmap(whole_picture(application))
    sheet.adjustSize()
    apply_theme(application, preferences.mode, preferences.text_scale)
    return sheet
