"""The guided path: steps are done or put off, resumed where they are open, and a code is made anew only on purpose."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.fake_desk import TestDesk, open_desk
from therapease.domain.onboarding import FirstStep, StepStanding
from therapease.errors import StorageFullError
from therapease.ui.onboarding.controller import OnboardingController

DONE, SKIPPED = StepStanding.DONE, StepStanding.SKIPPED


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[TestDesk]:
    with open_desk(qtbot) as table:
        yield table


@pytest.fixture
def controller(table: TestDesk) -> OnboardingController:
    return OnboardingController(table.desk)


def settled(qtbot: QtBot, table: TestDesk) -> None:
    qtbot.waitUntil(lambda: not table.desk.background.is_busy)


def standing(controller: OnboardingController, step: FirstStep) -> StepStanding:
    assert controller.beginnings is not None
    return controller.beginnings.onboarding.standing(step)


def test_a_new_vault_starts_at_the_first_step_that_is_open(
    qtbot: QtBot, table: TestDesk, controller: OnboardingController
) -> None:
    controller.begin(has_recovery_code=True)
    settled(qtbot, table)
    assert controller.step is FirstStep.MODELS
    assert standing(controller, FirstStep.RECOVERY_CODE) is DONE


def test_the_path_goes_through_and_tells_its_end(
    qtbot: QtBot, table: TestDesk, controller: OnboardingController
) -> None:
    controller.begin(has_recovery_code=False)
    settled(qtbot, table)
    finished: list[bool] = []
    controller.finished.connect(lambda: finished.append(True))
    for expected, how in (
        (FirstStep.MODELS, DONE),
        (FirstStep.CONSENT_TEXT, SKIPPED),
        (FirstStep.SAMPLE_CLIENT, SKIPPED),
    ):
        assert controller.step is expected
        assert not finished
        controller.pass_on(how)
        settled(qtbot, table)
    assert finished == [True]
    assert standing(controller, FirstStep.CONSENT_TEXT) is SKIPPED


def test_what_was_put_off_can_be_taken_up_again(
    qtbot: QtBot, table: TestDesk, controller: OnboardingController
) -> None:
    table.workspace.onboarding.begin(has_recovery_code=True)
    for step in FirstStep:
        table.workspace.onboarding.mark(step, SKIPPED)
    controller.take_up(FirstStep.CONSENT_TEXT)
    settled(qtbot, table)
    assert controller.step is FirstStep.CONSENT_TEXT
    controller.mark(FirstStep.CONSENT_TEXT)
    settled(qtbot, table)
    assert standing(controller, FirstStep.CONSENT_TEXT) is DONE
    assert controller.step is FirstStep.CONSENT_TEXT


def test_the_card_is_put_away_and_brought_back(qtbot: QtBot, table: TestDesk, controller: OnboardingController) -> None:
    for is_away in (True, False):
        controller.put_away(is_put_away=is_away)
        settled(qtbot, table)
        assert controller.beginnings is not None
        assert controller.beginnings.onboarding.is_put_away is is_away


def test_a_code_is_in_force_once_it_was_typed_back(
    qtbot: QtBot, table: TestDesk, controller: OnboardingController
) -> None:
    with qtbot.waitSignal(controller.code_shown) as shown:
        controller.make_code()
    (code,) = shown.args
    assert not controller.use_code("wrong")
    assert table.vault.recovery_code == ""
    with qtbot.waitSignal(controller.code_in_force):
        assert controller.use_code(code.lower())
    settled(qtbot, table)
    assert table.vault.recovery_code == code
    assert controller.code == ""
    assert standing(controller, FirstStep.RECOVERY_CODE) is DONE


def test_a_code_that_was_only_shown_is_forgotten(
    qtbot: QtBot, table: TestDesk, controller: OnboardingController
) -> None:
    with qtbot.waitSignal(controller.code_shown) as shown:
        controller.make_code()
    controller.drop_code()
    assert not controller.use_code(shown.args[0])
    assert table.vault.recovery_code == ""


def test_a_full_disk_is_said(qtbot: QtBot, table: TestDesk, controller: OnboardingController) -> None:
    table.vault.fail_commit_with = StorageFullError()
    with qtbot.waitSignal(controller.failed) as failed:
        controller.mark(FirstStep.MODELS)
    assert isinstance(failed.args[0], StorageFullError)
    with qtbot.waitSignal(controller.code_shown) as shown:
        controller.make_code()
    with qtbot.waitSignal(controller.code_refused):
        controller.use_code(shown.args[0])
