"""A client's page: who it is, the sessions as a timeline, the consents."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapease.domain.consent import Consent
from therapease.services.clients import ClientPage
from therapease.ui import strings
from therapease.ui.clients.consent_list import ConsentList
from therapease.ui.clients.item_model import session_rows
from therapease.ui.clients.page_controller import ClientPageController
from therapease.ui.error_presenter import show_in_place
from therapease.ui.place import Place
from therapease.ui.theme import TextRole
from therapease.ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    EmptyState,
    Hairline,
    PageHeader,
    QuestionSheet,
    RowKind,
    RowList,
    ScrollingPage,
    TextLabel,
)
from therapease.ui.wording import count_words, local, long_date


class ClientPageView(Place):
    """`session_chosen` carries a session's id; `new_session_wanted` asks for the form."""

    session_chosen = Signal(str)
    new_session_wanted = Signal()

    def __init__(self, controller: ClientPageController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.header = PageHeader()
        self.new_button = Button(strings.ClientPlace.NEW_SESSION, ButtonKind.PRIMARY, icon="file-audio")
        self.header.action_row.addWidget(self.new_button)
        self.banner = Banner()
        self.sessions = RowList(strings.ClientPlace.SESSIONS, RowKind.TIMELINE)
        self.no_sessions = EmptyState(strings.ClientPlace.NO_SESSIONS_TITLE, strings.ClientPlace.NO_SESSIONS)
        self.consents = ConsentList()
        self.question: QuestionSheet | None = None
        page = ScrollingPage()
        page.content.addWidget(self.header)
        page.content.addWidget(self.banner)
        page.content.addWidget(Hairline())
        page.content.addLayout(self._columns())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        controller.loaded.connect(self._show)
        controller.failed.connect(lambda error: show_in_place(error, self.banner))
        self.new_button.clicked.connect(self.new_session_wanted)
        self.sessions.opened.connect(self.session_chosen)
        self.consents.given.connect(controller.give_consent)
        self.consents.withdrawn.connect(self._ask_withdraw)

    def _columns(self) -> QHBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(TextLabel(strings.ClientPlace.SESSIONS, TextRole.LABEL))
        left.addWidget(self.sessions)
        left.addWidget(self.no_sessions)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(TextLabel(strings.ClientPlace.CONSENTS, TextRole.LABEL))
        right.addWidget(self.consents)
        right.addSpacing(4)
        right.addWidget(TextLabel(strings.ClientPlace.CONSENT_HINT, TextRole.SMALL, "ink3", wrap=True))
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(56)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        return columns

    def _show(self, page: ClientPage) -> None:
        client, count = page.client, len(page.sessions)
        about = [strings.ClientPlace.SINCE.format(date=long_date(local(client.created_at).date()))]
        if client.date_of_birth is not None:
            about.append(strings.ClientPlace.BORN.format(date=long_date(client.date_of_birth)))
        if count:
            words = strings.ClientPlace.SESSION_COUNT if count > 1 else strings.ClientPlace.SESSION_COUNT_ONE
            about.append(words.format(count=count_words(count)))
        self.banner.dismiss()
        self.header.set_texts(self.controller.desk.label(client), strings.SEPARATOR.join(about), client.code)
        rows = session_rows(page.entries, self.controller.desk.today())
        self.sessions.show_rows(rows, fit=True)
        self.sessions.setVisible(bool(rows))
        self.no_sessions.setVisible(not rows)
        self.consents.show_consents(page.consents)

    def _ask_withdraw(self, consent: Consent) -> None:
        self.question = QuestionSheet(
            strings.ClientPlace.WITHDRAW_TITLE,
            strings.ClientPlace.WITHDRAW_MESSAGE,
            strings.ClientPlace.WITHDRAW,
            lambda: self.controller.revoke_consent(consent),
            self.window(),
            is_dangerous=True,
        )
        self.question.open()
