"""The list of people as rows: oneself first, then who can sign in, then the others, each group by name."""

from __future__ import annotations

from therapease.domain.ids import UserId
from therapease.domain.people import Supervision
from therapease.domain.user import User, UserRole, UserStatus
from therapease.services.people import PeopleOverview, Person
from therapease.ui import strings
from therapease.ui.rows import Row

_ORDER = (UserStatus.ACTIVE, UserStatus.INVITED, UserStatus.DEACTIVATED, UserStatus.REMOVED)


def people_rows(overview: PeopleOverview, own_id: UserId) -> list[Row]:
    """Return a row for everybody. Who was removed is shown while the removal is unfinished only."""
    shown = [p for p in overview.people if p.user.status is not UserStatus.REMOVED or p.is_removal_unfinished]
    shown.sort(key=lambda p: (p.user.id != own_id, _ORDER.index(p.user.status)))
    return [_row(person, own_id) for person in shown]


def _row(person: Person, own_id: UserId) -> Row:
    user, words = person.user, strings.People
    state, icon = _state(person)
    role = strings.ROLE_WORDS[user.role]
    clients = words.CLIENTS_ONE if person.client_count == 1 else words.CLIENTS.format(count=person.client_count)
    parts = [role, *([clients] if person.client_count else []), *([user.contact] if user.contact else [])]
    credentials = [user.credentials] if user.credentials else []
    return Row(
        key=user.id,
        title=user.name,
        addition=", ".join([*credentials, *([words.YOU] if user.id == own_id else [])]),
        line=" · ".join(parts),
        right=state,
        right_icon=icon,
        is_open=bool(state),
    )


def _state(person: Person) -> tuple[str, str]:
    """Return what is special about an account, and its icon; nothing for one that is simply open."""
    if person.is_removal_unfinished:
        return strings.People.UNFINISHED, "triangle-alert"
    if person.user.status is UserStatus.INVITED and person.is_invitation_over:
        return strings.People.OVER, "clock"
    icons = {UserStatus.INVITED: "hourglass", UserStatus.DEACTIVATED: "ban"}
    return strings.ACCOUNT_STATUS_WORDS[person.user.status], icons.get(person.user.status, "")


def supervisors(overview: PeopleOverview, of: UserId) -> list[User]:
    """Return who could supervise a person."""
    roles = (UserRole.OWNER, UserRole.SUPERVISOR)
    return [p.user for p in overview.people if p.user.is_active and p.user.role in roles and p.user.id != of]


def successors(overview: PeopleOverview, of: UserId) -> list[User]:
    """Return who could take a person's clients over."""
    people = (p.user for p in overview.people)
    return [u for u in people if u.is_active and u.role is not UserRole.ASSISTANT and u.id != of]


def supervision_of(overview: PeopleOverview, supervisee_id: UserId) -> Supervision | None:
    """Return a person's supervision that did not end, agreed to or not."""
    found = (s for s in overview.supervisions if s.supervisee_id == supervisee_id and s.ended_at is None)
    return next(found, None)
