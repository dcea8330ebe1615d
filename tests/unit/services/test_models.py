"""The service hands the options on, so that what a job would use is what is marked."""

from __future__ import annotations

from pathlib import Path

from therapease.domain.job import DraftingOptions, TranscriptionOptions
from therapease.domain.model import ModelOverview
from therapease.services.models import ModelService


class _Listening:
    def __init__(self) -> None:
        self.asked: list[tuple[TranscriptionOptions, DraftingOptions]] = []

    def overview(self, transcription: TranscriptionOptions, drafting: DraftingOptions) -> ModelOverview:
        self.asked.append((transcription, drafting))
        return ModelOverview((), (), Path())


def test_the_options_reach_the_catalogue() -> None:
    catalogue = _Listening()
    service = ModelService(catalogue)
    service.overview()
    service.overview(TranscriptionOptions(engine="whisper"), DraftingOptions(model_file=Path("own.gguf")))
    assert catalogue.asked == [
        (TranscriptionOptions(), DraftingOptions()),
        (TranscriptionOptions(engine="whisper"), DraftingOptions(model_file=Path("own.gguf"))),
    ]
