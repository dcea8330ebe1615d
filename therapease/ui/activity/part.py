"""Everything of Activity in one window: the place, and the card on Today when something has to be told at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from therapease.domain.activity import SignInReport
from therapease.ui import strings
from therapease.ui.activity.controller import ActivityController, CheckState
from therapease.ui.activity.item_model import broken_words, sign_in_words
from therapease.ui.activity.view import ActivityView
from therapease.ui.desk import Desk
from therapease.ui.widgets import Banner, BannerKind


class ActivityPart(QObject):
    """Builds the parts. Begins at once to look at the sign-ins, and a little later to check the whole history."""

    wanted = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.controller = ActivityController(desk, self)
        self.view = ActivityView(self.controller)
        self.card = Banner()
        self._is_broken = False
        self.controller.reported.connect(self._on_reported)
        self.controller.checked.connect(self._on_checked)
        self.controller.watch()

    def _on_reported(self, report: SignInReport) -> None:
        if not report.is_quiet and not self._is_broken:
            words = sign_in_words(report)
            self.card.show_message(BannerKind.ATTENTION, *words, strings.Activity.SHOW, self.wanted.emit)

    def _on_checked(self, state: CheckState) -> None:
        if state.report is not None and not state.report.holds:
            self._is_broken = True
            words = strings.Activity
            self.card.show_message(
                BannerKind.DANGER, words.BROKEN_TITLE, broken_words(state.report), words.SHOW, self.wanted.emit
            )
