"""Strength in words, agreeing with what the store accepts."""

from __future__ import annotations

import pytest

from therapease.errors import WeakPassphraseError
from therapease.store.passphrase import check_passphrase
from therapease.ui.unlock.strength import strength_of


@pytest.mark.parametrize(
    ("passphrase", "level"),
    [("", 0), ("short", 1), ("passwordpassword", 1), ("slow river copper lantern", 4)],
)
def test_levels(passphrase: str, level: int) -> None:
    assert strength_of(passphrase).level == level


@pytest.mark.parametrize(
    "passphrase",
    [
        "fourteen chars",
        "passwordpassword",
        "erika lindqvist",
        "slow river copper lantern",
        "qwertzuiopasdfghjkl",
        "a" * 40,
    ],
)
def test_what_will_do_is_what_the_store_accepts(passphrase: str) -> None:
    try:
        check_passphrase(passphrase, known_words=["Erika Lindqvist"])
        is_accepted = True
    except WeakPassphraseError:
        is_accepted = False
    assert strength_of(passphrase, ["Erika Lindqvist"]).will_do is is_accepted


def test_a_very_long_one_is_judged_too() -> None:
    assert strength_of("slow river copper lantern " * 20).will_do
