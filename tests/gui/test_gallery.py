"""The gallery shows the whole component set, and in both schemes."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bench._gallery_parts import PARTS
from bench.gallery import HALF_PX, Gallery, swatches, type_scale, whole_picture
from therapease.ui import widgets
from therapease.ui.theme import Mode, TextRole, apply_theme, token_colors
from therapease.ui.theme.tokens import Scheme

NOT_ON_A_PAGE = {
    "DashedCard": "an empty state is one",
    "ElidedLabel": "a label",
    "Field": "every field is one",
    "IconLabel": "stands beside words",
    "LinkButton": "every toast and progress row has one",
    "Logo": "the rail has it",
    "MessageSheet": "a dialog",
    "PageHeader": "the head of a page",
    "QuestionSheet": "a dialog",
    "Rail": "the edge of the window",
    "ScrollingPage": "a page",
    "Sheet": "a dialog",
    "FilterChip": "filter chips are made of it",
}


@pytest.fixture(autouse=True)
def light_again(qapp: QApplication) -> Iterator[None]:
    yield
    apply_theme(qapp, Mode.LIGHT)


def test_every_component_is_in_the_gallery(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, Mode.LIGHT)
    shown: set[str] = set()
    for make in PARTS.values():
        part = make()
        qtbot.addWidget(part)
        shown |= {type(widget).__name__ for widget in [part, *part.findChildren(QWidget)]}
    components = {
        name
        for name in widgets.__all__
        if inspect.isclass(getattr(widgets, name)) and issubclass(getattr(widgets, name), QWidget)
    }
    assert components - shown - NOT_ON_A_PAGE.keys() == set()
    assert not NOT_ON_A_PAGE.keys() - components


def test_every_part_has_its_words_for_a_screen_reader(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, Mode.LIGHT)
    for title, make in PARTS.items():
        part = make()
        qtbot.addWidget(part)
        silent = [
            type(widget).__name__
            for widget in part.findChildren(QWidget)
            if widget.focusPolicy().value & 1
            and not widget.isHidden()
            and not widget.objectName().startswith("qt_")
            and not (widget.accessibleName() or getattr(widget, "text", str)())
        ]
        assert not silent, title


def test_the_picture_has_both_schemes_side_by_side(qtbot: QtBot, qapp: QApplication) -> None:
    image = whole_picture(qapp).toImage()
    assert image.width() == 2 * HALF_PX
    low = image.height() - 4
    assert image.pixelColor(4, low) == QColor(token_colors(Scheme.LIGHT)["paper"])
    assert image.pixelColor(HALF_PX + 4, low) == QColor(token_colors(Scheme.DARK)["paper"])


def test_type_scale_and_swatches_are_complete(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, Mode.LIGHT)
    sizes, colors = type_scale(), swatches()
    for widget in (sizes, colors):
        qtbot.addWidget(widget)
    roles = {label.property("textRole") for label in sizes.findChildren(widgets.TextLabel)}
    assert {role.value for role in TextRole} - roles <= {"button", "small_label"}
    names = {label.text() for label in colors.findChildren(widgets.TextLabel)}
    assert token_colors(Scheme.LIGHT).keys() - names == {"accentInverse"}


def test_the_halves_swap_and_the_text_grows(qtbot: QtBot, qapp: QApplication) -> None:
    gallery = Gallery(qapp, 1.0)
    qtbot.addWidget(gallery)
    assert len(gallery.findChildren(widgets.Toggle)) == 2
    gallery.findChildren(widgets.Button)[0].click()
    assert qapp.palette().window().color() == QColor(token_colors(Scheme.DARK)["paper"])
