"""`make screenshots`: draw every place and state of the window, light and dark, into docs/screenshots.

    python -m bench.screenshots [--only NAME …] [--out DIR]

Runs without a screen (the offscreen platform and the bundled fonts), in a home of its own, on a fictional practice.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

ROOT = Path(__file__).resolve().parents[1]
HOME_VARIABLES = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")


def main() -> int:
    """Draw the scenes and print one line per picture."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--only", nargs="*", default=[], help="draw only scenes whose names begin so")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="therapease-pictures-") as name:
        home = Path(name)
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ["TZ"] = "UTC"
        time.tzset()
        for variable in HOME_VARIABLES:
            os.environ[variable] = name
        return _draw_all(home, arguments.out, tuple(arguments.only))


def _draw_all(home: Path, out: Path, only: tuple[str, ...]) -> int:
    """Draw after the environment is set: Qt and the paths read it when they are first used."""
    from bench._practice import make_practice
    from bench._stage import SCENES, Stage, find_scenes
    from therapease.ui.app import make_application

    find_scenes()
    out.mkdir(parents=True, exist_ok=True)
    application = make_application()
    original = home / "original"
    original.mkdir()
    practice = make_practice(original)
    count, squeezed = 0, list[str]()
    for scene in SCENES:
        if only and not scene.name.startswith(only):
            continue
        for view in scene.views:
            folder = home / f"{scene.name}{view.suffix}"
            folder.mkdir()
            stage = Stage(application, practice, folder, view.mode, view.size, view.text_scale)
            file = out / f"{scene.name}{view.suffix}.png"
            shown = scene.perform(stage)
            picture = shown.grab()
            picture.save(str(file))
            squeezed += [f"{file.name}: {name}" for name in squeezed_pages(shown)]
            stage.close()
            count += 1
            print(file.name, flush=True)
    for line in squeezed:
        print(f"lower than what stands on it: {line}", file=sys.stderr)
    return 0 if count and not squeezed else 1


def squeezed_pages(window: QWidget) -> list[str]:
    """Return the pages on show that are lower than their contents need, which then lie over each other."""
    from PySide6.QtWidgets import QScrollArea

    found = []
    for area in window.findChildren(QScrollArea):
        page = area.widget() if area.isVisible() and area.widgetResizable() else None
        layout = page.layout() if page is not None else None
        if page is not None and layout is not None and layout.hasHeightForWidth():
            needed = layout.minimumHeightForWidth(page.width())
            if page.height() < needed:
                found.append(f"{type(area).__name__}, {page.height()} of {needed} px")
    return found


if __name__ == "__main__":
    sys.exit(main())
