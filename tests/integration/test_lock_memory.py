"""After a lock no process of ours remembers key or words; before it the same search finds them."""

from __future__ import annotations

from pathlib import Path

from bench.lock_memory import look_after_lock


def test_nothing_is_remembered_after_a_lock(tmp_path: Path) -> None:
    found = look_after_lock(tmp_path)
    assert found.before.key_copies > 0
    assert found.before.sentences > 80
    assert found.ended
    assert found.after.processes > 1
    assert (found.after.key_copies, found.after.sentences) == (0, 0)
