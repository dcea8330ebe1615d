"""Colour tokens: one name per use, one value per scheme, and the contrast between two of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from therapease import paths

TokenColors = Mapping[str, str]
"""Token name to “#RRGGBB”."""


class Scheme(StrEnum):
    """What is drawn: light or dark."""

    LIGHT = "light"
    DARK = "dark"


class Mode(StrEnum):
    """What the person chose: one scheme, or whatever the system shows."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@cache
def token_colors(scheme: Scheme) -> TokenColors:
    """Return every colour of a scheme, read once from `resources/theme/tokens.json`."""
    text = (paths.resources_dir() / "theme" / "tokens.json").read_text(encoding="utf-8")
    schemes = json.loads(text)
    other = Scheme.LIGHT if scheme is Scheme.DARK else Scheme.DARK
    # A toast stands in the other scheme's colours, so its action does too.
    return MappingProxyType({**schemes[scheme.value], "accentInverse": schemes[other.value]["accent"]})


def contrast_ratio(first: str, second: str) -> float:
    """Return the contrast of two “#RRGGBB” colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
