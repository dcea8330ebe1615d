"""Settings pass choices on and say when they cannot be kept."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.fake_desk import open_desk
from therapease import paths
from therapease.ui.settings.controller import SettingsController
from therapease.ui.theme import Mode


def test_choices_reach_the_preferences(qtbot: QtBot) -> None:
    with open_desk(qtbot) as table:
        controller = SettingsController(table.desk)
        with qtbot.waitSignals([controller.changed] * 4):
            controller.choose_mode(Mode.DARK)
            controller.choose_text_scale(1.5)
            controller.choose_full_names(True)
            controller.choose_idle(30)
        preferences = table.desk.preferences
        assert (preferences.mode, preferences.text_scale, preferences.lock_after_idle_min) == (Mode.DARK, 1.5, 30)


def test_a_time_from_the_file_is_among_the_choices(qtbot: QtBot) -> None:
    with open_desk(qtbot) as table:
        table.desk.preferences.set_lock_after_idle_min(42)
        assert SettingsController(table.desk).idle_choices_min == [5, 10, 20, 30, 42]


def test_a_setting_that_cannot_be_saved_is_told(qtbot: QtBot) -> None:
    with open_desk(qtbot) as table:
        paths.user_config_dir().parent.mkdir(parents=True, exist_ok=True)
        paths.user_config_dir().write_text("a file in the way", encoding="utf-8")
        controller = SettingsController(table.desk)
        with qtbot.waitSignal(controller.failed):
            controller.choose_mode(Mode.DARK)
