"""The list of people as rows: oneself first, what is special about an account in words."""

from __future__ import annotations

from dataclasses import replace

from tests.fakes import START
from therapease.domain.ids import UserId
from therapease.domain.people import Invitation, Supervision
from therapease.domain.user import User, UserRole, UserStatus
from therapease.services.people import PeopleOverview, Person
from therapease.ui.people.item_model import people_rows, successors, supervision_of, supervisors

OWNER = User(UserId("o"), "Erika Lindqvist", UserRole.OWNER, START, "LCSW")
BEA = User(UserId("b"), "Bea Winter", UserRole.THERAPIST, START)
DESK = User(UserId("d"), "Dora Herbst", UserRole.ASSISTANT, START, contact="ext. 4")
GONE = User(UserId("g"), "Gone Long", UserRole.THERAPIST, START, status=UserStatus.REMOVED)
INVITED = User(UserId("i"), "Ina Sommer", UserRole.SUPERVISOR, START, status=UserStatus.INVITED)
INVITATION = Invitation(INVITED.id, START, OWNER.id, START, 1)


def overview(*people: Person) -> PeopleOverview:
    return PeopleOverview(people, (), may_manage=True)


def test_oneself_comes_first_and_who_was_removed_is_left_out() -> None:
    rows = people_rows(overview(Person(BEA, client_count=1), Person(GONE), Person(OWNER), Person(DESK)), OWNER.id)
    assert [(row.title, row.addition, row.line) for row in rows] == [
        ("Erika Lindqvist", "LCSW, you", "Owner"),
        ("Bea Winter", "", "Therapist · 1 client"),
        ("Dora Herbst", "", "Assistant · ext. 4"),
    ]


def test_what_is_special_is_said() -> None:
    people = (
        Person(INVITED, INVITATION),
        Person(INVITED, INVITATION, is_invitation_over=True),
        Person(replace(BEA, status=UserStatus.DEACTIVATED)),
        Person(GONE, is_removal_unfinished=True),
    )
    said = [people_rows(overview(person), OWNER.id)[0] for person in people]
    assert [row.right for row in said] == ["Invited", "Invitation over", "Deactivated", "Removal not finished"]
    assert all(row.right_icon for row in said)


def test_who_could_supervise_and_who_could_take_clients_over() -> None:
    everybody = overview(
        *(Person(user) for user in (OWNER, BEA, DESK, INVITED, replace(INVITED, status=UserStatus.ACTIVE)))
    )
    assert [user.name for user in supervisors(everybody, BEA.id)] == ["Erika Lindqvist", "Ina Sommer"]
    assert [user.name for user in successors(everybody, OWNER.id)] == ["Bea Winter", "Ina Sommer"]


def test_the_supervision_that_did_not_end_counts() -> None:
    ended = Supervision(OWNER.id, BEA.id, START, OWNER.id, START, START)
    asked = replace(ended, agreed_at=None, ended_at=None)
    assert supervision_of(PeopleOverview((), (ended,), may_manage=True), BEA.id) is None
    assert supervision_of(PeopleOverview((), (ended, asked), may_manage=True), BEA.id) == asked
