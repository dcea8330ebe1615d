"""Which lines of a note have to be checked again because the transcript they rest on was corrected.

Pure and cheap: the store tells which utterances of which version differ from the newest, once; what that means for any
version of the note is worked out from it on any thread.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from therapease.domain.ids import StatementId, TranscriptId, UtteranceId
from therapease.domain.note import NoteVersion, Statement, StatementKind
from therapease.domain.transcript import Transcript

_QUOTED = re.compile(r"“([^“”]+)”")
_DRAFTED_KINDS = (StatementKind.PARAPHRASE, StatementKind.QUOTATION)


@dataclass(frozen=True, slots=True)
class Recheck:
    """The newest transcript of a session beside those that its note was checked against.

    `changed` holds, for each of these, the utterances whose words or speaker are not the same in the newest;
    `reassigned` those among them whose words stand as they were, so that only the speaker is another one.
    """

    newest: TranscriptId | None = None
    changed: Mapping[TranscriptId, frozenset[UtteranceId]] = field(default_factory=dict)
    reassigned: Mapping[TranscriptId, frozenset[UtteranceId]] = field(default_factory=dict)

    def stale(self, version: NoteVersion) -> frozenset[StatementId]:
        """Return the lines that cite words which have changed since the line was last checked.

        A line that rests on a transcript this knows nothing of is stale, too: it is better looked at once too often.
        """
        return frozenset(self.corrected_evidence(version))

    def corrected_evidence(self, version: NoteVersion) -> dict[StatementId, frozenset[UtteranceId]]:
        """Return, for each stale line, which of the utterances it cites have changed; all where that is not known."""
        found: dict[StatementId, frozenset[UtteranceId]] = {}
        for statement in version.statements:
            corrected = self._corrected(statement, version)
            if corrected:
                found[statement.id] = corrected
        return found

    def reassigned_lines(self, version: NoteVersion) -> frozenset[StatementId]:
        """Return the stale lines under which no words changed, only who said them."""
        corrected = self.corrected_evidence(version)
        others = {s.id: self.reassigned.get(basis_of(s, version), frozenset()) for s in version.statements}
        return frozenset(key for key, changed in corrected.items() if changed <= others[key])

    def lost_quotations(self, version: NoteVersion, newest: Transcript) -> frozenset[StatementId]:
        """Return the stale lines whose quoted words no longer stand in any utterance they cite."""
        stale, texts = self.stale(version), {u.id: u.text for u in newest.utterances}
        return frozenset(
            s.id
            for s in version.statements
            if s.id in stale and not quotes_stand(s, [texts.get(key, "") for key in s.evidence])
        )

    def _corrected(self, statement: Statement, version: NoteVersion) -> frozenset[UtteranceId]:
        basis = basis_of(statement, version)
        if self.newest is None or basis == self.newest:
            return frozenset()
        changed = self.changed.get(basis)
        cited = frozenset(statement.evidence)
        return cited if changed is None else cited & changed


def basis_of(statement: Statement, version: NoteVersion) -> TranscriptId:
    """Return the transcript version a line was last checked against."""
    return statement.basis or version.transcript_id


def bases_of(version: NoteVersion) -> frozenset[TranscriptId]:
    """Return every transcript version that lines with evidence rest on."""
    return frozenset(basis_of(s, version) for s in version.statements if s.evidence)


def quotes_stand(statement: Statement, cited: Collection[str]) -> bool:
    """Say whether all that a drafted line quotes stands in one of the utterances it cites. Own words quote nobody."""
    if statement.kind not in _DRAFTED_KINDS:
        return True
    return all(any(quoted in text for text in cited) for quoted in _QUOTED.findall(statement.text))
