"""What undo and redo lead to: the versions of a note, read as the clinician's steps.

Nothing is taken off the record: undoing makes a new version with former content. Which version that is follows from
the versions alone, so it is known after a restart, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from therapease.domain.ids import StatementId
from therapease.domain.note import NoteVersion, Statement, VersionReason
from therapease.domain.note_lines import Statements

MOST_STEPS = 200
"""How many steps back are offered; older versions stay in the history."""
_ENDS_WRITING = (VersionReason.WRITING, VersionReason.EDITED, VersionReason.BROUGHT_BACK)


@dataclass(frozen=True, slots=True)
class EditHistory:
    """Where the note stands, and the versions to go back and forward to, nearest last."""

    current: NoteVersion
    undo: tuple[NoteVersion, ...] = ()
    redo: tuple[NoteVersion, ...] = ()

    @classmethod
    def of(cls, versions: Iterable[NoteVersion]) -> EditHistory:
        """Return the history of at least one version, oldest first."""
        oldest, *later = _sharing(versions)
        history = cls(oldest)
        for version in later:
            history = history.followed_by(version)
        return history

    def followed_by(self, version: NoteVersion) -> EditHistory:
        """Return the history after one more version. A line written with pauses is one step."""
        undo, redo = self.undo, self.redo
        if version.reason == VersionReason.UNDONE and undo:
            # It stands for the version whose lines it has, so that its reason names what the next undo takes back.
            version = replace(version, reason=undo[-1].reason)
            undo, redo = undo[:-1], (*redo, self.current)
        elif version.reason == VersionReason.REDONE and redo:
            version = replace(version, reason=redo[-1].reason)
            undo, redo = (*undo, self.current), redo[:-1]
        elif self._goes_on_writing(version):
            redo = ()
        else:
            undo, redo = (*undo, self.current), ()
        return EditHistory(
            version, _without_standstill(undo[-MOST_STEPS:], version), _without_standstill(redo, version)
        )

    def _goes_on_writing(self, version: NoteVersion) -> bool:
        if self.current.reason != VersionReason.WRITING or version.reason not in _ENDS_WRITING or not self.undo:
            return False
        written = changed_lines(self.undo[-1].statements, self.current.statements)
        return changed_lines(self.current.statements, version.statements) <= written


def changed_lines(before: Statements, after: Statements) -> frozenset[StatementId]:
    """Return the lines that are not the same in both, leaving their order aside."""
    old, new = {s.id: s for s in before}, {s.id: s for s in after}
    return frozenset(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))


def _without_standstill(steps: tuple[NoteVersion, ...], current: NoteVersion) -> tuple[NoteVersion, ...]:
    """Leave out the nearest steps that would change nothing."""
    while steps and steps[-1].statements == current.statements:
        steps = steps[:-1]
    return steps


def _sharing(versions: Iterable[NoteVersion]) -> list[NoteVersion]:
    """Let versions share the lines they have in common: read from a vault, each line is there once per version."""
    seen: dict[Statement, Statement] = {}
    return [replace(v, statements=tuple(seen.setdefault(s, s) for s in v.statements)) for v in versions]
