"""Listening to a session: play, pause, seek, and play the few seconds a line of the note rests on.

The sound never touches the disk: it is a WAV in memory behind a QBuffer, which has to stay referenced for as long as
the player lives. Where the computer has no sound output the position can still be moved, and `availability` says so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Sequence
from enum import Enum

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLoggingCategory, QObject, QTimer, QUrl, Signal
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer

Span = tuple[float, float]
RATES = (0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
_POLL_MS = 40
_TAIL_S = 0.15
_LEAD_S, _SHORTEST_SKIP_S = 0.4, 1.0
_QUIET = "qt.multimedia.symbolsresolver.warning=false"
"""FFmpeg looks for libraries that decode video in hardware; for sound nobody misses them."""


class Availability(Enum):
    """Whether there is anything to hear, and if not, why."""

    CLOSED = "closed"
    NO_RECORDING = "no recording"
    NOT_LOADED = "not loaded"
    LOADING = "loading"
    READY = "ready"
    NO_SOUND_OUTPUT = "no sound output"
    UNPLAYABLE = "unplayable"


class Playback(QObject):
    """The player behind the review place. Lives on the UI thread; all positions are seconds.

    `sound_wanted` asks for the recording the first time it is needed: taking it out of the vault is an audited act,
    so it does not happen before somebody listens. Answer with `load`.
    """

    position_changed = Signal(float)
    playing_changed = Signal(bool)
    availability_changed = Signal()
    sound_wanted = Signal()

    def __init__(self, parent: QObject | None = None, *, has_sound_output: Callable[[], bool] | None = None) -> None:
        """`has_sound_output` answers whether there is anything to hear with; the system is asked unless told."""
        super().__init__(parent)
        self._has_sound_output = has_sound_output or _system_has_sound_output
        self._availability = Availability.CLOSED
        self._position_s = 0.0
        self._duration_s = 0.0
        self._rate = 1.0
        self.skips_silence = False
        self._speech: list[Span] = []
        self._speech_starts: list[float] = []
        self._spans: deque[Span] = deque()
        self._stop_at_s: float | None = None
        self._plays_when_loaded = False
        self._player: QMediaPlayer | None = None
        self._output: QAudioOutput | None = None
        self._buffer: QBuffer | None = None
        self._devices: QMediaDevices | None = None
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._on_poll)

    # ------------------------------------------------------------ state

    @property
    def availability(self) -> Availability:
        return self._availability

    @property
    def can_play(self) -> bool:
        return self._availability in (Availability.NOT_LOADED, Availability.LOADING, Availability.READY)

    @property
    def is_playing(self) -> bool:
        return self._poll.isActive()

    @property
    def plays_on(self) -> bool:
        """Whether it plays to the end rather than a few chosen seconds."""
        return self.is_playing and self._stop_at_s is None

    @property
    def position_s(self) -> float:
        return self._position_s

    @property
    def duration_s(self) -> float:
        return self._duration_s

    @property
    def rate(self) -> float:
        return self._rate

    def open(self, duration_s: float | None) -> None:
        """Begin with a session's recording of this length, or with none."""
        self.close()
        self._duration_s = duration_s or 0.0
        self._move_to(0.0)
        self._set_availability(self._initial_availability(has_recording=duration_s is not None))

    def close(self) -> None:
        """Stop and forget the sound."""
        self._stop()
        self._plays_when_loaded = False
        if self._player is not None:
            self._player.stop()
            self._player.setSource(QUrl())
            self._player.deleteLater()
        self._player = self._output = self._buffer = None
        self._set_availability(Availability.CLOSED)

    def load(self, wav: bytes) -> None:
        """Take the recording's bytes, as `sound_wanted` asked."""
        if self._availability is not Availability.LOADING:
            return
        if not wav:
            self._set_availability(Availability.UNPLAYABLE)
            return
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(wav))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._output = QAudioOutput(self)
        self._player = QMediaPlayer(self)
        self._player.setAudioOutput(self._output)
        self._player.errorOccurred.connect(self._on_error)
        self._player.playbackStateChanged.connect(self._on_state)
        self._player.mediaStatusChanged.connect(self._on_status)
        self._player.setSourceDevice(self._buffer)
        self._player.setPlaybackRate(self._rate)
        self._set_availability(Availability.READY)
        if self._plays_when_loaded:
            self._plays_when_loaded = False
            self._start()

    def loading_failed(self) -> None:
        if self._availability is Availability.LOADING:
            self._plays_when_loaded = False
            self._set_availability(Availability.NOT_LOADED)

    # ------------------------------------------------------------ what a person does

    def seek(self, position_s: float) -> None:
        """Move to a place; evidence that was waiting to be played is let go."""
        self._spans.clear()
        self._stop_at_s = None
        self._move_to(position_s)

    def toggle(self) -> None:
        if self.is_playing or self._plays_when_loaded:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """Play from here to the end. Without a sound output nothing happens; the bar says why."""
        self._spans.clear()
        self._stop_at_s = None
        if self._duration_s and self._position_s >= self._duration_s - _TAIL_S:
            self._move_to(0.0)
        self._start()

    def play_spans(self, spans: Sequence[Span]) -> None:
        """Go to the first span and play them one after the other, then pause."""
        if not spans:
            return
        self._spans = deque(spans[1:])
        self._move_to(spans[0][0])
        self._stop_at_s = spans[0][1] + _TAIL_S
        self._start()

    def pause(self) -> None:
        self._plays_when_loaded = False
        self._stop()

    def set_rate(self, rate: float) -> None:
        """Play at one of `RATES`."""
        self._rate = rate
        if self._player is not None:
            self._player.setPlaybackRate(rate)

    def set_speech(self, spans: Sequence[Span]) -> None:
        """Say where somebody speaks, in order, for skipping what lies between."""
        self._speech = [span for span in spans if span[1] > span[0]]
        self._speech_starts = [start_s for start_s, _end_s in self._speech]

    # ------------------------------------------------------------ inside

    def _initial_availability(self, *, has_recording: bool) -> Availability:
        if not has_recording:
            return Availability.NO_RECORDING
        self._watch_outputs()
        if not self._has_sound_output():
            return Availability.NO_SOUND_OUTPUT
        return Availability.READY if self._player is not None else Availability.NOT_LOADED

    def _watch_outputs(self) -> None:
        """Learn of headphones that come and go. Not before there is something to hear: it wakes the sound system."""
        if self._devices is None:
            QLoggingCategory.setFilterRules(_QUIET)
            self._devices = QMediaDevices(self)
            self._devices.audioOutputsChanged.connect(self._on_outputs_changed)

    def _set_availability(self, availability: Availability) -> None:
        if availability is not self._availability:
            self._availability = availability
            self.availability_changed.emit()

    def _on_outputs_changed(self) -> None:
        if self._availability not in (Availability.NOT_LOADED, Availability.READY, Availability.NO_SOUND_OUTPUT):
            return
        now = self._initial_availability(has_recording=True)
        if now is Availability.NO_SOUND_OUTPUT:
            self.pause()
        self._set_availability(now)

    def _start(self) -> None:
        if self._availability is Availability.NOT_LOADED:
            self._plays_when_loaded = True
            self._set_availability(Availability.LOADING)
            self.sound_wanted.emit()
        elif self._availability is Availability.LOADING:
            self._plays_when_loaded = True
        elif self._availability is Availability.READY and self._player is not None:
            self._player.setPosition(round(self._position_s * 1000))
            self._player.play()
            if not self._poll.isActive():
                self._poll.start()
                self.playing_changed.emit(True)

    def _stop(self) -> None:
        if self._player is not None:
            self._player.pause()
        if self._poll.isActive():
            self._poll.stop()
            self.playing_changed.emit(False)

    def _move_to(self, position_s: float) -> None:
        self._position_s = min(max(0.0, position_s), self._duration_s) if self._duration_s else max(0.0, position_s)
        if self._player is not None:
            self._player.setPosition(round(self._position_s * 1000))
        self.position_changed.emit(self._position_s)

    def _on_poll(self) -> None:
        if self._player is None or self._player.mediaStatus() is QMediaPlayer.MediaStatus.LoadingMedia:
            return
        self._position_s = self._player.position() / 1000
        self.position_changed.emit(self._position_s)
        if self._stop_at_s is None:
            self._skip_silence()
            return
        if self._position_s < self._stop_at_s:
            return
        if self._spans:
            start_s, end_s = self._spans.popleft()
            self._stop_at_s = end_s + _TAIL_S
            self._move_to(start_s)
        else:
            self._stop_at_s = None
            self._stop()

    def _skip_silence(self) -> None:
        """Go on where somebody speaks next. A pause of breath stays: silence says something, too."""
        at = bisect_right(self._speech_starts, self._position_s)
        if not self.skips_silence or at >= len(self._speech):
            return
        silent_since_s = self._speech[at - 1][1] if at else 0.0
        next_s = self._speech_starts[at] - _LEAD_S
        if self._position_s > silent_since_s + _LEAD_S and next_s - self._position_s > _SHORTEST_SKIP_S:
            self._move_to(next_s)

    def _on_state(self, state: QMediaPlayer.PlaybackState) -> None:
        if state is QMediaPlayer.PlaybackState.StoppedState and self._poll.isActive():
            self._poll.stop()
            self._move_to(self._duration_s)
            self.playing_changed.emit(False)

    def _on_status(self, status: QMediaPlayer.MediaStatus) -> None:
        """Set the place again once the sound is open: a position set before that may be lost."""
        if status is QMediaPlayer.MediaStatus.LoadedMedia and self._player is not None:
            self._player.setPosition(round(self._position_s * 1000))

    def _on_error(self, error: QMediaPlayer.Error, _words: str) -> None:
        if error is not QMediaPlayer.Error.NoError:
            self._stop()
            self._set_availability(Availability.UNPLAYABLE)


def _system_has_sound_output() -> bool:
    return not QMediaDevices.defaultAudioOutput().isNull()
