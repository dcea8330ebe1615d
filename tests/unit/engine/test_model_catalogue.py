"""The manifest of known models."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from therapease.engine.model_catalogue import known_models
from therapease.errors import InternalError


def test_the_manifest_names_the_starter_language_model_with_hash_and_licence() -> None:
    models = known_models()
    assert [model.kind for model in models] == ["language"]
    assert all(re.fullmatch(r"[0-9a-f]{64}", model.sha256) for model in models)
    assert all(model.size_bytes > 0 and model.licence for model in models)


@pytest.mark.parametrize("content", ["not = [toml", "[[model]]\nid = 'x'\n", "model = 3\n"])
def test_a_broken_manifest_is_our_mistake(tmp_path: Path, content: str) -> None:
    manifest = tmp_path / "manifest.toml"
    manifest.write_text(content)
    with pytest.raises(InternalError):
        known_models(manifest)


def test_a_missing_manifest_is_our_mistake(tmp_path: Path) -> None:
    with pytest.raises(InternalError):
        known_models(tmp_path / "none.toml")
