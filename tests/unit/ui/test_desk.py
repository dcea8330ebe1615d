"""The desk names clients as the person chose."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.fake_desk import open_desk


def test_the_label_follows_the_preference(qtbot: QtBot) -> None:
    with open_desk(qtbot) as table:
        client = table.add_client("Mara Keller")
        assert table.desk.label(client) == "M. K."
        table.desk.preferences.set_show_full_names(True)
        assert table.desk.label(client) == "Mara Keller"
