"""A stand-in for the models on this computer: the two starter models, unless told otherwise."""

from __future__ import annotations

from pathlib import Path

from therapease.domain.job import DraftingOptions, TranscriptionOptions
from therapease.domain.model import ModelFacts, ModelOverview, ModelPurpose, RejectedModel

RECOGNITION, DRAFTING = ModelPurpose.RECOGNITION, ModelPurpose.DRAFTING
STARTERS = (
    ModelFacts("Moonshine tiny, English", RECOGNITION, 75_000_000, True, True, True),
    ModelFacts("smollm2-135m-instruct-q4_1", DRAFTING, 98_000_000, True, True, True),
)


class FakeModelCatalogue:
    """`models` and `rejected` are what the next look finds."""

    def __init__(self) -> None:
        self.models: tuple[ModelFacts, ...] = STARTERS
        self.rejected: tuple[RejectedModel, ...] = ()

    def overview(self, transcription: TranscriptionOptions, drafting: DraftingOptions) -> ModelOverview:
        return ModelOverview(self.models, self.rejected, Path("models"))
