"""The contrast of every pair the design promises, computed, in both schemes."""

from __future__ import annotations

import pytest

from therapease.ui.theme.tokens import Scheme, contrast_ratio, token_colors

TEXT = 4.5
SHAPE = 3.0
"""WCAG 2.2, 1.4.3 and 1.4.11."""

PAIRS = [
    *((text, ground, TEXT) for text in ("ink", "ink2") for ground in ("paper", "rail", "sheet", "well", "evidence")),
    *(("ink3", ground, TEXT) for ground in ("paper", "rail", "sheet", "well", "dangerSoft")),
    *((voice, "paper", TEXT) for voice in ("accent", "client", "therapist", "attention", "danger")),
    *((voice, "sheet", TEXT) for voice in ("accent", "client", "therapist", "attention", "danger")),
    *((voice, f"{voice}Soft", TEXT) for voice in ("accent", "client", "therapist", "attention", "danger")),
    *(("ink2", f"{ground}Soft", TEXT) for ground in ("accent", "attention", "danger")),
    *(("ink", f"{ground}Soft", TEXT) for ground in ("accent", "attention", "danger", "client", "therapist")),
    ("sheet", "evidenceLine", TEXT),
    ("danger", "rail", TEXT),
    ("onAccent", "accent", TEXT),
    ("onAccent", "accentHover", TEXT),
    ("onDanger", "danger", TEXT),
    ("accent", "evidence", TEXT),
    ("paper", "evidenceLine", TEXT),
    ("paper", "ink", TEXT),
    ("accentInverse", "ink", TEXT),
    ("edge", "sheet", SHAPE),
    ("edge", "paper", SHAPE),
    ("accent", "rail", SHAPE),
    ("evidenceLine", "evidence", SHAPE),
]


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize(("front", "back", "least"), PAIRS, ids=lambda value: str(value))
def test_contrast(scheme: Scheme, front: str, back: str, least: float) -> None:
    colors = token_colors(scheme)
    assert contrast_ratio(colors[front], colors[back]) >= least


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast_ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast_ratio("#FFFFFF", "#777777") == contrast_ratio("#777777", "#FFFFFF")


def test_both_schemes_have_the_same_tokens() -> None:
    assert token_colors(Scheme.LIGHT).keys() == token_colors(Scheme.DARK).keys()
