"""The person's settings: a TOML file that stays readable and keeps what a newer version wrote into it.

Settings hold no clinical content and no secrets; they lie outside the vault because some are needed before it opens.
"""

from __future__ import annotations

import os
import tempfile
import tomllib
from collections.abc import MutableMapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from therapease import paths
from therapease.errors import SettingsDamagedError, StorageFullError, StorageUnavailableError

if TYPE_CHECKING:
    import tomlkit

_NO_SPACE_ERRNOS = {28, 122}
"""ENOSPC and EDQUOT (errno.h): the disk or the person's share of it is full."""


class Appearance(StrEnum):
    """Which of the two looks the window wears; `SYSTEM` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class WindowSettings(_Section):
    """How the window looks. `text_scale_percent` multiplies every font size."""

    appearance: Appearance = Appearance.SYSTEM
    text_scale_percent: int = Field(default=100, ge=75, le=200)
    show_full_names: bool = False
    """Initials in lists unless chosen: others may look on."""
    reduce_motion: bool = False
    """Everything at once and nothing glides."""


class VaultSettings(_Section):
    """Which vault is offered first, and after how long without input it locks."""

    last_path: Path | None = None
    lock_after_idle_min: int = Field(default=5, ge=1, le=120)
    work_goes_on_locked: bool = False
    """Whether a transcription or a draft goes on while the vault is locked; its words stay in that process's memory."""


class EngineSettings(_Section):
    """Which models work. None means the best that is installed."""

    transcriber: str | None = Field(default=None, pattern=r"^(starter|whisper)$")
    whisper_model_dir: Path | None = None
    language_model_file: Path | None = None


class Settings(_Section):
    """All settings, each with a default that works on a fresh machine."""

    window: WindowSettings = WindowSettings()
    vault: VaultSettings = VaultSettings()
    engine: EngineSettings = EngineSettings()


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The settings to work with, and what was wrong with the file if they are the defaults for that reason."""

    settings: Settings
    problem: SettingsDamagedError | None = None


def load_settings(path: Path | None = None) -> LoadedSettings:
    """Read the settings file (the person's own without `path`); a missing one means defaults.

    A damaged file does not keep anybody from working: defaults come back together with the error to show, and the
    file is left as it is until the next save puts it aside. Raise StorageUnavailableError when it cannot be read.
    """
    file = path or paths.settings_file()
    try:
        return LoadedSettings(Settings.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))))
    except FileNotFoundError:
        return LoadedSettings(Settings())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return LoadedSettings(Settings(), SettingsDamagedError(detail="not TOML"))
    except ValidationError as error:
        places = sorted(".".join(str(part) for part in problem["loc"]) for problem in error.errors())
        return LoadedSettings(Settings(), SettingsDamagedError(detail=f"not valid: {', '.join(places)}"))
    except OSError as error:
        raise StorageUnavailableError(detail=type(error).__name__) from error


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings so that a crash leaves the old file or the new one, never half of either.

    Keys and comments this version does not know are kept. A damaged file is put aside as `settings.toml.damaged`.
    Raise StorageFullError or StorageUnavailableError; the old file is then unchanged.
    """
    # Imported here: only writing has to keep what it does not know, and reading comes before the first window.
    import tomlkit

    file = path or paths.settings_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        document = _readable_document(file)
        _merge(document, settings.model_dump(mode="json"))
        _replace(file, tomlkit.dumps(document))
    except OSError as error:
        if error.errno in _NO_SPACE_ERRNOS:
            raise StorageFullError(detail=type(error).__name__) from error
        raise StorageUnavailableError(detail=type(error).__name__) from error


def _readable_document(file: Path) -> tomlkit.TOMLDocument:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return tomlkit.document()
    except (TOMLKitError, UnicodeDecodeError):
        file.replace(file.with_name(file.name + ".damaged"))
        return tomlkit.document()


def _merge(table: MutableMapping[str, Any], values: dict[str, Any]) -> None:
    """Put `values` into `table` in place; TOML has no null, so None takes the key away."""
    import tomlkit

    for key, value in values.items():
        if isinstance(value, dict):
            if not isinstance(table.get(key), MutableMapping):
                table[key] = tomlkit.table()
            _merge(table[key], value)
        elif value is None:
            table.pop(key, None)
        elif table.get(key) != value:
            table[key] = value


def _replace(file: Path, text: str) -> None:
    descriptor, temporary = tempfile.mkstemp(dir=file.parent, prefix=file.name, suffix=".partial")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as sink:
            sink.write(text)
            sink.flush()
            os.fsync(sink.fileno())
        Path(temporary).replace(file)
    except BaseException:  # cleans up and raises it again, an interrupt included
        Path(temporary).unlink(missing_ok=True)
        raise
