"""Which lines of a note have to be checked again because the transcript they rest on was corrected.

Pure and cheap: the store tells which utterances of which version differ from the newest, once; what that means for any
version of the note is worked out from it on any thread.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from therapease.domain.ids import StatementId, TranscriptId, UtteranceId
from therapease.domain.note import NoteVersion, Statement, StatementKind
from therapease.domain.transcript import Transcript

_QUOTED = re.compile(r"“([^“”]+)”")
_DRAFTED_KINDS = (StatementKind.PARAPHRASE, StatementKind.QUOTATION)


@dataclass(frozen=True, slots=True)
class Recheck:
    """The newest transcript of a session beside those that its note was checked against.

    `changed` holds, for each of these, the utterances whose words or speaker are not the same in the newest.
    """

    newest: TranscriptId | None = None
    changed: Mapping[TranscriptId, frozenset[UtteranceId]] = field(default_factory=dict)

    def stale(self, version: NoteVersion) -> frozenset[StatementId]:
        """Return the lines that cite words which have changed since the line was last checked.

        A line that rests on a transcript this knows nothing of is stale, too: it is better looked at once too often.
        """
        return frozenset(s.id for s in version.statements if self._is_stale(s, version))

    def lost_quotations(self, version: NoteVersion, newest: Transcript) -> frozenset[StatementId]:
        """Return the stale lines whose quoted words no longer stand in any utterance they cite."""
        stale, texts = self.stale(version), {u.id: u.text for u in newest.utterances}
        return frozenset(
            s.id for s in version.statements if s.id in stale and s.kind in _DRAFTED_KINDS and not _stands(s, texts)
        )

    def _is_stale(self, statement: Statement, version: NoteVersion) -> bool:
        basis = basis_of(statement, version)
        if not statement.evidence or self.newest is None or basis == self.newest:
            return False
        changed = self.changed.get(basis)
        return changed is None or not changed.isdisjoint(statement.evidence)


def basis_of(statement: Statement, version: NoteVersion) -> TranscriptId:
    """Return the transcript version a line was last checked against."""
    return statement.basis or version.transcript_id


def bases_of(version: NoteVersion) -> frozenset[TranscriptId]:
    """Return every transcript version that lines with evidence rest on."""
    return frozenset(basis_of(s, version) for s in version.statements if s.evidence)


def _stands(statement: Statement, texts: Mapping[UtteranceId, str]) -> bool:
    cited = [texts.get(utterance_id, "") for utterance_id in statement.evidence]
    return all(any(quoted in text for text in cited) for quoted in _QUOTED.findall(statement.text))
