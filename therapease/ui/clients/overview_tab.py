"""What a client's page opens with: the sessions as a timeline; measures, goals, consents and how to reach them."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from therapease.domain.client import Client
from therapease.domain.measure import INSTRUMENTS
from therapease.services.clients import ClientPage
from therapease.ui import strings
from therapease.ui.clients.consent_list import ConsentList
from therapease.ui.clients.goal_list import GoalList
from therapease.ui.clients.item_model import session_rows
from therapease.ui.clients.measure_card import MeasureCard
from therapease.ui.clients.measure_model import summary_of
from therapease.ui.theme import TextRole, current_theme
from therapease.ui.widgets import EmptyState, RowKind, RowList, TextLabel, clear_layout

_TWO_COLUMNS_PX, _TWO_CARDS_PX = 940, 470
_COLUMN_GAP_PX, _CARD_GAP_PX = 56, 20


class OverviewTab(QWidget):
    """Two columns where there is room, one otherwise. Its parts tell of themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.sessions = RowList(strings.ClientPlace.SESSIONS, RowKind.TIMELINE)
        self.no_sessions = EmptyState(strings.ClientPlace.NO_SESSIONS_TITLE, strings.ClientPlace.NO_SESSIONS)
        self.cards = {asked.key: MeasureCard() for asked in INSTRUMENTS}
        self.goals = GoalList()
        self.consents = ConsentList()
        self._contact_title = TextLabel(strings.ClientPlace.CONTACT, TextRole.LABEL)
        self._contact = QVBoxLayout()
        self._contact.setSpacing(2)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(_CARD_GAP_PX)
        for card in self.cards.values():
            self._cards.addWidget(card, 1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(_COLUMN_GAP_PX)
        self._columns.addLayout(self._left(), 1)
        self._columns.addLayout(self._right(), 1)

    def show_page(self, page: ClientPage, today: date) -> None:
        can_change = page.client.archived_at is None
        rows = session_rows(page.entries, today, page.private)
        self.sessions.show_rows(rows, fit=True)
        self.sessions.setVisible(bool(rows))
        self.no_sessions.setVisible(not rows)
        for asked in INSTRUMENTS:
            self.cards[asked.key].show_summary(summary_of(asked, page, today), can_enter=can_change)
        self.goals.show_goals(page.goals, can_change=can_change)
        self.consents.show_consents(page.consents)
        self._show_contact(page.client)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme, directions = current_theme(), QBoxLayout.Direction
        is_wide = self.width() >= theme.px(_TWO_COLUMNS_PX)
        self._columns.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)
        self._columns.setSpacing(_COLUMN_GAP_PX if is_wide else _CARD_GAP_PX)
        room = (self.width() - _COLUMN_GAP_PX) // 2 if is_wide else self.width()
        has_two = room >= theme.px(_TWO_CARDS_PX)
        self._cards.setDirection(directions.LeftToRight if has_two else directions.TopToBottom)

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(TextLabel(strings.ClientPlace.SESSIONS, TextRole.LABEL))
        left.addWidget(self.sessions)
        left.addWidget(self.no_sessions)
        left.addStretch(1)
        return left

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addLayout(self._cards)
        right.addSpacing(20)
        right.addWidget(self.goals)
        right.addSpacing(20)
        right.addWidget(TextLabel(strings.ClientPlace.CONSENTS, TextRole.LABEL))
        right.addWidget(self.consents)
        right.addSpacing(4)
        right.addWidget(TextLabel(strings.ClientPlace.CONSENT_HINT, TextRole.SMALL, "ink3", wrap=True))
        right.addSpacing(16)
        right.addWidget(self._contact_title)
        right.addLayout(self._contact)
        right.addStretch(1)
        return right

    def _show_contact(self, client: Client) -> None:
        clear_layout(self._contact)
        words = strings.Clients
        known = (
            (words.PHONE, client.phone),
            (words.EMAIL, client.email),
            (words.EMERGENCY_CONTACT, client.emergency_contact),
        )
        for label, text in known:
            if text:
                line = TextLabel(f"{label}: {text}", TextRole.BODY, "ink2", wrap=True)
                line.setTextInteractionFlags(line.textInteractionFlags().TextSelectableByMouse)
                self._contact.addWidget(line)
        self._contact_title.setVisible(any(text for _label, text in known))
