"""Speaks the sample session again: `make sample-session`, with Debian's flite and sox (`apt install flite sox`).

Writes session.flac (16 kHz, mono, 16 bit) and reference.json (who says what, when, by construction) into the
resources. The result is committed, so nothing of this runs on a user's machine.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
import wave
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent
OUT = HERE.parents[1] / "therapease" / "resources" / "sample_session"
SAMPLE_RATE_HZ = 16_000
PAUSE_S = 0.7
BREATH_S = 0.45
EDGE_S = 0.4
ACTIVE_RMS = 0.09
"""Loudness both voices are brought to, root mean square of the speaking parts, full scale 1."""
ROOM_NOISE_RMS = 0.0006
"""A little noise: digital silence does not occur in a room, and detectors behave differently on it."""

Samples = NDArray[np.float32]


def silence(duration_s: float) -> Samples:
    """Return digital silence, shape (n,)."""
    return np.zeros(int(duration_s * SAMPLE_RATE_HZ), dtype=np.float32)


def spoken(sentence: str, voice: dict[str, Any], folder: Path) -> Samples:
    """Return one sentence as mono float32 at 16 kHz, silence at both ends cut off, shape (n,)."""
    raw, wav = folder / "raw.wav", folder / "sentence.wav"
    subprocess.run(["flite", "-voice", voice["flite"], "-t", sentence, "-o", raw], check=True)
    subprocess.run(["sox", "-D", raw, "-r", str(SAMPLE_RATE_HZ), "-c", "1", "-b", "16", wav], check=True)
    with wave.open(str(wav)) as source:
        samples = np.frombuffer(source.readframes(source.getnframes()), dtype="<i2").astype(np.float32) / 32768
    # Keep a little before the first loud sample: soft consonants begin below it.
    loud = np.flatnonzero(np.abs(samples) > 0.01)
    samples = samples[max(0, loud[0] - SAMPLE_RATE_HZ // 20) : loud[-1] + SAMPLE_RATE_HZ // 20]
    active = samples[np.abs(samples) > 0.02]
    return np.asarray(samples * (ACTIVE_RMS / np.sqrt(np.mean(active**2))), dtype=np.float32)


def spoken_turn(turn: dict[str, Any], voices: dict[str, Any], folder: Path) -> Samples:
    """Return all sentences of a turn with a breath between them."""
    parts: list[Samples] = []
    for sentence in turn["sentences"]:
        parts += [silence(BREATH_S), spoken(sentence, voices[turn["role"]], folder)]
    return np.concatenate(parts[1:])


def render(conversation: dict[str, Any]) -> tuple[Samples, list[dict[str, Any]]]:
    """Return the whole session and its turns with their exact times."""
    parts = [silence(EDGE_S)]
    turns: list[dict[str, Any]] = []
    position = len(parts[0])
    first_role = conversation["turn"][0]["role"]
    with tempfile.TemporaryDirectory() as folder:
        for turn in conversation["turn"]:
            pause, samples = silence(PAUSE_S), spoken_turn(turn, conversation["voices"], Path(folder))
            start = position + len(pause)
            position = start + len(samples)
            parts += [pause, samples]
            turns.append(
                {
                    "speaker": "S1" if turn["role"] == first_role else "S2",
                    "role": turn["role"],
                    "start_s": round(start / SAMPLE_RATE_HZ, 3),
                    "end_s": round(position / SAMPLE_RATE_HZ, 3),
                    "text": " ".join(turn["sentences"]),
                }
            )
    parts.append(parts[0])
    session = np.concatenate(parts)
    # Seeded: the same script gives the same file.
    noise = np.random.default_rng(20_250_101).normal(0.0, ROOM_NOISE_RMS, len(session))
    return np.asarray(session + noise, dtype=np.float32), turns


def write_flac(samples: Samples, path: Path) -> None:
    """Write 16-bit FLAC through sox, without dithering, so that it can be made again to the bit."""
    pcm = np.round(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    shape = ["-t", "raw", "-r", str(SAMPLE_RATE_HZ), "-c", "1", "-e", "signed", "-b", "16", "-"]
    subprocess.run(["sox", "-D", *shape, "-C", "8", path], input=pcm, check=True)


def main() -> int:
    """Render the conversation into the resources."""
    conversation = tomllib.loads((HERE / "conversation.toml").read_text(encoding="utf-8"))
    samples, turns = render(conversation)
    OUT.mkdir(parents=True, exist_ok=True)
    write_flac(samples, OUT / "session.flac")
    reference = {
        "synthetic": True,
        "about": "A fictional conversation spoken by two synthetic voices. No person said any of it.",
        "licence_note": conversation["licence_note"],
        "sample_rate_hz": SAMPLE_RATE_HZ,
        "duration_s": round(len(samples) / SAMPLE_RATE_HZ, 3),
        "turns": turns,
    }
    (OUT / "reference.json").write_text(json.dumps(reference, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{reference['duration_s']} s, {(OUT / 'session.flac').stat().st_size} bytes, {len(turns)} turns")
    return 0


if __name__ == "__main__":
    sys.exit(main())
