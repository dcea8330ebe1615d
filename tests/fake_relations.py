"""How the people of a vault belong together, in memory."""

from __future__ import annotations

from tests.fake_practice import PracticeTables
from therapease.domain.ids import ClientId, UserId
from therapease.domain.people import Assignment, Invitation, Supervision
from therapease.errors import ConflictError, NotFoundError


class FakeRelations:
    """As `store.repositories.relations`."""

    def __init__(self, tables: PracticeTables) -> None:
        self._tables = tables

    def put_invitation(self, invitation: Invitation) -> None:
        self._tables.invitations[invitation.user_id] = invitation

    def drop_invitation(self, user_id: UserId) -> None:
        self._tables.invitations.pop(user_id, None)

    def invitations(self) -> dict[UserId, Invitation]:
        return {UserId(key): invitation for key, invitation in self._tables.invitations.items()}

    def assign(self, assignment: Assignment) -> None:
        self._tables.assignments[assignment.client_id, assignment.user_id] = assignment

    def unassign(self, client_id: ClientId, user_id: UserId) -> None:
        self._tables.assignments.pop((client_id, user_id), None)

    def assigned_to(self, user_id: UserId) -> frozenset[ClientId]:
        return frozenset(row.client_id for row in self._tables.assignments.values() if row.user_id == user_id)

    def assigned_of(self, client_id: ClientId) -> frozenset[UserId]:
        return frozenset(row.user_id for row in self._tables.assignments.values() if row.client_id == client_id)

    def propose(self, supervision: Supervision) -> None:
        if self._open_at(supervision) is not None:
            raise ConflictError
        self._tables.supervisions.append(supervision)

    def update_supervision(self, supervision: Supervision) -> None:
        at = self._open_at(supervision)
        if at is None:
            raise NotFoundError
        self._tables.supervisions[at] = supervision

    def supervisions(self) -> list[Supervision]:
        return list(self._tables.supervisions)

    def _open_at(self, wanted: Supervision) -> int | None:
        for at, row in enumerate(self._tables.supervisions):
            same = (row.supervisor_id, row.supervisee_id) == (wanted.supervisor_id, wanted.supervisee_id)
            if same and row.ended_at is None:
                return at
        return None
