"""A recovery code typed back: the same however it is written, and where it is not, the group that differs."""

from __future__ import annotations

import pytest

from therapease.ui import strings
from therapease.ui.unlock.typed_back import difference_words, is_same_code

CODE = "K7QM-2V9D-ABCD-EFGH-JKMN-PQRS-TVWX"


@pytest.mark.parametrize("typed", ["K7QM-2V9D", "k7qm2v9d", " k7qm 2v9d ", "K7QM–2V9D"])
def test_a_code_is_the_same_however_it_is_typed(typed: str) -> None:
    assert is_same_code(typed, "K7QM-2V9D")
    assert difference_words(typed, "K7QM-2V9D") == ""


def test_lookalikes_count_as_what_they_look_like() -> None:
    assert is_same_code("O1IL", "0111")
    assert not is_same_code("K7QM", "K7QN")
    assert not is_same_code("", "")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("X7QM-2V9D-ABCD-EFGH-JKMN-PQRS-TVWX", strings.Recovery.NOT_RIGHT.format(group="first")),
        ("K7QM-2V9D-ABDC-EFGH-JKMN-PQRS-TVWX", strings.Recovery.NOT_RIGHT.format(group="third")),
        ("K7QM-2V9D-ABCD-EFGH-JKMN-PQRS-TVWY", strings.Recovery.NOT_RIGHT.format(group="last")),
        ("K7QM-2V9D-ABCD-EFGH-JKMN-PQRS-TVWX-1", strings.Recovery.TOO_MUCH),
        ("K7QM-2V9D-ABCD-EFGH-JKMN-PQRS", strings.Recovery.NOT_ALL.format(count=4)),
        (" - ", strings.Recovery.NOTHING_TYPED),
    ],
)
def test_what_differs_is_named_by_its_group(typed: str, words: str) -> None:
    assert difference_words(typed, CODE) == words
