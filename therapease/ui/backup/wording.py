"""Backups in words: when, where, how large, and what a rehearsal found."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QLocale

from therapease.domain.backup import Backup, RecordCounts
from therapease.services.backups import BackupOverview, BackupProblem, LastBackup
from therapease.ui import strings
from therapease.ui.rows import Row
from therapease.ui.wording import clock_time, local, short_date, weekday_date

_WEEK = timedelta(days=7)
_MOUNTS = (("Volumes",), ("media", "*"), ("run", "media", "*"), ("mnt",))
"""Below these a drive has the name its owner knows it by."""


def drive_name(folder: Path) -> str:
    """Return the name of the drive a folder lies on where that is a removable one, otherwise the folder's name."""
    parts = folder.parts[1:]
    for mount in _MOUNTS:
        is_below = len(parts) > len(mount) and all(
            wanted in ("*", part) for wanted, part in zip(mount, parts, strict=False)
        )
        if is_below:
            return parts[len(mount)]
    return folder.name or str(folder)


def taken_words(last: LastBackup, today: date) -> str:
    """Return “Last backup Sunday, 19:40”; with the date once a weekday could be mistaken."""
    day = day_words(local(last.taken_at).date(), today)
    return strings.Backup.LAST.format(day=day, time=clock_time(last.taken_at))


def missed_words(problem: BackupProblem, today: date) -> str:
    """Return when a backup before the vault was closed could not be made."""
    day = day_words(local(problem.at).date(), today)
    return strings.Backup.NOT_MADE_ON_LEAVING.format(day=day, time=clock_time(problem.at))


def day_words(day: date, today: date) -> str:
    if day == today:
        return strings.Backup.TODAY
    return weekday_date(day).split()[0] if timedelta(0) < today - day < _WEEK else short_date(day, today)


def size_words(size_bytes: int) -> str:
    return QLocale(QLocale.Language.English).formattedDataSize(
        size_bytes, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat
    )


def counts_words(counts: RecordCounts) -> str:
    """Return what a backup holds, in a sentence's words."""
    kinds = (
        (counts.clients, strings.Backup.CLIENT),
        (counts.sessions, strings.Backup.SESSION),
        (counts.recordings, strings.Backup.RECORDING),
        (counts.notes, strings.Backup.NOTE),
        (counts.signatures, strings.Backup.SIGNATURE),
    )
    words = [one if number == 1 else many.format(count=f"{number:,}") for number, (one, many) in kinds]
    return strings.Backup.AND.join((", ".join(words[:-1]), words[-1]))


def age_days(overview: BackupOverview) -> int:
    """Return how many whole days old the last backup is."""
    return 0 if overview.age is None else overview.age.days


def backup_rows(overview: BackupOverview, today: date) -> list[Row]:
    """Return one row for each backup in the folder, newest first."""
    return [_row(backup, overview.state.last, today) for backup in overview.backups]


def _row(backup: Backup, last: LastBackup | None, today: date) -> Row:
    day = local(backup.taken_at).date()
    title = f"{weekday_date(day)}{'' if day.year == today.year else f' {day.year}'}"
    is_last = last is not None and backup.path.name == last.name
    checked = "" if last is None or not is_last or last.checked_at is None else _checked_words(last, today)
    return Row(
        key=backup.path.name,
        title=title,
        addition=clock_time(backup.taken_at),
        line=size_words(backup.size_bytes),
        right=checked,
        right_icon="check" if checked else "",
    )


def _checked_words(last: LastBackup, today: date) -> str:
    checked_at = last.checked_at or last.taken_at
    day = local(checked_at).date()
    if day == local(last.taken_at).date():
        return strings.Backup.CHECKED.format(when=clock_time(checked_at))
    return strings.Backup.CHECKED.format(when=f"{short_date(day, today)}, {clock_time(checked_at)}")
