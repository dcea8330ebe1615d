"""`therapease vault …`: for scheduled tasks, and for the day when the window cannot be opened.

Passphrase and recovery code are asked for on the terminal, or read as one line from the standard input: never from an
option, which other programs can see and shells remember.
"""

from __future__ import annotations

import getpass
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from therapease.bootstrap import build_store
from therapease.domain.backup import RecordCounts
from therapease.domain.user import UserRole
from therapease.errors import NotAllowedError, VaultMissingError, WrongPassphraseError

EXIT_FOUND = 1
"""Something is wrong with the vault that was looked at."""

VaultPath = Annotated[Path, typer.Argument(help="The vault's file, “NAME.vault”.")]


def make_app() -> typer.Typer:
    """Return the group of commands that work on a vault's files."""
    app = typer.Typer(help="Back up, restore, check and care for a vault.", no_args_is_help=True, rich_markup_mode=None)
    for command in (backup, restore, verify, rekey, doctor, salvage):
        app.command(command.__name__)(command)
    return app


def backup(
    vault: VaultPath, to: Annotated[Path, typer.Option(help="The folder for the copy, best on another drive.")]
) -> None:
    """Copy a vault and its key file, encrypted as they are, and check that the copy is whole."""
    require_file(vault)
    store = build_store()
    opened = store.unlock(vault, ask_secret("Passphrase"))
    try:
        with _Bar("Copying") as told:
            made, counts = opened.back_up(to, datetime.now(UTC), told)
    finally:
        opened.close()
    typer.echo(f"Backed up and checked: {made.path.name}, {made.size_bytes / 1e6:.1f} MB with its key file")
    typer.echo(_words(counts))


def restore(
    backup: Annotated[Path, typer.Argument(help="The backup's file, “NAME DATE TIME.vault”; its key file beside it.")],
    to: Annotated[Path, typer.Option(help="Where the vault shall be, “NAME.vault”. One that is there is kept aside.")],
    recovery_code: Annotated[bool, typer.Option(help="Open it with the recovery code instead.")] = False,
) -> None:
    """Put a backup in place of a vault, after checking all of it."""
    require_file(backup)
    secret = ask_secret("Recovery code" if recovery_code else "Passphrase")
    with _Bar("Restoring") as told:
        counts, former = build_store().restore(
            backup, to, None if recovery_code else secret, secret if recovery_code else None, told
        )
    typer.echo(f"Restored as {to.name}. The backup was left as it is.")
    if former is not None:
        typer.echo(f"The vault that was there is kept as {former.name}.")
    typer.echo(_words(counts))


def verify(vault: VaultPath) -> None:
    """Check every page and the whole history of a vault or a backup; nothing is written."""
    require_file(vault)
    counts = build_store().check(vault, ask_secret("Passphrase"))
    typer.echo("Every page and the whole history hold.")
    typer.echo(_words(counts))


def rekey(vault: VaultPath) -> None:
    """Put a vault under a new key, for everybody who has an account in it; passphrases stay as they are."""
    require_file(vault)
    opened = build_store().unlock(vault, ask_secret("Passphrase"))
    try:
        if opened.user.role is not UserRole.OWNER:
            raise NotAllowedError
        opened.rotate_key()
    finally:
        opened.close()
    typer.echo("The vault has a new key; every passphrase and recovery code opens it as before.")
    typer.echo(
        "Backups made so far still open with the former key. Make a new one, and delete those nobody shall open."
    )


def doctor(
    vault: VaultPath,
    recovery_code: Annotated[bool, typer.Option(help="Look with the recovery code instead.")] = False,
) -> None:
    """Look at everything about a vault that can be checked, and say what to do; nothing is written."""
    # With its key file alone there is something to say about it.
    if not vault.with_suffix(".keys").is_file():
        require_file(vault)
    secret = ask_secret("Recovery code" if recovery_code else "Passphrase")
    found = build_store().examine(vault, None if recovery_code else secret, secret if recovery_code else None)
    wrong = 0
    for finding in found:
        mark = {True: "ok", False: "wrong", None: ""}[finding.ok]
        wrong += finding.ok is False
        typer.echo(f"{mark:<6}{finding.subject}: {finding.found}")
        if finding.next_step:
            typer.echo(f"      → {finding.next_step}")
    typer.echo("Nothing is wrong." if not wrong else f"{wrong} wrong. Nothing was changed.")
    if wrong:
        raise typer.Exit(EXIT_FOUND)


def salvage(
    vault: Annotated[Path, typer.Argument(help="The damaged vault's file; it is left as it is.")],
    to: Annotated[Path, typer.Option(help="The new vault, “NAME.vault”, for what can be read.")],
    keys: Annotated[Path | None, typer.Option(help="A backup's key file, where the vault's own is lost.")] = None,
    recovery_code: Annotated[bool, typer.Option(help="Open it with the recovery code instead.")] = False,
) -> None:
    """Save what can be read of a damaged vault into a new one, and say what is lost."""
    require_file(vault)
    secret = ask_secret("Recovery code" if recovery_code else "Passphrase")
    with _Bar("Reading") as told:
        report = build_store().salvage(
            vault, keys, to, None if recovery_code else secret, secret if recovery_code else None, told
        )
    typer.echo(f"Saved as {to.name}; it opens as before. The damaged vault was left as it is.")
    for kind in report.kinds:
        lost = "lost: unknown" if kind.lost is None else f"{kind.lost} lost" if kind.lost else ""
        if kind.saved or lost:
            typer.echo(f"{kind.name.replace('_', ' ')}: {kind.saved} saved{', ' if lost else ''}{lost}")
        for known in kind.known:
            typer.echo(f"    {known}")
    if report.changes_missing:
        typer.echo(f"{report.changes_missing} changes that were saved last are missing: its log is damaged.")
    if report.rebuilt:
        typer.echo(f"{report.rebuilt} lost records were put back without their words, because others belong to them.")
    if not report.is_history_whole:
        typer.echo("The history has gaps and was sealed again; that stands in it.")
    if report.is_complete:
        typer.echo("Nothing is lost.")
        return
    typer.echo("Compare with your last backup before you go on with it.")
    raise typer.Exit(EXIT_FOUND)


def _words(counts: RecordCounts) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.as_json().items())


def require_file(path: Path) -> None:
    """Say that a file is not there before a passphrase is asked for."""
    if not path.is_file():
        raise VaultMissingError("There is no such file. Give the name of the vault, “NAME.vault”.")


def ask_secret(what: str) -> str:
    secret = getpass.getpass(f"{what}: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    if not secret:
        raise WrongPassphraseError(f"No {what.lower()} was given. Type it, or send it as one line of input.")
    return secret


class _Bar:
    """Shows a bar on a terminal while the block runs, and nothing where scripts read."""

    def __init__(self, words: str) -> None:
        self._bar = Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
        self._task = self._bar.add_task(words, total=1.0)

    def __enter__(self) -> _Bar:
        self._bar.start()
        return self

    def __call__(self, done: float) -> None:
        self._bar.update(self._task, completed=done)

    def __exit__(self, *_: object) -> None:
        self._bar.stop()
