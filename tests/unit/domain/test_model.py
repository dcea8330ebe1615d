"""Whether there is a model for something."""

from __future__ import annotations

from pathlib import Path

from therapease.domain.model import ModelFacts, ModelOverview, ModelPurpose


def test_a_model_that_is_not_there_can_do_nothing() -> None:
    missing = ModelFacts("a", ModelPurpose.RECOGNITION, 0, False, True, False)
    there = ModelFacts("b", ModelPurpose.DRAFTING, 10, True, True, True)
    overview = ModelOverview((missing, there), (), Path("models"))
    assert not overview.can(ModelPurpose.RECOGNITION)
    assert overview.can(ModelPurpose.DRAFTING)
