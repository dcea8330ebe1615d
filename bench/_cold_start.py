"""One cold start, in a fresh process: the program's own, or a bare window to set beside it.

    python -m bench._cold_start program|bare BEGAN_NS [MODULE …]

Prints how many milliseconds after BEGAN_NS (CLOCK_MONOTONIC, shared by all processes) the first window was painted, the
processor time used, and which modules of others were loaded; the bare window loads those it is given. The program is
started through its own command line, as a person starts it; only the event loop is told to end after the first paint.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from typing import Any


def main() -> int:
    kind, began_ns, modules = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    if kind == "program":
        return _program(began_ns)
    return _bare(began_ns, modules)


def _program(began_ns: int) -> int:
    from PySide6.QtWidgets import QApplication

    real_exec = QApplication.exec

    def exec_until_painted(*_arguments: Any) -> int:
        _report_when_painted(began_ns)
        return real_exec()

    QApplication.exec = exec_until_painted  # type: ignore[method-assign]  # because the measure ends where people begin
    from therapease.cli import main as run

    sys.argv = ["therapease", "run"]
    return int(run() or 0)


def _bare(began_ns: int, modules: list[str]) -> int:
    from PySide6.QtWidgets import QApplication, QWidget

    for module in modules:
        importlib.import_module(module)
    application = QApplication(["bare"])
    window = QWidget()
    window.resize(1440, 900)
    window.show()
    _report_when_painted(began_ns)
    return application.exec()


def _report_when_painted(began_ns: int) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                for window in QApplication.topLevelWidgets():
                    window.removeEventFilter(self)
                # One turn later all of this paint is on the screen.
                QTimer.singleShot(0, finish)
            return False

    def finish() -> None:
        wall_ms = (time.monotonic_ns() - began_ns) / 1e6
        cpu_ms = time.process_time() * 1000
        modules = [
            name for name in sys.modules if name.split(".")[0] not in ("__main__", "__mp_main__", "bench", "therapease")
        ]
        print(json.dumps({"wall_ms": wall_ms, "cpu_ms": cpu_ms, "modules": modules}), flush=True)
        QCoreApplication.quit()

    application = QCoreApplication.instance()
    watch = Watch(application)
    for window in QApplication.topLevelWidgets():
        window.installEventFilter(watch)


if __name__ == "__main__":
    sys.exit(main())
