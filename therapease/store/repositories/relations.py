"""Invitations, assignments of clients, supervision."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from therapease.domain.ids import ClientId, UserId
from therapease.domain.people import Assignment, Invitation, Supervision
from therapease.errors import NotFoundError
from therapease.store.people_tables import client_assignments, invitations, supervisions


class SqlRelationRepository:
    """`services.ports.RelationRepository` over one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put_invitation(self, invitation: Invitation) -> None:
        """Keep an invitation in place of an earlier one of the same person."""
        self.drop_invitation(invitation.user_id)
        self._connection.execute(
            insert(invitations).values(
                user_id=invitation.user_id,
                created_at=invitation.created_at,
                created_by=invitation.created_by,
                expires_at=invitation.expires_at,
                at_event=invitation.at_event,
                is_reset=invitation.is_reset,
            )
        )

    def drop_invitation(self, user_id: UserId) -> None:
        """Forget a person's invitation, if there is one."""
        self._connection.execute(delete(invitations).where(invitations.c.user_id == user_id))

    def invitations(self) -> dict[UserId, Invitation]:
        """Return the invitations whose code is out, by person."""
        return {UserId(row.user_id): _invitation(row) for row in self._connection.execute(select(invitations))}

    def assign(self, assignment: Assignment) -> None:
        """Let somebody treat a client, too; once is enough."""
        self.unassign(assignment.client_id, assignment.user_id)
        self._connection.execute(
            insert(client_assignments).values(
                client_id=assignment.client_id,
                user_id=assignment.user_id,
                assigned_at=assignment.assigned_at,
                assigned_by=assignment.assigned_by,
            )
        )

    def unassign(self, client_id: ClientId, user_id: UserId) -> None:
        table = client_assignments
        self._connection.execute(delete(table).where(table.c.client_id == client_id, table.c.user_id == user_id))

    def assigned_to(self, user_id: UserId) -> frozenset[ClientId]:
        """Return the clients whom a person treats beside their therapist."""
        table = client_assignments
        chosen = select(table.c.client_id).where(table.c.user_id == user_id)
        return frozenset(ClientId(key) for key in self._connection.execute(chosen).scalars())

    def assigned_of(self, client_id: ClientId) -> frozenset[UserId]:
        """Return who treats a client beside the therapist."""
        table = client_assignments
        chosen = select(table.c.user_id).where(table.c.client_id == client_id)
        return frozenset(UserId(key) for key in self._connection.execute(chosen).scalars())

    def propose(self, supervision: Supervision) -> None:
        """Store a supervision. Raise ConflictError when there is one between the two that did not end."""
        self._connection.execute(
            insert(supervisions).values(
                supervisor_id=supervision.supervisor_id,
                supervisee_id=supervision.supervisee_id,
                proposed_at=supervision.proposed_at,
                proposed_by=supervision.proposed_by,
                agreed_at=supervision.agreed_at,
                ended_at=supervision.ended_at,
            )
        )

    def update_supervision(self, supervision: Supervision) -> None:
        """Note that an open supervision was agreed to or ended. Raise NotFoundError."""
        table = supervisions
        changed = self._connection.execute(
            update(table)
            .where(
                table.c.supervisor_id == supervision.supervisor_id,
                table.c.supervisee_id == supervision.supervisee_id,
                table.c.ended_at.is_(None),
            )
            .values(agreed_at=supervision.agreed_at, ended_at=supervision.ended_at)
        )
        if changed.rowcount != 1:
            raise NotFoundError

    def supervisions(self) -> list[Supervision]:
        """Return every supervision in the order it was proposed, ended ones included."""
        return [
            Supervision(
                UserId(row.supervisor_id),
                UserId(row.supervisee_id),
                row.proposed_at,
                UserId(row.proposed_by),
                row.agreed_at,
                row.ended_at,
            )
            for row in self._connection.execute(select(supervisions).order_by(supervisions.c.sequence))
        ]


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        UserId(row.user_id),
        row.created_at,
        UserId(row.created_by),
        row.expires_at,
        row.at_event,
        bool(row.is_reset),
    )
