"""The measures on the window of a large practice, in a process and a home of their own.

`python -m bench._window_measures` prints one JSON object. `bench/window_run.py` starts it; nothing else does.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea

from bench._large_practice import LargePractice, make_large_practice
from bench._window_rig import Rig, Series, Waited
from therapease.domain.ids import ClientId, SessionId
from therapease.ui.app import make_application

_WHEEL_STEPS, _PAGE_STEPS, _JUMPS = 240, 40, 20
_SEARCHES = ("ha", "linden", "zz", "sie c-0")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--clients", type=int, default=5_000)
    parser.add_argument("--utterances", type=int, default=3_000)
    parser.add_argument("--opens", type=int, default=15)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="therapease-window-") as folder:
        practice = make_large_practice(Path(folder), chosen.clients, chosen.utterances)
        rig = Rig(make_application(), practice.path)
        try:
            results = measures(rig, practice, chosen.opens)
        finally:
            rig.close()
    print(json.dumps(results))
    return 0


def measures(rig: Rig, practice: LargePractice, opens: int) -> dict[str, Any]:
    """Return every series by name."""
    return {
        "list_scroll": _list_scroll(rig).as_json(),
        "list_opens": _list_opens(rig, opens).as_json(),
        "search": _search(rig).as_json(),
        "page_opens": _page_opens(rig, practice, opens).as_json(),
        "review_opens": _review_opens(rig, practice.busiest, practice.long_session, opens).as_json(),
        "transcript_scroll": _transcript_scroll(rig).as_json(),
        "long_note_opens": _review_opens(rig, practice.busiest, practice.long_note_session, opens).as_json(),
        "note_scroll": _note_scroll(rig).as_json(),
    }


def _open_list(rig: Rig) -> None:
    rig.window.open_clients()
    rig.settle()


def _list_scroll(rig: Rig) -> Series:
    _open_list(rig)
    return _scrolled(rig, rig.window.client_list.list)


def _list_opens(rig: Rig, opens: int) -> Series:
    series, window = Series(), rig.window
    for _ in range(opens):
        window.open_today()
        rig.settle()
        shows = window.client_list.list.viewport()
        series.add(rig.timed(window.open_clients, shows, lambda: not rig.session.background.is_busy))
    return series


def _search(rig: Rig) -> Series:
    """Type into the search field; each letter's time runs until the list shows what it found."""
    _open_list(rig)
    series, view = Series(), rig.window.client_list
    view.search.setFocus()
    for words in _SEARCHES:
        for letter in words:
            series.add(_typed(rig, letter))
        for _ in words:
            series.add(_typed(rig, None))
    return series


def _typed(rig: Rig, letter: str | None) -> Waited:
    """Type a letter, or take the last one back."""
    view = rig.window.client_list

    def act() -> None:
        if letter is None:
            QTest.keyClick(view.search, Qt.Key.Key_Backspace)
        else:
            QTest.keyClicks(view.search, letter)

    waited = rig.timed(act, view, lambda: not rig.session.background.is_busy)
    rig.settle()
    return waited


def _page_opens(rig: Rig, practice: LargePractice, opens: int) -> Series:
    """Open pages from the list by Enter, the busiest client's among them."""
    series, rows = Series(), rig.window.client_list.list
    for number in range(opens):
        _open_list(rig)
        keys = [row.key for row in rows.row_model.rows]
        at = keys.index(practice.busiest) if number == 0 else (number * 337) % len(keys)
        rows.setFocus()
        rows.setCurrentIndex(rows.row_model.index(at))
        rig.settle()
        series.add(_opened_page(rig, keys[at]))
    return series


def _opened_page(rig: Rig, wanted: str) -> Waited:
    page, rows = rig.window.client_page, rig.window.client_list.list

    def is_open() -> bool:
        opened = page.controller.page
        is_here = rig.window.stack.currentWidget() is page and not rig.session.background.is_busy
        return is_here and opened is not None and opened.client.id == wanted

    return rig.timed(lambda: QTest.keyClick(rows, Qt.Key.Key_Return), page, is_open)


def _review_opens(rig: Rig, client: ClientId, session: SessionId, opens: int) -> Series:
    """Open the review from the client's page."""
    series, window = Series(), rig.window
    for _ in range(max(3, opens // 2)):
        window.open_client(client)
        rig.settle()

        def is_open() -> bool:
            review = window.review.controller.review
            is_here = window.stack.currentWidget() is window.review and review is not None
            return is_here and not rig.session.background.is_busy and not window.review.is_being_shown

        series.add(rig.timed(lambda: window.open_session(session), window.review, is_open))
    return series


def _transcript_scroll(rig: Rig) -> Series:
    return _scrolled(rig, rig.window.review.transcript.view)


def _note_scroll(rig: Rig) -> Series:
    return _scrolled(rig, rig.window.review.sheet.area, has_keys=False)


def _scrolled(rig: Rig, area: QAbstractScrollArea, *, has_keys: bool = True) -> Series:
    """Scroll as people do: notch by notch, page by page, and with the handle anywhere at once."""
    series, bar, dice = Series(), area.verticalScrollBar(), random.Random(5)
    acts: list[Callable[[], object]] = [lambda: rig.wheel(area)] * _WHEEL_STEPS
    acts += [lambda: rig.wheel(area, 3)] * (_WHEEL_STEPS // 4)
    if has_keys:
        area.setFocus()
        acts += [lambda: QTest.keyClick(area, Qt.Key.Key_PageDown)] * _PAGE_STEPS
        acts += [lambda: QTest.keyClick(area, Qt.Key.Key_End), lambda: QTest.keyClick(area, Qt.Key.Key_Home)]
    acts += [lambda: bar.setValue(dice.randrange(bar.maximum() + 1))] * _JUMPS
    rig.settle()
    for act in acts:
        waited = rig.frame(act, area.viewport())
        if waited is not None:
            series.add(waited)
    return series


if __name__ == "__main__":
    sys.exit(main())
