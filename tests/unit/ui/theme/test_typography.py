"""Type comes from the bundled faces at whole pixels."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF
from pytestqt.qtbot import QtBot

from therapease.ui.theme.typography import SANS, SERIF, TYPE_SCALE, TextRole, font_for, load_fonts, scaled_px


@pytest.mark.parametrize("role", TextRole)
def test_every_role_is_drawn_in_its_own_face(qtbot: QtBot, role: TextRole) -> None:
    load_fonts()
    found = QFontInfo(font_for(role, 1.0))
    assert found.family() == TYPE_SCALE[role].family
    assert found.weight() == TYPE_SCALE[role].weight


def test_people_speak_serif_and_the_program_sans() -> None:
    human = {TextRole.SPOKEN, TextRole.QUOTATION, TextRole.TITLE, TextRole.SUBTITLE, TextRole.CAPTION, TextRole.CLOCK}
    assert {role for role, spec in TYPE_SCALE.items() if spec.family == SERIF} == human
    assert {spec.family for spec in TYPE_SCALE.values()} == {SANS, SERIF}


def test_nothing_is_smaller_than_thirteen_pixels() -> None:
    assert min(spec.size_px for spec in TYPE_SCALE.values()) == 13


def test_text_grows_with_the_scale() -> None:
    assert font_for(TextRole.BODY, 2.0).pixelSize() == 2 * font_for(TextRole.BODY, 1.0).pixelSize()
    assert scaled_px(16.5, 1.0) == 17


@pytest.mark.parametrize("role", TextRole)
@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_figures_in_a_column_stand_below_each_other(qtbot: QtBot, role: TextRole, scale: float) -> None:
    load_fonts()
    metrics = QFontMetricsF(font_for(role, scale, tabular=True))
    assert len({metrics.horizontalAdvance(figure * 4) for figure in "0123456789"}) == 1
