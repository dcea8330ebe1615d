"""The table of commands: complete, and no key or mnemonic means two things."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QApplication

from therapease.ui import strings
from therapease.ui.command_table import COMMAND_TABLE, CommandSpec, spec_of
from therapease.ui.commands import Command


def every_spec() -> list[CommandSpec]:
    return [spec for groups in COMMAND_TABLE.values() for group in groups for spec in group]


def test_every_command_stands_in_one_menu_with_its_words() -> None:
    assert sorted(spec.command for spec in every_spec()) == sorted(Command)
    assert strings.COMMAND_WORDS.keys() == set(Command)


def test_no_key_means_two_things(qapp: QApplication) -> None:
    keys = [key.toString() for spec in every_spec() for key in spec.sequences()]
    assert len(keys) > 30
    assert not {key for key in keys if keys.count(key) > 1}


def test_no_key_is_in_the_way_of_typing(qapp: QApplication) -> None:
    bare = re.compile(r"^(Shift\+)?(.|Space|Backspace|Return|Tab)$")
    assert not [key.toString() for spec in every_spec() for key in spec.sequences() if bare.match(key.toString())]


def test_mnemonics_differ_within_a_menu() -> None:
    for menu, groups in COMMAND_TABLE.items():
        words = [strings.COMMAND_WORDS[spec.command] for group in groups for spec in group]
        letters = [word[word.index("&") + 1].lower() for word in words]
        assert len(set(letters)) == len(letters), menu
    bar = [menu.value[menu.value.index("&") + 1].lower() for menu in COMMAND_TABLE]
    assert len(set(bar)) == len(bar)


def test_a_row_tells_its_keys_as_the_system_writes_them(qapp: QApplication) -> None:
    assert spec_of(Command.NEW_CLIENT).plain_text == "New client"
    assert spec_of(Command.PLAY_PAUSE).shown_keys() == "Space, Ctrl+Space"
    assert spec_of(Command.UNDO).shown_keys() == "Ctrl+Z"
    assert spec_of(Command.BACK).shown_keys() == "Alt+Left"
    assert spec_of(Command.SWAP_SPEAKERS).shown_keys() == ""
