"""What happened to a session as rows, and the versions of its note that are worth telling apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from therapease.domain.audit import AuditAction
from therapease.domain.edit_history import changed_lines
from therapease.domain.ids import StatementId
from therapease.domain.note import NoteVersion, Statement, VersionReason
from therapease.services.history import DraftRecord, HistoryEntry, SessionHistory
from therapease.ui import strings
from therapease.ui.rows import Row
from therapease.ui.session import timecode

_ICONS = {
    AuditAction.SESSION_CREATED: "calendar-plus",
    AuditAction.RECORDING_IMPORTED: "file-audio",
    AuditAction.TRANSCRIPT_CREATED: "audio-lines",
    AuditAction.TRANSCRIPT_CORRECTED: "pen-line",
    AuditAction.NOTE_DRAFTED: "notebook-pen",
    AuditAction.NOTE_EDITED: "file-pen-line",
    AuditAction.NOTE_SIGNED: "signature",
    AuditAction.NOTE_AMENDED: "file-pen",
}
_REASON_ICONS: dict[str, str] = {
    VersionReason.DRAFTED: "notebook-pen",
    VersionReason.CARRIED_OVER: "file-pen-line",
    VersionReason.ACCEPTED: "check",
    VersionReason.REMOVED: "minus",
    VersionReason.ADDED: "plus",
    VersionReason.MOVED: "arrow-down",
    VersionReason.UNDONE: "undo-2",
    VersionReason.REDONE: "rotate-cw",
    VersionReason.RESTORED: "rotate-ccw",
    VersionReason.BROUGHT_BACK: "rotate-ccw",
}
_GOES_ON = (VersionReason.WRITING, VersionReason.EDITED, VersionReason.BROUGHT_BACK)


@dataclass(frozen=True, slots=True)
class ChosenVersion:
    """A version as it can be chosen: of the newest draft or of an earlier one."""

    version: NoteVersion
    draft: int
    sections: tuple[tuple[str, str], ...]
    is_newest_draft: bool

    @property
    def key(self) -> str:
        return self.version.id


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A line that the newest draft had and has no more; `from_version` is the last version with it."""

    statement: Statement
    from_version: int
    facts: str


def removed_lines(history: SessionHistory) -> list[RemovedLine]:
    """Return the lines taken out of the newest draft, the last one first."""
    if not history.drafts:
        return []
    draft = history.drafts[-1]
    titles, versions = dict(draft.section_titles), draft.versions
    present = {s.id for s in versions[-1].statements}
    found: dict[StatementId, RemovedLine] = {}
    for version, following in pairwise(versions):
        kept = {s.id for s in following.statements}
        for line in version.statements:
            if line.id not in present and line.id not in kept:
                when = strings.SessionHistory.MOMENT.format(
                    day=timecode.local_date(following.created_at), time=timecode.local_time(following.created_at)
                )
                facts = strings.RemovedLines.FACTS.format(section=titles.get(line.section, ""), time=when)
                found.pop(line.id, None)
                found[line.id] = RemovedLine(line, version.version, facts)
    return list(found.values())[::-1]


def history_rows(history: SessionHistory) -> list[Row]:
    """Return what happened, newest first."""
    return [_history_row(number, entry) for number, entry in enumerate(history.entries)][::-1]


def _history_row(number: int, entry: HistoryEntry) -> Row:
    words = strings.SessionHistory
    what = strings.ACTION_WORDS.get(entry.action, words.SOMETHING)
    if entry.action is AuditAction.TRANSCRIPT_CORRECTED and entry.reason:
        what = words.DETAIL.format(what=what, detail=entry.reason)
    if entry.count > 1:
        what = words.COUNTED.format(what=what, count=entry.count)
    day, begin = timecode.local_date(entry.at), timecode.local_time(entry.at)
    end_day, end = timecode.local_date(entry.until), timecode.local_time(entry.until)
    when = words.MOMENT.format(day=day, time=begin)
    if (end_day, end) != (day, begin):
        last = end if end_day == day else words.MOMENT.format(day=end_day, time=end)
        when = words.SPAN.format(begin=when, end=last)
    line = words.BY.format(time=when, who=entry.who) if entry.who else when
    return Row(str(number), what, line=line, glyph=_ICONS.get(entry.action, "file-text"))


def chosen_versions(history: SessionHistory) -> list[ChosenVersion]:
    """Return the versions worth choosing, newest first. What autosave kept of a line counts with its end."""
    found: list[ChosenVersion] = []
    for number, draft in enumerate(history.drafts, start=1):
        is_newest = number == len(history.drafts)
        found += [ChosenVersion(v, number, draft.section_titles, is_newest) for v in _told_apart(draft)]
    return found[::-1]


def _told_apart(draft: DraftRecord) -> list[NoteVersion]:
    versions = draft.versions
    return [version for at, version in enumerate(versions) if not _goes_on(versions, at)]


def _goes_on(versions: Sequence[NoteVersion], at: int) -> bool:
    """Say whether a version only holds a line half written that the next one goes on with."""
    if at == 0 or at + 1 >= len(versions) or versions[at].reason != VersionReason.WRITING:
        return False
    following = versions[at + 1]
    written = changed_lines(versions[at - 1].statements, versions[at].statements)
    return following.reason in _GOES_ON and changed_lines(versions[at].statements, following.statements) <= written


def version_row(chosen: ChosenVersion) -> Row:
    """Return a version as a row of the list."""
    words, version = strings.CompareVersions, chosen.version
    title = words.VERSION.format(number=version.version)
    if not chosen.is_newest_draft:
        title = words.EARLIER_DRAFT.format(draft=chosen.draft, number=version.version)
    known = {reason.value: text for reason, text in strings.REASON_WORDS.items()}
    reason = known.get(version.reason, version.reason)
    moment = strings.SessionHistory.MOMENT.format(
        day=timecode.local_date(version.created_at), time=timecode.local_time(version.created_at)
    )
    line = words.FACTS.format(reason=reason[:1].upper() + reason[1:], time=moment)
    return Row(chosen.key, title, line=line, glyph=_REASON_ICONS.get(version.reason, "file-pen-line"))
