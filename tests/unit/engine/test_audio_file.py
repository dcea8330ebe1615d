"""Decoding what people bring, down to the sample; and each kind of file that is none, cut off or damaged."""

from __future__ import annotations

import io
import wave
from dataclasses import replace
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from therapease.domain.recording import AudioChunk
from therapease.engine.audio_file import AudioDecoder, Samples, decode_flac, encode_flac, peaks_of
from therapease.errors import EmptyAudioError, InternalError, NoAudioTrackError, NotAudioError, TruncatedAudioError

RATE_HZ = 16_000


def tone(duration_s: float, rate_hz: int = RATE_HZ) -> Samples:
    """A tone with a little noise, so that no codec can shrink it to nothing."""
    count = int(duration_s * rate_hz)
    noise = np.random.default_rng(7).normal(0, 300, count)
    return (8_000 * np.sin(2 * np.pi * 220 * np.arange(count) / rate_hz) + noise).astype(np.int16)


def wav(samples: Samples, rate_hz: int = RATE_HZ) -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(samples.tobytes())
    return target.getvalue()


def encoded(
    container_format: str, codec: str, duration_s: float, rate_hz: int = 48_000, *, video: bool = False
) -> bytes:
    target = io.BytesIO()
    with av.open(target, "w", format=container_format) as container:
        # Every stream is there before the first packet: the header is written with it.
        pictures = _video_stream(container) if video else None
        stream: Any = container.add_stream(codec, rate=rate_hz, layout="stereo")
        if pictures is not None:
            _fill_video(container, pictures)
        resampler = av.AudioResampler(
            format=stream.codec_context.format.name, layout="stereo", rate=rate_hz, frame_size=stream.frame_size or 1024
        )
        frame = av.AudioFrame.from_ndarray(tone(duration_s).reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = RATE_HZ
        for resampled in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(resampled))
        container.mux(stream.encode(None))
    return target.getvalue()


def _video_stream(container: Any) -> Any:
    stream = container.add_stream("mpeg4", rate=10)
    stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
    return stream


def _fill_video(container: Any, stream: Any) -> None:
    for _ in range(5):
        container.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")))
    container.mux(stream.encode(None))


def silent_film() -> bytes:
    target = io.BytesIO()
    with av.open(target, "w", format="mp4") as container:
        _fill_video(container, _video_stream(container))
    return target.getvalue()


def read(data: bytes) -> tuple[AudioDecoder, list[AudioChunk]]:
    decoder = AudioDecoder(io.BytesIO(data))
    return decoder, list(decoder)


KINDS = {
    "wav": ("wav", "pcm_s16le", False),
    "mp3": ("mp3", "libmp3lame", False),
    "m4a": ("ipod", "aac", False),
    "flac": ("flac", "flac", False),
    "opus": ("ogg", "libopus", False),
    "webm": ("webm", "libopus", False),
    "video": ("mp4", "aac", True),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_usual_kind_is_decoded_to_its_length(kind: str) -> None:
    container_format, codec, video = KINDS[kind]
    decoder, chunks = read(encoded(container_format, codec, 23.0, video=video))
    assert decoder.duration_s == pytest.approx(23.0, abs=0.15)
    assert not decoder.is_truncated
    assert [chunk.sequence for chunk in chunks] == [0, 1, 2]
    assert [chunk.first_sample for chunk in chunks] == [0, 160_000, 320_000]
    loudest = np.abs(np.concatenate([decode_flac(chunk) for chunk in chunks]).astype(int)).max()
    assert loudest > 3_000


def test_a_source_that_is_16_khz_mono_keeps_every_sample() -> None:
    samples = tone(21.3)
    _, chunks = read(wav(samples))
    assert np.array_equal(np.concatenate([decode_flac(chunk) for chunk in chunks]), samples)


@given(st.binary(min_size=2, max_size=4_000).filter(lambda b: len(b) % 2 == 0))
@settings(max_examples=25, deadline=None)
def test_flac_gives_back_any_samples(data: bytes) -> None:
    samples = np.frombuffer(data, dtype="<i2")
    chunk = AudioChunk(0, 0, len(samples), encode_flac(samples))
    assert np.array_equal(decode_flac(chunk), samples)


def test_peaks_are_one_byte_per_20_ms_from_silence_to_full_scale() -> None:
    samples = np.zeros(3 * 320 + 5, np.int16)
    samples[320], samples[700], samples[-1] = 32_767, -32_768, -16_384
    assert peaks_of(samples) == bytes([0, 255, 255, 127])


@pytest.mark.parametrize("kind", ["wav", "mp3", "flac", "opus", "webm"])
def test_a_file_cut_in_the_middle_keeps_what_decodes_and_says_so(kind: str) -> None:
    container_format, codec, video = KINDS[kind]
    whole = encoded(container_format, codec, 30.0, video=video)
    decoder, chunks = read(whole[: len(whole) * 6 // 10])
    assert decoder.is_truncated
    assert 14.0 < decoder.duration_s < 20.0
    assert sum(chunk.sample_count for chunk in chunks) == round(decoder.duration_s * RATE_HZ)


def test_damage_in_the_middle_costs_that_part_only() -> None:
    data = bytearray(encoded("mp3", "libmp3lame", 30.0))
    middle = len(data) // 2
    data[middle : middle + 2_000] = bytes(2_000)
    decoder, _ = read(bytes(data))
    assert decoder.duration_s > 28.0


@pytest.mark.parametrize("kind", ["m4a", "video"])
def test_an_mp4_without_its_index_is_called_cut_off(kind: str) -> None:
    container_format, codec, video = KINDS[kind]
    whole = encoded(container_format, codec, 5.0, video=video)
    with pytest.raises(TruncatedAudioError) as refused:
        read(whole[: len(whole) // 2])
    assert refused.value.decoded_s == 0.0


@pytest.mark.parametrize("data", [b"hello\n", b"%PDF-1.7 " * 50, bytes(5_000), np.random.default_rng(1).bytes(9_000)])
def test_what_is_not_sound_is_refused(data: bytes) -> None:
    with pytest.raises(NotAudioError):
        read(data)


@pytest.mark.parametrize("data", [b"", wav(np.zeros(0, np.int16))])
def test_an_empty_file_or_track_is_called_empty(data: bytes) -> None:
    with pytest.raises(EmptyAudioError):
        read(data)


def test_a_silent_film_has_no_sound() -> None:
    with pytest.raises(NoAudioTrackError):
        read(silent_film())


def test_a_damaged_chunk_of_the_vault_is_our_mistake() -> None:
    chunk = AudioChunk(3, 0, 100, encode_flac(tone(0.01)[:100]))
    for damaged in (replace(chunk, flac=b"nonsense"), replace(chunk, sample_count=99)):
        with pytest.raises(InternalError):
            decode_flac(damaged)
