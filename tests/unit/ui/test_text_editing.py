"""The Edit menu follows the field that has the keyboard."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from therapease.ui.commands import Command
from therapease.ui.text_editing import EDITING, editing_offers


def test_a_field_offers_what_it_can_do_now(qtbot: QtBot) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    assert set(editing_offers(edit)) == {Command.PASTE}
    qtbot.keyClicks(edit, "Mara")
    assert set(editing_offers(edit)) == {Command.UNDO, Command.PASTE, Command.SELECT_ALL}
    editing_offers(edit)[Command.SELECT_ALL]()
    assert set(editing_offers(edit)) == EDITING - {Command.REDO}
    editing_offers(edit)[Command.UNDO]()
    assert edit.text() == ""
    assert Command.REDO in editing_offers(edit)


def test_a_hidden_passphrase_cannot_be_copied(qtbot: QtBot) -> None:
    edit = QLineEdit("four unrelated words")
    qtbot.addWidget(edit)
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    edit.selectAll()
    assert not {Command.COPY, Command.CUT} & set(editing_offers(edit))


def test_text_that_is_only_read_can_only_be_copied(qtbot: QtBot) -> None:
    edit = QPlainTextEdit("signed")
    qtbot.addWidget(edit)
    edit.setReadOnly(True)
    edit.selectAll()
    assert set(editing_offers(edit)) == {Command.COPY, Command.SELECT_ALL}


def test_what_is_no_text_leaves_the_menu_to_the_place(qtbot: QtBot) -> None:
    button = QPushButton("Sign")
    qtbot.addWidget(button)
    assert not editing_offers(button)
    assert not editing_offers(None)
