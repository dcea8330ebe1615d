"""A person at the window for the first time: mouse and keyboard events only, and a count of what they would cost.

Everything is found by the words on it, as a person finds it, and must be in sight to be clicked. Machine time is what
passes between an act and the window at rest; the person's time is estimated from the counts and never measured here.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QLineEdit, QWidget

from therapease.errors import InternalError
from therapease.ui.app import WindowSession
from therapease.ui.session.view import ReviewView

KEY_S, CODE_KEY_S, POINT_S, CLICK_S, HOME_S, DECIDE_S = 0.28, 0.75, 1.1, 0.2, 0.4, 1.35
"""Keystroke-level model (Card, Moran and Newell 1980): a typist of 40 words a minute, a key of a random code, pointing,
pressing the button, the hand between mouse and keyboard, and the thought before an act."""
READ_WORDS_PER_S = 238 / 60
"""Silent reading of English (Brysbaert 2019)."""
HANDWRITING_S = 0.55
"""A character copied by hand, at 22 words of five a minute (Brown 1988)."""
SIZE = (1440, 900)
PATIENCE_S = 500.0
_WHEEL_STEP = -120
_SCROLLING_MS = 400
_MOST_SCROLLS = 60


@dataclass(slots=True)
class Step:
    """What one step took: the machine's seconds as measured, the person's acts as counted.

    `words` are those on labels and buttons, each read once; `person_s` holds the acts and the reading of the note.
    """

    name: str
    machine_s: float = 0.0
    clicks: int = 0
    keys: int = 0
    scrolls: int = 0
    decisions: int = 0
    words: int = 0
    person_s: float = 0.0


@dataclass(slots=True)
class Newcomer:
    """`out` takes a picture after each step; without it none is drawn."""

    session: WindowSession
    out: Path | None = None
    steps: list[Step] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _last_thought: str = ""
    _is_at_keys: bool = False
    _heartbeat: QTimer = field(default_factory=QTimer)

    def __post_init__(self) -> None:
        # Waiting for events must end now and then, or a missing one would hold the walk for ever.
        self._heartbeat.start(50)

    # ------------------------------------------------------------ steps

    def begin(self, name: str) -> None:
        self.steps.append(Step(name))

    def picture(self, name: str) -> None:
        """Keep what is in sight now; a sheet is drawn on its own beside the window below it."""
        if self.out is None:
            return
        QTest.qWait(150)
        number = len(list(self.out.glob("*.png"))) + 1
        self.top.grab().save(str(self.out / f"{number:02d}-{name}.png"))

    @property
    def top(self) -> QWidget:
        """The window in front."""
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        found = front or self.session.window or self.session.sign_in
        if found is None:
            raise InternalError(detail="no window")
        return found

    # ------------------------------------------------------------ acts

    def click(self, words: str) -> None:
        """Find the button with these words, scroll to it if it is out of sight, and click it."""
        button = self.button(words)
        self._read()
        self._scroll_to(button)
        step = self.steps[-1]
        step.clicks += 1
        self._decide(words)
        self._move_hand(to_keys=False)
        step.person_s += POINT_S + CLICK_S
        self._timed(lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=_middle(button)))

    def type(self, words: str, *, key_s: float = KEY_S) -> None:
        """Type where the keyboard is."""
        target = self._target
        self._move_hand(to_keys=True)
        self.steps[-1].keys += len(words)
        self.steps[-1].person_s += key_s * len(words)
        self._timed(lambda: QTest.keyClicks(target, words))

    def fill(self, label: str, words: str, *, key_s: float = KEY_S) -> None:
        """Go to a field by Tab where it is the next, else by a click, and type."""
        self._read()
        edit = self._field(label)
        if not edit.hasFocus():
            self.key(Qt.Key.Key_Tab)
        if not edit.hasFocus():
            self._scroll_to(edit)
            self.steps[-1].clicks += 1
            self._move_hand(to_keys=False)
            self.steps[-1].person_s += POINT_S + CLICK_S
            self._timed(lambda: QTest.mouseClick(edit, Qt.MouseButton.LeftButton))
        self._decide(label)
        self.type(words, key_s=key_s)

    def key(self, key: Qt.Key) -> None:
        self._move_hand(to_keys=True)
        self.steps[-1].keys += 1
        self.steps[-1].person_s += KEY_S
        self._timed(lambda: QTest.keyClick(self._target, key))

    def pick_file(self, path: Path) -> None:
        """Choose a file in the system's dialog: two clicks, here typed, because the dialog is the system's own."""
        self.steps[-1].clicks += 2
        self._decide(path.name)
        self._move_hand(to_keys=False)
        self.spend(2 * (POINT_S + CLICK_S))
        self._timed(lambda: QTest.keyClicks(self._target, str(path)))
        self._timed(lambda: QTest.keyClick(self._target, Qt.Key.Key_Return))

    def spend(self, seconds: float) -> None:
        """Add what a person does away from the program."""
        self.steps[-1].person_s += seconds

    def read(self, text: str) -> None:
        """Add the reading of what must be read: the note."""
        self.steps[-1].person_s += len(text.split()) / READ_WORDS_PER_S

    # ------------------------------------------------------------ what is in sight

    def button(self, words: str) -> QAbstractButton:
        found = [one for one in self._buttons() if words in (_said(one), one.accessibleName())]
        found += [one for one in self._buttons() if _said(one).startswith(words)]
        found += [one for one in self._buttons() if one.accessibleName().startswith(words)]
        if not found:
            raise InternalError(detail=f"no button “{words}”, only {sorted(map(_said, self._buttons()))}")
        if not found[0].isEnabled():
            raise InternalError(detail=f"“{words}” is greyed out")
        return found[0]

    def shows(self, words: str) -> bool:
        return any(_said(one).startswith(words) and one.isEnabled() for one in self._buttons())

    def _buttons(self) -> list[QAbstractButton]:
        buttons = self.top.findChildren(QAbstractButton)
        return [one for one in buttons if one.isVisible()]

    def _field(self, label: str) -> QLineEdit:
        for edit in self.top.findChildren(QLineEdit):
            if edit.isVisible() and edit.accessibleName().startswith(label):
                return edit
        raise InternalError(detail=f"no field “{label}”")

    def _read(self) -> None:
        """Count the words of every label and button in sight that was not seen before."""
        texts = [label.text() for label in self.top.findChildren(QLabel) if _is_in_sight(label)]
        texts += [_said(button) for button in self._buttons() if _is_in_sight(button)]
        for text in texts:
            plain = re.sub(r"<[^>]*>", " ", text)
            if plain not in self._seen:
                self._seen.add(plain)
                self.steps[-1].words += len(plain.split())

    # ------------------------------------------------------------ inside

    @property
    def _target(self) -> QWidget:
        here = self.top.focusWidget()
        return here or self.top

    def _decide(self, about: str) -> None:
        """Add a thought, unless the same was just done: what is only done again is one unit with it."""
        if about != self._last_thought:
            self._last_thought = about
            self.steps[-1].decisions += 1
            self.steps[-1].person_s += DECIDE_S

    def _move_hand(self, *, to_keys: bool) -> None:
        if to_keys != self._is_at_keys:
            self._is_at_keys = to_keys
            self.steps[-1].person_s += HOME_S

    def _scroll_to(self, widget: QWidget) -> None:
        if not widget.visibleRegion().contains(_middle(widget)):
            # The program may be on its way there itself.
            QTest.qWait(_SCROLLING_MS)
        for _ in range(_MOST_SCROLLS):
            if widget.visibleRegion().contains(_middle(widget)):
                return
            area = _scroll_area(widget)
            if area is None:
                break
            self.steps[-1].scrolls += 1
            self.steps[-1].person_s += CLICK_S
            _turn_wheel(area)
            self._read()
        raise InternalError(detail=f"“{widget.accessibleName()}” never came into sight")

    def _timed(self, act: Callable[[], object]) -> None:
        began = time.perf_counter()
        act()
        self._rest()
        self.steps[-1].machine_s += time.perf_counter() - began
        if QApplication.activeWindow() is None:
            # Without a window manager nobody gives the keyboard back to the window below a closed dialog.
            self.top.activateWindow()

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        """Wait, as a person must, until something is there."""
        began = time.perf_counter()
        self._until(is_so)
        self._rest()
        self.steps[-1].machine_s += time.perf_counter() - began

    def _rest(self) -> None:
        QApplication.processEvents()
        self._until(lambda: not self.session.background.is_busy or self._has_job)
        for _ in range(3):
            QApplication.processEvents()

    @property
    def _has_job(self) -> bool:
        window = self.session.window
        return window is not None and window.desk.jobs.is_running

    def _until(self, is_so: Callable[[], bool]) -> None:
        deadline = time.perf_counter() + PATIENCE_S
        while not is_so():
            if time.perf_counter() > deadline:
                self.picture("stuck")
                raise InternalError(detail="a newcomer waited in vain")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    @property
    def review(self) -> ReviewView:
        window = self.session.window
        if window is None:
            raise InternalError(detail="no window")
        return window.review


def later(seconds: float) -> Callable[[], bool]:
    """Return what becomes true so many seconds from now."""
    until = time.perf_counter() + seconds
    return lambda: time.perf_counter() > until


def _said(button: QAbstractButton) -> str:
    return (button.text() or button.accessibleName()).replace("&", "")


def _middle(widget: QWidget) -> QPoint:
    return QPoint(min(widget.width() // 2, 24), widget.height() // 2)


def _is_in_sight(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


def _scroll_area(widget: QWidget) -> QAbstractScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QAbstractScrollArea):
        parent = parent.parentWidget()
    return parent


def _turn_wheel(area: QAbstractScrollArea) -> None:
    viewport = area.viewport()
    middle = QPointF(viewport.rect().center())
    event = QWheelEvent(
        middle,
        viewport.mapToGlobal(middle),
        QPoint(),
        QPoint(0, _WHEEL_STEP),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)
    QApplication.processEvents()
