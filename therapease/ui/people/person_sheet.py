"""One person: profile, role, supervision, and what can be done to the account. Acts are asked about by the place."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from therapease.domain.ids import UserId
from therapease.domain.people import Supervision
from therapease.domain.rights import Act, Ownership, is_allowed
from therapease.domain.user import User, UserRole, UserStatus
from therapease.errors import InvalidFieldError, TherapEaseError
from therapease.services.people import PeopleOverview, Person, Profile
from therapease.ui import strings
from therapease.ui.error_presenter import show_in_place
from therapease.ui.people.item_model import supervision_of, supervisors
from therapease.ui.people.sheets import RoleChoice
from therapease.ui.theme import TextRole, current_theme
from therapease.ui.widgets import Button, ButtonKind, FlowLayout, TextField, TextLabel
from therapease.ui.widgets.fields import ComboField
from therapease.ui.widgets.form_sheet import FormSheet

_WIDTH_PX = 680
_ONE_COLUMN_SCALE = 1.3


class AccountAct(StrEnum):
    """What can be done to somebody else's account."""

    NEW_CODE = "new_code"
    WITHDRAW = "withdraw"
    DEACTIVATE = "deactivate"
    REACTIVATE = "reactivate"
    RESET = "reset"
    REMOVE = "remove"
    FINISH = "finish"


_ACT_WORDS = {
    AccountAct.NEW_CODE: strings.PersonForm.NEW_CODE,
    AccountAct.WITHDRAW: strings.PersonForm.WITHDRAW,
    AccountAct.DEACTIVATE: strings.PersonForm.DEACTIVATE,
    AccountAct.REACTIVATE: strings.PersonForm.REACTIVATE,
    AccountAct.RESET: strings.PersonForm.RESET,
    AccountAct.REMOVE: strings.PersonForm.REMOVE,
    AccountAct.FINISH: strings.PersonForm.FINISH,
}


def acts_on(person: Person) -> tuple[AccountAct, ...]:
    """Return what can be done to an account that is not one's own."""
    if person.is_removal_unfinished:
        return (AccountAct.FINISH,)
    return {
        UserStatus.INVITED: (AccountAct.NEW_CODE, AccountAct.WITHDRAW),
        UserStatus.ACTIVE: (AccountAct.RESET, AccountAct.DEACTIVATE, AccountAct.REMOVE),
        UserStatus.DEACTIVATED: (AccountAct.REACTIVATE, AccountAct.REMOVE),
        UserStatus.REMOVED: (),
    }[person.user.status]


class PersonSheet(FormSheet):
    """`saved` carries Profile, UserRole and the supervisor's id or None; `act_wanted` an AccountAct."""

    saved = Signal(object, object, object)
    act_wanted = Signal(object)

    def __init__(
        self, overview: PeopleOverview, user_id: UserId, own_id: UserId, parent: QWidget | None = None
    ) -> None:
        person = overview.person(user_id)
        super().__init__(person.user.name, parent, width_px=_WIDTH_PX)
        self.user: User = person.user
        self._is_own, self._may_manage = user_id == own_id, overview.may_manage
        self.act_buttons: dict[AccountAct, Button] = {}
        self.role: RoleChoice | None = None
        self.supervisor: ComboField | None = None
        self._supervisors = supervisors(overview, user_id)
        is_open = person.user.status is not UserStatus.REMOVED
        self._may_edit = is_open and (self._is_own or self._may_manage)
        self._add_profile()
        if self._may_manage and not self._is_own and is_open:
            self._add_role()
        if self._may_manage and person.user.is_active and is_allowed(self.user.role, Act.AGREE, Ownership.OWN):
            self._add_supervisor(supervision_of(overview, user_id))
        if self._may_manage and not self._is_own:
            self._add_acts(acts_on(person))
        self._add_buttons()
        self._opened_with = self._typed()

    @property
    def has_changes(self) -> bool:
        return self._typed() != self._opened_with

    def take_error(self, error: TherapEaseError) -> None:
        """Show what went wrong: at its field if it names one, above the form otherwise."""
        self.save_button.setEnabled(True)
        if isinstance(error, InvalidFieldError) and error.field in self._fields:
            self._fields[error.field].show_error(error.message)
            self._fields[error.field].edit.setFocus()
            return
        show_in_place(error, self.banner)

    def _add_profile(self) -> None:
        words, profile = strings.PersonForm, Profile.of(self.user)
        self._fields = {
            "name": TextField(strings.Invite.NAME),
            "credentials": TextField(strings.Invite.CREDENTIALS, strings.Invite.CREDENTIALS_HINT),
            "licence_number": TextField(words.LICENCE),
            "contact": TextField(words.CONTACT, words.CONTACT_HINT),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(14)
        columns = 1 if current_theme().scale > _ONE_COLUMN_SCALE else 2
        for number, (name, field) in enumerate(self._fields.items()):
            field.set_text(getattr(profile, name))
            field.edit.setReadOnly(not self._may_edit)
            grid.addWidget(field, number // columns, number % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self.form.addLayout(grid)

    def _add_role(self) -> None:
        self.role = RoleChoice(self.user.role)
        self.form.addWidget(self.role)
        self.form.addWidget(TextLabel(strings.PersonForm.ROLE_LATER, TextRole.SMALL, "ink3", wrap=True))

    def _add_supervisor(self, supervision: Supervision | None) -> None:
        words = strings.PersonForm
        hint = words.SUPERVISOR_HINT
        chosen = 0
        if supervision is not None:
            ids = [user.id for user in self._supervisors]
            chosen = ids.index(supervision.supervisor_id) + 1 if supervision.supervisor_id in ids else 0
            hint = (words.IN_FORCE if supervision.is_in_force else words.WAITING).format(name=self.user.name)
        options = [words.NOBODY, *(user.name for user in self._supervisors)]
        self.supervisor = ComboField(words.SUPERVISOR, options, hint)
        self.supervisor.set_choice(chosen)
        self.form.addWidget(self.supervisor)

    def _add_acts(self, acts: tuple[AccountAct, ...]) -> None:
        if not acts:
            return
        holder = QWidget()
        row = FlowLayout(holder, gap_px=12, line_gap_px=8)
        for act in acts:
            is_final = act in (AccountAct.REMOVE, AccountAct.FINISH)
            button = Button(_ACT_WORDS[act], ButtonKind.DANGER if is_final else ButtonKind.QUIET)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, act=act: self.act_wanted.emit(act))
            self.act_buttons[act] = button
            row.addWidget(button)
        self.form.addWidget(TextLabel(strings.PersonForm.ACCOUNT, TextRole.LABEL))
        self.form.addWidget(holder)

    def _add_buttons(self) -> None:
        cancel = Button(strings.Actions.CANCEL if self._may_edit else strings.Actions.CLOSE, ButtonKind.QUIET)
        cancel.clicked.connect(self.reject)
        self.save_button = Button(strings.PersonForm.SAVE, ButtonKind.PRIMARY)
        self.save_button.setDefault(self._may_edit)
        self.save_button.setVisible(self._may_edit)
        self.save_button.clicked.connect(self._submit)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.save_button)

    def _typed(self) -> tuple[object, ...]:
        return self._profile(), self._role(), self._supervisor_id()

    def _profile(self) -> Profile:
        return Profile(**{name: field.text for name, field in self._fields.items()})

    def _role(self) -> UserRole:
        return self.user.role if self.role is None else self.role.role

    def _supervisor_id(self) -> UserId | None:
        if self.supervisor is None or self.supervisor.choice <= 0:
            return None
        return self._supervisors[self.supervisor.choice - 1].id

    def _submit(self) -> None:
        self.save_button.setEnabled(False)
        self.saved.emit(self._profile(), self._role(), self._supervisor_id())
