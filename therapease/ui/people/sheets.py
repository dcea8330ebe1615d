"""Letting somebody in and out: the invitation's form, its code, and the question before a removal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from therapease.domain.ids import UserId
from therapease.domain.user import User, UserRole
from therapease.errors import InvalidFieldError, TherapEaseError
from therapease.services.people import Profile
from therapease.ui import strings
from therapease.ui.error_presenter import show_in_place
from therapease.ui.theme import TextRole
from therapease.ui.widgets import Button, ButtonKind, Card, RadioGroup, Sheet, TextField, TextLabel
from therapease.ui.widgets.fields import ComboField
from therapease.ui.widgets.form_sheet import FormSheet

_GROUPS_PER_LINE = 4
ROLES = tuple(UserRole)


class RoleChoice(QWidget):
    """The roles, with a line on what the chosen one may do."""

    def __init__(self, role: UserRole) -> None:
        super().__init__()
        self.group = RadioGroup(strings.Invite.ROLE, [strings.ROLE_WORDS[each] for each in ROLES])
        self.hint = TextLabel("", TextRole.SMALL, "ink2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.group)
        column.addWidget(self.hint)
        self.group.chosen.connect(lambda _number: self._show())
        self.group.set_choice(ROLES.index(role))
        self._show()

    @property
    def role(self) -> UserRole:
        return ROLES[self.group.choice]

    def _show(self) -> None:
        self.hint.setText(strings.ROLE_HINTS[self.role])


class InviteSheet(FormSheet):
    """`submitted` carries Profile and UserRole; the sheet stays open until the caller closes it."""

    submitted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        words = strings.Invite
        super().__init__(words.TITLE, parent)
        self.name = TextField(words.NAME)
        self.credentials = TextField(words.CREDENTIALS, words.CREDENTIALS_HINT)
        self.role = RoleChoice(UserRole.THERAPIST)
        self.form.addWidget(TextLabel(words.INTRO, TextRole.BODY, "ink2", wrap=True))
        for widget in (self.name, self.credentials, self.role):
            self.form.addWidget(widget)
        cancel = Button(strings.Actions.CANCEL, ButtonKind.QUIET)
        cancel.clicked.connect(self.reject)
        self.make_button = Button(words.MAKE, ButtonKind.PRIMARY)
        self.make_button.setDefault(True)
        self.make_button.clicked.connect(self._submit)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.make_button)
        self.name.edit.setFocus()

    @property
    def has_changes(self) -> bool:
        return bool(self.name.text.strip() or self.credentials.text.strip())

    def take_error(self, error: TherapEaseError) -> None:
        """Show what went wrong: at the name if it is about that, above the form otherwise."""
        self.make_button.setEnabled(True)
        if isinstance(error, InvalidFieldError) and error.field == "name":
            self.name.show_error(error.message)
            self.name.edit.setFocus()
            return
        show_in_place(error, self.banner)

    def _submit(self) -> None:
        self.make_button.setEnabled(False)
        self.submitted.emit(Profile(self.name.text, self.credentials.text), self.role.role)


class CodeSheet(Sheet):
    """A code to hand over, shown once; it can be neither selected nor copied."""

    def __init__(self, user: User, code: str, parent: QWidget | None = None) -> None:
        words = strings.Invite
        super().__init__(words.CODE_TITLE.format(name=user.name), parent, width_px=520)
        groups = code.split("-")
        lines = ["\u2002".join(groups[at : at + _GROUPS_PER_LINE]) for at in range(0, len(groups), _GROUPS_PER_LINE)]
        self.code_label = TextLabel("\n".join(lines), TextRole.CAPTION, wrap=True)
        self.code_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code_label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.code_label.setAccessibleName(words.CODE)
        self.code_label.setAccessibleDescription(" ".join(code.replace("-", " ")))
        card = Card(padding_px=20)
        card.content.addWidget(self.code_label)
        self.body.addWidget(TextLabel(words.CODE_INTRO, TextRole.BODY, "ink2", wrap=True))
        self.body.addWidget(card)
        self.body.addWidget(TextLabel(words.CODE_NEXT.format(name=user.name), TextRole.BODY, "ink2", wrap=True))
        self.done_button = Button(words.CODE_DONE, ButtonKind.PRIMARY)
        self.done_button.clicked.connect(self.accept)
        self.buttons.addWidget(self.done_button)
        # Not the default: Enter from the form before must not close the only sight of the code.
        self.done_button.setAutoDefault(False)


class RemoveSheet(Sheet):
    """What a removal means, and to whom the clients go."""

    def __init__(
        self,
        user: User,
        successors: Sequence[User],
        on_confirm: Callable[[UserId], None],
        parent: QWidget | None = None,
    ) -> None:
        words = strings.PeopleQuestions
        super().__init__(words.REMOVE_TITLE.format(name=user.name), parent, width_px=520)
        self.body.addWidget(TextLabel(words.REMOVE, TextRole.BODY, "ink2", wrap=True))
        self.successor = ComboField(words.SUCCESSOR, [each.name for each in successors])
        self.body.addWidget(self.successor)
        self.keep_button = Button(strings.Actions.CANCEL, ButtonKind.QUIET)
        self.confirm_button = Button(words.REMOVE_CONFIRM, ButtonKind.DANGER_SOLID)
        self.keep_button.setDefault(True)
        self.keep_button.clicked.connect(self.reject)
        self.confirm_button.clicked.connect(self.accept)
        self.buttons.addWidget(self.keep_button)
        self.buttons.addWidget(self.confirm_button)
        self.accepted.connect(lambda: on_confirm(successors[self.successor.choice].id))
