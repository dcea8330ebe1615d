"""Which start of the machine this is. With it, two monotonic clock readings can be told to be comparable or not."""

from __future__ import annotations

import functools
import uuid
from pathlib import Path

_LINUX = Path("/proc/sys/kernel/random/boot_id")


@functools.cache
def boot_id() -> str:
    """Return Linux's boot id; elsewhere an id of this process, which claims less: readings compare within it only."""
    try:
        return str(uuid.UUID(_LINUX.read_text("ascii").strip()))
    except (OSError, ValueError):
        return str(uuid.uuid4())
