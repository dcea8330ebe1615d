"""`therapease audit …`: check the history of a vault or a backup without the window.

Passphrase and recovery code are asked for as `therapease vault` asks for them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from therapease.bootstrap import build_store
from therapease.cli.vault import EXIT_FOUND, VaultPath, ask_secret, require_file


def make_app() -> typer.Typer:
    """Return the group of commands about the history."""
    app = typer.Typer(help="Check the history of a vault.", no_args_is_help=True, rich_markup_mode=None)
    # With a callback one command alone still has its name.
    app.callback()(lambda: None)
    app.command("verify")(verify)
    return app


def verify(
    vault: VaultPath,
    recovery_code: Annotated[bool, typer.Option(help="Look with the recovery code instead.")] = False,
) -> None:
    """Check every event of the history of a vault or a backup, and say what is missing; nothing is written."""
    require_file(vault)
    secret = ask_secret("Recovery code" if recovery_code else "Passphrase")
    report = build_store().check_history(
        vault, None if recovery_code else secret, secret if recovery_code else None, lambda _: None
    )
    typer.echo(f"{report.event_count:,} events")
    if report.first_at is not None and report.last_at is not None:
        typer.echo(f"First {_said(report.first_at)}, last {_said(report.last_at)}")
    if report.holds:
        typer.echo("Nothing is missing and nothing was changed.")
        return
    for found in report.breaks:
        typer.echo(f"wrong {found.words(_said)}")
    if report.break_count > len(report.breaks):
        typer.echo(f"      and {report.break_count - len(report.breaks):,} more")
    typer.echo("Keep these files as they are, and compare with your last backup.")
    raise typer.Exit(EXIT_FOUND)


def _said(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S}"
