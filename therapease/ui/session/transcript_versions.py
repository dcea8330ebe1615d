"""Every version of the open transcript and what differs between two of them, without a widget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from therapease.domain.ids import SessionId
from therapease.domain.transcript_diff import UtteranceDifference, differences
from therapease.services.corrections import CorrectionService, TranscriptVersion
from therapease.ui import strings
from therapease.ui.background import Background
from therapease.ui.rows import Row
from therapease.ui.session.timecode import local_moment, local_time


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs from version `before` to version `after`."""

    before: int
    after: int
    found: tuple[UtteranceDifference, ...]


class TranscriptVersions(QObject):
    """Reads versions and compares them in the background."""

    versions_read = Signal(object)
    """TranscriptVersions of the session, newest first."""
    compared = Signal(object)
    failed = Signal(object)

    def __init__(
        self, service: CorrectionService, background: Background, session_id: SessionId, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._service, self._background, self._session_id = service, background, session_id
        self._wanted = (0, 0)

    def read(self) -> None:
        work, session_id = self._service.versions, self._session_id
        operation = self._background.start(self, lambda: work(session_id))
        operation.success(self.versions_read.emit).failure(self.failed.emit)

    def compare(self, before: int, after: int) -> None:
        """Work out what differs; of several questions the last one is answered."""
        self._wanted = (before, after)
        service, session_id = self._service, self._session_id

        def work() -> Comparison:
            old, new = (service.version(session_id, version) for version in (before, after))
            return Comparison(before, after, differences(old, new))

        def take(comparison: Comparison) -> None:
            if (comparison.before, comparison.after) == self._wanted:
                self.compared.emit(comparison)

        self._background.start(self, work).success(take).failure(self.failed.emit)


def version_rows(versions: Sequence[TranscriptVersion]) -> list[Row]:
    """Return versions as rows: when, which and why."""
    words = strings.Versions
    return [
        Row(
            key=str(version.head.version),
            title=(words.VERSION if number else words.CURRENT).format(version=version.head.version),
            line=reason_words(version.head.reason),
            lead=local_time(version.head.created_at),
        )
        for number, version in enumerate(versions)
    ]


def facts_of(version: TranscriptVersion) -> str:
    """Return all there is to know of a version: which, why, when and by whom."""
    head = version.head
    name = strings.Versions.VERSION.format(version=head.version)
    parts = (name, reason_words(head.reason), local_moment(head.created_at), version.author)
    return strings.SEPARATOR.join(part for part in parts if part)


def reason_words(reason: str) -> str:
    """Return why a version was made, in the words of the window."""
    return strings.VERSION_REASONS.get(reason, reason[:1].upper() + reason[1:])
