"""Column types that keep what SQLite would lose: the time zone of a moment, and whether an id was a number."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from therapease.domain.ids import UtteranceId
from therapease.errors import InternalError


def utc_text(moment: datetime) -> str:
    """Return a moment as `UtcText` keeps it. Raise InternalError for one without a time zone."""
    if moment.tzinfo is None:
        raise InternalError(detail="a moment without a time zone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


class UtcText(TypeDecorator[datetime]):
    """A moment as fixed-width UTC text (“2026-03-01T09:30:00.000000Z”): readable, and sorted as text it is in order."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else utc_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class UtteranceKey(TypeDecorator[UtteranceId]):
    """An utterance's id as JSON text, so that 7 and “7” stay apart."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: UtteranceId | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> UtteranceId | None:
        if value is None:
            return None
        if value.isascii() and value.isdigit():
            return int(value)  # what nearly all are; three thousand at a time
        decoded = json.loads(value)
        if isinstance(decoded, bool) or not isinstance(decoded, int | str):
            raise InternalError(detail="an utterance id of an unknown kind")
        return decoded
