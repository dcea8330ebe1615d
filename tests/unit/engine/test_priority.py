"""The real worker process runs with less claim to the processor than the window."""

from __future__ import annotations

import os

import numpy as np

from therapease.domain.recording import AudioChunk
from therapease.engine.audio_file import encode_flac
from therapease.engine.priority import GIVE_WAY
from therapease.engine.process import EngineProcess


def test_the_worker_gives_way_to_whoever_sits_at_the_window() -> None:
    engine = EngineProcess()
    try:
        engine.decode([AudioChunk(0, 0, 1_600, encode_flac(np.zeros(1_600, np.int16)))])
        assert engine.worker_pid is not None
        here = os.getpriority(os.PRIO_PROCESS, 0)
        assert os.getpriority(os.PRIO_PROCESS, engine.worker_pid) == min(here + GIVE_WAY, 19)
    finally:
        engine.close()
