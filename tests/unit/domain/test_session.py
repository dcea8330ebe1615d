"""The stages of a session: what may follow what, checked against the rule and not against the table."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from therapease.domain.ids import ClientId, SessionId, UserId
from therapease.domain.session import SessionStatus, TherapySession
from therapease.errors import InvalidTransitionError

MOMENT = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)
FINAL = {SessionStatus.SIGNED, SessionStatus.AMENDED}


def session(status: SessionStatus) -> TherapySession:
    return TherapySession(SessionId("s"), ClientId("c"), UserId("u"), 1, MOMENT, status, MOMENT)


def may_move(start: SessionStatus, to: SessionStatus) -> bool:
    try:
        moved = session(start).moved_to(to)
    except InvalidTransitionError:
        return False
    assert moved.status is to
    assert moved.id == "s"
    return True


def test_the_whole_way_from_schedule_to_amendment() -> None:
    current = session(SessionStatus.SCHEDULED)
    for status in ("recorded", "transcribed", "drafted", "signed", "amended", "amended"):
        current = current.moved_to(SessionStatus(status))
    assert current.is_signed


@pytest.mark.parametrize("start", sorted(FINAL))
@pytest.mark.parametrize("to", sorted(set(SessionStatus) - {SessionStatus.AMENDED}))
def test_nothing_leads_back_from_a_signature(start: SessionStatus, to: SessionStatus) -> None:
    assert not may_move(start, to)


@pytest.mark.parametrize("start", sorted(set(SessionStatus) - {SessionStatus.DRAFTED}))
def test_only_a_draft_can_be_signed(start: SessionStatus) -> None:
    assert not may_move(start, SessionStatus.SIGNED)


@pytest.mark.parametrize("start", ["recorded", "transcribed", "drafted", "signed", "amended", "cancelled"])
def test_what_has_a_record_cannot_be_cancelled(start: str) -> None:
    assert not may_move(SessionStatus(start), SessionStatus.CANCELLED)


def test_a_cancelled_session_may_only_be_scheduled_again() -> None:
    assert [to for to in SessionStatus if may_move(SessionStatus.CANCELLED, to)] == [SessionStatus.SCHEDULED]


def test_transcribing_and_recording_again_is_possible_before_a_draft() -> None:
    assert may_move(SessionStatus.TRANSCRIBED, SessionStatus.TRANSCRIBED)
    assert may_move(SessionStatus.RECORDED, SessionStatus.RECORDED)


def test_a_refused_move_changes_nothing_and_names_no_content() -> None:
    signed = session(SessionStatus.SIGNED)
    with pytest.raises(InvalidTransitionError) as refusal:
        signed.moved_to(SessionStatus.DRAFTED)
    assert refusal.value.detail == "signed -> drafted"
    assert signed.status is SessionStatus.SIGNED


@pytest.mark.parametrize("status", SessionStatus)
def test_only_the_final_stages_count_as_signed(status: SessionStatus) -> None:
    assert session(status).is_signed == (status in FINAL)
