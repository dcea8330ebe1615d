"""Supervision: an owner proposes it, the supervised person agrees herself, either of them ends it."""

from __future__ import annotations

from dataclasses import replace

from therapease.domain.audit import AuditAction
from therapease.domain.ids import UserId
from therapease.domain.people import Supervision
from therapease.domain.rights import Act, Ownership, is_allowed
from therapease.errors import InvalidFieldError, NotFoundError
from therapease.services.context import ServiceContext
from therapease.services.ports import UnitOfWork


class SupervisionService:
    """A supervisor reads the records of the supervised person's clients from the moment that person agreed."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    def propose(self, supervisor_id: UserId, supervisee_id: UserId) -> Supervision:
        """Ask a person to be supervised. Raise InvalidFieldError for who cannot be, ConflictError when it is open."""
        self._context.guard.practice(Act.MANAGE_PEOPLE)
        with self._context.transaction() as unit:
            supervisor, supervisee = unit.users.get(supervisor_id), unit.users.get(supervisee_id)
            if supervisor_id == supervisee_id:
                raise InvalidFieldError("supervisee", "Nobody supervises herself.")
            if not supervisor.is_active or not is_allowed(supervisor.role, Act.READ_RECORD, Ownership.SUPERVISED):
                raise InvalidFieldError("supervisor", "Choose somebody with an open account as supervisor or owner.")
            if not supervisee.is_active or not is_allowed(supervisee.role, Act.AGREE, Ownership.OWN):
                raise InvalidFieldError("supervisee", "Choose somebody with an open account who treats clients.")
            now = self._context.clock.now()
            supervision = Supervision(supervisor_id, supervisee_id, now, self._context.user.id)
            unit.relations.propose(supervision)
            unit.audit.append(AuditAction.SUPERVISION_PROPOSED, supervisee_id)
        return supervision

    def waiting(self) -> list[Supervision]:
        """Return what the signed-in person was asked for and has not answered."""
        with self._context.transaction() as unit:
            return [s for s in _open(unit) if s.supervisee_id == self._context.user.id and s.agreed_at is None]

    def agree(self, supervisor_id: UserId) -> Supervision:
        """Agree, as the signed-in person, that a supervisor reads the records of one's clients."""
        return self._answer(supervisor_id, self._context.user.id, is_agreed=True)

    def decline(self, supervisor_id: UserId) -> Supervision:
        """Decline, or take back, as the signed-in person."""
        return self._answer(supervisor_id, self._context.user.id, is_agreed=False)

    def end(self, supervisor_id: UserId, supervisee_id: UserId) -> Supervision:
        """End a supervision as the owner; nothing more is read from then on."""
        self._context.guard.practice(Act.MANAGE_PEOPLE)
        return self._put(supervisor_id, supervisee_id, is_agreed=False)

    def _answer(self, supervisor_id: UserId, supervisee_id: UserId, *, is_agreed: bool) -> Supervision:
        self._context.guard.person(Act.AGREE, supervisee_id)
        return self._put(supervisor_id, supervisee_id, is_agreed=is_agreed)

    def _put(self, supervisor_id: UserId, supervisee_id: UserId, *, is_agreed: bool) -> Supervision:
        now = self._context.clock.now()
        with self._context.transaction() as unit:
            wanted = (supervisor_id, supervisee_id)
            found = next((s for s in _open(unit) if (s.supervisor_id, s.supervisee_id) == wanted), None)
            if found is None:
                raise NotFoundError
            if is_agreed and found.is_in_force:
                return found
            changed = replace(found, agreed_at=now) if is_agreed else replace(found, ended_at=now)
            unit.relations.update_supervision(changed)
            action = AuditAction.SUPERVISION_AGREED if is_agreed else AuditAction.SUPERVISION_ENDED
            unit.audit.append(action, supervisee_id)
        return changed


def _open(unit: UnitOfWork) -> list[Supervision]:
    return [supervision for supervision in unit.relations.supervisions() if supervision.ended_at is None]
