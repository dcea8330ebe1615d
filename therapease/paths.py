"""Where things lie: what the program brings along, and the folders of the person who uses it.

Everything else asks here, so that a checkout, an installed wheel and a packaged application differ in this file alone.
Nothing is created on import or by asking; whoever writes makes the folder.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

APP_NAME = "TherapEase"
STARTER_MODELS_VARIABLE = "THERAPEASE_STARTER_MODELS"
"""Environment variable that names another folder with the starter models, for packagers and tests."""

_PACKAGE = Path(__file__).resolve().parent


def _checkout() -> Path | None:
    """Return the root of the source tree this package runs from, or None when it is installed."""
    root = _PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() and (root / "models").is_dir() else None


def resources_dir() -> Path:
    """Return the folder of icons, themes, fonts, note formats, prompts, word lists and the sample session."""
    return _PACKAGE / "resources"


def sample_session_dir() -> Path:
    """Return the folder of the bundled synthetic session: `session.flac` and `reference.json`."""
    return resources_dir() / "sample_session"


def models_dir() -> Path:
    """Return the folder of the models' manifest, in the source tree or inside the installed package."""
    root = _checkout()
    return root / "models" if root is not None else _PACKAGE / "models"


def models_manifest() -> Path:
    """Return the TOML file that names every known model with its hash."""
    return models_dir() / "manifest.toml"


def third_party_file() -> Path:
    """Return the list of other people's work with its licences, in the source tree or inside the installed package."""
    root = _checkout()
    return (root if root is not None else _PACKAGE) / "THIRD_PARTY.md"


def starter_models_dir() -> Path:
    """Return the folder of the models that come with TherapEase; it may not exist before set-up."""
    override = os.environ.get(STARTER_MODELS_VARIABLE)
    return Path(override) if override else models_dir() / "starter"


def user_models_dir() -> Path:
    """Return the folder where a person installs further models, one folder each."""
    return user_data_dir() / "models"


def user_data_dir() -> Path:
    """Return the person's data folder: where a new vault is offered a place."""
    return platformdirs.user_data_path(APP_NAME, appauthor=False)


def user_config_dir() -> Path:
    """Return the folder of the settings file."""
    return platformdirs.user_config_path(APP_NAME, appauthor=False)


def settings_file() -> Path:
    """Return the settings file; it need not exist."""
    return user_config_dir() / "settings.toml"


def log_dir() -> Path:
    """Return the folder of the logs, which hold no clinical content."""
    return platformdirs.user_log_path(APP_NAME, appauthor=False)
