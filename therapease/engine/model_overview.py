"""The models on this computer in words and figures, for people; choosing one for a job is model_files' part."""

from __future__ import annotations

from pathlib import Path

from therapease import paths
from therapease.domain.job import DraftingOptions, TranscriptionOptions
from therapease.domain.model import ModelFacts, ModelOverview, ModelPurpose, RejectedModel
from therapease.engine.model_files import (
    InstalledModel,
    choose_language_model,
    choose_recognizer,
    installed_models,
    whisper_folder_fault,
)
from therapease.errors import EnvironmentProblem, InputProblem

_DRAFTING = "drafting"


class InstalledModels:
    """`services.ports.ModelCatalogue` over the folders of this computer. Nothing is loaded, nothing is written."""

    def overview(self, transcription: TranscriptionOptions, drafting: DraftingOptions) -> ModelOverview:
        in_use = {_recognizer_in_use(transcription), _writer_in_use(drafting)}
        return ModelOverview(
            tuple(_facts(model, is_in_use=model.path in in_use) for model in _found()),
            tuple(_rejected(paths.user_models_dir())),
            paths.user_models_dir(),
        )


def _found() -> list[InstalledModel]:
    try:
        return installed_models()
    except EnvironmentProblem:
        # The library of the starter engine itself is missing: say that there is no such model, like any other lack.
        missing = InstalledModel("Moonshine tiny, English", "recognition and speakers", Path(), 0, False, True)
        return [missing]


def _facts(model: InstalledModel, *, is_in_use: bool) -> ModelFacts:
    purpose = ModelPurpose.DRAFTING if model.purpose == _DRAFTING else ModelPurpose.RECOGNITION
    is_used = is_in_use and model.is_complete
    return ModelFacts(model.title, purpose, model.size_bytes, model.is_complete, model.is_starter, is_used)


def _recognizer_in_use(options: TranscriptionOptions) -> Path | None:
    try:
        return choose_recognizer(options).folder
    except (EnvironmentProblem, InputProblem):
        return None


def _writer_in_use(options: DraftingOptions) -> Path | None:
    try:
        return choose_language_model(options).model_file
    except (EnvironmentProblem, InputProblem):
        return None


def _rejected(folder: Path) -> list[RejectedModel]:
    """Name each folder of the person's own that was meant as a Whisper model and is none."""
    if not folder.is_dir():
        return []
    found = []
    for own in sorted(folder.iterdir()):
        if not own.is_dir() or any(own.glob("**/*.gguf")):
            continue
        fault = whisper_folder_fault(own)
        if fault is not None:
            found.append(RejectedModel(own.name, fault))
    return found
