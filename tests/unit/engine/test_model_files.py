"""Which model a job gets, and what is refused before any library sees it."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from therapease import paths
from therapease.domain.job import DraftingOptions, TranscriptionOptions
from therapease.engine import model_files
from therapease.errors import ModelMissingError, ModelRejectedError, UnknownModelError


def whisper_folder(folder: Path, specification: bytes = b"WhisperSpec", padding: int = 100) -> Path:
    """Make a folder that is a Whisper model by its looks: the right files and the right head, no weights."""
    folder.mkdir(parents=True)
    head = struct.pack("<IH", 6, len(specification) + 1) + specification + b"\0"
    (folder / "model.bin").write_bytes(head + bytes(padding))
    (folder / "config.json").write_text("{}")
    (folder / "tokenizer.json").write_text("{}")
    (folder / "vocabulary.json").write_text("[]")
    return folder


def gguf(path: Path, size_bytes: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"GGUF" + bytes(size_bytes - 4))
    return path


def test_without_any_wish_and_any_whisper_the_starter_transcribes() -> None:
    choice = model_files.choose_recognizer(TranscriptionOptions())
    assert choice.engine == model_files.STARTER
    assert all((choice.folder / name).is_file() for name in model_files.STARTER_RECOGNIZER_FILES)


def test_an_installed_whisper_model_is_the_standard_and_the_largest_wins() -> None:
    own = paths.user_models_dir()
    whisper_folder(own / "small", padding=10)
    large = whisper_folder(own / "large", padding=1000)
    assert model_files.choose_recognizer(TranscriptionOptions()) == model_files.RecognizerChoice("whisper", large)
    assert model_files.choose_recognizer(TranscriptionOptions(engine="starter")).engine == "starter"


def test_whisper_without_a_model_says_so() -> None:
    with pytest.raises(ModelMissingError):
        model_files.choose_recognizer(TranscriptionOptions(engine="whisper"))


def test_a_named_folder_is_used_for_whisper(tmp_path: Path) -> None:
    folder = whisper_folder(tmp_path / "mine")
    assert model_files.choose_recognizer(TranscriptionOptions(model_dir=folder)).folder == folder


@pytest.mark.parametrize(
    "options", [TranscriptionOptions(engine="best"), TranscriptionOptions(engine="starter", model_dir=Path("x"))]
)
def test_an_engine_or_a_combination_that_is_not_there_is_refused(options: TranscriptionOptions) -> None:
    with pytest.raises(UnknownModelError):
        model_files.choose_recognizer(options)


def test_a_folder_that_is_not_there_is_unknown(tmp_path: Path) -> None:
    with pytest.raises(UnknownModelError):
        model_files.choose_recognizer(TranscriptionOptions(model_dir=tmp_path / "none"))


@pytest.mark.parametrize("missing", ["model.bin", "config.json", "tokenizer.json", "vocabulary.json"])
def test_an_incomplete_folder_is_refused_and_the_missing_file_named(tmp_path: Path, missing: str) -> None:
    folder = whisper_folder(tmp_path / "m")
    (folder / missing).unlink()
    with pytest.raises(ModelRejectedError) as refused:
        model_files.choose_recognizer(TranscriptionOptions(model_dir=folder))
    assert missing in refused.value.message


def test_a_text_vocabulary_is_as_good(tmp_path: Path) -> None:
    folder = whisper_folder(tmp_path / "m")
    (folder / "vocabulary.json").rename(folder / "vocabulary.txt")
    assert model_files.whisper_folder_fault(folder) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("model.bin", b""),
        ("model.bin", b"\x06\0\0\0\x10\0TransformerSpec\0 and more"),
        ("model.bin", b"PK\x03\x04 a zip archive, as PyTorch keeps its weights"),
        ("tokenizer.json", b"{"),
        ("config.json", b"\xff\xfe"),
    ],
)
def test_a_damaged_or_foreign_file_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    folder = whisper_folder(tmp_path / "m")
    (folder / name).write_bytes(content)
    with pytest.raises(ModelRejectedError):
        model_files.checked_whisper_folder(folder)


def test_the_largest_own_language_model_is_preferred() -> None:
    gguf(paths.user_models_dir() / "a.gguf", 10)
    large = gguf(paths.user_models_dir() / "deep" / "b.gguf", 100)
    (paths.user_models_dir() / "broken.gguf").write_bytes(b"HTML" * 1000)
    assert model_files.choose_language_model(DraftingOptions()).model_file == large


def test_the_starter_language_model_is_used_without_an_own_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.STARTER_MODELS_VARIABLE, str(tmp_path))
    assert model_files.choose_language_model(DraftingOptions()).model_file is None
    starter = gguf(tmp_path / "SmolLM2-135M-Instruct.Q4_1.gguf", 10)
    assert model_files.choose_language_model(DraftingOptions(format="dap")) == DraftingOptions("dap", starter)


def test_a_language_model_that_is_none_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "model.gguf"
    text.write_text("not a model")
    with pytest.raises(ModelRejectedError):
        model_files.choose_language_model(DraftingOptions(model_file=text))
    with pytest.raises(UnknownModelError):
        model_files.choose_language_model(DraftingOptions(model_file=tmp_path / "none.gguf"))


def test_the_worker_may_read_the_models_and_a_named_folder_and_no_more(tmp_path: Path) -> None:
    usual = model_files.granted_folders()
    assert model_files.starter_recognizer_folder().resolve() in usual
    folder = whisper_folder(tmp_path / "elsewhere")
    assert set(model_files.granted_folders(folder)) - set(usual) == {folder.resolve()}
    assert model_files.granted_folders(model_files.starter_recognizer_folder() / "tokenizer.bin") == usual


def test_doctor_sees_what_is_installed_and_what_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.STARTER_MODELS_VARIABLE, str(tmp_path))
    gguf(tmp_path / "SmolLM2-135M-Instruct.Q4_1.gguf", 10)
    whisper_folder(paths.user_models_dir() / "whisper-small")
    listed = {model.path.name: model for model in model_files.installed_models()}
    assert listed["tiny-en"].is_complete and listed["tiny-en"].size_bytes > 40_000_000
    assert not listed["SmolLM2-135M-Instruct.Q4_1.gguf"].is_complete
    assert listed["whisper-small"].is_complete and not listed["whisper-small"].is_starter
