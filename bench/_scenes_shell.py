"""The scenes of the shell: signing in, clients, a session on its way, Today, settings."""

from __future__ import annotations

from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import QWidget

from bench._practice import NOW
from bench._scenes_clients import client
from bench._stage import NARROW, WIDE, Stage, scene
from therapease.domain.job import JobStage
from therapease.errors import EngineCrashedError, NotAudioError


@scene("unlock", sizes=(WIDE, NARROW))
def unlock(stage: Stage) -> QWidget:
    stage.settled(stage.sign_in).show()
    stage.sign_in.unlock_page.passphrase.edit.setText("a long passphrase")
    return stage.settled(stage.sign_in)


@scene("unlock-wrong")
def unlock_wrong(stage: Stage) -> QWidget:
    unlock(stage)
    stage.sign_in.unlock_page.primary.click()
    return stage.settled(stage.sign_in)


@scene("unlock-recovery")
def unlock_recovery(stage: Stage) -> QWidget:
    stage.sign_in.controller.offer_recovery()
    return stage.settled(stage.sign_in)


@scene("create")
def create(stage: Stage) -> QWidget:
    page = stage.sign_in.create_page
    stage.sign_in.controller.offer_create(stage.folder / "Practice.vault")
    page.name.set_text("Erika Lindqvist")
    page.credentials.set_text("LCSW")
    page.passphrase.set_text("copper lantern slow river")
    return stage.settled(stage.sign_in, 400)


@scene("create-recovery-code")
def recovery_code(stage: Stage) -> QWidget:
    create(stage)
    stage.sign_in.create_page.again.set_text("copper lantern slow river")
    stage.sign_in.create_page.primary.click()
    return stage.settled(stage.sign_in)


@scene("today", sizes=(WIDE, NARROW))
def today(stage: Stage) -> QWidget:
    return stage.settled(stage.window)


@scene("session-new")
def new_session(stage: Stage) -> QWidget:
    client(stage)
    stage.window.open_new_session()
    stage.settled(stage.window)
    form = stage.window.new_session
    form.when.setDateTime(QDateTime.fromSecsSinceEpoch(int(NOW.timestamp()) - 3900))
    form.drop_zone.take(stage.recording)
    return stage.settled(stage.window)


@scene("session-new-no-consent")
def new_session_without_consent(stage: Stage) -> QWidget:
    stage.window.open_client(stage.client_id("Lena Sand"))
    stage.settled(stage.window)
    stage.window.open_new_session()
    stage.settled(stage.window)
    stage.window.new_session.when.setDateTime(QDateTime.fromSecsSinceEpoch(int(NOW.timestamp())))
    return stage.settled(stage.window)


@scene("session-progress", sizes=(WIDE, NARROW))
def progress(stage: Stage) -> QWidget:
    stage.engine.pause_at = JobStage.RECOGNIZING
    _start(stage)
    stage.wait_until(lambda: _stage_of(stage) is JobStage.RECOGNIZING)
    return stage.settled(stage.window)


@scene("session-failed")
def failed(stage: Stage) -> QWidget:
    stage.engine.fail_at[JobStage.RECOGNIZING] = EngineCrashedError()
    _start(stage)
    stage.wait_until(lambda: not stage.window.desk.jobs.is_running)
    return stage.settled(stage.window)


@scene("session-not-audio")
def not_audio(stage: Stage) -> QWidget:
    stage.engine.fail_at[JobStage.READING] = NotAudioError()
    _start(stage)
    stage.wait_until(lambda: not stage.window.desk.jobs.is_running)
    return stage.settled(stage.window)


@scene("today-working")
def today_working(stage: Stage) -> QWidget:
    progress(stage)
    stage.window.open_today()
    return stage.settled(stage.window, 300)


@scene("clients-working")
def clients_working(stage: Stage) -> QWidget:
    progress(stage)
    stage.window.open_clients()
    return stage.settled(stage.window, 300)


@scene("settings")
def settings(stage: Stage) -> QWidget:
    stage.window.open_settings()
    return stage.settled(stage.window)


def _start(stage: Stage) -> None:
    new_session(stage)
    stage.window.new_session.start_button.click()
    stage.wait_until(lambda: stage.window.desk.jobs.state is not None)
    stage.wait_until(lambda: stage.window.progress.controller.review is not None)


def _stage_of(stage: Stage) -> JobStage | None:
    state = stage.window.desk.jobs.state
    return state.stage if state is not None else None
