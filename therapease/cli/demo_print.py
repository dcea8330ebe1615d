"""How the demo shows transcript and note on a terminal: every line with the words it rests on."""

from __future__ import annotations

import textwrap

import typer

from therapease.domain.ids import UtteranceId
from therapease.domain.note import Draft, Note, Statement, StatementKind
from therapease.domain.transcript import SpeakerRole, Transcription, Utterance

WIDTH = 100
_MARKS = {
    StatementKind.PARAPHRASE: "✓",
    StatementKind.QUOTATION: "“",
    StatementKind.OWN: "✎",
    StatementKind.NOT_ASSESSED: "◌",
    StatementKind.CLINICIAN_TO_COMPLETE: "▏",
}


def clock_time(seconds: float | None) -> str:
    """Return “12:34” for 754 s, “1:02:03” past the hour, “–” where no time is known."""
    if seconds is None:
        return "–"
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute:02}:{second:02}"


def print_transcript(transcription: Transcription) -> None:
    typer.echo(f"\nTranscript  ({transcription.engine}: {transcription.model})\n")
    for utterance in transcription.utterances:
        who = utterance.speaker if utterance.role is SpeakerRole.UNKNOWN else utterance.role.value
        _wrapped(f"  {clock_time(utterance.start_s)}  {who:<10}", utterance.text)


def print_note(note: Note, transcription: Transcription, draft: Draft) -> None:
    by_id = {utterance.id: utterance for utterance in transcription.utterances}
    typer.echo(f"\nNote  ({note.format.upper()}, drafted with {note.model})")
    for key, title in note.section_titles:
        typer.echo(f"\n  {title}")
        for statement in note.latest.statements:
            if statement.section == key:
                _print_statement(statement, by_id)
    typer.echo("\n  Mentioned in this session (found in the words, not a risk assessment)")
    for mention in note.risk:
        times = ", ".join(clock_time(by_id[i].start_s) for i in mention.evidence if i in by_id)
        typer.echo(f"    {mention.category.value}: {mention.stance.value}, {mention.subject.value}  ({times})")
    if not note.risk:
        typer.echo("    nothing explicit")
    if draft.rejected:
        count = len(draft.rejected)
        what = "sentence of the model was" if count == 1 else "sentences of the model were"
        typer.echo(f"\n  {count} {what} refused by the checks, for example:")
        for refused in draft.rejected[:3]:
            _wrapped("    ✗ ", f"{refused.text}  [{refused.reason}]")


def _print_statement(statement: Statement, by_id: dict[UtteranceId, Utterance]) -> None:
    _wrapped(f"  {_MARKS[statement.kind]} ", statement.text)
    for utterance_id in statement.evidence:
        utterance = by_id.get(utterance_id)
        if utterance is not None:
            said = textwrap.shorten(utterance.text, 84, placeholder=" …")
            typer.echo(f"       {clock_time(utterance.start_s)} {utterance.role.value}: {said}")


def _wrapped(lead: str, text: str) -> None:
    typer.echo(
        textwrap.fill(text, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_long_words=False)
    )
