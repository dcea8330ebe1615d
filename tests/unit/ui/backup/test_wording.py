"""Backups in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from therapease.domain.backup import Backup, RecordCounts
from therapease.services.backups import BackupOverview, BackupState, LastBackup
from therapease.ui.backup.wording import backup_rows, counts_words, drive_name, taken_words
from therapease.ui.wording import local

COUNTS = RecordCounts(1, 2, 2, 2, 1200, 0, 9)
AT = datetime(2026, 3, 15, 12, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("/media/erika/Blue USB drive/backups", "Blue USB drive"),
        ("/run/media/erika/Blue USB drive", "Blue USB drive"),
        ("/Volumes/Blue/Practice", "Blue"),
        ("/srv/practice/Backups", "Backups"),
        ("/media", "media"),
        ("/", "/"),
    ],
)
def test_a_drive_is_called_as_its_owner_calls_it(folder: str, name: str) -> None:
    assert drive_name(Path(folder)) == name


@pytest.mark.parametrize(
    ("days", "words"), [(0, "Last backup today, "), (2, "Last backup Sunday, "), (7, "Last backup 15 March, ")]
)
def test_the_last_one_is_told_by_weekday_while_that_is_clear(days: int, words: str) -> None:
    today = local(AT).date() + timedelta(days=days)
    assert taken_words(LastBackup("a", AT, COUNTS), today).startswith(words)


def test_counts_are_a_sentence() -> None:
    assert counts_words(COUNTS) == "1 client, 2 sessions, 2 recordings, 1,200 notes and 0 signatures"


def test_only_the_last_one_says_when_it_was_checked() -> None:
    newest = Backup(Path("b.vault"), AT, 369_664)
    older = Backup(Path("a.vault"), AT - timedelta(days=400), 369_664)
    state = BackupState(Path("drive"), last=LastBackup("b.vault", AT, COUNTS, AT + timedelta(days=1)))
    overview = BackupOverview(state, (newest, older), is_reachable=True, is_due=False, age=timedelta())
    first, second = backup_rows(overview, date(2026, 3, 17))
    assert first.right.startswith("Checked 16 March, ")
    assert second.right == ""
    assert second.title.endswith("2025")
    assert first.line == "361.0 kB"
