"""What every test stands on: a home of its own, no keyring, and where the evaluation data lie.

This is the only place that skips: a test that needs the evaluation data takes the fixture `eval_data`, and skips,
visibly, where THERAPEASE_EVAL_DATA does not name their folder.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

from therapease.ui.cyclic_garbage import clear_if_due

# A busy machine is no reason to fail: how long a test may take is for `timeout` in pyproject.toml to say.
hypothesis.settings.register_profile("patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("patient")

EVAL_DATA_VARIABLE = "THERAPEASE_EVAL_DATA"
PATIENCE_MS = 30_000

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# No test may meet the developer's own keyring; a backend that always fails is what a headless system has anyway.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


@pytest.fixture(scope="session")
def eval_data() -> Path:
    """Return the folder of the evaluation data: dialogues/, labels/, audio/ and real/."""
    named = os.environ.get(EVAL_DATA_VARIABLE)
    if not named:
        pytest.skip(f"needs {EVAL_DATA_VARIABLE}: the folder of the evaluation data, which is no part of the project")
    folder = Path(named)
    # A wrong path is a mistake to hear about, not a reason to skip.
    assert (folder / "dialogues").is_dir(), f"{EVAL_DATA_VARIABLE} names a folder without dialogues/"
    return folder


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a home of its own, so that nobody's real settings, logs or vaults are touched."""
    home = tmp_path_factory.mktemp("home")
    for variable, folder in {
        "HOME": "",
        "USERPROFILE": "",
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
        "APPDATA": "appdata",
        "LOCALAPPDATA": "localappdata",
    }.items():
        monkeypatch.setenv(variable, str(home / folder))
    return home


@pytest.fixture(autouse=True, scope="session")
def no_search_for_cycles_in_threads() -> None:
    """Off, as in the program, where therapease.ui.cyclic_garbage takes over: widgets must end on the UI thread."""
    gc.disable()


@pytest.fixture(autouse=True)
def cycles_end_here(no_search_for_cycles_in_threads: None) -> Iterator[None]:
    """After each test what is due is cleared by the thread that ran it."""
    yield
    clear_if_due()


class PatientBot(QtBot):
    """Waits for as long as a busy machine may need. A wait that is met ends at once, so this costs nothing."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = 0) -> None:
        super().waitUntil(callback, timeout=max(timeout, PATIENCE_MS))

    def waitSignal(self, signal: Any, *, timeout: int = 0, **how: Any) -> Any:
        return super().waitSignal(signal, timeout=max(timeout, PATIENCE_MS), **how)

    def waitSignals(self, signals: Any, *, timeout: int = 0, **how: Any) -> Any:
        return super().waitSignals(signals, timeout=max(timeout, PATIENCE_MS), **how)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """Take the place of pytest-qt's own, which gives up after five seconds."""
    return PatientBot(request)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end how many tests wanted the evaluation data and did not have it."""
    waiting = [
        report for report in terminalreporter.stats.get("skipped", []) if EVAL_DATA_VARIABLE in str(report.longrepr)
    ]
    if waiting:
        terminalreporter.write_sep("=", f"{len(waiting)} tests need {EVAL_DATA_VARIABLE} and did not run", yellow=True)
