"""The models in words: what is there, what a job would use, and what in the person's own folder is none."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest

from therapease import paths
from therapease.domain.job import DraftingOptions, TranscriptionOptions
from therapease.domain.model import ModelOverview, ModelPurpose
from therapease.engine import model_files, model_overview
from therapease.engine.model_overview import InstalledModels
from therapease.errors import ModelMissingError

RECOGNITION, DRAFTING = ModelPurpose.RECOGNITION, ModelPurpose.DRAFTING


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "models"
    monkeypatch.setattr(paths, "user_models_dir", lambda: folder)
    return folder


def look(engine: str | None = None) -> ModelOverview:
    return InstalledModels().overview(TranscriptionOptions(engine=engine), DraftingOptions())


def make_whisper(folder: Path) -> None:
    folder.mkdir(parents=True)
    name = b"WhisperSpec\0"
    (folder / "model.bin").write_bytes(struct.pack("<IH", 6, len(name)) + name + bytes(2000))
    for file in ("config.json", "tokenizer.json", "vocabulary.json"):
        (folder / file).write_text(json.dumps({}), encoding="utf-8")


def test_the_starter_models_are_listed_and_used_by_themselves(own: Path) -> None:
    overview = look()
    assert [(m.purpose, m.is_starter) for m in overview.models] == [(RECOGNITION, True), (DRAFTING, True)]
    assert [m.is_in_use for m in overview.models] == [m.is_installed for m in overview.models]
    assert overview.folder == own
    assert not own.exists()


def test_a_whisper_folder_is_used_instead_of_the_starter(own: Path) -> None:
    make_whisper(own / "whisper-small")
    used = [model for model in look().models if model.is_in_use and model.purpose is RECOGNITION]
    assert [(m.title, m.is_starter) for m in used] == [("whisper-small", False)]
    chosen = [m.is_starter for m in look("starter").models if m.is_in_use and m.purpose is RECOGNITION]
    assert chosen == [True]


def test_a_folder_that_is_no_model_is_named_with_its_fault(own: Path) -> None:
    make_whisper(own / "broken")
    (own / "broken" / "tokenizer.json").unlink()
    (own / "writer").mkdir()
    (own / "writer" / "own.gguf").write_bytes(b"GGUF")
    (rejected,) = look().rejected
    assert rejected.name == "broken"
    assert "tokenizer.json" in rejected.fault


def test_without_the_starter_engine_the_list_says_that_it_is_missing(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> Path:
        raise ModelMissingError

    monkeypatch.setattr(model_files, "starter_recognizer_folder", missing)
    overview = look()
    assert [m.is_installed for m in overview.models] == [False]
    assert not overview.can(RECOGNITION)
    assert model_overview.InstalledModels().overview(TranscriptionOptions(), DraftingOptions()) == overview
