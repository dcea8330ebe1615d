"""When an invitation is over, and when a supervision holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes import START
from therapease.domain.ids import UserId
from therapease.domain.people import INVITATION_LASTS, INVITATION_LASTS_EVENTS, Invitation, Supervision

INVITATION = Invitation(UserId("b"), START, UserId("o"), START + INVITATION_LASTS, 10)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("now", "newest", "event", "is_over"),
    [
        (START + HOUR, START, 11, False),
        (START + INVITATION_LASTS, START, 11, True),
        # The clock was put back by a year: the history tells that time went on.
        (START - timedelta(days=365), START + INVITATION_LASTS, 11, True),
        (START - timedelta(days=365), START - timedelta(days=365), 11, False),
        (START + HOUR, START, 10 + INVITATION_LASTS_EVENTS, True),
    ],
)
def test_it_ends_by_the_latest_clock_there_is_and_by_events(now, newest, event, is_over) -> None:  # type: ignore[no-untyped-def]  # because the table says it
    assert INVITATION.is_over(now, newest, event) is is_over


def test_a_supervision_holds_from_the_agreement_to_the_end() -> None:
    proposed = Supervision(UserId("s"), UserId("t"), START, UserId("o"))
    agreed = replace(proposed, agreed_at=START)
    ended = replace(agreed, ended_at=START)
    assert [each.is_in_force for each in (proposed, agreed, ended)] == [False, True, False]
