"""What is refused as a passphrase, and what is not."""

from __future__ import annotations

import pytest

from therapease.errors import WeakPassphraseError
from therapease.store.passphrase import check_passphrase


@pytest.mark.parametrize(
    "passphrase",
    [
        "",
        "short",
        "Xk9$vQ2!pL7#zR",
        "passwordpassword",
        "qwertyuiopasdfgh",
        "aaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "123456789012345678",
        "iloveyouiloveyou",
    ],
)
def test_short_and_common_ones_are_refused(passphrase: str) -> None:
    with pytest.raises(WeakPassphraseError):
        check_passphrase(passphrase)


@pytest.mark.parametrize(
    "passphrase",
    [
        "copper violin anchor sunday lamp",
        "correct zebra onto mosaic",
        "Überall blüht der Löwenzahn",
        "k2 9w xv 31 qq 0z 7f",
        "长春花在窗台上慢慢地开了又谢了又开",
    ],
)
def test_long_unrelated_words_pass_without_rules_of_composition(passphrase: str) -> None:
    check_passphrase(passphrase)


def test_one_s_own_name_is_no_passphrase() -> None:
    name = "Wilhelmina Featherstonehaugh"
    check_passphrase(name)
    with pytest.raises(WeakPassphraseError):
        check_passphrase(name, known_words=[name])


def test_length_is_counted_after_normalisation() -> None:
    # Fourteen letters, each written as two code points: eleven of them fold into one.
    with pytest.raises(WeakPassphraseError, match="14 characters"):
        check_passphrase("e\u0301" * 14)


def test_a_very_long_one_is_scored_by_its_beginning() -> None:
    check_passphrase("copper violin anchor sunday lamp " * 40)


def test_the_message_tells_the_next_step_and_never_the_passphrase() -> None:
    with pytest.raises(WeakPassphraseError) as refused:
        check_passphrase("passwordpassword")
    assert "words" in refused.value.message
    assert "passwordpassword" not in f"{refused.value} {refused.value.detail}"
