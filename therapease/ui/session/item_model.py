"""List models of the review place: the utterances of a transcript and the risks mentioned in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from therapease.domain.note import RiskMention, Stance
from therapease.domain.transcript import SpeakerRole, Utterance
from therapease.ui import strings
from therapease.ui.session import wording
from therapease.ui.session.evidence import CharacterRange, EvidenceMark, TranscriptIndex
from therapease.ui.session.timecode import timecode

AnyIndex = QModelIndex | QPersistentModelIndex
Hit = tuple[int, int, int]
"""A row, and where in its words something begins and ends."""


class Role(IntEnum):
    """What a delegate asks for, beyond Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class TranscriptRow:
    """One utterance as shown."""

    utterance: Utterance
    speaker: str
    time: str

    @property
    def is_therapist(self) -> bool:
        return self.utterance.role is SpeakerRole.THERAPIST


class TranscriptModel(QAbstractListModel):
    """The utterances in order, which one is playing, which are evidence, and where searched words were found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[TranscriptRow] = []
        self._initials = ""
        self._marks: dict[int, EvidenceMark] = {}
        self._hits: dict[int, tuple[CharacterRange, ...]] = {}
        self.current_hit: Hit | None = None
        self.playing_row: int | None = None

    def show(self, utterances: Sequence[Utterance], client_initials: str) -> None:
        self.beginResetModel()
        self._initials = client_initials
        self._rows = [self._row_of(u) for u in utterances]
        self._marks, self._hits = {}, {}
        self.playing_row = self.current_hit = None
        self.endResetModel()

    def correct(self, utterances: Sequence[Utterance]) -> list[int] | None:
        """Show a corrected version; return the rows that changed, or None when it has other rows altogether."""
        if [u.id for u in utterances] != [row.utterance.id for row in self._rows]:
            return None
        changed = [at for at, u in enumerate(utterances) if u is not self._rows[at].utterance]
        changed = [at for at in changed if utterances[at] != self._rows[at].utterance]
        for at in changed:
            self._rows[at] = self._row_of(utterances[at])
        self._announce(changed)
        return changed

    def put_words(self, row: int, words: str) -> None:
        """Show what was just written before it is kept; `correct` puts right whatever becomes of it."""
        self._rows[row] = self._row_of(replace(self._rows[row].utterance, text=words))
        self._announce([row])

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 because Qt declares it so
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.utterance.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken_words(index.row(), row)
        if role == Role.ROW:
            return row
        return None

    @property
    def rows(self) -> Sequence[TranscriptRow]:
        return self._rows

    def row(self, row: int) -> TranscriptRow:
        return self._rows[row]

    def mark(self, row: int) -> EvidenceMark | None:
        return self._marks.get(row)

    def hits(self, row: int) -> tuple[CharacterRange, ...]:
        """Return where searched words stand in an utterance."""
        return self._hits.get(row, ())

    @property
    def marked_rows(self) -> list[int]:
        return sorted(self._marks)

    def set_marks(self, marks: Sequence[EvidenceMark]) -> list[int]:
        """Mark evidence and return the rows whose look changed."""
        new = {mark.row: mark for mark in marks}
        changed = sorted(row for row in {*self._marks, *new} if self._marks.get(row) != new.get(row))
        self._marks = new
        self._announce(changed)
        return changed

    def set_hits(self, hits: Sequence[Hit], current: Hit | None) -> None:
        """Outline found words; nothing moves."""
        found: dict[int, tuple[CharacterRange, ...]] = {}
        for row, start, end in hits:
            found[row] = (*found.get(row, ()), (start, end))
        self._hits, self.current_hit = found, current

    def set_playing_row(self, row: int | None) -> bool:
        """Show which utterance is heard; return whether it is another one."""
        if row == self.playing_row:
            return False
        before, self.playing_row = self.playing_row, row
        self._announce([r for r in (before, row) if r is not None])
        return True

    def _row_of(self, utterance: Utterance) -> TranscriptRow:
        who = wording.speaker_words(utterance.role, utterance.speaker, self._initials)
        return TranscriptRow(utterance, who, timecode(utterance.start_s))

    def _announce(self, rows: Sequence[int]) -> None:
        for row in rows:
            index = self.index(row)
            self.dataChanged.emit(index, index)

    def _spoken_words(self, number: int, row: TranscriptRow) -> str:
        who = ", ".join(part for part in (row.speaker, row.time) if part)
        parts = [f"{who}: {row.utterance.text}"]
        mark = self._marks.get(number)
        if mark is not None:
            parts.append(strings.Transcript.SPOKEN_EVIDENCE.format(number=mark.number))
        if number in self._hits:
            parts.append(strings.Transcript.SPOKEN_HIT)
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class MentionRow:
    """One risk mention as shown: what, how it stands, and the words it was found in."""

    mention: RiskMention
    title: str
    stance: Stance
    stance_words: str
    quote: str
    time: str
    transcript_row: int | None


class MentionModel(QAbstractListModel):
    """The risks mentioned in the session, in the order of the conversation within each category."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[MentionRow] = []

    def show(self, mentions: Sequence[RiskMention], index: TranscriptIndex) -> None:
        self.beginResetModel()
        self._rows = [_mention_row(mention, index) for mention in mentions]
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 because Qt declares it so
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title}, {row.stance_words}, {row.time}: {row.quote}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.quote
        if role == Role.ROW:
            return row
        return None

    def row(self, row: int) -> MentionRow:
        return self._rows[row]


def _mention_row(mention: RiskMention, index: TranscriptIndex) -> MentionRow:
    """Quote the client's words where she is among the evidence: the answer says more than the question."""
    rows = index.rows(mention.evidence)
    told = [row for row in rows if index.utterances[row].role is not SpeakerRole.THERAPIST] or rows
    at = told[0] if told else None
    utterance = index.utterances[at] if at is not None else None
    return MentionRow(
        mention=mention,
        title=wording.RISK_WORDS[mention.category],
        stance=mention.stance,
        stance_words=wording.stance_words(mention),
        quote=f"“{utterance.text}”" if utterance is not None else "",
        time=timecode(utterance.start_s) if utterance is not None else "",
        transcript_row=at,
    )
