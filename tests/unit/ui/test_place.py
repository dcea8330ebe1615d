"""A place that says nothing of its own has nothing to offer and nothing to lose."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from therapease.ui.place import Place


def test_the_defaults_offer_and_lose_nothing(qtbot: QtBot) -> None:
    place = Place()
    qtbot.addWidget(place)
    assert not place.commands()
    assert place.unsaved_work() is None
    assert place.regions() == [place]
