"""Type roles: which face, size and line each kind of text has. Serif is a human voice, sans is everything else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from therapease import paths
from therapease.errors import InternalError

SANS = "Source Sans 3"
SERIF = "Source Serif 4"

_FONT_FILES = ("SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf", "SourceSerif4-Regular.ttf")


class TextRole(StrEnum):
    """What a text is for. A widget's text role decides its font; nothing else sets font sizes."""

    CLOCK = "clock"
    TITLE = "title"
    SUBTITLE = "subtitle"
    CAPTION = "caption"
    SPOKEN = "spoken"
    QUOTATION = "quotation"
    NOTE = "note"
    BODY = "body"
    LABEL = "label"
    BUTTON = "button"
    SMALL = "small"
    SMALL_LABEL = "small_label"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class TypeSpec:
    """One row of the type scale, in pixels at 100 % text size."""

    family: str
    size_px: float
    line_px: float
    weight: int = 400


TYPE_SCALE: dict[TextRole, TypeSpec] = {
    TextRole.CLOCK: TypeSpec(SERIF, 92, 100),
    TextRole.TITLE: TypeSpec(SERIF, 30, 38),
    TextRole.SUBTITLE: TypeSpec(SERIF, 24, 32),
    TextRole.CAPTION: TypeSpec(SERIF, 21, 33),
    TextRole.SPOKEN: TypeSpec(SERIF, 17, 27),
    TextRole.QUOTATION: TypeSpec(SERIF, 16.5, 24),
    TextRole.NOTE: TypeSpec(SANS, 16, 24),
    TextRole.BODY: TypeSpec(SANS, 15, 22),
    TextRole.LABEL: TypeSpec(SANS, 15, 22, 600),
    TextRole.BUTTON: TypeSpec(SANS, 15, 22, 600),
    TextRole.SMALL: TypeSpec(SANS, 14, 20),
    TextRole.SMALL_LABEL: TypeSpec(SANS, 14, 20, 600),
    TextRole.FINE: TypeSpec(SANS, 13, 18),
}


def scaled_px(size_px: float, scale: float) -> int:
    """Return a length at a text scale, rounded half up: Qt's pixel sizes are whole."""
    return int(size_px * scale + 0.5)


def font_for(role: TextRole, scale: float, *, tabular: bool = False) -> QFont:
    """Return the font of a role. `tabular` gives figures of equal width, for times (OpenType “tnum”)."""
    spec = TYPE_SCALE[role]
    font = QFont(spec.family)
    font.setPixelSize(scaled_px(spec.size_px, scale))
    font.setWeight(QFont.Weight(spec.weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


@cache
def load_fonts() -> None:
    """Make the bundled faces known to Qt, once. Needs a QGuiApplication."""
    for name in _FONT_FILES:
        if QFontDatabase.addApplicationFont(str(paths.resources_dir() / "fonts" / name)) < 0:
            raise InternalError("A font that comes with TherapEase cannot be read. Install it again.", detail=name)
