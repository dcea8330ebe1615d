"""Which models are on this computer."""

from __future__ import annotations

from therapease.domain.job import DraftingOptions, TranscriptionOptions
from therapease.domain.model import ModelOverview
from therapease.services.ports import ModelCatalogue


class ModelService:
    """Reads only. Looks through folders, so never call it on the UI thread."""

    def __init__(self, catalogue: ModelCatalogue) -> None:
        self._catalogue = catalogue

    def overview(
        self, transcription: TranscriptionOptions | None = None, drafting: DraftingOptions | None = None
    ) -> ModelOverview:
        """Return the models, with those marked that a job with these options would use."""
        return self._catalogue.overview(transcription or TranscriptionOptions(), drafting or DraftingOptions())
