"""Which backups stay, and counts that survive being written down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from therapease.domain.backup import Backup, RecordCounts, Retention

NEWEST = datetime(2026, 3, 17, 18, 0, tzinfo=UTC)


def daily(count: int) -> list[Backup]:
    return [Backup(Path(f"{day}.vault"), NEWEST - timedelta(days=day), 1) for day in range(count)]


def kept_days(retention: Retention, count: int) -> list[int]:
    backups = daily(count)
    gone = set(retention.superfluous(backups))
    return [(NEWEST - backup.taken_at).days for backup in backups if backup not in gone]


def test_the_newest_backup_is_kept_whatever_the_rules_say() -> None:
    assert kept_days(Retention(newest=0, days=0, weeks=0, months=0), 30) == [0]


def test_days_weeks_and_months_thin_out_backwards() -> None:
    kept = kept_days(Retention(), 400)
    assert kept[:7] == list(range(7))
    # Newest of each of four ISO weeks: 17 March 2026 is a Tuesday, so that earlier weeks end on Sundays.
    assert {2, 9, 16} <= set(kept)
    months = {(NEWEST - timedelta(days=day)).strftime("%Y-%m") for day in kept}
    assert len(months) == 12
    assert len(kept) < 25


def test_many_backups_of_one_day_leave_the_newest_ones() -> None:
    hourly = [Backup(Path(f"{hour}.vault"), NEWEST - timedelta(hours=hour), 1) for hour in range(12)]
    gone = Retention(newest=3).superfluous(hourly)
    assert [backup.path.name for backup in hourly if backup not in gone] == ["0.vault", "1.vault", "2.vault"]


def test_the_oldest_is_named_first_so_that_a_crash_leaves_the_better_ones() -> None:
    gone = Retention().superfluous(daily(60))
    assert gone == sorted(gone, key=lambda backup: backup.taken_at)


def test_counts_survive_being_kept_and_foreign_ones_are_none() -> None:
    counts = RecordCounts(1, 2, 3, 4, 5, 6, 7)
    assert RecordCounts.from_json(counts.as_json()) == counts
    assert RecordCounts.from_json({"clients": 1}) is None
    assert RecordCounts.from_json("no counts") is None
