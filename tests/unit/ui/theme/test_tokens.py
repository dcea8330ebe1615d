"""The contrast of every pair the design promises, computed, in both schemes."""

from __future__ import annotations

import re
from pathlib import Path

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


def test_the_document_tells_the_tokens_and_their_contrast_as_they_are() -> None:
    text = (Path(__file__).resolve().parents[4] / "docs" / "design.md").read_text(encoding="utf-8")
    light, dark = token_colors(Scheme.LIGHT), token_colors(Scheme.DARK)
    row = re.compile(r"^\| (\w+) \| [^|]+ \| (#[0-9A-F]{6}) \| (#[0-9A-F]{6}) \| ([^|]+) \|$", re.MULTILINE)
    told = {token: (values, contrast) for token, *values, contrast in row.findall(text)}
    assert told.keys() == light.keys() - {"accentInverse"}
    for token, (values, contrast) in told.items():
        assert values == [light[token], dark[token]]
        if contrast != "decoration":
            other = contrast.split()[0]
            found = [contrast_ratio(colors[token], colors[other]) for colors in (light, dark)]
            assert contrast == f"{other} {found[0]:.1f} / {found[1]:.1f}"
