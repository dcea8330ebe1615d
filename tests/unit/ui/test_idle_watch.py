"""An unattended window is noticed, an attended one is left alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from therapease.ui.idle_watch import IdleWatch


def test_it_speaks_once_per_stretch_without_input(qtbot: QtBot, qapp: QApplication) -> None:
    now_s = 0.0
    idled: list[float] = []
    watch = IdleWatch(qapp, lambda: 60.0, lambda: now_s)
    watch.idled.connect(lambda: idled.append(now_s))
    for moment_s in (59.0, 60.0, 61.0, 119.0, 120.0):
        now_s = moment_s
        watch.look()
    assert idled == [60.0, 120.0]
    watch.deleteLater()


def test_a_key_counts_as_being_there(qtbot: QtBot, qapp: QApplication) -> None:
    now_s = 0.0
    idled: list[float] = []
    watch = IdleWatch(qapp, lambda: 60.0, lambda: now_s)
    watch.idled.connect(lambda: idled.append(now_s))
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.show()
    qtbot.waitExposed(edit)
    watch.watch(edit.windowHandle())
    now_s = 50.0
    qtbot.keyClick(edit.windowHandle(), Qt.Key.Key_A)
    now_s = 100.0
    watch.look()
    assert idled == []
    now_s = 110.0
    watch.look()
    assert idled == [110.0]
    watch.deleteLater()
