"""How the people of a vault belong together: invitations, who treats whose client, who supervises whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from therapease.domain.ids import ClientId, UserId

INVITATION_LASTS = timedelta(days=7)
INVITATION_LASTS_EVENTS = 20_000
"""How many events of the history an invitation outlives, whatever the clocks say."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A code that lets a person set her passphrase, once. The code itself is kept nowhere.

    `at_event` is the number of the newest event of the history when it was made. `is_reset` tells an
    administrator's reset of a person who had an account from the invitation of a new one.
    """

    user_id: UserId
    created_at: datetime
    created_by: UserId
    expires_at: datetime
    at_event: int
    is_reset: bool = False

    def is_over(self, now: datetime, newest_event_at: datetime, event: int) -> bool:
        """Say whether it came too late. A clock that was put back does not prolong it: the history knows better."""
        latest = max(now, newest_event_at, self.created_at)
        return latest >= self.expires_at or event - self.at_event >= INVITATION_LASTS_EVENTS


@dataclass(frozen=True, slots=True)
class Assignment:
    """Somebody treats a client beside the client's therapist."""

    client_id: ClientId
    user_id: UserId
    assigned_at: datetime
    assigned_by: UserId


@dataclass(frozen=True, slots=True)
class Supervision:
    """One person reads another's notes. In force from the moment the supervised one agreed, herself, until it ends."""

    supervisor_id: UserId
    supervisee_id: UserId
    proposed_at: datetime
    proposed_by: UserId
    agreed_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def is_in_force(self) -> bool:
        return self.agreed_at is not None and self.ended_at is None
