"""What changed between two versions of a note, line by line and word by word."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from therapease.domain.ids import StatementId
from therapease.domain.note import Statement
from therapease.domain.note_lines import Statements
from therapease.domain.word_diff import WordChange, WordRun, diff_words
from therapease.errors import InternalError


class LineChange(StrEnum):
    """What happened to a line. Reworded outweighs moved, moved outweighs a change of standing alone."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    MOVED = "moved"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class LineDifference:
    """One line of the comparison. `line` is the newer one, for a removed line the older."""

    change: LineChange
    line: Statement
    words: tuple[WordRun, ...]


def diff_lines(before: Statements, after: Statements, sections: Sequence[str]) -> tuple[LineDifference, ...]:
    """Compare two versions of one note. Lines come in the newer order; a removed one stands where it stood."""
    old, new = {s.id: s for s in before}, {s.id: s for s in after}
    moved = _moved(before, after)
    found: list[LineDifference] = []
    for key in sections:
        lines = [s for s in after if s.section == key]
        for line in _with_removed(lines, [s for s in before if s.section == key], new.keys()):
            found.append(_difference(old.get(line.id), new.get(line.id), is_moved=line.id in moved))
    return tuple(found)


def _with_removed(lines: list[Statement], former: list[Statement], present: Collection[StatementId]) -> list[Statement]:
    merged = list(lines)
    previous: StatementId | None = None
    for was in former:
        if was.id not in present:
            place = next((i + 1 for i, s in enumerate(merged) if s.id == previous), 0)
            merged.insert(place, was)
        previous = was.id if any(s.id == was.id for s in merged) else previous
    return merged


def _difference(was: Statement | None, now: Statement | None, *, is_moved: bool) -> LineDifference:
    if now is None:
        if was is None:
            raise InternalError(detail="a line of neither version")
        return LineDifference(LineChange.REMOVED, was, (WordRun(was.text, WordChange.REMOVED),))
    if was is None:
        return LineDifference(LineChange.ADDED, now, (WordRun(now.text, WordChange.ADDED),))
    if was.text != now.text:
        return LineDifference(LineChange.REWORDED, now, diff_words(was.text, now.text))
    same = (WordRun(now.text, WordChange.SAME),)
    if is_moved or was.section != now.section:
        return LineDifference(LineChange.MOVED, now, same)
    is_judged = (was.standing, was.kind) != (now.standing, now.kind)
    return LineDifference(LineChange.JUDGED if is_judged else LineChange.SAME, now, same)


def _moved(before: Statements, after: Statements) -> set[StatementId]:
    """Return the lines that changed their place among those that are in both: all but the longest run in order."""
    places = {s.id: i for i, s in enumerate(before)}
    common = [s.id for s in after if s.id in places]
    tails: list[list[StatementId]] = []
    for key in common:
        best = max((run for run in tails if places[run[-1]] < places[key]), key=len, default=[])
        tails.append([*best, key])
    kept = max(tails, key=len, default=[])
    return set(common) - set(kept)
