"""The style sheet is filled without a gap."""

from __future__ import annotations

import re

import pytest

from therapease import paths
from therapease.errors import InternalError
from therapease.ui.theme.stylesheet import fill_style_sheet
from therapease.ui.theme.tokens import Scheme, contrast_ratio, token_colors


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


@pytest.mark.parametrize("scheme", Scheme)
def test_words_are_readable_wherever_the_sheet_sets_both_colours(scheme: Scheme) -> None:
    text = (paths.resources_dir() / "theme" / "style.qss").read_text(encoding="utf-8")
    colors = token_colors(scheme)
    pairs = []
    for selector, body in re.findall(r"([^{}]+)\{([^{}]+)\}", text):
        ground = re.search(r"(?<![-\w])background: @(\w+)", body)
        front = re.search(r"(?<![-\w])color: @(\w+)", body)
        # What is switched off need not be readable at that contrast (WCAG 2.2, 1.4.3), and still is here.
        if ground and front:
            pairs.append((selector.strip(), front[1], ground[1]))
    assert len(pairs) > 12
    poor = [pair for pair in pairs if contrast_ratio(colors[pair[1]], colors[pair[2]]) < 4.5]
    assert not poor
