"""People on the stand-in: who is let in, what cannot be done to the last owner, what a removal hands over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import START, FakeClock, FakeEngine, FakeVault, workspace_of
from therapease.domain.audit import AuditAction
from therapease.domain.ids import UserId
from therapease.domain.session import Attendance
from therapease.domain.user import User, UserRole, UserStatus
from therapease.errors import InvalidFieldError, NotAllowedError, RuleViolation, StorageFullError
from therapease.services.people import Profile
from therapease.services.workspace import Workspace

OWNER = User(UserId("o"), "Erika Lindqvist", UserRole.OWNER, START)
BEA = User(UserId("b"), "Bea Winter", UserRole.THERAPIST, START)
CARL = User(UserId("c"), "Carl Sommer", UserRole.OWNER, START, status=UserStatus.DEACTIVATED)


@pytest.fixture
def vault() -> FakeVault:
    vault = FakeVault(Path("practice.vault"), OWNER, FakeClock())
    vault.tables.users.update({person.id: person for person in (BEA, CARL)})
    return vault


@pytest.fixture
def work(vault: FakeVault) -> Workspace:
    return workspace_of(vault, FakeEngine())


def test_who_is_invited_waits_until_she_joins_and_her_code_is_kept_nowhere(work: Workspace, vault: FakeVault) -> None:
    user, code = work.people.invite(Profile("  Sofia   Okafor ", "PsyD"), UserRole.SUPERVISOR)
    assert (user.name, user.status, vault.codes[user.id]) == ("Sofia Okafor", UserStatus.INVITED, code)
    person = work.people.overview().person(user.id)
    assert person.invitation is not None
    assert not person.is_invitation_over
    assert code not in repr(vault.tables)


def test_an_invitation_shows_when_it_is_over(work: Workspace, vault: FakeVault) -> None:
    user, _ = work.people.invite(Profile("Sofia Okafor"), UserRole.SUPERVISOR)
    practice = vault.tables.practice
    practice.invitations[user.id] = replace(practice.invitations[user.id], expires_at=START - timedelta(days=1))
    assert work.people.overview().person(user.id).is_invitation_over


@pytest.mark.parametrize(
    ("profile", "field"),
    [(Profile("   "), "name"), (Profile("Sofia", contact="x" * 201), "contact"), (Profile("bea winter"), "name")],
)
def test_what_cannot_be_is_said_at_its_field(work: Workspace, profile: Profile, field: str) -> None:
    with pytest.raises(InvalidFieldError) as caught:
        work.people.invite(profile, UserRole.THERAPIST)
    assert caught.value.field == field


def test_a_withdrawn_invitation_leaves_the_name_and_no_way_in(work: Workspace, vault: FakeVault) -> None:
    user, _ = work.people.invite(Profile("Sofia Okafor"), UserRole.SUPERVISOR)
    work.people.withdraw(user.id)
    assert vault.tables.users[user.id].status is UserStatus.REMOVED
    assert user.id in vault.removed_ids
    with pytest.raises(RuleViolation):
        work.people.withdraw(BEA.id)


def test_a_new_code_is_for_who_has_not_joined_and_a_reset_for_who_has(work: Workspace, vault: FakeVault) -> None:
    user, _ = work.people.invite(Profile("Sofia Okafor"), UserRole.SUPERVISOR)
    work.people.new_code(user.id)
    with pytest.raises(RuleViolation):
        work.people.reset(user.id)
    work.people.reset(BEA.id)
    assert AuditAction.PERSON_RESET in vault.actions
    with pytest.raises(RuleViolation):
        work.people.new_code(BEA.id)


@pytest.mark.parametrize("act", ["deactivate", "reset", "remove", "role"])
def test_the_last_owner_stays_what_she_is(work: Workspace, act: str) -> None:
    acts = {
        "deactivate": lambda: work.people.deactivate(OWNER.id),
        "reset": lambda: work.people.reset(OWNER.id),
        "remove": lambda: work.people.remove(OWNER.id, BEA.id),
        "role": lambda: work.people.change_role(OWNER.id, UserRole.THERAPIST),
    }
    with pytest.raises(RuleViolation, match="one owner at least"):
        acts[act]()
    # With a second one it is still not done to oneself.
    work.people.reactivate(CARL.id)
    with pytest.raises(RuleViolation, match="another owner"):
        acts[act]()


def test_another_owner_can_be_demoted_while_one_is_left(work: Workspace, vault: FakeVault) -> None:
    work.people.reactivate(CARL.id)
    work.people.change_role(CARL.id, UserRole.THERAPIST)
    assert vault.tables.users[CARL.id].role is UserRole.THERAPIST
    assert vault.actions[-2:] == [AuditAction.PERSON_REACTIVATED, AuditAction.PERSON_ROLE_CHANGED]


def test_removing_hands_over_clients_and_what_is_booked_and_gives_the_vault_another_key(vault: FakeVault) -> None:
    bea = FakeVault(vault.path, BEA, vault.clock)
    bea.tables = vault.tables
    hers = workspace_of(bea, FakeEngine())
    client = hers.clients.create("Mara Keller")
    (booked,) = hers.appointments.book(client.id, [START], 50, Attendance.IN_PERSON)
    vault.tables = bea.tables
    work = workspace_of(vault, FakeEngine())
    work.supervision.propose(OWNER.id, BEA.id)
    work.people.remove(BEA.id, OWNER.id)
    assert vault.tables.clients[client.id].therapist_id == OWNER.id
    assert vault.tables.sessions[booked.id].therapist_id == OWNER.id
    assert vault.tables.users[BEA.id].status is UserStatus.REMOVED
    assert vault.tables.practice.supervisions[0].ended_at is not None
    assert BEA.id in vault.removed_ids


def test_a_removal_whose_key_could_not_be_changed_is_told_and_ended_later(work: Workspace, vault: FakeVault) -> None:
    vault.fail_rotation_with = StorageFullError()
    with pytest.raises(StorageFullError):
        work.people.remove(BEA.id, OWNER.id)
    assert vault.tables.users[BEA.id].status is UserStatus.REMOVED
    assert work.people.overview().person(BEA.id).is_removal_unfinished
    vault.fail_rotation_with = None
    work.people.remove(BEA.id, OWNER.id)
    assert not work.people.overview().person(BEA.id).is_removal_unfinished


def test_clients_go_to_nobody_who_treats_none(work: Workspace) -> None:
    desk, _ = work.people.invite(Profile("Dora Herbst"), UserRole.ASSISTANT)
    client = work.clients.create("Mara Keller")
    for call in (work.people.assign, work.people.hand_over):
        for person in (desk.id, CARL.id):
            with pytest.raises(InvalidFieldError):
                call(client.id, person)
    work.people.assign(client.id, BEA.id)
    work.people.hand_over(client.id, BEA.id)
    work.people.unassign(client.id, BEA.id)


def test_a_profile_is_ones_own_or_the_owners(work: Workspace, vault: FakeVault) -> None:
    work.people.edit_profile(BEA.id, Profile("Bea Winter-Holm", "MSc"))
    assert vault.tables.users[BEA.id].credentials == "MSc"
    bea = FakeVault(vault.path, BEA, vault.clock)
    bea.tables = vault.tables
    with pytest.raises(NotAllowedError):
        workspace_of(bea, FakeEngine()).people.edit_profile(OWNER.id, Profile("Somebody"))
