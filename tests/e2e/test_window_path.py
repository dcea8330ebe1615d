"""The main job through the window with everything real: vault, engine worker, models, sample session, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from therapease import paths
from therapease.bootstrap import VaultDoor
from therapease.domain.consent import ConsentPurpose
from therapease.domain.note import StatementKind
from therapease.domain.session import SessionStatus
from therapease.domain.transcript import SpeakerRole
from therapease.services.client_details import ClientDetails
from therapease.ui.app import WindowSession
from therapease.ui.unlock.controller import SignInPage

PASSPHRASE = "slow river copper lantern"
SHORT_MS, LONG_MS = 60_000, 780_000
# Transcription takes minutes, and longer on a busy machine, which is no failure.


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[WindowSession]:
    session = WindowSession(qapp, VaultDoor(), tmp_path / "Practice.vault")
    yield session
    session.close()


def create_vault(qtbot: QtBot, session: WindowSession) -> None:
    session.show_sign_in()
    view = session.sign_in
    assert view is not None
    page = view.create_page
    page.name.set_text("Erika Lindqvist")
    page.passphrase.set_text(PASSPHRASE)
    page.again.set_text(PASSPHRASE)
    page.primary.click()
    qtbot.waitUntil(lambda: view.controller.state.page is SignInPage.SHOW_RECOVERY_CODE, timeout=SHORT_MS)
    view.show_code_page.typed.set_text(view.controller.state.recovery_code)
    view.show_code_page.primary.click()


def settle(qtbot: QtBot, session: WindowSession) -> None:
    qtbot.waitUntil(lambda: not session.background.is_busy, timeout=SHORT_MS)


@pytest.mark.timeout(900)
def test_from_a_fresh_vault_to_a_draft_that_survives_the_lock(qtbot: QtBot, session: WindowSession) -> None:
    create_vault(qtbot, session)
    window = session.window
    assert window is not None
    settle(qtbot, session)
    window.client_list.controller.add(ClientDetails("Mara Keller", date(1991, 5, 4)))
    qtbot.waitUntil(lambda: window.client_page.controller.page is not None, timeout=SHORT_MS)
    settle(qtbot, session)
    window.client_page.new_button.click()
    settle(qtbot, session)
    form = window.new_session
    for purpose in (ConsentPurpose.RECORDING, ConsentPurpose.AI_NOTES):
        form.consents.buttons[purpose].click()
        settle(qtbot, session)
    form.drop_zone.take_dropped([paths.sample_session_dir() / "session.flac"])
    form.start_button.click()
    jobs = window.desk.jobs
    qtbot.waitUntil(lambda: jobs.state is not None, timeout=SHORT_MS)
    qtbot.waitUntil(lambda: not jobs.is_running, timeout=LONG_MS)
    assert jobs.state is None or jobs.state.error is None, jobs.state
    assert window.stack.currentWidget() is window.review
    settle(qtbot, session)
    review = window.review.controller.review
    assert review is not None
    assert review.session.status is SessionStatus.DRAFTED
    assert review.transcript is not None and review.note is not None and review.recording is not None
    roles = {utterance.role for utterance in review.transcript.utterances}
    assert {SpeakerRole.THERAPIST, SpeakerRole.CLIENT} <= roles
    known = {utterance.id for utterance in review.transcript.utterances}
    drafted = [
        line
        for line in review.note.latest.statements
        if line.kind in (StatementKind.PARAPHRASE, StatementKind.QUOTATION)
    ]
    assert drafted
    assert all(line.evidence and set(line.evidence) <= known for line in drafted)
    assert len(window.review.sheet.lines) == len(review.note.latest.statements)
    come_back(qtbot, session, review.session.id)


def come_back(qtbot: QtBot, session: WindowSession, session_id: object) -> None:
    """Lock, try a wrong passphrase, unlock, and find the draft again."""
    session.lock()
    qtbot.waitUntil(lambda: session.window is None, timeout=SHORT_MS)
    # What the next process does.
    session.show_sign_in()
    view = session.sign_in
    assert view is not None
    qtbot.waitUntil(lambda: bool(view.controller.state.accounts), timeout=SHORT_MS)
    view.unlock_page.passphrase.set_text("slow river copper lanterns")
    view.unlock_page.primary.click()
    qtbot.waitUntil(lambda: view.unlock_page.passphrase.error != "", timeout=SHORT_MS)
    view.unlock_page.passphrase.set_text(PASSPHRASE)
    view.unlock_page.primary.click()
    qtbot.waitUntil(lambda: session.window is not None, timeout=SHORT_MS)
    window = session.window
    assert window is not None
    settle(qtbot, session)
    assert window.place is window.review
    window.open_today()
    qtbot.waitUntil(lambda: bool(window.today.to_sign.row_model.rows), timeout=SHORT_MS)
    assert [row.key for row in window.today.to_sign.row_model.rows] == [session_id]
