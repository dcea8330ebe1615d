"""Sound in and out: any file PyAV reads becomes FLAC chunks of ten seconds, and chunks become PCM again.

Decoding is a stream: memory stays flat however long the file is. Everything is 16 kHz mono, 16 bit, which is what the
recognizers want; a source that is so already keeps its samples to the bit. Runs inside the engine worker: files come
from strangers.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

import av
import numpy as np
import numpy.typing as npt
from av.error import FFmpegError

from therapease.domain.recording import CHUNK_S, SAMPLE_RATE_HZ, AudioChunk
from therapease.errors import EmptyAudioError, InternalError, NoAudioTrackError, NotAudioError, TruncatedAudioError

Samples = npt.NDArray[np.int16]
"""Mono PCM at 16 kHz, shape (n,)."""

PEAK_MS = 20
_CHUNK_SAMPLES = int(CHUNK_S * SAMPLE_RATE_HZ)
_PEAK_SAMPLES = SAMPLE_RATE_HZ * PEAK_MS // 1000
# Containers round their duration, and codecs pad the first and last frame: below this nothing is missing.
_DURATION_SLACK_S = 0.5
_DURATION_SLACK_SHARE = 0.01
_OGG_PAGE_MAX_BYTES = 65_307
_OGG_LAST_PAGE_FLAG = 4
_SOUND_FILE_STARTS = (b"RIFF", b"fLaC", b"OggS", b"ID3", b"\x1aE\xdf\xa3", b"FORM", b"caff")


class AudioDecoder:
    """Decodes one open, seekable file into chunks. Iterate once; `duration_s` and `is_truncated` hold afterwards.

    Raise NotAudioError, NoAudioTrackError, TruncatedAudioError (nothing of it could be read) when made, and
    EmptyAudioError when iterated. A file that breaks off keeps what decodes and is flagged.
    """

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._is_damaged = False
        self._sample_count = 0
        self._container = _open_container(source)
        tracks = self._container.streams.audio
        if not tracks:
            self._container.close()
            raise NoAudioTrackError
        self._track = tracks[0]
        self.declared_s = self._declared_duration_s()
        """What the file says of itself, or None; good enough for progress."""

    @property
    def duration_s(self) -> float:
        """Seconds decoded so far."""
        return self._sample_count / SAMPLE_RATE_HZ

    @property
    def is_truncated(self) -> bool:
        """Whether the file broke off or was damaged: decoding failed, or less came than the file declares."""
        if self._is_damaged or _breaks_off(self._source):
            return True
        if self.declared_s is None:
            return False
        slack_s = max(_DURATION_SLACK_S, self.declared_s * _DURATION_SLACK_SHARE)
        return self.duration_s < self.declared_s - slack_s

    def __iter__(self) -> Iterator[AudioChunk]:
        """Yield the chunks in order. Raise EmptyAudioError when there is not one sample."""
        sequence, pending, pending_count = 0, list[Samples](), 0
        try:
            for block in self._blocks():
                pending.append(block)
                pending_count += len(block)
                while pending_count >= _CHUNK_SAMPLES:
                    joined = np.concatenate(pending)
                    yield self._chunk(sequence, joined[:_CHUNK_SAMPLES])
                    pending, pending_count = [joined[_CHUNK_SAMPLES:]], pending_count - _CHUNK_SAMPLES
                    sequence += 1
        finally:
            self._container.close()
        if pending_count:
            yield self._chunk(sequence, np.concatenate(pending))
        if self._sample_count == 0:
            raise EmptyAudioError

    def _chunk(self, sequence: int, samples: Samples) -> AudioChunk:
        chunk = AudioChunk(
            sequence=sequence,
            first_sample=self._sample_count,
            sample_count=len(samples),
            flac=encode_flac(samples),
            peaks=peaks_of(samples),
        )
        self._sample_count += len(samples)
        return chunk

    def _blocks(self) -> Iterator[Samples]:
        """Yield the track's samples, resampled. A damaged packet is passed over: what comes after may be whole."""
        resampler = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE_HZ)
        for frame in self._frames():
            try:
                for resampled in resampler.resample(frame):
                    yield _samples_of(resampled)
            except (FFmpegError, ValueError):
                # The format changed in mid-stream, as a damaged header does: start over with the new one.
                self._is_damaged = True
                resampler = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE_HZ)
        try:
            for resampled in resampler.resample(None):
                yield _samples_of(resampled)
        except (FFmpegError, ValueError):
            self._is_damaged = True

    def _frames(self) -> Iterator[Any]:
        packets = self._container.demux(self._track)
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except (FFmpegError, OSError):
                self._is_damaged = True
                return
            try:
                yield from packet.decode()
            except EOFError:
                return
            except FFmpegError:
                self._is_damaged = True

    def _declared_duration_s(self) -> float | None:
        if self._track.duration is not None and self._track.time_base is not None:
            return float(self._track.duration * self._track.time_base)
        if self._container.duration is not None:
            return float(self._container.duration / av.time_base)
        return None


def encode_flac(samples: Samples) -> bytes:
    """Return a self-contained FLAC stream (RFC 9639) of 16 kHz mono samples, lossless."""
    target = io.BytesIO()
    with av.open(target, "w", format="flac") as container:
        stream = container.add_stream("flac", rate=SAMPLE_RATE_HZ, layout="mono", format="s16")
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE_HZ
        for packet in stream.encode(frame):
            container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
    return target.getvalue()


def decode_flac(chunk: AudioChunk) -> Samples:
    """Return a chunk's samples. Raise InternalError for a chunk that does not decode to what it says it holds."""
    try:
        with av.open(io.BytesIO(chunk.flac), mode="r", format="flac") as container:
            blocks = [_samples_of(frame) for frame in container.decode(audio=0)]
    except (FFmpegError, ValueError) as error:
        raise InternalError(detail=f"audio chunk {chunk.sequence}: {type(error).__name__}") from error
    samples = np.concatenate(blocks) if blocks else np.zeros(0, np.int16)
    if len(samples) != chunk.sample_count:
        raise InternalError(detail=f"audio chunk {chunk.sequence}: {len(samples)} samples, not {chunk.sample_count}")
    return samples


def peaks_of(samples: Samples) -> bytes:
    """Return the loudest magnitude per 20 ms, one byte each, 255 being full scale."""
    padded = np.zeros(-(-len(samples) // _PEAK_SAMPLES) * _PEAK_SAMPLES, np.int32)
    padded[: len(samples)] = np.abs(samples.astype(np.int32))
    loudest = padded.reshape(-1, _PEAK_SAMPLES).max(axis=1)
    return bytes(np.minimum(255, loudest * 255 // 32_767).astype(np.uint8).tobytes())


def _samples_of(frame: Any) -> Samples:
    return np.ascontiguousarray(frame.to_ndarray().reshape(-1), dtype=np.int16)


def _open_container(source: BinaryIO) -> Any:
    source.seek(0)
    head = source.read(12)
    if not head:
        raise EmptyAudioError
    source.seek(0)
    try:
        return av.open(source, mode="r")
    except (FFmpegError, ValueError, EOFError) as error:
        if head[4:8] == b"ftyp":
            # The index of an MP4 or M4A stands at its end: a recorder that was cut off never wrote it.
            raise TruncatedAudioError(
                0.0, "Its index at the end is missing, so nothing of it could be read. Copy it again from the recorder."
            ) from error
        if head.startswith(_SOUND_FILE_STARTS):
            raise TruncatedAudioError(
                0.0, "It begins like a sound file, but nothing of it could be read. Copy it again from the recorder."
            ) from error
        raise NotAudioError(detail=type(error).__name__) from error


def _breaks_off(source: BinaryIO) -> bool:
    """Say whether a WAV or Ogg file ends early: of these two the decoder's own duration never tells."""
    if source.closed:
        return False
    source.seek(0)
    head = source.read(8)
    size_bytes = source.seek(0, io.SEEK_END)
    if head.startswith(b"RIFF"):
        declared_bytes = int.from_bytes(head[4:8], "little")
        # Recorders that write to a pipe leave 0 or the largest number: they do not know the size.
        return declared_bytes not in (0, 0xFFFFFFFF) and size_bytes < declared_bytes
    return head.startswith(b"OggS") and _ogg_breaks_off(source, size_bytes)


def _ogg_breaks_off(source: BinaryIO, size_bytes: int) -> bool:
    """Say whether the last page of an Ogg file (RFC 3533) is cut or lacks the last-page flag."""
    source.seek(max(0, size_bytes - 2 * _OGG_PAGE_MAX_BYTES))
    tail = source.read()
    start = tail.rfind(b"OggS")
    if start < 0 or len(tail) < start + 27:
        return True
    lengths = tail[start + 27 : start + 27 + tail[start + 26]]
    is_whole = len(tail) >= start + 27 + len(lengths) + sum(lengths)
    return not (is_whole and tail[start + 5] & _OGG_LAST_PAGE_FLAG)
