"""Where in the window one is and what stands there unfinished, as JSON values; and the way back to it.

The values may hold identifiers and anything that was typed. They go into the vault and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QPlainTextEdit, QTextEdit

from therapease.domain.ids import ClientId, SessionId, StatementId
from therapease.ui.main_window import MainWindow
from therapease.ui.place import Place

_PLACE, _ABOUT, _SESSION, _SCROLL = "place", "about", "session", "scroll"
_LINE, _PART, _TIME, _TYPED = "line", "part", "time_s", "typed"


def whereabouts(window: MainWindow) -> dict[str, Any]:
    """Read them from the widgets; nothing is changed and nothing is waited for."""
    place = window.place
    name, about = _where(window)
    found: dict[str, Any] = {_PLACE: name, _ABOUT: about, _SCROLL: _scrolled(place)}
    typed = place.unfinished()
    if typed is not None:
        found[_TYPED] = typed
    form = window.new_session.controller.state
    if place is window.new_session and form is not None and form.session is not None:
        found[_SESSION] = form.session.id
    if place is window.review:
        selected = window.review.controller.selected
        found[_LINE] = selected.id if selected is not None else None
        found[_PART] = window.review.tabs.currentIndex()
        found[_TIME] = window.review.controller.playback.position_s
    return found


def return_to(window: MainWindow, kept: Mapping[str, Any], is_back: Callable[[], None]) -> None:
    """Go to where one was; `is_back` is called there. What is gone by now, or not understood, is passed over."""
    about = kept.get(_ABOUT)
    name = kept.get(_PLACE)
    way = {
        "today": window.open_today,
        "clients": window.open_clients,
        "settings": window.open_settings,
        "first_run": window.open_first_run,
    }.get(str(name))
    if way is not None:
        way()
    elif isinstance(about, str):
        ways: dict[str, Callable[[], None]] = {
            "client": lambda: window.open_client(ClientId(about)),
            "session": lambda: window.open_session(SessionId(about)),
            "review": lambda: window.open_review(SessionId(about)),
            "new_session": lambda: _open_form(window, ClientId(about), kept.get(_SESSION)),
        }
        ways.get(str(name), lambda: None)()

    def settle() -> None:
        _settle(window, kept)
        is_back()

    _when_read(window, settle)


def _when_read(window: MainWindow, act: Callable[[], None]) -> None:
    """Act behind what a place reads for itself: it is read on the same thread, in order."""
    window.desk.background.start(window, lambda: None).success(lambda _: act())


def _open_form(window: MainWindow, client_id: ClientId, session_id: object) -> None:
    """Open the form for a session, for an appointment if it was one."""
    if not isinstance(session_id, str):
        window.open_form(client_id, lambda: window.open_client(client_id))
        return
    schedule, session = window.desk.workspace.schedule, SessionId(session_id)
    reading = window.desk.background.start(window, lambda: schedule.open_review(session).session)
    reading.success(lambda found: window.open_form(client_id, lambda: window.open_session(session), found))
    # It was taken off the calendar meanwhile: one is on Today then.
    reading.failure(lambda _error: None)


def _where(window: MainWindow) -> tuple[str, str | None]:
    places: dict[Place, tuple[str, str | None]] = {
        window.today: ("today", None),
        window.client_list: ("clients", None),
        window.settings: ("settings", None),
        window.first_run.view: ("first_run", None),
        window.client_page: ("client", window.client_page.controller.client_id),
        window.progress: ("session", window.progress.controller.session_id),
        window.review: ("review", window.review.controller.session_id),
        window.new_session: ("new_session", window.new_session.controller.client_id),
    }
    return places.get(window.place, ("today", None))


def _settle(window: MainWindow, kept: Mapping[str, Any]) -> None:
    place = window.place
    if _where(window) != (kept.get(_PLACE), kept.get(_ABOUT)):
        return
    typed = kept.get(_TYPED)
    if isinstance(typed, dict):
        place.take_up(typed)
    if place is window.review:
        part, line, time_s = kept.get(_PART), kept.get(_LINE), kept.get(_TIME)
        if isinstance(part, int):
            window.review.tabs.setCurrentIndex(part)
        if isinstance(line, str):
            window.review.controller.select(StatementId(line), listen=False)
        if isinstance(time_s, int | float):
            window.review.controller.playback.seek(float(time_s))
    # Once more when rows and pages have their heights.
    QTimer.singleShot(0, place, lambda: _scroll(place, kept.get(_SCROLL)))


def _bars(place: Place) -> list[QAbstractScrollArea]:
    inputs = QComboBox | QPlainTextEdit | QTextEdit
    areas = place.findChildren(QAbstractScrollArea)
    return [area for area in areas if not isinstance(area, inputs) and area.isVisible()]


def _scrolled(place: Place) -> list[int]:
    return [area.verticalScrollBar().value() for area in _bars(place)]


def _scroll(place: Place, values: object) -> None:
    areas = _bars(place)
    if isinstance(values, list) and len(values) == len(areas):
        for area, value in zip(areas, values, strict=True):
            if isinstance(value, int):
                area.verticalScrollBar().setValue(value)
