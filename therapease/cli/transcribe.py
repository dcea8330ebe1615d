"""`therapease transcribe`: a sound file to a transcript, no vault needed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from therapease.bootstrap import build_engine
from therapease.cli.console import cancel_on_interrupt, check_target, progress_bar, write_json
from therapease.cli.transcript_json import transcription_to_json
from therapease.domain.job import TranscriptionOptions
from therapease.errors import InvalidFieldError, UnknownModelError
from therapease.services.recording import open_recording

ENGINES = ("starter", "whisper")
MAX_SPEAKERS = 8


def transcribe(
    audio: Annotated[Path, typer.Argument(help="A sound or video file.")],
    json: Annotated[Path, typer.Option("--json", help="Write the transcript here. It is plain text: keep it safe.")],
    engine: Annotated[str | None, typer.Option(help="“starter” or “whisper”; the best installed without it.")] = None,
    model: Annotated[Path | None, typer.Option(help="Folder of a Whisper model in CTranslate2 form.")] = None,
    speakers: Annotated[int | None, typer.Option(help="How many people speak, 1 to 8, if you know.")] = None,
) -> None:
    """Turn a recording into a transcript with speakers and roles."""
    if engine is not None and engine not in ENGINES:
        raise UnknownModelError(f"There is no engine of that name. Use one of: {', '.join(ENGINES)}.")
    if model is not None and not model.is_dir():
        raise UnknownModelError("The model folder is not there. Run “therapease doctor” for the models installed here.")
    if speakers is not None and not 1 <= speakers <= MAX_SPEAKERS:
        raise InvalidFieldError("speakers", f"Between 1 and {MAX_SPEAKERS} people can speak.")
    check_target(json)
    options = TranscriptionOptions(engine=engine, model_dir=model, speaker_count=speakers)
    worker = build_engine()
    try:
        with open_recording(audio) as source, cancel_on_interrupt() as cancel, progress_bar() as progress:
            decoding = worker.import_audio(source, progress, cancel)
            chunks = list(decoding)
            result = worker.transcribe(chunks, decoding.duration_s, options, progress, cancel)
    finally:
        worker.close()
    write_json(json, transcription_to_json(result))
    if decoding.is_truncated:
        typer.echo(
            f"therapease: This recording is cut off. The first {decoding.duration_s:.0f} s could be read and are kept.",
            err=True,
        )
    for warning in result.warnings:
        typer.echo(f"therapease: {warning}", err=True)
