"""The commands and how their failures end."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from therapease import __version__
from therapease.bootstrap import forbid_core_dumps
from therapease.cli.console import EXIT_CANCELLED, exit_status, say_error
from therapease.errors import JobCancelledError, TherapEaseError

_IN_MODULES = ("transcribe", "draft", "doctor", "demo")
"""Commands in a module of their own name, whose imports the window's start would otherwise pay for."""

_GROUPS = ("vault", "audit")
"""Groups of commands, each in a module of its own name with `make_app`."""


def make_app(given: Sequence[str]) -> typer.Typer:
    """Return the application with the one command that was asked for, or with all, for help and for mistakes."""
    app = typer.Typer(
        name="therapease",
        help="Records, transcribes and drafts notes of therapy sessions on your own computer.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    # With a callback one command alone still has its name.
    app.callback()(lambda: None)
    own = {"run": run, "version": version}
    asked_for = given[0] if given and given[0] in (*_IN_MODULES, *_GROUPS, *own) else None
    for name in _IN_MODULES:
        if asked_for in (None, name):
            app.command(name)(getattr(importlib.import_module(f"therapease.cli.{name}"), name))
    for name in _GROUPS:
        if asked_for in (None, name):
            app.add_typer(importlib.import_module(f"therapease.cli.{name}").make_app(), name=name)
    for name, command in own.items():
        if asked_for in (None, name):
            app.command(name)(command)
    return app


def run(
    vault: Annotated[Path | None, typer.Option(help="Open this vault instead of the one used last.")] = None,
) -> None:
    """Open the window."""
    from therapease.cli.window_process import keep_window_open, open_window

    raise typer.Exit(keep_window_open(open_window, vault))


def version() -> None:
    """Print the version."""
    typer.echo(__version__)


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status; never let a traceback reach a person."""
    forbid_core_dumps()
    try:
        given = sys.argv[1:] if arguments is None else arguments
        result = make_app(given)(args=given or ["--help"], standalone_mode=False)
        return result if isinstance(result, int) else 0
    except typer.Exit as leaving:
        return leaving.exit_code
    except (typer.Abort, KeyboardInterrupt):
        say_error(JobCancelledError())
        return EXIT_CANCELLED
    except TyperException as usage:
        typer.echo(f"therapease: {usage}", err=True)
        return 2
    except BrokenPipeError:
        # The reader of our output left (`| head`): end quietly, and keep Python from complaining at exit.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except TherapEaseError as error:
        say_error(error)
        return exit_status(error)
