"""The scenes of the first start: the recovery code, the guided path, its card on Today, its part of Settings."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from bench._scenes_shell import recovery_code
from bench._stage import NARROW, WIDE, Stage, scene
from therapease.domain.onboarding import FirstStep


@scene("create-recovery-code-typed", sizes=(WIDE, NARROW))
def code_typed_wrong(stage: Stage) -> QWidget:
    recovery_code(stage)
    page = stage.sign_in.show_code_page
    QTest.keyClicks(page.typed.edit, page.code[:11] + "77")
    page.primary.click()
    return stage.settled(stage.sign_in)


@scene("create-without-code")
def without_code(stage: Stage) -> QWidget:
    recovery_code(stage)
    page = stage.sign_in.show_code_page
    page.skip_link.click()
    return stage.settled(page.question if page.question is not None else stage.sign_in)


def _made(stage: Stage, *, has_code: bool = True) -> QWidget:
    """Make a vault of one's own and come to the first step."""
    recovery_code(stage)
    controller = stage.sign_in.controller
    if has_code:
        controller.confirm_recovery_code(controller.state.recovery_code)
    else:
        controller.skip_recovery_code()
    return stage.settled(stage.window)


def _at(stage: Stage, step: FirstStep) -> QWidget:
    _made(stage)
    stage.window.first_run.take_up(step)
    return stage.settled(stage.window)


@scene("first-run-models", sizes=(WIDE, NARROW))
def models(stage: Stage) -> QWidget:
    return _made(stage)


@scene("first-run-code")
def code(stage: Stage) -> QWidget:
    return _made(stage, has_code=False)


@scene("first-run-consent", sizes=(WIDE, NARROW))
def consent(stage: Stage) -> QWidget:
    return _at(stage, FirstStep.CONSENT_TEXT)


@scene("first-run-sample", sizes=(WIDE, NARROW))
def sample(stage: Stage) -> QWidget:
    return _at(stage, FirstStep.SAMPLE_CLIENT)


@scene("first-run-consent-200")
def consent_large(stage: Stage) -> QWidget:
    stage.window.desk.preferences.set_text_scale(2.0)
    stage.window.first_run.take_up(FirstStep.CONSENT_TEXT)
    return stage.settled(stage.window)


@scene("first-run-models-200")
def models_large(stage: Stage) -> QWidget:
    stage.window.desk.preferences.set_text_scale(2.0)
    stage.window.first_run.take_up(FirstStep.MODELS)
    return stage.settled(stage.window)


@scene("today-getting-started", sizes=(WIDE, NARROW))
def today_begun(stage: Stage) -> QWidget:
    _made(stage, has_code=False)
    stage.window.open_today()
    return stage.settled(stage.window)


@scene("settings-first-steps", sizes=((1440, 2600),))
def settings_sections(stage: Stage) -> QWidget:
    stage.window.open_settings()
    return stage.settled(stage.window)


@scene("first-run-new-code")
def new_code(stage: Stage) -> QWidget:
    _made(stage, has_code=False)
    stage.window.first_run.take_up(FirstStep.RECOVERY_CODE)
    stage.settled(stage.window)
    stage.window.first_run.view.continue_button.click()
    sheet = stage.window.first_run.view.code.sheet
    return stage.settled(sheet if sheet is not None else stage.window)
