"""A note drafted again in a real vault: her lines are in it, rest on what they did, and are there after a lock."""

from __future__ import annotations

from pathlib import Path

from tests.fakes import PASSPHRASE, FakeEngine
from tests.reviewing import drafted_session
from therapease.bootstrap import build_workspace
from therapease.clock import SystemClock
from therapease.domain.job import CancelToken, DraftingOptions, ignore_progress
from therapease.domain.user import NewOwner
from therapease.store.vault import SqlCipherVaultStore


def test_what_is_hers_is_carried_over_and_kept(tmp_path: Path) -> None:
    store, path = SqlCipherVaultStore(SystemClock()), tmp_path / "practice.vault"
    vault, _code = store.create(path, NewOwner("Erika Lindqvist", "LCSW"), PASSPHRASE)
    work = build_workspace(vault, FakeEngine(), SystemClock())
    session_id = drafted_session(work, tmp_path)
    review = work.schedule.open_review(session_id)
    assert review.note is not None and review.transcript is not None
    note = work.notes.accept(review.note.id, 1, review.note.latest.statements[0].id)
    work.notes.add_own(note.id, note.latest.version, "plan", "Call the GP on Monday.")
    corrected = work.corrections.set_words(session_id, review.transcript.version, 1, "I took the bus twice.")
    redrafted, _ = work.notes.draft(session_id, DraftingOptions(), ignore_progress, CancelToken())
    work.close()

    again = build_workspace(store.unlock(path, PASSPHRASE), FakeEngine(), SystemClock())
    note = again.notes.note(redrafted.id)
    assert note == redrafted
    assert note.latest.transcript_id == corrected.id
    assert note.latest.statements[0].basis == review.transcript.id
    assert again.review.recheck(note.id).stale(note.latest) == {note.latest.statements[0].id}
    assert note.latest.statements[-1].text == "Call the GP on Monday."
    again.close()
