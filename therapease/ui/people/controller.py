"""What the place of people does. Every call to the services runs in the background; codes are passed on, never kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from therapease.domain.ids import UserId
from therapease.domain.people import Supervision
from therapease.domain.user import User, UserRole
from therapease.services.people import PeopleOverview, Profile
from therapease.ui import strings
from therapease.ui.desk import Desk
from therapease.ui.people.item_model import supervision_of


class PeopleController(QObject):
    """One per window. `overview` is what was read last."""

    changed = Signal()
    coded = Signal(object, str)
    """A User and the code to hand over, once."""
    done = Signal(str)
    """What was done, in words; sheets close by it."""
    failed = Signal(object)
    """A TherapEaseError."""
    working = Signal(bool)
    """Whether the vault is being written anew."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.overview: PeopleOverview | None = None

    @property
    def own_id(self) -> UserId:
        return self.desk.workspace.user.id

    @property
    def own_supervision(self) -> Supervision | None:
        """The supervision that the signed-in person was asked for or has agreed to."""
        return None if self.overview is None else supervision_of(self.overview, self.own_id)

    def name_of(self, user_id: UserId) -> str:
        return self.overview.person(user_id).user.name if self.overview is not None else ""

    def load(self) -> None:
        people = self.desk.workspace.people
        self.desk.background.start(self, people.overview).success(self._take).failure(self.failed.emit)

    def invite(self, profile: Profile, role: UserRole) -> None:
        people = self.desk.workspace.people
        self._code(lambda: people.invite(profile, role))

    def new_code(self, user: User) -> None:
        people = self.desk.workspace.people
        self._code(lambda: (user, people.new_code(user.id)))

    def reset(self, user: User) -> None:
        people = self.desk.workspace.people
        self._code(lambda: (user, people.reset(user.id)))

    def save(self, user: User, profile: Profile, role: UserRole, supervisor_id: UserId | None) -> None:
        """Keep what was changed in a person's sheet, and nothing that was not."""
        people, supervision = self.desk.workspace.people, self.desk.workspace.supervision
        before = None if self.overview is None else supervision_of(self.overview, user.id)
        may_manage = self.overview is not None and self.overview.may_manage

        def work() -> None:
            people.edit_profile(user.id, profile)
            if role is not user.role:
                people.change_role(user.id, role)
            if may_manage and supervisor_id != (None if before is None else before.supervisor_id):
                if before is not None:
                    supervision.end(before.supervisor_id, user.id)
                if supervisor_id is not None:
                    supervision.propose(supervisor_id, user.id)

        self._do(work, strings.People.SAVED)

    def withdraw(self, user: User) -> None:
        people = self.desk.workspace.people
        self._do(lambda: people.withdraw(user.id), strings.People.DONE_WITHDRAWN)

    def deactivate(self, user: User) -> None:
        people = self.desk.workspace.people
        self._do(lambda: people.deactivate(user.id), strings.People.DONE_DEACTIVATED)

    def reactivate(self, user: User) -> None:
        people = self.desk.workspace.people
        self._do(lambda: people.reactivate(user.id), strings.People.DONE_REACTIVATED)

    def remove(self, user: User, successor_id: UserId) -> None:
        """Takes as long as the vault is large; `working` tells when it begins and ends."""
        people = self.desk.workspace.people
        self.working.emit(True)
        self._do(lambda: people.remove(user.id, successor_id), strings.People.DONE_REMOVED)

    def agree(self, supervisor_id: UserId) -> None:
        supervision = self.desk.workspace.supervision
        self._do(lambda: supervision.agree(supervisor_id), strings.People.SAVED)

    def decline(self, supervisor_id: UserId) -> None:
        supervision = self.desk.workspace.supervision
        self._do(lambda: supervision.decline(supervisor_id), strings.People.SAVED)

    def _code(self, work: Callable[[], tuple[User, str]]) -> None:
        self.desk.background.start(self, work).success(self._on_code).failure(self._on_failed)

    def _do(self, work: Callable[[], object], words: str) -> None:
        operation = self.desk.background.start(self, work)
        operation.success(lambda _: self._on_done(words)).failure(self._on_failed)

    def _take(self, overview: PeopleOverview) -> None:
        self.overview = overview
        self.changed.emit()

    def _on_code(self, made: tuple[User, str]) -> None:
        self.coded.emit(*made)
        self.load()

    def _on_done(self, words: str) -> None:
        self.working.emit(False)
        self.done.emit(words)
        self.load()

    def _on_failed(self, error: object) -> None:
        self.working.emit(False)
        self.failed.emit(error)
        self.load()
