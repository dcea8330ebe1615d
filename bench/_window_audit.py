"""The audit of every scene, in a process and a home of its own: `python -m bench._window_audit` prints JSON."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench._accessibility import audit, unexcused
from bench._practice import make_practice
from bench._stage import SCENES, Stage, find_scenes
from therapease.ui.app import make_application
from therapease.ui.theme import Mode


def main() -> int:
    """Audit each scene once, at its first size, in light."""
    result: dict[str, Any] = {"scenes": 0, "widgets": 0, "tab_stops": 0, "rows": 0, "findings": []}
    find_scenes()
    application = make_application()
    with tempfile.TemporaryDirectory(prefix="therapease-audit-") as name:
        home = Path(name)
        (home / "original").mkdir()
        practice = make_practice(home / "original")
        for scene in (scene for scene in SCENES if scene.is_place):
            folder = home / scene.name
            folder.mkdir()
            stage = Stage(application, practice, folder, Mode.LIGHT, scene.sizes[0])
            found = audit(scene.perform(stage))
            stage.close()
            result["scenes"] += 1
            result["widgets"] += found.widget_count
            result["tab_stops"] += found.tab_stop_count
            result["rows"] += found.row_count
            result["findings"] += [f"{scene.name}: {finding}" for finding in unexcused(found.findings)]
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
