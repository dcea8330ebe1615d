"""Colours, type, icons and the style sheet. Everything visible asks here; no widget names a colour or a size itself.

`Theme.color(token)`, `.font(role)`, `.icon(name, token, size_px)`, `.pixmap(…)`, `.line_px(role)` and `.px(length)`
give the parts of the theme in force; `theme_changed` tells painters to ask again.
"""

from __future__ import annotations

from therapease.ui.theme.theme import TEXT_SCALES, Theme, apply_theme, current_theme, theme_changed
from therapease.ui.theme.tokens import Mode, Scheme, contrast_ratio, token_colors
from therapease.ui.theme.typography import SANS, SERIF, TextRole, load_fonts

__all__ = [
    "SANS",
    "SERIF",
    "TEXT_SCALES",
    "Mode",
    "Scheme",
    "TextRole",
    "Theme",
    "apply_theme",
    "contrast_ratio",
    "current_theme",
    "load_fonts",
    "theme_changed",
    "token_colors",
]
