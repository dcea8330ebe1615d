"""Note formats: each is a file of sections and guidance, not code.

A format says which sections a note has, what each takes, how the words are shared, and what only the clinician can
write. New formats are new files in `resources/note_formats`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from therapease.errors import InternalError, UnknownFormatError
from therapease.paths import resources_dir

_KEY = re.compile(r"[a-z][a-z0-9_]{0,31}")


class _SectionFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    key: str
    title: str
    takes: list[str]
    share: float = Field(gt=0, le=1)
    complete: str = ""
    not_assessed: bool = False


class _FormatFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    key: str
    title: str
    sections: list[_SectionFile] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class FormatSection:
    """One section. `takes` names the matters it holds, `share` is its part of the note's words (0 to 1)."""

    key: str
    title: str
    takes: frozenset[str]
    share: float
    complete: str = ""
    holds_not_assessed: bool = False


@dataclass(frozen=True, slots=True)
class NoteFormat:
    """A kind of note with its sections in order."""

    key: str
    title: str
    sections: tuple[FormatSection, ...]


def load_format(key: str) -> NoteFormat:
    """Read a format by its key (“soap”). Raise UnknownFormatError when there is none."""
    path = resources_dir() / "note_formats" / f"{key}.toml"
    if not _KEY.fullmatch(key) or not path.is_file():
        raise UnknownFormatError(f"Known formats: {', '.join(known_formats())}.")
    try:
        read = _FormatFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise InternalError(detail=f"note format {key}: {type(error).__name__}") from error
    sections = tuple(
        FormatSection(s.key, s.title, frozenset(s.takes), s.share, s.complete, s.not_assessed) for s in read.sections
    )
    return NoteFormat(read.key, read.title, sections)


def known_formats() -> list[str]:
    """Return the keys of all formats, in alphabetical order."""
    return sorted(path.stem for path in (resources_dir() / "note_formats").glob("*.toml"))
