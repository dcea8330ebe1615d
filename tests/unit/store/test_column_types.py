"""Moments and utterance ids survive the database exactly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from therapease.domain.ids import UtteranceId
from therapease.errors import InternalError
from therapease.store.column_types import UtcText, UtteranceKey

DIALECT = sqlite.dialect()
moments = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=st.just(UTC))


def stored(moment: datetime) -> str:
    text = UtcText().process_bind_param(moment, DIALECT)
    assert text is not None
    return text


@given(moments)
def test_a_moment_survives_to_the_microsecond(moment: datetime) -> None:
    assert UtcText().process_result_value(stored(moment), DIALECT) == moment


@given(moments, moments)
def test_stored_moments_are_ordered_as_text(one: datetime, other: datetime) -> None:
    assert (stored(one) < stored(other)) == (one < other)


def test_another_zone_is_stored_as_utc() -> None:
    moment = datetime(2026, 3, 1, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    assert stored(moment) == "2026-03-01T09:30:00.000000Z"


def test_a_moment_without_zone_is_our_mistake() -> None:
    with pytest.raises(InternalError):
        stored(datetime(2026, 3, 1))


@given(st.one_of(st.integers(), st.text(st.characters(codec="utf-8"))))
def test_an_id_survives_and_numbers_stay_apart_from_digits(utterance_id: UtteranceId) -> None:
    column = UtteranceKey()
    text = column.process_bind_param(utterance_id, DIALECT)
    back = column.process_result_value(text, DIALECT)
    assert back == utterance_id
    assert type(back) is type(utterance_id)
    assert text != column.process_bind_param(str(utterance_id) if isinstance(utterance_id, int) else 0, DIALECT)


@pytest.mark.parametrize("stored_text", ["true", "1.5", "null", "[1]"])
def test_another_kind_of_id_is_refused(stored_text: str) -> None:
    with pytest.raises(InternalError):
        UtteranceKey().process_result_value(stored_text, DIALECT)


def test_nothing_stays_nothing() -> None:
    assert UtcText().process_bind_param(None, DIALECT) is None
    assert UtcText().process_result_value(None, DIALECT) is None
    assert UtteranceKey().process_bind_param(None, DIALECT) is None
    assert UtteranceKey().process_result_value(None, DIALECT) is None
