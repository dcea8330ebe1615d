"""A private note is written, read and deleted by its owner, and reached by nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes import START, FakeVault, new_workspace, workspace_of
from therapease.domain.audit import AuditAction
from therapease.domain.ids import SessionId, UserId
from therapease.domain.session import TherapySession
from therapease.domain.user import User, UserRole
from therapease.errors import ConflictError, InvalidFieldError, NotAllowedError, NotFoundError, SealedForOthersError
from therapease.services.workspace import Workspace
from therapease.store.key_material import UserKeys

TEXT = "I noticed how much I wanted to rescue her."


@pytest.fixture
def work() -> Workspace:
    return new_workspace()


@pytest.fixture
def session(work: Workspace) -> TherapySession:
    return work.schedule.add_session(work.clients.create("Mara Keller").id, START)


def vault_of(work: Workspace) -> FakeVault:
    assert isinstance(work.vault, FakeVault)
    return work.vault


def actions(work: Workspace) -> list[AuditAction]:
    return [action for action in vault_of(work).actions if action.value.startswith("process_note")]


def test_what_is_written_is_read_back(work: Workspace, session: TherapySession) -> None:
    assert work.process_notes.open(session.id) is None
    saved = work.process_notes.save(session.id, TEXT, 0)
    assert saved is not None
    assert (saved.version, saved.text) == (1, TEXT)
    assert work.process_notes.open(session.id) == saved
    assert work.process_notes.sessions_with_one(session.client_id) == {session.id}
    assert actions(work) == [AuditAction.PROCESS_NOTE_WRITTEN, AuditAction.PROCESS_NOTE_VIEWED]


def test_every_change_is_a_version(work: Workspace, session: TherapySession) -> None:
    work.process_notes.save(session.id, "one", 0)
    work.process_notes.save(session.id, "two", 1)
    work.process_notes.save(session.id, "", 2)
    assert [each.text for each in work.process_notes.versions(session.id)] == ["one", "two", ""]


def test_nothing_new_makes_no_version(work: Workspace, session: TherapySession) -> None:
    assert work.process_notes.save(session.id, " \n", 0) is None
    first = work.process_notes.save(session.id, TEXT, 0)
    assert work.process_notes.save(session.id, TEXT, 1) == first
    assert len(work.process_notes.versions(session.id)) == 1


def test_a_newer_version_is_not_written_over(work: Workspace, session: TherapySession) -> None:
    work.process_notes.save(session.id, "one", 0)
    for seen in (0, 2):
        with pytest.raises(ConflictError):
            work.process_notes.save(session.id, "other", seen)


def test_beyond_every_measure_it_is_refused(work: Workspace, session: TherapySession) -> None:
    with pytest.raises(InvalidFieldError):
        work.process_notes.save(session.id, "x" * 200_001, 0)
    with pytest.raises(NotFoundError):
        work.process_notes.save(SessionId("none"), TEXT, 0)


def test_deleting_takes_every_version_and_is_recorded_once(work: Workspace, session: TherapySession) -> None:
    work.process_notes.save(session.id, "one", 0)
    work.process_notes.save(session.id, "two", 1)
    work.process_notes.delete(session.id)
    work.process_notes.delete(session.id)
    assert work.process_notes.open(session.id) is None
    assert work.process_notes.versions(session.id) == []
    assert actions(work).count(AuditAction.PROCESS_NOTE_DELETED) == 1
    assert vault_of(work).tables.practice.process_notes == {}


def test_the_history_of_the_session_says_nothing_of_it(work: Workspace, session: TherapySession) -> None:
    work.process_notes.save(session.id, TEXT, 0)
    shown = [entry.action for entry in work.history.of_session(session.id).entries]
    assert not [action for action in shown if action.value.startswith("process_note")]


def test_another_account_has_none_and_makes_her_own(work: Workspace, session: TherapySession) -> None:
    work.process_notes.save(session.id, TEXT, 0)
    vault = vault_of(work)
    vault.user = User(UserId("bea"), "Bea Winter", UserRole.OWNER, START)
    vault.keys = UserKeys.generate()
    bea = workspace_of(vault, work.engine)  # type: ignore[arg-type]  # because the fake engine is behind a Protocol
    assert bea.process_notes.open(session.id) is None
    assert bea.process_notes.sessions_with_one(session.client_id) == frozenset()
    hers = bea.process_notes.save(session.id, "Bea's own", 0)
    assert hers == bea.process_notes.open(session.id)


def test_after_a_reset_of_the_keys_it_is_closed_for_good(work: Workspace, session: TherapySession) -> None:
    work.process_notes.save(session.id, TEXT, 0)
    vault_of(work).keys = UserKeys.generate()
    with pytest.raises(SealedForOthersError):
        work.process_notes.open(session.id)
    work.process_notes.delete(session.id)
    assert work.process_notes.save(session.id, "anew", 0) == work.process_notes.open(session.id)


def test_an_assistant_has_no_private_notes(work: Workspace, session: TherapySession) -> None:
    vault_of(work).user = replace(work.user, role=UserRole.ASSISTANT)
    for act in (work.process_notes.open, work.process_notes.versions, work.process_notes.delete):
        with pytest.raises(NotAllowedError):
            act(session.id)
    with pytest.raises(NotAllowedError):
        work.process_notes.save(session.id, TEXT, 0)
