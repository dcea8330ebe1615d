"""Whether an account that opened may be signed in with: not deactivated or removed, its invitation not over."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, select

from therapease.clock import Clock
from therapease.domain.user import User, UserStatus
from therapease.errors import AccountClosedError, InvitationError, NotFoundError, VaultDamagedError
from therapease.store.header.model import SlotKind
from therapease.store.repositories.relations import SqlRelationRepository
from therapease.store.repositories.users import SqlUserRepository
from therapease.store.tables import audit_events
from therapease.store.unsealing import Unsealed

_OVER = "This invitation is over. Ask the owner of the vault for a new code."


def admitted(connection: Connection, unsealed: Unsealed, clock: Clock) -> User:
    """Return who signs in; an invitation stands until it is taken up.

    Raise AccountClosedError, InvitationError, VaultDamagedError.
    """
    users = SqlUserRepository(connection)
    try:
        user = users.get(unsealed.account.user_id)
    except NotFoundError as error:
        raise VaultDamagedError(detail="an account of the header is not in the database") from error
    if user.status in (UserStatus.DEACTIVATED, UserStatus.REMOVED):
        raise AccountClosedError
    if unsealed.slot.kind is not SlotKind.INVITATION:
        return user
    invitation = SqlRelationRepository(connection).invitations().get(user.id)
    newest = connection.execute(select(audit_events).order_by(audit_events.c.sequence.desc()).limit(1)).one()
    if invitation is not None and invitation.is_over(clock.now(), newest.at, newest.sequence):
        raise InvitationError(_OVER)
    # The slot is what makes it count once; without a row its taking up was interrupted before, and goes on.
    return replace(user, status=UserStatus.ACTIVE)
