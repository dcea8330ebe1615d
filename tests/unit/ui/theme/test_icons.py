"""Icons are tinted, sized and never silently missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

import therapease.ui
from therapease import paths
from therapease.errors import InternalError
from therapease.ui.theme.icons import tinted_pixmap

ICONS = sorted(path.stem for path in (paths.resources_dir() / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_draws_in_the_colour_asked_for(qtbot: QtBot, name: str) -> None:
    image = tinted_pixmap(name, QColor("#2B5D51"), 48).toImage()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    drawn = [image.pixelColor(x, y) for x, y in points if image.pixelColor(x, y).alpha() > 150]
    assert drawn
    # Half-covered pixels are stored premultiplied, which rounds.
    assert all(abs(c.red() - 0x2B) + abs(c.green() - 0x5D) + abs(c.blue() - 0x51) <= 4 for c in drawn)


def test_a_missing_icon_is_a_defect(qtbot: QtBot) -> None:
    with pytest.raises(InternalError):
        tinted_pixmap("no-such-icon", QColor("black"), 24)


def test_every_icon_that_is_named_in_the_code_is_bundled_and_every_bundled_one_is_licensed() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in Path(therapease.ui.__file__).parent.rglob("*.py"))
    named = set(
        re.findall(r'(?:icon=|set_icon\(|IconLabel\(|IconButton\(|\.pixmap\(|\.icon\()\s*"([a-z0-9-]+)"', source)
    )
    assert len(named) > 15
    assert not named - set(ICONS)
    assert (paths.resources_dir() / "icons" / "LICENSE-lucide.txt").is_file()
