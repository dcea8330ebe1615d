"""What the computer is said to be, against what the system says."""

from __future__ import annotations

import os

from therapease.engine.hardware import describe_hardware, thread_count


def test_hardware_names_processor_memory_and_threads() -> None:
    hardware = describe_hardware()
    assert hardware.processor
    assert hardware.threads == thread_count()
    assert hardware.memory_bytes > 2**28
    assert hardware.accelerator is None or hardware.accelerator.startswith("CUDA")


def test_threads_are_those_this_process_may_use() -> None:
    assert 1 <= thread_count() <= (os.cpu_count() or 1)
