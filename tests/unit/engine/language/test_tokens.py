"""Words, contractions and stems."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from therapease.engine.language.tokens import content_stems, expand, is_content, plain_words, stem, tokens


@pytest.mark.parametrize(
    ("forms", "shared"),
    [
        (("walk", "walks", "walked", "walking"), True),
        (("stop", "stopped", "stopping"), True),
        (("sleep", "slept"), True),
        (("take", "took", "taking"), True),
        (("walk", "talk"), False),
        (("child", "children", "kids"), True),
    ],
)
def test_forms_of_one_word_share_a_stem(forms: tuple[str, ...], shared: bool) -> None:
    assert (len({stem(form) for form in forms}) == 1) is shared


def test_contractions_are_taken_apart() -> None:
    assert expand("didn't") == ["did", "not"]
    assert expand("i'm") == ["i", "am"]
    assert plain_words("I can’t, it’s late") == ["i", "can", "not", "it", "is", "late"]


def test_function_words_say_nothing_of_their_own() -> None:
    assert not is_content("the")
    assert content_stems("I was at the kitchen counter") == ["kitchen", "counter"]


@given(st.text(max_size=100))
def test_tokens_keep_their_place(text: str) -> None:
    for token in tokens(text):
        assert text[token.start : token.end].lower().replace("’", "'") == token.norm
