"""The worker gives way: whoever sits at the window goes first, however long a transcription takes.

On as many cores as there are it would otherwise compete with the window on equal terms, which is felt as stutter.
"""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Any

GIVE_WAY = 10
"""Added to the niceness of POSIX: the window then gets nine parts in ten of a core that both want."""
_BELOW_NORMAL_PRIORITY_CLASS = 0x4000


def give_way() -> None:
    """Lower this process's priority, for good; before threads start, since on Linux each has its own."""
    if sys.platform == "win32":
        kernel: Any = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL_PRIORITY_CLASS)
    else:
        os.nice(GIVE_WAY)
