"""The people of a vault: letting in, profile, role, deactivating, resetting, removing, handing clients over."""

from __future__ import annotations

from dataclasses import dataclass, replace

from therapease.domain.audit import AuditAction
from therapease.domain.ids import ClientId, UserId
from therapease.domain.people import INVITATION_LASTS, Assignment, Invitation, Supervision
from therapease.domain.rights import Act, Ownership, is_allowed
from therapease.domain.session import SessionStatus
from therapease.domain.user import User, UserRole, UserStatus
from therapease.errors import InvalidFieldError, NotFoundError, RuleViolation
from therapease.services.context import ServiceContext
from therapease.services.ports import UnitOfWork

MAX_CHARACTERS = 200
_LAST_OWNER = "A vault has one owner at least. Give somebody else that role first."
_ONESELF = "Nobody does this to her own account. Ask another owner of the vault."


@dataclass(frozen=True, slots=True)
class Profile:
    """What is written down about a person, as typed. `credentials` stand behind her name under what she signs."""

    name: str
    credentials: str = ""
    licence_number: str = ""
    contact: str = ""

    @classmethod
    def of(cls, user: User) -> Profile:
        return cls(user.name, user.credentials, user.licence_number, user.contact)

    def checked(self) -> Profile:
        """Return the same without stray spaces. Raise InvalidFieldError for what cannot be."""
        fields = {name: " ".join(getattr(self, name).split()) for name in self.__slots__}
        if not any(character.isalpha() for character in fields["name"]):
            raise InvalidFieldError("name", "Enter the person's name.")
        for name, text in fields.items():
            if len(text) > MAX_CHARACTERS:
                raise InvalidFieldError(name, f"This can have up to {MAX_CHARACTERS} characters.")
        return Profile(**fields)


@dataclass(frozen=True, slots=True)
class Person:
    """A row of the list of people. `client_count` are the clients whose therapist she is."""

    user: User
    invitation: Invitation | None = None
    is_invitation_over: bool = False
    client_count: int = 0
    is_removal_unfinished: bool = False
    """Whether she was removed and the vault's key could not be changed yet."""


@dataclass(frozen=True, slots=True)
class PeopleOverview:
    """Everybody who has or had an account, by name, and who supervises whom."""

    people: tuple[Person, ...]
    supervisions: tuple[Supervision, ...]
    may_manage: bool

    def person(self, user_id: UserId) -> Person:
        return next(person for person in self.people if person.user.id == user_id)


class PeopleService:
    """Everything here but reading and one's own profile is an owner's. Codes are returned once and kept nowhere."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    def overview(self) -> PeopleOverview:
        """Return everybody. Names and roles of colleagues are no secret within a vault."""
        accounts, clock = self._context.vault.account_ids, self._context.clock
        with self._context.transaction() as unit:
            invitations, users = unit.relations.invitations(), unit.users.list_all()
            newest = unit.audit.list_recent(1)
            clients = [client.therapist_id for client in unit.clients.list_all()]
            supervisions = tuple(unit.relations.supervisions())
        now, newest_at = clock.now(), newest[0].at if newest else clock.now()
        sequence = newest[0].sequence if newest else 0

        def person(user: User) -> Person:
            invitation = invitations.get(user.id)
            is_over = invitation is not None and invitation.is_over(now, newest_at, sequence)
            # Where the program ended between the two, the code leads nowhere and a new one has to be made.
            is_over = is_over or (user.status is UserStatus.INVITED and user.id not in accounts)
            is_unfinished = user.status is UserStatus.REMOVED and user.id in accounts
            return Person(user, invitation, is_over, clients.count(user.id), is_unfinished)

        return PeopleOverview(
            tuple(person(user) for user in users), supervisions, self._context.guard.may(Act.MANAGE_PEOPLE)
        )

    def invite(self, profile: Profile, role: UserRole) -> tuple[User, str]:
        """Add a person; return her with the code to hand over. Slow: not on the UI thread. Raise InvalidFieldError."""
        self._context.guard.practice(Act.MANAGE_PEOPLE)
        tidy, clock = profile.checked(), self._context.clock
        user = User(
            id=UserId(clock.new_id()),
            name=tidy.name,
            role=role,
            created_at=clock.now(),
            credentials=tidy.credentials,
            licence_number=tidy.licence_number,
            contact=tidy.contact,
            status=UserStatus.INVITED,
        )
        with self._context.transaction() as unit:
            if any(u.name.casefold() == user.name.casefold() for u in unit.users.list_all() if u.is_active):
                raise InvalidFieldError(
                    "name", "Somebody of this name has an account. Write the name so that both differ."
                )
            unit.users.add(user)
        return user, self._let_in(user, is_reset=False)

    def new_code(self, user_id: UserId) -> str:
        """Make another code for somebody who has not joined yet; the earlier one leads nowhere then."""
        self._context.guard.practice(Act.MANAGE_PEOPLE)
        user = self._user(user_id)
        if user.status is not UserStatus.INVITED:
            raise RuleViolation("She has joined already. A reset gives somebody who lost her passphrase a new code.")
        return self._let_in(user, is_reset=False)

    def reset(self, user_id: UserId) -> str:
        """Give a person who lost passphrase and recovery code new keys; return the code to hand over.

        What was sealed to her alone, such as private process notes, stays closed for good.
        """
        self._context.guard.practice(Act.MANAGE_PEOPLE)
        self._not_oneself(user_id)
        user = self._user(user_id)
        if not user.is_active:
            raise RuleViolation("Only somebody with an open account can be given new keys.")
        with self._context.transaction() as unit:
            unit.audit.append(AuditAction.PERSON_RESET, user_id)
        return self._let_in(user, is_reset=True)

    def withdraw(self, user_id: UserId) -> None:
        """Take an invitation back that nobody used."""
        self._context.guard.practice(Act.MANAGE_PEOPLE)
        user = self._user(user_id)
        if user.status is not UserStatus.INVITED:
            raise RuleViolation("She has joined already. Deactivate or remove the account instead.")
        self._context.vault.dismiss(user_id)
        with self._context.transaction() as unit:
            unit.relations.drop_invitation(user_id)
            unit.users.update(replace(user, status=UserStatus.REMOVED))

    def edit_profile(self, user_id: UserId, profile: Profile) -> User:
        """Write down other details; what was signed keeps the name it was signed with. Raise InvalidFieldError."""
        self._context.guard.person(Act.EDIT_PROFILE, user_id)
        tidy, user = profile.checked(), self._user(user_id)
        changed = replace(
            user,
            name=tidy.name,
            credentials=tidy.credentials,
            licence_number=tidy.licence_number,
            contact=tidy.contact,
        )
        if changed == user:
            return user
        with self._context.transaction() as unit:
            unit.users.update(changed)
            unit.audit.append(AuditAction.PERSON_CHANGED, user_id)
        if changed.name != user.name and user_id in self._context.vault.account_ids:
            self._context.vault.relabel(user_id, changed.name)
        return changed

    def change_role(self, user_id: UserId, role: UserRole) -> User:
        """Give a person another role. It holds from her next sign-in on. Raise RuleViolation for the last owner."""
        return self._changed(user_id, AuditAction.PERSON_ROLE_CHANGED, role=role)

    def deactivate(self, user_id: UserId) -> User:
        """Close an account for a while: the program lets nobody in by it. Her keys stay; removing is what ends them."""
        return self._changed(user_id, AuditAction.PERSON_DEACTIVATED, status=UserStatus.DEACTIVATED)

    def reactivate(self, user_id: UserId) -> User:
        """Open a deactivated account again."""
        self._context.guard.practice(Act.MANAGE_PEOPLE)
        if self._user(user_id).status is not UserStatus.DEACTIVATED:
            raise RuleViolation("Only a deactivated account can be opened again.")
        return self._changed(user_id, AuditAction.PERSON_REACTIVATED, status=UserStatus.ACTIVE)

    def remove(self, user_id: UserId, successor: UserId) -> None:
        """End an account for good: her clients go to a successor, and the vault gets a key that hers does not open.

        Slow: everything is written anew. When that fails the account is closed and the rest is done by calling again.
        What she signed keeps her name. Raise StorageFullError, StorageUnavailableError, VaultInUseError.
        """
        self._context.guard.practice(Act.MANAGE_PEOPLE)
        self._not_oneself(user_id)
        with self._context.transaction() as unit:
            user = unit.users.get(user_id)
            if user.status is not UserStatus.REMOVED:
                self._keep_an_owner(unit, user)
                self._hand_over_all(unit, user_id, unit.users.get(successor))
                unit.relations.drop_invitation(user_id)
                unit.users.update(replace(user, status=UserStatus.REMOVED))
                unit.audit.append(AuditAction.PERSON_REMOVED, user_id)
        if user_id in self._context.vault.account_ids:
            self._context.vault.rotate_key(without=user_id)

    def assign(self, client_id: ClientId, user_id: UserId) -> None:
        """Let somebody treat a client beside the therapist."""
        self._context.guard.practice(Act.MANAGE_PEOPLE)
        with self._context.transaction() as unit:
            _check_treats(unit.users.get(user_id))
            unit.clients.get(client_id)
            now = self._context.clock.now()
            unit.relations.assign(Assignment(client_id, user_id, now, self._context.user.id))
            unit.audit.append(AuditAction.CLIENT_ASSIGNED, client_id)

    def unassign(self, client_id: ClientId, user_id: UserId) -> None:
        """End that. What she wrote stays."""
        self._context.guard.practice(Act.MANAGE_PEOPLE)
        with self._context.transaction() as unit:
            unit.relations.unassign(client_id, user_id)
            unit.audit.append(AuditAction.CLIENT_UNASSIGNED, client_id)

    def hand_over(self, client_id: ClientId, user_id: UserId) -> None:
        """Make somebody the client's therapist; appointments not yet held go along."""
        self._context.guard.practice(Act.MANAGE_PEOPLE)
        with self._context.transaction() as unit:
            user = unit.users.get(user_id)
            _check_treats(user)
            _hand_over(unit, client_id, user)

    # ------------------------------------------------------------ inside

    def _user(self, user_id: UserId) -> User:
        with self._context.transaction() as unit:
            return unit.users.get(user_id)

    def _let_in(self, user: User, *, is_reset: bool) -> str:
        now, code = self._context.clock.now(), self._context.vault.new_recovery_code()
        with self._context.transaction() as unit:
            newest = unit.audit.list_recent(1)
            at_event = newest[0].sequence if newest else 0
            unit.relations.put_invitation(
                Invitation(user.id, now, self._context.user.id, now + INVITATION_LASTS, at_event, is_reset)
            )
        self._context.vault.admit(user, code)
        return code

    def _changed(
        self, user_id: UserId, action: AuditAction, role: UserRole | None = None, status: UserStatus | None = None
    ) -> User:
        self._context.guard.practice(Act.MANAGE_PEOPLE)
        self._not_oneself(user_id)
        with self._context.transaction() as unit:
            user = unit.users.get(user_id)
            if user.status is UserStatus.REMOVED:
                raise NotFoundError
            changed = replace(user, role=role or user.role, status=status or user.status)
            if changed == user:
                return user
            if changed.role is not UserRole.OWNER or not changed.is_active:
                self._keep_an_owner(unit, user)
            unit.users.update(changed)
            unit.audit.append(action, user_id)
        return changed

    def _not_oneself(self, user_id: UserId) -> None:
        if user_id == self._context.user.id:
            with self._context.transaction() as unit:
                self._keep_an_owner(unit, self._context.user)
            raise RuleViolation(_ONESELF)

    @staticmethod
    def _keep_an_owner(unit: UnitOfWork, leaving: User) -> None:
        others = (u for u in unit.users.list_all() if u.role is UserRole.OWNER and u.is_active and u.id != leaving.id)
        if leaving.role is UserRole.OWNER and next(others, None) is None:
            raise RuleViolation(_LAST_OWNER)

    def _hand_over_all(self, unit: UnitOfWork, user_id: UserId, successor: User) -> None:
        _check_treats(successor)
        if successor.id == user_id:
            raise InvalidFieldError("successor", "Choose somebody else for her clients.")
        for client in unit.clients.list_all(include_archived=True):
            if client.therapist_id == user_id:
                _hand_over(unit, client.id, successor)
        for client_id in unit.relations.assigned_to(user_id):
            unit.relations.unassign(client_id, user_id)
        for supervision in unit.relations.supervisions():
            if supervision.ended_at is None and user_id in (supervision.supervisor_id, supervision.supervisee_id):
                unit.relations.update_supervision(replace(supervision, ended_at=self._context.clock.now()))


def _hand_over(unit: UnitOfWork, client_id: ClientId, therapist: User) -> None:
    client = unit.clients.get(client_id)
    if client.therapist_id == therapist.id:
        return
    unit.clients.update(replace(client, therapist_id=therapist.id))
    unit.relations.unassign(client_id, therapist.id)
    for session in unit.sessions.list_for_client(client_id):
        if session.status is SessionStatus.SCHEDULED:
            unit.sessions.update(replace(session, therapist_id=therapist.id))
    unit.audit.append(AuditAction.CLIENT_HANDED_OVER, client_id)


def _check_treats(user: User) -> None:
    if not user.is_active or not is_allowed(user.role, Act.SIGN, Ownership.OWN):
        raise InvalidFieldError("person", "Choose somebody with an open account who treats clients.")
