"""Preferences are told at once and saved at once."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from therapease import paths
from therapease.errors import SettingsDamagedError, TherapEaseError
from therapease.settings import load_settings
from therapease.ui.preferences import Preferences
from therapease.ui.theme import Mode


def test_a_change_is_told_and_survives(qtbot: QtBot) -> None:
    preferences = Preferences()
    assert (preferences.mode, preferences.text_scale, preferences.show_full_names) == (Mode.SYSTEM, 1.0, False)
    with qtbot.waitSignals([preferences.changed] * 4):
        preferences.set_mode(Mode.DARK)
        preferences.set_text_scale(1.3)
        preferences.set_show_full_names(True)
        preferences.set_lock_after_idle_min(15)
    preferences.set_last_vault(Path("practice.vault"))
    again = Preferences()
    assert (again.mode, again.text_scale, again.show_full_names, again.lock_after_idle_min) == (
        Mode.DARK,
        1.3,
        True,
        15,
    )
    assert load_settings().settings.vault.last_path == Path("practice.vault")


def test_choosing_the_same_again_writes_nothing(qtbot: QtBot) -> None:
    preferences = Preferences()
    preferences.set_mode(Mode.SYSTEM)
    assert not paths.settings_file().exists()


def test_a_damaged_file_means_defaults_and_a_word_about_it(qtbot: QtBot) -> None:
    paths.settings_file().parent.mkdir(parents=True)
    paths.settings_file().write_text("this is = = not toml", encoding="utf-8")
    preferences = Preferences()
    assert isinstance(preferences.problem, SettingsDamagedError)
    assert preferences.text_scale == 1.0


def test_a_change_that_cannot_be_saved_holds_and_is_told(qtbot: QtBot) -> None:
    preferences = Preferences()
    paths.user_config_dir().parent.mkdir(parents=True, exist_ok=True)
    paths.user_config_dir().write_text("a file where the folder should be", encoding="utf-8")
    with qtbot.waitSignal(preferences.save_failed) as told:
        preferences.set_mode(Mode.DARK)
    assert isinstance(told.args[0], TherapEaseError)
    assert preferences.mode is Mode.DARK


def test_the_engine_options_come_from_the_settings(qtbot: QtBot) -> None:
    options = Preferences().job_options
    assert options.transcription.engine is None
    assert options.drafting.format == "soap"
