"""The models TherapEase knows by name and hash, read from the manifest; what is really there, model_files says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from therapease import paths
from therapease.errors import InternalError


@dataclass(frozen=True, slots=True)
class KnownModel:
    """One entry of the manifest. `kind` is "language" so far; the starter recognizer comes inside its library."""

    id: str
    kind: str
    file: str
    sha256: str
    size_bytes: int
    licence: str


def known_models(manifest: Path | None = None) -> tuple[KnownModel, ...]:
    """Return the manifest's models, in its order. Raise InternalError when the program's own manifest is broken."""
    try:
        entries = tomllib.loads((manifest or paths.models_manifest()).read_text(encoding="utf-8"))["model"]
        return tuple(_known_model(entry) for entry in entries)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise InternalError(detail=f"models manifest: {type(error).__name__}") from error


def _known_model(entry: dict[str, Any]) -> KnownModel:
    return KnownModel(
        id=str(entry["id"]),
        kind=str(entry["kind"]),
        file=str(entry["file"]),
        sha256=str(entry["sha256"]),
        size_bytes=int(entry["size_bytes"]),
        licence=str(entry["licence"]),
    )
