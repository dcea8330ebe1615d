"""The one place where services ask whether the signed-in person may do something."""

from __future__ import annotations

from collections.abc import Callable

from therapease.domain.client import Client
from therapease.domain.ids import ClientId, NoteId, SessionId, UserId
from therapease.domain.note import Note
from therapease.domain.rights import PERSON_ACTS, PRACTICE_ACTS, Act, Ownership, is_allowed
from therapease.domain.session import TherapySession
from therapease.domain.user import User, UserRole
from therapease.errors import NotAllowedError
from therapease.services.ports import UnitOfWork

_CLINICAL = frozenset(
    {Act.READ_RECORD, Act.LISTEN, Act.WRITE_RECORD, Act.CONSENT, Act.SIGN, Act.EXPORT, Act.PRIVATE_NOTE}
)
_NOT_YOURS = "This client is not assigned to you. Ask the owner of the vault to assign the client to you."
_NO_RECORDS = (
    "Your account is for appointments and contact data. Ask the client's therapist, or the owner of the vault for "
    "another role."
)
_READ_ONLY = "You may read this record and not change it. Ask the client's therapist to do it."
_HERSELF = "Only the person herself can do this. Ask her to sign in and do it."
_OWNERS_ONLY = "Only the owner of the vault can do this. Ask her to do it, or for another role."


class Guard:
    """Answers for one signed-in person. What it lets pass it returns, so that nothing is read twice."""

    def __init__(self, user: User) -> None:
        self._user = user

    def may(self, act: Act) -> bool:
        """Say whether an act about the practice as a whole is allowed."""
        assert act in PRACTICE_ACTS
        return is_allowed(self._user.role, act)

    def practice(self, act: Act) -> None:
        """Let pass an act about the practice as a whole. Raise NotAllowedError."""
        if not self.may(act):
            raise NotAllowedError(_OWNERS_ONLY)

    def person(self, act: Act, user_id: UserId) -> None:
        """Let pass an act about an account. Raise NotAllowedError."""
        assert act in PERSON_ACTS
        ownership = Ownership.OWN if user_id == self._user.id else Ownership.OTHER
        if not is_allowed(self._user.role, act, ownership):
            raise NotAllowedError(_OWNERS_ONLY if act is Act.EDIT_PROFILE else _HERSELF)

    def client(self, unit: UnitOfWork, act: Act, client_id: ClientId) -> Client:
        """Return the client if the act is allowed with that record. Raise NotAllowedError, NotFoundError."""
        client = unit.clients.get(client_id)
        ownership = self._ownership(unit)(client)
        if not is_allowed(self._user.role, act, ownership):
            raise NotAllowedError(self._words(act, ownership))
        return client

    def session(self, unit: UnitOfWork, act: Act, session_id: SessionId) -> TherapySession:
        """Return the session if the act is allowed with its client's record."""
        session = unit.sessions.get(session_id)
        self.client(unit, act, session.client_id)
        return session

    def note(self, unit: UnitOfWork, act: Act, note_id: NoteId) -> Note:
        """Return the note if the act is allowed with its client's record."""
        note = unit.notes.get(note_id)
        self.session(unit, act, note.session_id)
        return note

    def allows(self, unit: UnitOfWork, act: Act) -> Callable[[Client], bool]:
        """Return what says of each client of a list whether the act is allowed; relations are read once."""
        ownership, role = self._ownership(unit), self._user.role
        return lambda client: is_allowed(role, act, ownership(client))

    @property
    def treats(self) -> bool:
        """Whether the person has clients of her own, and so a day of her own."""
        return is_allowed(self._user.role, Act.SIGN, Ownership.OWN)

    def therapist_for(self, unit: UnitOfWork, client: Client) -> UserId:
        """Return in whose agenda an appointment of this client stands: who books it if she treats the client."""
        if client.therapist_id is None or self.allows(unit, Act.SIGN)(client):
            owners = (user.id for user in unit.users.list_all() if user.role is UserRole.OWNER)
            return self._user.id if self.treats else next(owners, self._user.id)
        return client.therapist_id

    def _ownership(self, unit: UnitOfWork) -> Callable[[Client], Ownership]:
        user = self._user
        assigned = unit.relations.assigned_to(user.id)
        supervised = {
            supervision.supervisee_id
            for supervision in unit.relations.supervisions()
            if supervision.supervisor_id == user.id and supervision.is_in_force
        }

        def of(client: Client) -> Ownership:
            # A client of nobody is the owner's.
            if client.therapist_id == user.id or (client.therapist_id is None and user.role is UserRole.OWNER):
                return Ownership.OWN
            if client.id in assigned:
                return Ownership.ASSIGNED
            return Ownership.SUPERVISED if client.therapist_id in supervised else Ownership.OTHER

        return of

    def _words(self, act: Act, ownership: Ownership) -> str:
        if act in _CLINICAL and self._user.role is UserRole.ASSISTANT:
            return _NO_RECORDS
        if is_allowed(self._user.role, Act.READ_RECORD, ownership):
            return _READ_ONLY
        return _NOT_YOURS
