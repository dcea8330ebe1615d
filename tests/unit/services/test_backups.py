"""When a backup is due, what is kept of it, and the rehearsal that proves it. On a real vault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.vaults.making import make_vault, store
from therapease.domain.audit import AuditAction
from therapease.errors import BackupFolderError, JobCancelledError, StorageFullError, VaultDamagedError
from therapease.services.backups import BackupService
from therapease.services.context import ServiceContext


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def context(tmp_path: Path, clock: FakeClock) -> Iterator[ServiceContext]:
    made = make_vault(tmp_path)
    vault = store().unlock(made.path, made.passphrase)
    yield ServiceContext(vault, clock)
    vault.close()


@pytest.fixture
def service(context: ServiceContext) -> BackupService:
    return BackupService(context)


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    folder = tmp_path / "drive"
    folder.mkdir()
    return folder


def test_nothing_is_due_before_a_folder_is_chosen(service: BackupService, context: ServiceContext) -> None:
    assert not service.state().is_due(context.clock.now())
    with pytest.raises(BackupFolderError, match="No folder"):
        service.back_up()


def test_a_backup_is_due_once_a_day_and_after_the_clock_was_put_back(
    service: BackupService, context: ServiceContext, drive: Path
) -> None:
    service.choose(drive)
    now = context.clock.now()
    assert service.state().is_due(now)
    service.back_up()
    taken_at = service.list_all()[0].taken_at
    state = service.state()
    assert not state.is_due(taken_at + timedelta(hours=23))
    assert state.is_due(taken_at + timedelta(hours=24))
    assert state.is_due(taken_at - timedelta(hours=1))
    service.choose(drive, daily=False)
    assert not service.state().is_due(taken_at + timedelta(days=9))


def test_leaving_makes_one_where_the_last_is_old_enough_for_that_way_of_leaving(
    service: BackupService, context: ServiceContext, clock: FakeClock, drive: Path
) -> None:
    assert not service.is_due_on_leaving(is_lock=False), "no folder was chosen"
    service.choose(drive)
    assert service.is_due_on_leaving(is_lock=True)
    service.back_up_on_leaving()
    due = {}
    for minutes in (1, 6, 61):
        at = service.list_all()[0].taken_at + timedelta(minutes=minutes)
        due[minutes] = [service.state().is_due_on_leaving(at, is_lock=is_lock) for is_lock in (False, True)]
    assert due == {1: [False, False], 6: [True, False], 61: [True, True]}
    clock.advance(days=1)
    assert service.is_due_on_leaving(is_lock=True)
    service.choose(drive, on_exit=False)
    assert not service.is_due_on_leaving(is_lock=False)
    service.choose(drive)
    drive.rename(drive.with_name("taken away"))
    assert not service.is_due_on_leaving(is_lock=False), "a drive that is not there is told of when it is overdue"


def test_what_went_wrong_on_leaving_is_kept_until_a_backup_is_made(
    service: BackupService, context: ServiceContext, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.choose(drive)

    def fails(error: Exception) -> None:
        def back_up(*_arguments: object) -> None:
            raise error

        monkeypatch.setattr(type(context.vault), "back_up", back_up)

    fails(JobCancelledError())
    with pytest.raises(JobCancelledError):
        service.back_up_on_leaving()
    assert service.overview().state.problem is None, "whoever goes on without it knows"
    fails(StorageFullError())
    with pytest.raises(StorageFullError):
        service.back_up_on_leaving()
    problem = service.overview().state.problem
    assert problem is not None
    assert StorageFullError().title in problem.words
    assert problem.at == context.clock.now()
    monkeypatch.undo()
    service.back_up()
    assert service.overview().state.problem is None


def test_the_rehearsal_opens_the_last_backup_and_compares(
    service: BackupService, context: ServiceContext, clock: FakeClock, drive: Path
) -> None:
    service.choose(drive)
    made = service.back_up()
    last = service.state().last
    assert last is not None
    assert last.name == made.path.name
    assert last.checked_at == clock.now()
    clock.advance(days=3)
    assert service.rehearse() == last.counts
    last = service.state().last
    assert last is not None
    assert last.checked_at == clock.now()
    assert last.taken_at == made.taken_at
    with context.transaction() as unit:
        actions = [event.action for event in unit.audit.list_recent(2)]
    assert actions == [AuditAction.BACKUP_REHEARSED, AuditAction.VAULT_BACKED_UP]


def test_a_rehearsal_says_when_the_backup_is_gone_or_another(
    service: BackupService, context: ServiceContext, drive: Path
) -> None:
    service.choose(drive)
    with pytest.raises(BackupFolderError, match="no backup yet"):
        service.rehearse()
    made = service.back_up()
    with context.transaction() as unit:
        kept = unit.settings.get("backups")
        assert isinstance(kept, dict)
        counts = {**kept["last"]["counts"], "notes": 7}
        unit.settings.put("backups", {**kept, "last": {**kept["last"], "counts": counts}})
    with pytest.raises(VaultDamagedError, match="does not hold"):
        service.rehearse()
    made.path.unlink()
    with pytest.raises(BackupFolderError, match="not where it was put"):
        service.rehearse()


def test_old_backups_go_by_the_rules_and_only_after_a_new_one_stands(
    service: BackupService, clock: FakeClock, drive: Path
) -> None:
    service.choose(drive)
    for _ in range(5):
        service.back_up()
        clock.advance(minutes=7)
    assert len(service.list_all()) == 3


def test_a_drive_that_is_gone_is_told_and_the_choice_stays(service: BackupService, drive: Path) -> None:
    service.choose(drive)
    drive.rmdir()
    with pytest.raises(BackupFolderError):
        service.back_up()
    assert service.state().folder == drive
    assert service.list_all() == []
    with pytest.raises(BackupFolderError):
        service.choose(drive / "other")


def test_the_vaults_own_folder_is_refused_when_it_is_chosen(service: BackupService, context: ServiceContext) -> None:
    with pytest.raises(BackupFolderError, match="itself"):
        service.choose(context.vault.path.parent)
    assert service.state().folder is None


def test_the_overview_tells_when_it_is_overdue_and_whether_the_drive_is_there(
    service: BackupService, clock: FakeClock, drive: Path
) -> None:
    nothing = service.overview()
    assert (nothing.backups, nothing.is_due, nothing.is_overdue, nothing.age) == ((), False, False, None)
    service.choose(drive)
    made = service.back_up()
    clock.advance(days=9)
    overview = service.overview()
    assert overview.backups == (made,)
    assert overview.is_overdue
    assert overview.is_due
    assert overview.is_reachable
    drive.rename(drive.with_name("elsewhere"))
    assert not service.overview().is_reachable
    assert service.overview().backups == ()


def test_a_backup_that_is_stopped_leaves_nothing_behind(service: BackupService, drive: Path) -> None:
    service.choose(drive)

    def stop(done: float) -> None:
        raise JobCancelledError

    with pytest.raises(JobCancelledError):
        service.back_up(stop)
    assert list(drive.iterdir()) == []
    assert service.state().last is None
