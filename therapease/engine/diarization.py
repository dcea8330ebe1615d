"""Who speaks when, without names: speaker turns from the diarizer inside moonshine-voice.

The library analyses windows of ten seconds, one every `analyze_cadence` seconds, and groups the voices again every
`cluster_cadence` seconds over the last `cluster_window_sec`. Its own settings are for live captions: they freeze what
is older than two minutes. A recording is all there, so the voices are grouped over the whole of it: that costs nothing,
and on a session of twelve minutes with two similar voices it halved the error.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Protocol

from therapease.domain.transcript import SpeakerTurn
from therapease.engine.audio_file import Samples
from therapease.engine.transcribers.moonshine import MoonshineStream

_WHOLE_RECORDING_S = 24 * 3600
_CLUSTER_CADENCE_S = 60
_SHORT_S, _MEDIUM_S = 60.0, 300.0
# Spans come clipped to the library's lines. At its own 0.5 soft speech is lost; at 0 the whole recording is one line,
# which it keeps in memory and goes through again at every update.
_VOICE_THRESHOLD = "0.1"


class Diarizer(Protocol):
    """One recording's diarization. Made per job, fed in order, finished once, then closed."""

    def feed(self, samples: Samples) -> None:
        """Take the next block: mono 16-bit PCM at 16 kHz, shape (n,)."""
        ...

    def finish(self) -> list[SpeakerTurn]:
        """Return the turns in order of their start; turns of different speakers may overlap."""
        ...

    def close(self) -> None: ...


class MoonshineDiarizer:
    """`Diarizer` over moonshine-voice (pyannote community-1 weights), without its recognizer."""

    def __init__(self, model_dir: Path, duration_s: float, speaker_count: int | None = None) -> None:
        self._speaker_count = speaker_count
        self._stream = MoonshineStream(model_dir, diarizer_options(duration_s))

    def feed(self, samples: Samples) -> None:
        self._stream.feed(samples)

    def finish(self) -> list[SpeakerTurn]:
        spans = [span for line in self._stream.finish() for span in line.spans]
        turns = [SpeakerTurn(span.start_s, span.end_s, f"S{span.speaker + 1}") for span in spans]
        turns = joined_turns(turns)
        return limited_speakers(turns, self._speaker_count) if self._speaker_count else turns

    def close(self) -> None:
        self._stream.close()


def diarizer_options(duration_s: float) -> dict[str, str]:
    """Return what the library is asked for, by its own names, for a recording of `duration_s`."""
    return {
        "identify_speakers": "true",
        "skip_transcription": "true",
        "vad_threshold": _VOICE_THRESHOLD,
        "diarization_analyze_cadence": str(analyze_cadence_s(duration_s)),
        "diarization_cluster_cadence": str(_CLUSTER_CADENCE_S),
        "diarization_cluster_window_sec": str(_WHOLE_RECORDING_S),
    }


def analyze_cadence_s(duration_s: float) -> float:
    """Return the step between analysed windows for a recording of `duration_s`.

    Cost falls with the step; with few windows a large step merges voices, with many it costs little accuracy.
    """
    if duration_s <= _SHORT_S:
        return 2.0
    return 3.0 if duration_s <= _MEDIUM_S else 5.0


def joined_turns(turns: list[SpeakerTurn], gap_s: float = 0.25) -> list[SpeakerTurn]:
    """Join a speaker's turns that follow each other within `gap_s`: the library cuts them where its lines end."""
    last: dict[str, int] = {}
    joined: list[SpeakerTurn] = []
    for turn in sorted(turns, key=lambda t: (t.start_s, t.end_s)):
        at = last.get(turn.speaker)
        if at is not None and turn.start_s - joined[at].end_s <= gap_s:
            before = joined[at]
            joined[at] = SpeakerTurn(before.start_s, max(before.end_s, turn.end_s), turn.speaker)
        else:
            last[turn.speaker] = len(joined)
            joined.append(turn)
    return joined


def limited_speakers(turns: list[SpeakerTurn], speaker_count: int) -> list[SpeakerTurn]:
    """Merge the speakers who say least into the one they stand next to most, until `speaker_count` are left.

    The library cannot be told how many people speak. Fewer than asked for are left as they are: nothing is invented.
    """
    while len(speakers := {turn.speaker for turn in turns}) > speaker_count:
        spoken_s: dict[str, float] = defaultdict(float)
        for turn in turns:
            spoken_s[turn.speaker] += turn.end_s - turn.start_s
        least = min(speakers, key=lambda s: (spoken_s[s], s))
        into = _neighbour_of(least, turns)
        turns = [SpeakerTurn(t.start_s, t.end_s, into if t.speaker == least else t.speaker) for t in turns]
        turns = joined_turns(turns)
    return turns


def _neighbour_of(speaker: str, turns: list[SpeakerTurn]) -> str:
    """Return the other speaker whose turns lie nearest to this one's, weighed by nearness."""
    nearness: dict[str, float] = defaultdict(float)
    for turn in turns:
        if turn.speaker != speaker:
            continue
        for other in turns:
            if other.speaker != speaker:
                gap_s = max(0.0, other.start_s - turn.end_s, turn.start_s - other.end_s)
                nearness[other.speaker] += 1 / (1 + gap_s)
    return max(sorted(nearness), key=lambda s: nearness[s])
