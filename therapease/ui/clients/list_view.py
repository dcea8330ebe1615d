"""The list of clients: search as you type, filters, sorting; every part of it within reach of the keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from therapease.domain.client import Client
from therapease.errors import TherapEaseError
from therapease.ui import strings
from therapease.ui.clients.client_filter import ClientFilter, ClientSort
from therapease.ui.clients.client_sheet import ClientSheet
from therapease.ui.clients.controller import ClientListController, ClientListState
from therapease.ui.clients.list_rows import ClientRows
from therapease.ui.commands import Command, Offers
from therapease.ui.error_presenter import show_in_place
from therapease.ui.place import Place
from therapease.ui.theme import current_theme
from therapease.ui.typed import typed_in
from therapease.ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    EmptyState,
    FilterChips,
    MenuButton,
    PageHeader,
    SearchField,
)

_SEARCH_PX, _TOOLS_IN_ONE_ROW_PX, _CHIPS_PX = 320, 1_080, 820
_FILTERS = tuple(ClientFilter)
_NOBODY = {
    ClientFilter.ALL: (strings.Clients.NOBODY_ACTIVE_TITLE, strings.Clients.NOBODY_ACTIVE),
    ClientFilter.UNSIGNED: (strings.Clients.NOBODY_UNSIGNED_TITLE, strings.Clients.NOBODY_UNSIGNED),
    ClientFilter.NOT_SEEN: (strings.Clients.NOBODY_UNSEEN_TITLE, strings.Clients.NOBODY_UNSEEN),
    ClientFilter.ARCHIVED: (strings.Clients.NOBODY_ARCHIVED_TITLE, strings.Clients.NOBODY_ARCHIVED),
}


class ClientListView(Place):
    """Header, search and filters, rows; an empty state until there is somebody."""

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
        self.filters = FilterChips(strings.Clients.FILTERS, list(strings.FILTER_WORDS.values()))
        self.sort = self._sort_button()
        self.filter_menu = self._filter_button()
        self.list = ClientRows(strings.Clients.LIST)
        self.empty = EmptyState(strings.Clients.EMPTY_TITLE, strings.Clients.EMPTY)
        self.elsewhere_button = Button(strings.Clients.LOOK_EVERYWHERE)
        self.nothing_found = EmptyState(
            strings.Clients.NOTHING_FOUND_TITLE, strings.Clients.NOTHING_FOUND, self.elsewhere_button
        )
        self._elsewhere = ClientFilter.ALL
        self._stack = QStackedWidget()
        for page in (self.list, _at_top(self.empty), _at_top(self.nothing_found)):
            self._stack.addWidget(page)
        self._sheet: ClientSheet | None = None
        self._lay_out()
        self._connect()

    @property
    def sheet(self) -> ClientSheet | None:
        """The form for a new client while it is open."""
        return self._sheet

    def commands(self) -> Offers:
        return {Command.NEW_CLIENT: self.add_client, Command.FIND: self.start_search}

    def unsaved_work(self) -> str | None:
        is_typed = self._sheet is not None and self._sheet.has_changes
        return strings.Leaving.TYPED if is_typed else None

    def unfinished(self) -> dict[str, Any] | None:
        return {"client": typed_in(self._sheet)} if self._sheet is not None else None

    def take_up(self, unfinished: Mapping[str, Any]) -> None:
        typed = unfinished.get("client")
        is_taken = self._sheet is not None
        if isinstance(typed, list) and not is_taken:
            self.add_client()
            if self._sheet is not None:
                self._sheet.retype(typed)

    def regions(self) -> list[QWidget]:
        return [self.search, self.filters.button(self.filters.choice), self.filter_menu, self.list]

    def add_client(self) -> None:
        """Open the form for a new client."""
        if self._sheet is not None:
            return
        self._sheet = ClientSheet(self.controller.today(), parent=self.window())
        self._sheet.submitted.connect(self.controller.add)
        self._sheet.finished.connect(self._on_sheet_closed)
        self._sheet.open()

    def start_search(self) -> None:
        """Go to the search, with what is there ready to be typed over."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # ------------------------------------------------------------ inside

    def _sort_button(self) -> MenuButton:
        button, group = MenuButton(_sort_words(ClientSort.NAME)), QActionGroup(self)
        button.menu_shown.setAccessibleName(strings.Clients.SORT)
        for order in ClientSort:
            action = button.add(strings.SORT_WORDS[order], partial(self._sort_by, order))
            action.setCheckable(True)
            action.setChecked(order is ClientSort.NAME)
            group.addAction(action)
        return button

    def _filter_button(self) -> MenuButton:
        button, group = MenuButton(strings.FILTER_WORDS[ClientFilter.ALL]), QActionGroup(self)
        button.menu_shown.setAccessibleName(strings.Clients.FILTERS)
        for wanted in _FILTERS:
            action = button.add(strings.FILTER_WORDS[wanted], partial(self.controller.choose_filter, wanted))
            action.setCheckable(True)
            group.addAction(action)
        return button

    def _sort_by(self, order: ClientSort) -> None:
        self.sort.setText(_sort_words(order))
        self.controller.choose_sort(order)

    def _lay_out(self) -> None:
        self._tools = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._tools.setSpacing(12)
        self._tools.addWidget(self.search, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.filters, 1)
        row.addWidget(self.filter_menu)
        self._gap = QWidget()
        row.addWidget(self._gap, 1)
        row.addWidget(self.sort, 0, Qt.AlignmentFlag.AlignTop)
        self._tools.addLayout(row, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 32, 48, 0)
        column.setSpacing(16)
        column.addWidget(self.header)
        column.addWidget(self.banner)
        column.addLayout(self._tools)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        controller = self.controller
        controller.changed.connect(self._show)
        controller.failed.connect(lambda error: show_in_place(error, self.banner, controller.load))
        controller.created.connect(self._on_created)
        controller.namesakes_found.connect(self._on_namesakes)
        controller.add_failed.connect(self._on_add_failed)
        self.search.textChanged.connect(controller.search)
        self.search.returnPressed.connect(self._open_first)
        self.search.installEventFilter(self)
        self.filters.chosen.connect(lambda number: controller.choose_filter(_FILTERS[number]))
        self.new_button.clicked.connect(self.add_client)
        self.elsewhere_button.clicked.connect(self._look_elsewhere)
        self.list.opened.connect(self.client_chosen)
        self.list.typed.connect(self._on_typed)
        self.list.left_upwards.connect(self.search.setFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= current_theme().px(_TOOLS_IN_ONE_ROW_PX)
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._tools.setDirection(direction)
        self.search.setMinimumWidth(current_theme().px(_SEARCH_PX) if is_wide else 0)
        self._show_tools()

    def _show_tools(self) -> None:
        """Show the filters side by side, or as a menu where they would take a second line from the list."""
        is_used, is_narrow = not self.search.isHidden(), self.width() < current_theme().px(_CHIPS_PX)
        self.filters.setVisible(is_used and not is_narrow)
        self.filter_menu.setVisible(is_used and is_narrow)
        self._gap.setVisible(is_narrow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow down lead from the search into the list."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.list.row_model.rowCount():
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                self.list.setCurrentIndex(self.list.row_model.index(0))
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def _show(self, state: ClientListState) -> None:
        self.banner.dismiss()
        self.header.set_texts(strings.Clients.TITLE, state.subtitle)
        for tool in (self.search, self.sort):
            tool.setVisible(state.is_anybody_there)
        self._show_tools()
        self.filters.set_choice(_FILTERS.index(state.filter))
        for wanted, count in state.counts.items():
            chip = self.filters.button(_FILTERS.index(wanted))
            chip.setText(_filter_words(wanted, count))
            chip.setAccessibleName(f"{strings.Clients.FILTERS}: {chip.text()}")
            self.filter_menu.menu_shown.actions()[_FILTERS.index(wanted)].setText(chip.text())
        self.filter_menu.setText(_filter_words(state.filter, state.total))
        self.filter_menu.menu_shown.actions()[_FILTERS.index(state.filter)].setChecked(True)
        self.list.show_rows(list(state.rows))
        self._show_nobody(state)
        self._stack.setCurrentIndex(0 if state.rows else (2 if state.is_anybody_there else 1))

    def _show_nobody(self, state: ClientListState) -> None:
        if state.rows:
            return
        words, chosen = strings.Clients, strings.FILTER_WORDS[state.filter]
        if state.total == 0 and not self.search.text().strip():
            self.nothing_found.set_texts(*_NOBODY[state.filter])
        else:
            is_all = state.filter is ClientFilter.ALL
            message = words.NOTHING_FOUND if is_all else words.NOTHING_FOUND_HERE.format(filter=chosen)
            self.nothing_found.set_texts(words.NOTHING_FOUND_TITLE, message)
        self.elsewhere_button.setVisible(state.found_elsewhere is not None)
        if state.found_elsewhere is not None:
            is_archive = state.found_elsewhere is ClientFilter.ARCHIVED
            self.elsewhere_button.setText(words.LOOK_IN_ARCHIVE if is_archive else words.LOOK_EVERYWHERE)
            self._elsewhere = state.found_elsewhere

    def _look_elsewhere(self) -> None:
        self.controller.choose_filter(self._elsewhere)
        self.search.setFocus()

    def _open_first(self) -> None:
        rows = self.list.row_model.rows
        if rows and self.search.text().strip():
            self.client_chosen.emit(rows[0].key)

    def _on_typed(self, letter: str) -> None:
        self.search.setFocus()
        self.search.insert(letter)

    def _on_add_failed(self, error: TherapEaseError) -> None:
        if self._sheet is not None:
            self._sheet.take_error(error)
        else:
            show_in_place(error, self.banner)

    def _on_namesakes(self, namesakes: list[Client]) -> None:
        if self._sheet is not None:
            self._sheet.ask_about(namesakes)

    def _on_created(self, client: Client) -> None:
        if self._sheet is not None:
            self._sheet.accept()
        self.client_added.emit(client)

    def _on_sheet_closed(self) -> None:
        self._sheet = None


def _filter_words(wanted: ClientFilter, count: int) -> str:
    words = strings.FILTER_WORDS[wanted]
    if wanted is ClientFilter.ALL or count == 0:
        return words
    return strings.Clients.FILTER_COUNT.format(filter=words, count=f"{count:,}")


def _sort_words(order: ClientSort) -> str:
    words = strings.SORT_WORDS[order]
    return strings.Clients.SORTED_BY.format(order=words[0].lower() + words[1:])


def _at_top(widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 8, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    return holder
