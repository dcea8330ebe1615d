"""What leads where: the signals of every place, tied to the window's ways. A new place is tied in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from therapease.domain.client import Client
from therapease.domain.ids import ClientId, SessionId
from therapease.ui import strings
from therapease.ui.announcing import announce

if TYPE_CHECKING:
    from therapease.ui.main_window import MainWindow


def connect_places(window: MainWindow) -> None:
    """Tie what the places ask for to where the window goes. Once, on the UI thread, when everything is made."""
    for place in window.places():
        place.commands_changed.connect(window.refresh_menus)
    for place in (window.today, window.client_page):
        place.session_chosen.connect(lambda key: window.open_session(SessionId(key)))
    _connect_today(window)
    _connect_clients(window)
    _connect_sessions(window)
    _connect_activity(window)
    _connect_first_run(window)
    window.people.controller.done.connect(window.toast.show_message)
    window.rail.lock_requested.connect(window.request_lock)
    window.job_bar.show_wanted.connect(window.open_session)


def _connect_today(window: MainWindow) -> None:
    window.today.recording_wanted.connect(window.open_appointment)
    window.today.clients_wanted.connect(window.open_clients)
    window.today.new_client_wanted.connect(window.add_client)
    window.backup.settings_wanted.connect(window.open_backup)


def _connect_clients(window: MainWindow) -> None:
    def show_added(client: Client) -> None:
        # The page that opens is the answer; a toast would only lie over the consents to note next.
        announce(window, strings.Clients.ADDED)
        window.open_client(client.id)

    window.client_list.client_chosen.connect(lambda key: window.open_client(ClientId(key)))
    window.client_list.client_added.connect(show_added)
    window.client_page.new_session_wanted.connect(window.open_new_session)


def _connect_sessions(window: MainWindow) -> None:
    window.new_session.cancelled.connect(window.go_back)
    window.new_session.controller.started.connect(window.open_session)
    window.progress.recording_wanted.connect(window.open_recording_of)
    window.progress.review_wanted.connect(window.open_review)


def _connect_activity(window: MainWindow) -> None:
    def show_client_of_page() -> None:
        page = window.client_page.controller.page
        if page is not None:
            window.open_activity_of(page.client.id)

    window.client_page.activity_wanted.connect(show_client_of_page)
    window.activity.wanted.connect(window.open_activity)
    window.activity.view.client_chosen.connect(lambda key: window.open_client(ClientId(key)))
    window.activity.view.session_chosen.connect(lambda key: window.open_session(SessionId(key)))


def _connect_first_run(window: MainWindow) -> None:
    part = window.first_run
    part.place_wanted.connect(window.open_first_run)
    part.today_wanted.connect(window.open_today)
    part.new_client_wanted.connect(window.add_client)
    part.client_wanted.connect(window.open_client)
    part.session_wanted.connect(window.open_session)
    part.told.connect(window.toast.show_message)
