"""What this computer can do: processor, memory, an accelerator the engines would use."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Hardware:
    """For `doctor`. `threads` are those this process may use; `accelerator` is None without a usable one."""

    processor: str
    threads: int
    memory_bytes: int
    accelerator: str | None


def describe_hardware() -> Hardware:
    """Return what is here. Asks CTranslate2 for CUDA devices, which loads that library."""
    return Hardware(_processor(), thread_count(), _memory_bytes(), _accelerator())


def thread_count() -> int:
    """Return how many threads may run at once: those the system grants this process, at least one."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return max(1, os.cpu_count() or 1)


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        return platform.processor() or platform.machine()
    return platform.processor() or platform.machine()


def _memory_bytes() -> int:
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        return int(os.sysconf("SC_PHYS_PAGES")) * int(os.sysconf("SC_PAGE_SIZE"))
    return 0


def _accelerator() -> str | None:
    import ctranslate2

    count = ctranslate2.get_cuda_device_count()
    return f"CUDA, {count} device{'s' if count > 1 else ''}" if count else None
