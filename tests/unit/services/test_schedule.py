"""Sessions are counted per client and opened in one piece."""

from __future__ import annotations

from datetime import timedelta

from tests.fakes import START, new_workspace
from therapease.domain.consent import ConsentPurpose
from therapease.domain.session import SessionStatus


def test_sessions_are_numbered_for_each_client() -> None:
    work = new_workspace()
    mara, noor = work.clients.create("Mara Keller"), work.clients.create("Noor Aziz")
    numbers = [work.schedule.add_session(c.id, START).number for c in (mara, mara, noor)]
    assert numbers == [1, 2, 1]


def test_recent_sessions_come_newest_first_with_their_client() -> None:
    work = new_workspace()
    mara = work.clients.create("Mara Keller")
    old = work.schedule.add_session(mara.id, START - timedelta(days=7))
    new = work.schedule.add_session(mara.id, START)
    assert [(row.client.id, row.session.id) for row in work.schedule.recent()] == [
        (mara.id, new.id),
        (mara.id, old.id),
    ]


def test_a_new_session_opens_empty_and_knows_whether_recording_is_agreed() -> None:
    work = new_workspace()
    mara = work.clients.create("Mara Keller")
    session = work.schedule.add_session(mara.id, START)
    review = work.schedule.open_review(session.id)
    assert review.session.status is SessionStatus.SCHEDULED
    assert (review.recording, review.transcript, review.note, review.peaks) == (None, None, None, b"")
    assert not review.has_recording_consent
    consent = work.clients.give_consent(mara.id, ConsentPurpose.RECORDING)
    assert work.schedule.open_review(session.id).has_recording_consent
    work.clients.revoke_consent(consent)
    assert not work.schedule.open_review(session.id).has_recording_consent
