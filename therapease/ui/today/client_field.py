"""Choosing one client of many by typing a part of the name or the code."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from therapease.domain.client import Client
from therapease.ui import strings
from therapease.ui.widgets import TextField

_SEARCHED = int(Qt.ItemDataRole.UserRole) + 1
_SHOWN_ROWS = 8


class ClientField(TextField):
    """A text field with the clients found below it. Names are searched even where only initials are shown."""

    client_chosen = Signal(object)

    def __init__(
        self, clients: Sequence[Client], label: Callable[[Client], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(strings.Appointments.CLIENT, strings.Appointments.CLIENT_HINT, parent=parent)
        self._clients = list(clients)
        self._label = label
        self._chosen: Client | None = None
        self._model = QStandardItemModel(self)
        for client in self._clients:
            item = QStandardItem(self._words(client))
            item.setData(_searched(client), _SEARCHED)
            self._model.appendRow(item)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionRole(_SEARCHED)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(_SHOWN_ROWS)
        self._popup = QListView()
        self._popup.setAccessibleName(strings.Appointments.CLIENT)
        self._completer.setPopup(self._popup)
        # Not the field's own completer: that one would put what is searched, the full name, on screen.
        self._completer.setWidget(self.edit)
        self._completer.activated.connect(self._take)
        self.edit.textEdited.connect(self._search)
        self.edit.editingFinished.connect(self._take_only_one)

    @property
    def client(self) -> Client | None:
        """The client chosen; None while what is typed names nobody for certain."""
        return self._chosen

    @property
    def completer(self) -> QCompleter:
        return self._completer

    def choose(self, client: Client) -> None:
        self._chosen = client
        self.set_text(self._words(client))
        self.clear_error()
        self.client_chosen.emit(client)

    def choose_named(self) -> None:
        """Choose the client whose words stand in the field, if that is one."""
        named = next((client for client in self._clients if self._words(client) == self.text), None)
        if named is not None:
            self.choose(named)

    def _words(self, client: Client) -> str:
        return f"{self._label(client)}, {client.code}"

    def _search(self, text: str) -> None:
        self._chosen = None
        self._completer.setCompletionPrefix(text.strip())
        if text.strip():
            self._completer.complete()
            self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))
        else:
            self._popup.hide()

    def _take(self, searched: str) -> None:
        """Choose the one whose searched words these are; they hold the code and so name one person."""
        for client in self._clients:
            if _searched(client) == searched:
                self.choose(client)
                return

    def _take_only_one(self) -> None:
        """Leaving the field with one client found chooses that one."""
        if self._chosen is None and self.text.strip() and self._completer.completionCount() == 1:
            self._take(str(self._completer.completionModel().index(0, 0).data(_SEARCHED)))


def _searched(client: Client) -> str:
    return f"{client.name} {client.code} {client.initials}"
