"""Each thing has one place, and asking for it makes nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from therapease import paths

PERSONAL = [paths.user_data_dir, paths.user_config_dir, paths.user_models_dir, paths.settings_file, paths.log_dir]


def test_what_the_program_brings_along_is_there() -> None:
    assert (paths.sample_session_dir() / "session.flac").is_file()
    assert (paths.sample_session_dir() / "reference.json").is_file()
    assert paths.models_manifest().is_file()


def test_the_starter_models_lie_beside_the_manifest_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(paths.STARTER_MODELS_VARIABLE, raising=False)
    assert paths.starter_models_dir() == paths.models_dir() / "starter"
    monkeypatch.setenv(paths.STARTER_MODELS_VARIABLE, str(tmp_path))
    assert paths.starter_models_dir() == tmp_path


@pytest.mark.parametrize("place", PERSONAL)
def test_personal_folders_are_in_the_home_and_not_made_by_asking(place: object, own_home: Path) -> None:
    assert callable(place)
    assert place().is_relative_to(own_home)
    assert not place().exists()


def test_an_installed_package_keeps_its_models_inside(tmp_path: Path) -> None:
    package = tmp_path / "site" / "therapease"
    package.mkdir(parents=True)
    for name in ("__init__.py", "paths.py"):
        (package / name).write_bytes((Path(paths.__file__).parent / name).read_bytes())
    program = "import therapease.paths as p; print(p.models_manifest()); print(p.resources_dir())"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path / "site", capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [str(package / "models" / "manifest.toml"), str(package / "resources")]
