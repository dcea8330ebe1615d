"""`therapease draft`: a transcript to a note with evidence, no vault needed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from therapease.bootstrap import build_engine
from therapease.cli.console import cancel_on_interrupt, check_target, progress_bar, write_json
from therapease.cli.draft_json import draft_to_json
from therapease.cli.transcript_json import read_transcript
from therapease.domain.job import DraftingOptions
from therapease.errors import UnknownModelError


def draft(
    transcript: Annotated[Path, typer.Argument(help="A transcript in the JSON shape that “transcribe” writes.")],
    json: Annotated[Path, typer.Option("--json", help="Write the draft here. It is plain text: keep it safe.")],
    format: Annotated[str, typer.Option("--format", help="The note's format: soap, dap or birp.")] = "soap",
    model: Annotated[Path | None, typer.Option(help="A language model as a GGUF file.")] = None,
) -> None:
    """Draft a note in which every line names the words it rests on."""
    if model is not None and not model.is_file():
        raise UnknownModelError("The model file is not there. Run “therapease doctor” for the models installed here.")
    check_target(json)
    utterances = read_transcript(transcript)
    options = DraftingOptions(format=format, model_file=model)
    worker = build_engine()
    try:
        with cancel_on_interrupt() as cancel, progress_bar() as progress:
            result = worker.draft(utterances, options, progress, cancel)
    finally:
        worker.close()
    write_json(json, draft_to_json(result))
