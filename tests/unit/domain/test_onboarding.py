"""Getting started: what is done stays done, what is put off stays on offer, unknown words are passed over."""

from __future__ import annotations

import json

import pytest

from therapease.domain.onboarding import FirstStep, Onboarding, StepStanding

OPEN, DONE, SKIPPED = StepStanding.OPEN, StepStanding.DONE, StepStanding.SKIPPED


def test_at_first_everything_is_open_in_its_order() -> None:
    onboarding = Onboarding()
    assert all(onboarding.standing(step) is OPEN for step in FirstStep)
    assert onboarding.next_open() is FirstStep.RECOVERY_CODE
    assert not onboarding.lacks_recovery_code


def test_passing_by_does_not_undo_what_is_done() -> None:
    onboarding = Onboarding().with_standing(FirstStep.MODELS, DONE).with_standing(FirstStep.MODELS, SKIPPED)
    assert onboarding.standing(FirstStep.MODELS) is DONE
    again = Onboarding().with_standing(FirstStep.MODELS, SKIPPED).with_standing(FirstStep.MODELS, DONE)
    assert again.standing(FirstStep.MODELS) is DONE


def test_the_next_open_step_is_looked_for_onward_and_then_from_the_beginning() -> None:
    onboarding = Onboarding().with_standing(FirstStep.CONSENT_TEXT, SKIPPED)
    assert onboarding.next_open(after=FirstStep.MODELS) is FirstStep.SAMPLE_CLIENT
    assert onboarding.next_open(after=FirstStep.SAMPLE_CLIENT) is FirstStep.RECOVERY_CODE
    for step in FirstStep:
        onboarding = onboarding.with_standing(step, DONE)
    assert onboarding.next_open() is None
    assert onboarding.is_done


def test_a_code_that_was_skipped_is_lacking_until_it_is_made() -> None:
    onboarding = Onboarding().with_standing(FirstStep.RECOVERY_CODE, SKIPPED)
    assert onboarding.put_away().lacks_recovery_code
    assert not onboarding.with_standing(FirstStep.RECOVERY_CODE, DONE).lacks_recovery_code


def test_it_comes_back_from_json_as_it_was() -> None:
    onboarding = Onboarding({FirstStep.MODELS: DONE, FirstStep.SAMPLE_CLIENT: SKIPPED}, is_put_away=True)
    assert Onboarding.from_json(json.loads(json.dumps(onboarding.as_json()))) == onboarding


@pytest.mark.parametrize(
    "value", [None, "text", 3, [], {}, {"steps": 4}, {"steps": {"models": "flown", "garden": "done"}}]
)
def test_what_cannot_be_read_is_a_fresh_beginning(value: object) -> None:
    assert Onboarding.from_json(value) == Onboarding()
