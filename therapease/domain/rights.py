"""Who may do what: one table of role, act and whose record it is. Every service asks it, and the documents print it.

Most of it is kept by the program: the accounts of a vault share its key, so that somebody who reads the file with that
key and without the program is not held by it. Where a key of one's own stands behind a cell it says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from therapease.domain.user import UserRole


class Ownership(StrEnum):
    """Whose client a record is of, seen from the person who acts; of an account: one's own, or another's."""

    OWN = "own"
    ASSIGNED = "assigned"
    SUPERVISED = "supervised"
    OTHER = "other"


class Act(StrEnum):
    """What a right is asked for. The first group is about one client's record, the second about the practice."""

    READ_CONTACT = "see name, contact data and appointments"
    EDIT_CONTACT = "change contact data, archive"
    SCHEDULE = "book, move and cancel appointments"
    READ_RECORD = "read sessions, transcripts, notes, goals and measures"
    LISTEN = "listen to recordings"
    WRITE_RECORD = "record, transcribe, draft, correct and write"
    CONSENT = "note and withdraw consents"
    SIGN = "sign and amend notes"
    EXPORT = "export, print and copy notes"
    PRIVATE_NOTE = "write private notes of one's own, which nobody else can open"
    ADD_CLIENT = "add a client"
    BACK_UP = "make and check backups"
    SET_UP = "change consent texts, first steps and where backups go"
    READ_HISTORY = "read the history of the whole practice"
    MANAGE_PEOPLE = "invite, assign, change roles, deactivate, reset, remove"
    EDIT_PROFILE = "change a person's profile"
    AGREE = "agree to be supervised, end it"
    OWN_SECRETS = "change passphrase and recovery code"


class Enforcement(StrEnum):
    """What stands behind a cell."""

    CRYPTOGRAPHIC = "cryptographic"
    PROGRAM = "enforced by the program"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the table."""

    role: UserRole
    act: Act
    ownership: Ownership
    is_allowed: bool
    enforcement: Enforcement


_NOBODY: frozenset[Ownership] = frozenset()
_EVERYBODY = frozenset(Ownership)
_TREATED = frozenset({Ownership.OWN, Ownership.ASSIGNED})
_SEEN = _TREATED | {Ownership.SUPERVISED}
_SELF = frozenset({Ownership.OWN})

# The columns: owner, therapist, supervisor, assistant. The owner answers for the practice's records and may read them
# all, which the history shows; she writes only into those of clients she treats.
_TABLE: dict[Act, tuple[frozenset[Ownership], ...]] = {
    Act.READ_CONTACT: (_EVERYBODY, _TREATED, _SEEN, _EVERYBODY),
    Act.EDIT_CONTACT: (_EVERYBODY, _TREATED, _TREATED, _EVERYBODY),
    Act.SCHEDULE: (_EVERYBODY, _TREATED, _TREATED, _EVERYBODY),
    Act.READ_RECORD: (_EVERYBODY, _TREATED, _SEEN, _NOBODY),
    Act.LISTEN: (_EVERYBODY, _TREATED, _TREATED, _NOBODY),
    Act.WRITE_RECORD: (_TREATED, _TREATED, _TREATED, _NOBODY),
    Act.CONSENT: (_TREATED, _TREATED, _TREATED, _NOBODY),
    Act.SIGN: (_TREATED, _TREATED, _TREATED, _NOBODY),
    Act.EXPORT: (_EVERYBODY, _TREATED, _TREATED, _NOBODY),
    # Whoever reads a session may have thoughts on it; they change nothing in the record.
    Act.PRIVATE_NOTE: (_EVERYBODY, _TREATED, _SEEN, _NOBODY),
    Act.ADD_CLIENT: (_EVERYBODY, _EVERYBODY, _EVERYBODY, _EVERYBODY),
    Act.BACK_UP: (_EVERYBODY, _EVERYBODY, _EVERYBODY, _EVERYBODY),
    Act.SET_UP: (_EVERYBODY, _NOBODY, _NOBODY, _NOBODY),
    Act.READ_HISTORY: (_EVERYBODY, _NOBODY, _NOBODY, _NOBODY),
    Act.MANAGE_PEOPLE: (_EVERYBODY, _NOBODY, _NOBODY, _NOBODY),
    Act.EDIT_PROFILE: (_EVERYBODY, _SELF, _SELF, _SELF),
    Act.AGREE: (_SELF, _SELF, _SELF, _NOBODY),
    Act.OWN_SECRETS: (_SELF, _SELF, _SELF, _SELF),
}

PRACTICE_ACTS = frozenset({Act.ADD_CLIENT, Act.BACK_UP, Act.SET_UP, Act.READ_HISTORY, Act.MANAGE_PEOPLE})
"""Acts that are about no client and no account: whose it is makes no difference."""

PERSON_ACTS = frozenset({Act.EDIT_PROFILE, Act.AGREE, Act.OWN_SECRETS})
"""Acts that are about an account: one's own, or another's."""

_CRYPTOGRAPHIC = frozenset({Act.OWN_SECRETS, Act.PRIVATE_NOTE})
"""Acts that need private keys which only one person can unlock."""


def is_allowed(role: UserRole, act: Act, ownership: Ownership = Ownership.OTHER) -> bool:
    """Say whether a person of this role may do this with a record that is hers in this way."""
    return ownership in _TABLE[act][list(UserRole).index(role)]


def enforcement_of(act: Act) -> Enforcement:
    return Enforcement.CRYPTOGRAPHIC if act in _CRYPTOGRAPHIC else Enforcement.PROGRAM


def cells() -> Iterator[Cell]:
    """Yield every cell of the table."""
    for act in Act:
        for role in UserRole:
            for ownership in Ownership:
                yield Cell(role, act, ownership, is_allowed(role, act, ownership), enforcement_of(act))


def as_markdown() -> str:
    """Return the table as the documents show it: for each act and role, whose records it is allowed with."""
    head = ["act", *(role.value for role in UserRole), "held by"]
    lines = [_row(head), _row(["---"] * len(head))]
    for act in Act:
        allowed = (_words(act, _TABLE[act][column]) for column in range(len(UserRole)))
        lines.append(_row([act.value, *allowed, enforcement_of(act).value]))
    return "\n".join(lines)


def _words(act: Act, ownerships: frozenset[Ownership]) -> str:
    if not ownerships:
        return "no"
    if act in PRACTICE_ACTS:
        return "yes"
    return "all" if ownerships == _EVERYBODY else ", ".join(o.value for o in Ownership if o in ownerships)


def _row(cells_: list[str]) -> str:
    return f"| {' | '.join(cells_)} |"
