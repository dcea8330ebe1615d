"""Logs that cannot hold clinical content: JSON lines of known keys whose values have a known, textless form.

An allow-list, because a deny-list misses what nobody thought of: a key not listed is dropped, and so is a value that
does not look like what its key holds. Free text fits no form, so no sentence anybody said reaches a log, and neither
does an exception's message: of an exception only its type and the places it passed are written.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Mapping, MutableMapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

from therapease import paths

LOG_FILE_NAME = "therapease.jsonl"
MAX_LOG_BYTES = 1_000_000
KEPT_LOGS = 3

# Its own sink and no way up to the root logger: without a handler Python would print warnings to the terminal.
_sink = logging.getLogger("therapease")
_sink.addHandler(logging.NullHandler())
_sink.setLevel(logging.INFO)
_sink.propagate = False

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.:+-]{0,63}")
_EVENT = re.compile(r"[a-z][a-z0-9_]{0,31}(\.[a-z][a-z0-9_]{0,31}){0,3}")
_IDENTIFIER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_PLACES = re.compile(r"([a-z_0-9]+\.py:\d+( < )?){1,20}")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _matches(form: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and form.fullmatch(value) is not None


def _is_one_of(*words: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in words


ALLOWED_KEYS: Mapping[str, Callable[[object], bool]] = {
    "event": _matches(_EVENT),
    "level": _is_one_of("debug", "info", "warning", "error", "critical"),
    "timestamp": _matches(_TIME),
    "error": _matches(_WORD),
    "places": _matches(_PLACES),
    "stage": _is_one_of(
        "reading",
        "loading_model",
        "finding_speech",
        "recognizing",
        "finding_speakers",
        "finding_roles",
        "drafting",
        "checking",
        "saving",
    ),
    "engine": _is_one_of("starter", "whisper"),
    "object_id": _matches(_IDENTIFIER),
    "job_id": _matches(_IDENTIFIER),
    "duration_s": _is_number,
    "audio_s": _is_number,
    "real_time_factor": _is_number,
    "count": _is_number,
    "size_bytes": _is_number,
    "exit_status": _is_number,
    "attempt": _is_number,
    "schema_version": _is_number,
    "version": _matches(re.compile(r"\d+(\.\d+){0,3}")),
}
"""What may be logged: the key, and the form its value must have."""


def keep_allowed(_logger: object, _method: str, record: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Return the record without any key that is not allowed and any value that has not its key's form.

    A withheld event name becomes “withheld”, and `withheld` counts what was dropped, so that a gap can be seen.
    """
    kept = {key: value for key, value in record.items() if key in ALLOWED_KEYS and ALLOWED_KEYS[key](value)}
    withheld = len(record) - len(kept)
    kept.setdefault("event", "withheld")
    if withheld:
        kept["withheld"] = withheld
    return kept


def reduce_exception(_logger: object, _method: str, record: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace `exc_info` by the exception's type and the places it passed, newest first; never its message."""
    raised = record.pop("exc_info", None)
    if raised is True:
        raise TypeError("give the exception itself as exc_info")
    if isinstance(raised, BaseException):
        record["error"] = type(raised).__name__
        if places := places_of(raised.__traceback__):
            record["places"] = places
    return record


def places_of(traceback: TracebackType | None) -> str:
    """Return the files and lines an exception passed, newest first: all of it that may be written down."""
    passed = []
    while traceback is not None:
        passed.append(f"{Path(traceback.tb_frame.f_code.co_filename).name}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return " < ".join(reversed(passed[-20:]))


def configure_logs(folder: Path | None = None) -> Path:
    """Send all logs to a rotating file only its owner can read; return it. Call once per process that logs.

    Nothing goes to the terminal, and foreign libraries' own logs go nowhere: what they write is not ours to vouch for.
    """
    folder = folder or paths.log_dir()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / LOG_FILE_NAME
    # Made before the handler opens it, so that it never exists with wider rights.
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    close_logs()
    _sink.addHandler(RotatingFileHandler(file, maxBytes=MAX_LOG_BYTES, backupCount=KEPT_LOGS, encoding="utf-8"))
    return file


def close_logs() -> None:
    """Close the log file, for the end of a process or a test."""
    for handler in list(_sink.handlers):
        if isinstance(handler, RotatingFileHandler):
            _sink.removeHandler(handler)
            handler.close()


def get_logger() -> structlog.typing.FilteringBoundLogger:
    """Return the logger: `get_logger().info("job.finished", stage="drafting", duration_s=1.5)`.

    Until `configure_logs` was called its lines go nowhere, and the allow-list holds all the same.
    """
    logger: structlog.typing.FilteringBoundLogger = structlog.wrap_logger(
        _sink,
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            reduce_exception,
            keep_allowed,
            structlog.processors.JSONRenderer(sort_keys=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
    return logger
