"""The style sheet is filled without a gap."""

from __future__ import annotations

import re

import pytest

from therapease.errors import InternalError
from therapease.ui.theme.stylesheet import fill_style_sheet
from therapease.ui.theme.tokens import Scheme, token_colors


@pytest.mark.parametrize("scheme", Scheme)
def test_nothing_is_left_to_fill(scheme: Scheme) -> None:
    text = fill_style_sheet(token_colors(scheme), 1.0)
    assert "@" not in text
    assert not re.search(r"\dsp\b", text)
    assert token_colors(scheme)["accent"] in text


def test_lengths_grow_and_hairlines_do_not() -> None:
    double = fill_style_sheet(token_colors(Scheme.LIGHT), 2.0)
    assert "font-size: 30px" in double
    assert "border: 1px solid" in double


def test_an_unknown_token_is_a_defect_and_not_a_black_spot() -> None:
    with pytest.raises(InternalError):
        fill_style_sheet({}, 1.0)
