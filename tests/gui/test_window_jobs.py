"""The way of a recording through the window: started, stopped, failed, gone on with, and ready."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.open_window import OpenWindow
from therapease.domain.consent import ConsentPurpose
from therapease.domain.session import SessionStatus
from therapease.errors import AiNotesConsentMissingError, EngineCrashedError, NotAudioError, TruncatedAudioError
from therapease.ui import strings


def test_a_recording_becomes_a_draft_and_the_review_opens(place: OpenWindow, qtbot: QtBot, recording: Path) -> None:
    place.start(recording)
    qtbot.waitUntil(lambda: place.window.stack.currentWidget() is place.window.review)
    place.wait()
    assert place.status is SessionStatus.DRAFTED
    qtbot.waitUntil(lambda: bool(place.window.review.sheet.lines))
    place.window.open_today()
    place.wait()
    assert [row.button.text() for row in place.window.today.agenda.rows.values()] == [strings.Today.REVIEW]
    assert place.window.review.controller.review is None


def test_a_recording_that_is_cut_off_is_said_beside_its_draft(place: OpenWindow, qtbot: QtBot, recording: Path) -> None:
    place.engine.is_truncated = True
    place.engine.hold.add("transcribe")
    place.start(recording)
    qtbot.waitUntil(lambda: TruncatedAudioError.title in place.window.progress.banner.message)
    place.engine.hold.clear()
    qtbot.waitUntil(lambda: place.window.stack.currentWidget() is place.window.review)
    assert TruncatedAudioError.title in place.window.toast.text


def test_stopping_while_drafting_keeps_the_transcript(place: OpenWindow, qtbot: QtBot, recording: Path) -> None:
    place.engine.hold.add("draft")
    place.start(recording)
    qtbot.waitUntil(lambda: place.engine.calls[-1:] == ["draft"])
    page = place.window.progress
    qtbot.waitUntil(page.stop_button.isVisible)
    page.stop_button.click()
    qtbot.waitUntil(lambda: not place.window.desk.jobs.is_running)
    assert place.status is SessionStatus.TRANSCRIBED
    assert page.banner.message == strings.Progress.KEPT_TRANSCRIPT
    place.engine.hold.clear()
    page.go_button.click()
    qtbot.waitUntil(lambda: place.window.stack.currentWidget() is place.window.review)


def test_until_the_session_was_read_nothing_is_offered(place: OpenWindow, qtbot: QtBot, recording: Path) -> None:
    place.engine.hold.add("draft")
    place.start(recording)
    qtbot.waitUntil(lambda: place.engine.calls[-1:] == ["draft"])
    place.window.open_clients()
    page, (session_id,) = place.window.progress, place.vault.tables.sessions
    place.window.open_session(session_id)
    assert page.is_opening and page.keyboard_start().isVisible() and not page.go_button.isVisible()
    page.keyboard_start().setFocus()
    qtbot.waitUntil(page.stop_button.hasFocus)
    assert page.keyboard_start() is page.stop_button
    page.stop_button.click()
    qtbot.waitUntil(page.go_button.hasFocus)
    assert page.keyboard_start() is page.go_button


def test_a_crash_is_shown_with_a_way_to_try_again(place: OpenWindow, qtbot: QtBot, recording: Path) -> None:
    place.engine.fail_with["transcribe"] = EngineCrashedError()
    place.start(recording)
    page = place.window.progress
    qtbot.waitUntil(lambda: not place.window.desk.jobs.is_running)
    place.wait()
    assert page.banner.title == EngineCrashedError.title
    assert page.go_button.text() == strings.Actions.RETRY
    page.go_button.click()
    qtbot.waitUntil(lambda: place.window.stack.currentWidget() is place.window.review)


def test_a_file_that_is_no_audio_leads_to_choosing_another(
    place: OpenWindow, qtbot: QtBot, recording: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_bytes(b"not audio")
    place.start(letter)
    page = place.window.progress
    qtbot.waitUntil(lambda: page.banner.title == NotAudioError.title)
    place.wait()
    assert page.go_button.text() == strings.Progress.OTHER_RECORDING
    page.go_button.click()
    place.wait()
    assert place.window.stack.currentWidget() is place.window.new_session
    place.window.new_session.drop_zone.take_dropped([recording])
    place.window.new_session.start_button.click()
    qtbot.waitUntil(lambda: place.window.stack.currentWidget() is place.window.review)
    assert len(place.vault.tables.sessions) == 1


def test_a_consent_that_is_missing_is_asked_for_where_the_work_stopped(
    place: OpenWindow, qtbot: QtBot, recording: Path
) -> None:
    place.engine.hold.add("import")
    place.start(recording)
    qtbot.waitUntil(lambda: place.engine.calls == ["import"])
    (given,) = [c for c in place.vault.tables.consents.values() if c.purpose is ConsentPurpose.AI_NOTES]
    place.workspace.clients.revoke_consent(given)
    place.engine.hold.clear()
    page = place.window.progress
    qtbot.waitUntil(lambda: page.banner.title == AiNotesConsentMissingError.title)
    place.wait()
    assert place.engine.calls == ["import"]
    assert page.go_button.text() == strings.ClientPlace.NOTE_CONSENT
    page.go_button.click()
    assert page.question is not None
    assert place.engine.calls == ["import"]
    page.question.confirm_button.click()
    qtbot.waitUntil(lambda: place.window.stack.currentWidget() is place.window.review)


def test_the_running_job_is_seen_from_every_place(place: OpenWindow, qtbot: QtBot, recording: Path) -> None:
    place.engine.hold.add("transcribe")
    place.start(recording)
    qtbot.waitUntil(lambda: place.engine.calls[-1:] == ["transcribe"])
    assert not place.window.job_bar.isVisible()
    place.window.open_clients()
    assert place.window.job_bar.isVisible()
    qtbot.waitUntil(lambda: place.window.job_bar.row.fraction == 0.4)
    place.window.open_today()
    assert not place.window.job_bar.isVisible()
    qtbot.waitUntil(place.window.today.side.isVisible)
    assert place.window.today.progress.isVisible()
    place.window.open_settings()
    place.engine.hold.clear()
    qtbot.waitUntil(lambda: "ready" in place.window.toast.text)
    assert not place.window.job_bar.isVisible()
    assert place.window.stack.currentWidget() is place.window.settings


@pytest.mark.parametrize("width_px", [1440, 1280])
def test_the_keyboard_begins_in_the_transcript_of_a_review(
    place: OpenWindow, qtbot: QtBot, recording: Path, width_px: int
) -> None:
    window = place.window
    window.resize(width_px, 900)
    place.start(recording)
    qtbot.waitUntil(lambda: bool(window.review.sheet.lines))
    qtbot.waitUntil(window.review.transcript.view.hasFocus)
    (session_id,) = place.vault.tables.sessions
    for go_back in (window.open_today, window.open_clients):
        go_back()
        place.wait()
        window.open_session(session_id)
        qtbot.waitUntil(lambda: bool(window.review.sheet.lines))
        place.wait()
        qtbot.waitUntil(window.review.transcript.view.hasFocus)


def test_while_a_session_is_opened_the_keyboard_is_with_it_and_not_on_the_rail(
    place: OpenWindow, qtbot: QtBot, recording: Path
) -> None:
    place.start(recording)
    qtbot.waitUntil(lambda: bool(place.window.review.sheet.lines))
    place.window.open_today()
    place.wait()
    place.window.stack.setFocus()
    (session_id,) = place.vault.tables.sessions
    place.window.open_session(session_id)
    page = place.window.progress
    assert page.is_opening
    here = place.window.focusWidget()
    assert here is not None and (here is page.keyboard_start() or page.isAncestorOf(here))


def test_the_keyboard_waits_with_the_first_job_and_not_on_the_rail(
    place: OpenWindow, qtbot: QtBot, recording: Path
) -> None:
    place.window.activateWindow()
    qtbot.waitUntil(place.window.isActiveWindow)
    place.engine.hold.add("draft")
    place.window.client_page.new_button.setFocus()
    place.start(recording)
    qtbot.waitUntil(lambda: place.engine.calls[-1:] == ["draft"])
    page = place.window.progress
    qtbot.waitUntil(page.stop_button.isVisible)
    here = place.window.focusWidget()
    assert here is not None
    assert page.isAncestorOf(here)
