"""`therapease demo`: the main job from end to end on the bundled sample session, in a vault of its own."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from therapease import paths
from therapease.bootstrap import VaultDoor
from therapease.cli.console import cancel_on_interrupt, progress_bar, write_json
from therapease.cli.demo_print import print_note, print_transcript
from therapease.cli.draft_json import draft_to_json
from therapease.cli.transcript_json import transcription_to_json
from therapease.domain.client import Client
from therapease.domain.consent import ConsentPurpose
from therapease.domain.job import CancelToken, DraftingOptions, ProgressListener, TranscriptionOptions
from therapease.domain.note import Draft, Note, StatementKind
from therapease.domain.session import TherapySession
from therapease.domain.transcript import Transcription
from therapease.domain.user import NewOwner
from therapease.errors import InternalError
from therapease.services.notes import open_items
from therapease.services.workspace import Workspace

VAULT_NAME = "demo.vault"
SAMPLE_FILE = "session.flac"
DEMO_LINE = "Demo entry: here the clinician writes what she saw and judged."

T = TypeVar("T")


@dataclass
class _Stopwatch:
    """Seconds per stage, wall clock, in the order they ran."""

    stages_s: dict[str, float] = field(default_factory=dict)

    def time(self, stage: str, work: Callable[[], T]) -> T:
        start = time.perf_counter()
        try:
            return work()
        finally:
            self.stages_s[stage] = time.perf_counter() - start


@dataclass
class _Run:
    """One demo: where it lives and what it has made so far."""

    folder: Path
    workspace: Workspace
    watch: _Stopwatch
    progress: ProgressListener
    cancel: CancelToken


def demo(
    out: Annotated[Path | None, typer.Option(help="Keep vault, PDF, transcript and note in this folder.")] = None,
    gui: Annotated[bool, typer.Option("--gui", help="Open the window on the demo vault at the end.")] = False,
) -> None:
    """Run the main job on the bundled, synthetic sample session and print what came of it."""
    folder = out if out is not None else Path(tempfile.mkdtemp(prefix="therapease-demo-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        passphrase = _run_in(_fresh_place(folder))
        if out is not None:
            typer.echo(f"\nKept in {folder}: {VAULT_NAME}, its key file, note.pdf, transcript.json, note.json")
        if gui:
            raise typer.Exit(_open_window(folder / VAULT_NAME, passphrase))
    finally:
        if out is None:
            shutil.rmtree(folder, ignore_errors=True)


def _fresh_place(folder: Path) -> Path:
    """Return the folder, without an earlier demo's vault: its passphrase was printed once and is gone."""
    for leftover in folder.glob(f"{Path(VAULT_NAME).stem}.*"):
        leftover.unlink()
    return folder


def _run_in(folder: Path) -> str:
    watch, door = _Stopwatch(), VaultDoor()
    passphrase = "-".join(secrets.token_hex(2) for _ in range(6))
    owner = NewOwner(name="Dana Demo", credentials="LMFT (demo)", licence_number="DEMO-0000")
    typer.echo("The sample session is fictional, and its voices are synthetic.\n")
    workspace, recovery_code = watch.time(
        "Vault created (Argon2id, SQLCipher)", lambda: door.create(folder / VAULT_NAME, owner, passphrase)
    )
    typer.echo(f"Vault       {folder / VAULT_NAME}")
    typer.echo(f"Passphrase  {passphrase}")
    typer.echo(f"Recovery    {recovery_code}\n")
    try:
        with cancel_on_interrupt() as cancel, progress_bar(on_stdout=True) as progress:
            run = _Run(folder, workspace, watch, progress, cancel)
            client, session = _prepare(workspace)
            transcription, draft = _import_and_draft(run, session)
            note = _sign(run, session)
        _write_files(run, session, transcription, draft)
        print_transcript(transcription)
        print_note(note, transcription, draft)
        _print_times(watch, transcription)
        if not workspace.notes.signature_holds(note):
            raise InternalError("The signature of the demo note does not verify.")
        typer.echo(f"\nSigned by {owner.name}, {owner.credentials}, for {client.initials}; the signature verifies.")
    finally:
        workspace.close()
    return passphrase


def _prepare(workspace: Workspace) -> tuple[Client, TherapySession]:
    client = workspace.clients.create("Mara Keller", date(1991, 4, 12))
    workspace.clients.give_consent(client.id, ConsentPurpose.RECORDING)
    workspace.clients.give_consent(client.id, ConsentPurpose.AI_NOTES)
    session = workspace.schedule.add_session(client.id, datetime.now(UTC).replace(microsecond=0))
    return client, session


def _import_and_draft(run: _Run, session: TherapySession) -> tuple[Transcription, Draft]:
    work, watch = run.workspace, run.watch
    sample = paths.resources_dir() / "sample_session" / SAMPLE_FILE
    watch.time(
        "Import (decode, resample, encrypt)",
        lambda: work.recording.import_file(session.id, sample, run.progress, run.cancel),
    )
    _, transcription = watch.time(
        "Transcription with speakers",
        lambda: work.transcription.transcribe(session.id, TranscriptionOptions(), run.progress, run.cancel),
    )
    _, draft = watch.time(
        "SOAP draft with checks",
        lambda: work.notes.draft(session.id, DraftingOptions(), run.progress, run.cancel),
    )
    return transcription, draft


def _sign(run: _Run, session: TherapySession) -> Note:
    """Do what a clinician does before signing: accept what was not assessed, write what only she can know."""
    notes = run.workspace.notes
    note = run.workspace.schedule.open_review(session.id).note
    if note is None:
        raise InternalError("The demo's draft is not in the vault.")
    for item in open_items(note.latest):
        if item.kind is StatementKind.CLINICIAN_TO_COMPLETE:
            note = notes.edit(note.id, note.latest.version, item.id, DEMO_LINE)
        else:
            note = notes.accept(note.id, note.latest.version, item.id)
    read = frozenset(statement.id for statement in note.latest.statements)
    final = note
    return run.watch.time("Signature (Ed25519)", lambda: notes.sign(final.id, final.latest.version, read))


def _write_files(run: _Run, session: TherapySession, transcription: Transcription, draft: Draft) -> None:
    from therapease.ui.export.pdf import write_pdf

    review = run.workspace.schedule.open_review(session.id)
    if review.note is None:
        raise InternalError("The demo's note is not in the vault.")
    run.workspace.notes.note_exported(review.note.id)
    run.watch.time("PDF", lambda: write_pdf(review, run.workspace.user, run.folder / "note.pdf"))
    write_json(run.folder / "transcript.json", transcription_to_json(transcription))
    write_json(run.folder / "note.json", draft_to_json(draft))


def _print_times(watch: _Stopwatch, transcription: Transcription) -> None:
    audio_s = transcription.duration_s
    typer.echo(f"\nTime of each stage, for {audio_s:.0f} s of audio (real-time factor: below 1 keeps up with speech)")
    for stage, seconds in watch.stages_s.items():
        typer.echo(f"  {stage:<38}{seconds:7.2f} s   {seconds / audio_s:6.3f}")
    for stage, seconds in transcription.stages_s:
        typer.echo(f"    of transcription: {stage:<18}{seconds:7.2f} s   {seconds / audio_s:6.3f}")
    total_s = sum(watch.stages_s.values())
    typer.echo(f"  {'All of it':<38}{total_s:7.2f} s   {total_s / audio_s:6.3f}")


def _open_window(vault: Path, passphrase: str) -> int:
    from therapease.ui.app import run as run_window

    typer.echo(f"\nThe window opens on the demo vault. Its passphrase: {passphrase}")
    return run_window(VaultDoor(), vault)
