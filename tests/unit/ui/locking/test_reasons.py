"""The numbers that a lock ends a process with, and what the sign-in window makes of them."""

from __future__ import annotations

from datetime import datetime

from therapease.ui.locking.reasons import Locked, LockReason, reason_of
from therapease.ui.wording import lock_words


def test_a_status_tells_a_lock_from_every_other_end() -> None:
    assert [reason_of(reason.value) for reason in LockReason] == list(LockReason)
    assert all(reason_of(status) is None for status in (0, 1, 2, 3, 4, 5, 79, 130, 137))


def test_only_sleep_leaves_no_time() -> None:
    assert [reason for reason in LockReason if reason.is_hurried] == [LockReason.SLEEP]


def test_the_sign_in_window_says_when_and_why() -> None:
    at = datetime(2026, 3, 17, 12, 4).astimezone()
    said = [lock_words(Locked(reason, at), 5) for reason in LockReason]
    assert lock_words(Locked(LockReason.IDLE, at), 5) == "Locked at 12:04 after 5 minutes without activity."
    assert lock_words(Locked(LockReason.IDLE, at), 1) == "Locked at 12:04 after a minute without activity."
    assert all(words.startswith("Locked at 12:04") for words in said)
    assert len(set(said)) == len(LockReason)
    assert lock_words(None, 5) == ""
