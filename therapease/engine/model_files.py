"""Which models lie on this computer, which one a job is to use, and which folders the worker may therefore read."""

from __future__ import annotations

import importlib.util
import json
import struct
from dataclasses import dataclass, replace
from pathlib import Path

from therapease import paths
from therapease.domain.job import DraftingOptions, TranscriptionOptions
from therapease.engine.model_catalogue import KnownModel, known_models
from therapease.errors import ModelMissingError, ModelRejectedError, UnknownModelError

STARTER, WHISPER = "starter", "whisper"
STARTER_RECOGNIZER_FILES = ("encoder_model.ort", "decoder_model_merged.ort", "tokenizer.bin")
WHISPER_FILES = ("model.bin", "config.json", "tokenizer.json")
_WHISPER_VOCABULARY = "vocabulary.*"
_GGUF_MAGIC = b"GGUF"


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """One model as `doctor` lists it. `is_complete` is False where it should be and is not, or not whole."""

    title: str
    purpose: str
    path: Path
    size_bytes: int
    is_complete: bool
    is_starter: bool


@dataclass(frozen=True, slots=True)
class RecognizerChoice:
    """The engine a job runs with and its model folder, checked."""

    engine: str
    folder: Path


def installed_models() -> list[InstalledModel]:
    """Return the starter models, there or not, and every usable Whisper folder and GGUF file of the person's own."""
    recognizer = starter_recognizer_folder()
    is_complete = _has_files(recognizer, STARTER_RECOGNIZER_FILES)
    found = [
        InstalledModel(
            "Moonshine tiny, English",
            "recognition and speakers",
            recognizer,
            _size_bytes(recognizer),
            is_complete,
            True,
        )
    ]
    for model in known_models():
        file = paths.starter_models_dir() / model.file
        found.append(InstalledModel(model.id, "drafting", file, _size_bytes(file), _is_whole(file, model), True))
    for folder in whisper_folders():
        found.append(InstalledModel(folder.name, "recognition", folder, _size_bytes(folder), True, False))
    for file in sorted(paths.user_models_dir().glob("**/*.gguf")):
        found.append(InstalledModel(file.stem, "drafting", file, _size_bytes(file), _is_gguf(file), False))
    return found


def choose_recognizer(options: TranscriptionOptions) -> RecognizerChoice:
    """Return what to transcribe with: as asked, or Whisper where a model of it is installed, else the starter.

    Raise UnknownModelError, ModelMissingError, ModelRejectedError.
    """
    if options.engine not in (None, STARTER, WHISPER):
        raise UnknownModelError("There is no engine of that name. Use “starter” or “whisper”.")
    if options.model_dir is not None:
        if options.engine == STARTER:
            raise UnknownModelError("The starter engine brings its own model. Leave the model out, or use “whisper”.")
        return RecognizerChoice(WHISPER, checked_whisper_folder(options.model_dir))
    if options.engine != STARTER:
        folders = whisper_folders()
        if folders:
            return RecognizerChoice(WHISPER, max(folders, key=_size_bytes))
        if options.engine == WHISPER:
            raise ModelMissingError(
                f"No Whisper model is installed. Put one into {paths.user_models_dir()}, one folder each."
            )
    folder = starter_recognizer_folder()
    if not _has_files(folder, STARTER_RECOGNIZER_FILES):
        raise ModelMissingError(
            "The starter engine is not on this computer. Settings, On-device models, says how to add one."
        )
    return RecognizerChoice(STARTER, folder)


def choose_language_model(options: DraftingOptions) -> DraftingOptions:
    """Return the options with the model file filled in: as asked, else the largest own GGUF file, else the starter.

    Without any model the file stays None: drafting then quotes. Raise UnknownModelError, ModelRejectedError.
    """
    if options.model_file is not None:
        return replace(options, model_file=_checked_gguf(options.model_file))
    own = [file for file in paths.user_models_dir().glob("**/*.gguf") if _is_gguf(file)]
    starters = [paths.starter_models_dir() / model.file for model in known_models() if model.kind == "language"]
    candidates = sorted(own, key=_size_bytes, reverse=True) + [file for file in starters if _is_gguf(file)]
    return replace(options, model_file=candidates[0] if candidates else None)


def granted_folders(needed: Path | None = None) -> tuple[Path, ...]:
    """Return what the worker may read besides the program: the models' folders, and `needed` if it lies elsewhere."""
    usual = [paths.models_dir(), paths.starter_models_dir(), paths.user_models_dir(), starter_recognizer_folder()]
    granted = [folder.resolve() for folder in usual if folder.is_dir()]
    if needed is not None:
        real = needed.resolve()
        if not any(real.is_relative_to(folder) for folder in granted):
            granted.append(real)
    return tuple(granted)


def starter_recognizer_folder() -> Path:
    """Return the model folder inside the installed moonshine-voice, found without importing the library."""
    spec = importlib.util.find_spec("moonshine_voice")
    locations = spec.submodule_search_locations if spec is not None else None
    if not locations:
        raise ModelMissingError("The starter recognizer is not installed. Install TherapEase again.")
    return Path(locations[0]) / "assets" / "tiny-en"


def whisper_folders() -> list[Path]:
    """Return the person's usable Whisper folders, by name."""
    own = paths.user_models_dir()
    if not own.is_dir():
        return []
    return [folder for folder in sorted(own.iterdir()) if folder.is_dir() and whisper_folder_fault(folder) is None]


def checked_whisper_folder(folder: Path) -> Path:
    """Return the folder. Raise UnknownModelError where there is none, ModelRejectedError where it is no such model."""
    if not folder.is_dir():
        raise UnknownModelError("The model folder is not there. Run “therapease doctor” for the models installed here.")
    fault = whisper_folder_fault(folder)
    if fault is not None:
        raise ModelRejectedError(f"This folder is not a complete Whisper model in CTranslate2 form: {fault}.")
    return folder


def whisper_folder_fault(folder: Path) -> str | None:
    """Say what keeps a folder from being a Whisper model in CTranslate2 form, or None.

    Checked before the library is called: without tokenizer.json it would look for a hub on the network, and a model
    of another kind would end the worker or speak nonsense. CTranslate2 model.bin: a 32-bit version, then the
    specification's name with its 16-bit length.
    """
    missing = [name for name in WHISPER_FILES if not (folder / name).is_file()]
    if not any(folder.glob(_WHISPER_VOCABULARY)):
        missing.append("vocabulary.json or vocabulary.txt")
    if missing:
        return f"it lacks {', '.join(missing)}"
    try:
        with (folder / "model.bin").open("rb") as model:
            head = model.read(64)
        for name in ("config.json", "tokenizer.json"):
            json.loads((folder / name).read_text(encoding="utf-8"))
    except OSError:
        return "its files cannot be read"
    except ValueError:
        return "config.json or tokenizer.json is damaged"
    if len(head) < 8:
        return "model.bin is empty or cut off"
    length = struct.unpack_from("<H", head, 4)[0]
    specification = head[6 : 6 + length].rstrip(b"\0")
    return None if specification == b"WhisperSpec" else "model.bin is a model of another kind"


def _checked_gguf(file: Path) -> Path:
    if not file.is_file():
        raise UnknownModelError("The model file is not there. Run “therapease doctor” for the models installed here.")
    if not _is_gguf(file):
        raise ModelRejectedError("This is not a GGUF file, the form llama.cpp reads.")
    return file


def _is_gguf(file: Path) -> bool:
    try:
        with file.open("rb") as model:
            return model.read(4) == _GGUF_MAGIC
    except OSError:
        return False


def _is_whole(file: Path, model: KnownModel) -> bool:
    return _is_gguf(file) and _size_bytes(file) == model.size_bytes


def _has_files(folder: Path, names: tuple[str, ...]) -> bool:
    return all((folder / name).is_file() for name in names)


def _size_bytes(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) if path.is_dir() else 0
