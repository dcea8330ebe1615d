"""The theme in force: one call changes everything, and painters are told."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from therapease.errors import InternalError
from therapease.ui.theme import Mode, Scheme, TextRole, Theme, apply_theme, current_theme, theme_changed, token_colors


@pytest.mark.parametrize(("mode", "scheme"), [(Mode.LIGHT, Scheme.LIGHT), (Mode.DARK, Scheme.DARK)])
def test_applying_sets_palette_style_sheet_and_font(
    qtbot: QtBot, qapp: QApplication, mode: Mode, scheme: Scheme
) -> None:
    with qtbot.waitSignal(theme_changed):
        theme = apply_theme(qapp, mode, 1.3)
    assert current_theme() == theme == Theme(scheme, 1.3)
    colors = token_colors(scheme)
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == colors["paper"].lower()
    assert colors["accent"] in qapp.styleSheet()
    assert qapp.font().pixelSize() == theme.font(TextRole.BODY).pixelSize() == 20
    apply_theme(qapp, Mode.LIGHT)


def test_a_colour_that_is_no_token_is_refused() -> None:
    with pytest.raises(InternalError):
        Theme().color("dashboardBlue")


def test_an_icon_has_a_paler_disabled_state_and_another_colour_while_checked(qtbot: QtBot) -> None:
    icon = Theme().icon("sun", "ink", 20, checked_token="accent")

    def color(mode: QIcon.Mode, state: QIcon.State) -> set[str]:
        image = icon.pixmap(20, 20, mode, state).toImage()
        points = ((x, y) for x in range(image.width()) for y in range(image.height()))
        return {image.pixelColor(x, y).name() for x, y in points if image.pixelColor(x, y).alpha() == 255}

    colors = token_colors(Scheme.LIGHT)
    assert color(QIcon.Mode.Normal, QIcon.State.Off) == {colors["ink"].lower()}
    assert color(QIcon.Mode.Disabled, QIcon.State.Off) == {colors["ink3"].lower()}
    assert color(QIcon.Mode.Normal, QIcon.State.On) == {colors["accent"].lower()}


def test_lengths_grow_with_the_text() -> None:
    assert Theme(scale=2.0).px(36) == 72
    assert Theme(scale=1.0).line_px(TextRole.BODY) == 22
