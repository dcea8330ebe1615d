"""What the signed-in person is asked for: to be supervised. Agreed to, it says so and can be ended."""

from __future__ import annotations

from therapease.ui import strings
from therapease.ui.people.controller import PeopleController
from therapease.ui.theme import TextRole
from therapease.ui.widgets import Button, ButtonKind, Card, FlowLayout, TextLabel


class SupervisionCard(Card):
    """Hidden where nobody asked."""

    def __init__(self, controller: PeopleController) -> None:
        super().__init__()
        self.controller = controller
        self.title = TextLabel("", TextRole.LABEL, wrap=True)
        self.words = TextLabel("", TextRole.BODY, "ink2", wrap=True)
        self.agree_button = Button(strings.People.AGREE, ButtonKind.QUIET, icon="check")
        self.decline_button = Button(strings.People.DECLINE, ButtonKind.QUIET)
        row = FlowLayout(gap_px=12, line_gap_px=8)
        row.addWidget(self.agree_button)
        row.addWidget(self.decline_button)
        self.content.addWidget(self.title)
        self.content.addWidget(self.words)
        self.content.addLayout(row)
        self.hide()
        controller.changed.connect(self._show)
        self.agree_button.clicked.connect(lambda: self._answer(is_agreed=True))
        self.decline_button.clicked.connect(lambda: self._answer(is_agreed=False))

    def _show(self) -> None:
        supervision, words = self.controller.own_supervision, strings.People
        self.setVisible(supervision is not None)
        if supervision is None:
            return
        name = self.controller.name_of(supervision.supervisor_id)
        self.title.setText(words.WAITS_TITLE.format(name=name))
        self.title.setVisible(not supervision.is_in_force)
        self.words.setText((words.SUPERVISED if supervision.is_in_force else words.WAITS).format(name=name))
        self.agree_button.setVisible(not supervision.is_in_force)
        self.decline_button.setText(words.END if supervision.is_in_force else words.DECLINE)
        self.decline_button.setAccessibleName(self.decline_button.text())

    def _answer(self, *, is_agreed: bool) -> None:
        supervision = self.controller.own_supervision
        if supervision is not None:
            answer = self.controller.agree if is_agreed else self.controller.decline
            answer(supervision.supervisor_id)
