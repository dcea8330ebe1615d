"""The place of people: who works in this vault, and the forms that let somebody in, change and take out."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapease.domain.ids import UserId
from therapease.domain.user import User
from therapease.errors import TherapEaseError
from therapease.ui import strings
from therapease.ui.announcing import announce
from therapease.ui.error_presenter import show_in_place
from therapease.ui.people.controller import PeopleController
from therapease.ui.people.item_model import people_rows, successors
from therapease.ui.people.person_sheet import AccountAct, PersonSheet
from therapease.ui.people.sheets import CodeSheet, InviteSheet, RemoveSheet
from therapease.ui.people.supervision_card import SupervisionCard
from therapease.ui.place import Place
from therapease.ui.theme import TextRole
from therapease.ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    PageHeader,
    ProgressRow,
    QuestionSheet,
    RowKind,
    RowList,
    ScrollingPage,
    Sheet,
    TextLabel,
)


class PeopleView(Place):
    """A list; everything else opens over it."""

    def __init__(self, controller: PeopleController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.sheet: Sheet | None = None
        header = PageHeader(strings.People.TITLE, strings.People.SUBTITLE)
        self.invite_button = Button(strings.People.INVITE, ButtonKind.PRIMARY, icon="user-round-plus")
        self.invite_button.hide()
        header.action_row.addWidget(self.invite_button)
        self.banner = Banner()
        self.supervision = SupervisionCard(controller)
        self.working = ProgressRow()
        self.working.cancel_button.hide()
        self.working.hide()
        self.list = RowList(strings.People.LIST, RowKind.LINE)
        self.alone = TextLabel(strings.People.ALONE, TextRole.BODY, "ink2", wrap=True)
        self.alone.hide()
        page = ScrollingPage(width_px=820)
        for widget in (header, self.banner, self.supervision, self.working, self.list, self.alone):
            page.content.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self._connect()

    def keyboard_start(self) -> QWidget | None:
        return self.list

    def _connect(self) -> None:
        controller = self.controller
        controller.changed.connect(self._show)
        controller.coded.connect(self._show_code)
        controller.done.connect(self._on_done)
        controller.failed.connect(self._on_failed)
        controller.working.connect(self._show_working)
        self.invite_button.clicked.connect(self.open_invite)
        self.list.opened.connect(lambda key: self.open_person(UserId(key)))

    def _show(self) -> None:
        overview = self.controller.overview
        if overview is None:
            return
        rows = people_rows(overview, self.controller.own_id)
        self.list.show_rows(rows, fit=True)
        self.alone.setVisible(len(rows) == 1 and overview.may_manage)
        self.invite_button.setVisible(overview.may_manage)

    def _show_working(self, is_working: bool) -> None:
        self.working.setVisible(is_working)
        if is_working:
            self.working.show_progress(strings.People.WORKING, "", None, "")
            announce(self, strings.People.WORKING)

    # ------------------------------------------------------------ forms

    def open_invite(self) -> None:
        sheet = InviteSheet(self)
        sheet.submitted.connect(self.controller.invite)
        self._open(sheet)

    def open_person(self, user_id: UserId) -> None:
        overview = self.controller.overview
        if overview is None:
            return
        sheet = PersonSheet(overview, user_id, self.controller.own_id, self)
        user = sheet.user
        sheet.saved.connect(
            lambda profile, role, supervisor_id: self.controller.save(user, profile, role, supervisor_id)
        )
        sheet.act_wanted.connect(lambda act: self._ask(user, act))
        self._open(sheet)

    def _ask(self, user: User, act: AccountAct) -> None:
        """Say what an act means before it is done. What can be taken back at once is done without asking."""
        self._close()
        words, controller = strings.PeopleQuestions, self.controller
        questions = {
            AccountAct.DEACTIVATE: (
                words.DEACTIVATE_TITLE,
                words.DEACTIVATE,
                strings.PersonForm.DEACTIVATE,
                controller.deactivate,
            ),
            AccountAct.RESET: (words.RESET_TITLE, words.RESET, words.RESET_CONFIRM, controller.reset),
            AccountAct.WITHDRAW: (
                words.WITHDRAW_TITLE,
                words.WITHDRAW,
                strings.PersonForm.WITHDRAW,
                controller.withdraw,
            ),
        }
        if act in questions:
            title, message, confirm, do = questions[act]
            name = user.name
            self._open(
                QuestionSheet(
                    title.format(name=name),
                    message.format(name=name),
                    confirm,
                    lambda: do(user),
                    self,
                    is_dangerous=act is AccountAct.RESET,
                )
            )
        elif act is AccountAct.NEW_CODE:
            controller.new_code(user)
        elif act is AccountAct.REACTIVATE:
            controller.reactivate(user)
        elif act is AccountAct.FINISH:
            controller.remove(user, controller.own_id)
        elif controller.overview is not None:
            people = successors(controller.overview, user.id)
            self._open(RemoveSheet(user, people, lambda to: controller.remove(user, to), self))

    def _show_code(self, user: User, code: str) -> None:
        self._close()
        self._open(CodeSheet(user, code, self))

    def _on_done(self, words: str) -> None:
        self._close()
        self.banner.dismiss()
        announce(self, words)

    def _on_failed(self, error: TherapEaseError) -> None:
        if isinstance(self.sheet, InviteSheet | PersonSheet):
            self.sheet.take_error(error)
        else:
            show_in_place(error, self.banner)

    def _open(self, sheet: Sheet) -> None:
        self.sheet = sheet
        sheet.finished.connect(lambda _: self._forget(sheet))
        sheet.open()

    def _forget(self, sheet: Sheet) -> None:
        if self.sheet is sheet:
            self.sheet = None

    def _close(self) -> None:
        if self.sheet is not None:
            sheet, self.sheet = self.sheet, None
            sheet.done(0)
