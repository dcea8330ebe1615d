"""The list of clients, with search as you type."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from therapease.domain.client import Client
from therapease.errors import TherapEaseError
from therapease.ui import strings
from therapease.ui.clients.controller import ClientListController, ClientListState
from therapease.ui.clients.new_client_sheet import NewClientSheet
from therapease.ui.error_presenter import show_in_place
from therapease.ui.place import Place
from therapease.ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    EmptyState,
    PageHeader,
    RowKind,
    RowList,
    SearchField,
)


class ClientListView(Place):
    """Header, search, rows; an empty state until there is somebody."""

    client_chosen = Signal(str)
    client_added = Signal(object)

    def __init__(self, controller: ClientListController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.header = PageHeader(strings.Clients.TITLE)
        self.new_button = Button(strings.Clients.NEW, ButtonKind.PRIMARY, icon="plus")
        self.header.action_row.addWidget(self.new_button)
        self.banner = Banner()
        self.search = SearchField(strings.Clients.SEARCH)
        self.search.setMaximumWidth(420)
        self.list = RowList(strings.Clients.LIST, RowKind.LINE)
        self.empty = EmptyState(strings.Clients.EMPTY_TITLE, strings.Clients.EMPTY)
        self.nothing_found = EmptyState(strings.Clients.NOTHING_FOUND_TITLE, strings.Clients.NOTHING_FOUND)
        self._stack = QStackedWidget()
        for page in (self.list, _at_top(self.empty), _at_top(self.nothing_found)):
            self._stack.addWidget(page)
        self._sheet: NewClientSheet | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 32, 48, 0)
        column.setSpacing(16)
        for widget in (self.header, self.banner, self.search):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        controller.changed.connect(self._show)
        controller.failed.connect(self._on_failed)
        controller.created.connect(self._on_created)
        self.search.textChanged.connect(controller.search)
        self.new_button.clicked.connect(self.add_client)
        self.list.opened.connect(self.client_chosen)

    @property
    def sheet(self) -> NewClientSheet | None:
        """The form for a new client while it is open."""
        return self._sheet

    def add_client(self) -> None:
        """Open the form for a new client."""
        if self._sheet is not None:
            return
        self._sheet = NewClientSheet(self.window())
        self._sheet.submitted.connect(self.controller.create)
        self._sheet.finished.connect(self._on_sheet_closed)
        self._sheet.open()

    def _show(self, state: ClientListState) -> None:
        self.banner.dismiss()
        self.header.set_texts(strings.Clients.TITLE, state.subtitle)
        self.search.setVisible(state.total > 0)
        self.list.show_rows(list(state.rows))
        self._stack.setCurrentIndex(0 if state.rows else (2 if state.total else 1))

    def _on_failed(self, error: TherapEaseError) -> None:
        if self._sheet is not None and self._sheet.take_error(error):
            return
        if self._sheet is not None:
            self._sheet.reject()
        show_in_place(error, self.banner, self.controller.load)

    def _on_created(self, client: Client) -> None:
        if self._sheet is not None:
            self._sheet.accept()
        self.client_added.emit(client)

    def _on_sheet_closed(self) -> None:
        self._sheet = None


def _at_top(widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 8, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return holder
