"""What stands in the fields of a form, read and put back by their order."""

from __future__ import annotations

import json

from PySide6.QtWidgets import QCheckBox, QDateTimeEdit, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from therapease.ui.typed import type_again, typed_in
from therapease.ui.widgets import ComboField, PassphraseField, RadioGroup


class Form(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.name, self.text, self.yes = QLineEdit(), QPlainTextEdit(), QCheckBox()
        self.choice, self.way = ComboField("Steps", ["1", "2", "3"]), RadioGroup("Way", ["Here", "There"])
        self.secret, self.read_only = PassphraseField("Passphrase"), QPlainTextEdit()
        self.count, self.when = QSpinBox(), QDateTimeEdit()
        self.read_only.setReadOnly(True)
        column = QVBoxLayout(self)
        for widget in (self.name, self.text, self.yes, self.choice, self.way, self.secret, self.read_only, self.count):
            column.addWidget(widget)
        column.addWidget(self.when)


def test_every_kind_of_field_comes_back(qtbot: QtBot) -> None:
    full, empty = Form(), Form()
    for form in (full, empty):
        qtbot.addWidget(form)
    full.name.setText("מרים")
    full.text.setPlainText("one\ntwo")
    full.yes.setChecked(True)
    full.choice.set_choice(2)
    full.way.set_choice(1)
    full.count.setValue(7)
    full.when.setDateTime(full.when.dateTime().addDays(3))
    kept = json.loads(json.dumps(typed_in(full)))
    assert type_again(empty, kept)
    assert typed_in(empty) == typed_in(full)
    assert (empty.name.text(), empty.text.toPlainText(), empty.way.choice) == ("מרים", "one\ntwo", 1)


def test_a_passphrase_is_never_read(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    form.secret.set_text("slow river copper lantern")
    form.read_only.setPlainText("shown")
    assert "slow river" not in str(typed_in(form))
    assert "shown" not in typed_in(form)


def test_values_of_another_form_change_nothing(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    form.name.setText("as it is")
    before = typed_in(form)
    assert not type_again(form, before[:-1])
    assert typed_in(form) == before


def test_a_value_of_the_wrong_kind_is_passed_over(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    before = typed_in(form)
    assert type_again(form, [None for _ in before])
    assert [value for value in typed_in(form) if isinstance(value, str)] == [v for v in before if isinstance(v, str)]
