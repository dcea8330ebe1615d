"""`therapease doctor`: what is installed and what this computer can do. No clinical content, no vault opened."""

from __future__ import annotations

import importlib.metadata
import json as json_text
import os
import platform
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from therapease import __version__, paths

LIBRARIES = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "sqlcipher3",
    "cryptography",
    "PyNaCl",
    "av",
    "moonshine-voice",
    "faster-whisper",
    "ctranslate2",
    "llama-cpp-python",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report. `ok` is None where there is nothing to judge."""

    subject: str
    found: str
    ok: bool | None = None
    next_step: str = ""


def doctor(
    json: Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")] = False,
) -> None:
    """Show what is installed, which models, accelerator, microphone and keyring."""
    findings = [*_program(), *_libraries(), *_models(), *_hardware(), *_surroundings()]
    if json:
        typer.echo(json_text.dumps([_as_json(f) for f in findings], ensure_ascii=False, indent=1))
    else:
        _print(findings)
    if any(f.ok is False for f in findings):
        raise typer.Exit(3)


def _program() -> list[Finding]:
    return [
        Finding("TherapEase", __version__),
        Finding("Python", f"{platform.python_version()}, {platform.system()} {platform.machine()}"),
    ]


def _libraries() -> list[Finding]:
    findings = []
    for name in LIBRARIES:
        try:
            findings.append(Finding(name, importlib.metadata.version(name), ok=True))
        except importlib.metadata.PackageNotFoundError:
            findings.append(Finding(name, "not installed", ok=False, next_step="Install TherapEase again."))
    return findings


def _models() -> list[Finding]:
    from therapease.engine.model_files import installed_models

    findings = []
    for model in installed_models():
        found = f"{model.title} ({model.size_bytes / 1e6:.0f} MB)" if model.is_complete else "not installed"
        needed = model.is_starter and not model.is_complete
        step = "Run “make setup” in a source tree, or install TherapEase again." if needed else ""
        findings.append(Finding(f"Model for {model.purpose}", found, ok=False if needed else True, next_step=step))
    return findings


def _hardware() -> list[Finding]:
    from therapease.engine.hardware import describe_hardware
    from therapease.engine.sandbox import describe as describe_sandbox

    hardware = describe_hardware()
    sandbox = describe_sandbox()
    return [
        Finding("Processor", f"{hardware.processor}, {hardware.threads} threads"),
        Finding("Memory", f"{hardware.memory_bytes / 2**30:.1f} GiB"),
        Finding("Accelerator", hardware.accelerator or "none, the processor does the work"),
        Finding("Engine without network", sandbox.network, ok=sandbox.network_is_closed),
        Finding("Engine without files", sandbox.files, ok=sandbox.files_are_closed),
    ]


def _surroundings() -> list[Finding]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Qt lists on stderr every optional sound library it did not find; the list of microphones says what matters.
    os.environ.setdefault("QT_LOGGING_RULES", "*.debug=false;qt.multimedia*=false;default.warning=false")
    from therapease.recorder.devices import list_microphones
    from therapease.store.keychain import keyring_state

    microphones = list_microphones()
    names = ", ".join(m.name + (" (default)" if m.is_default else "") for m in microphones)
    keyring = keyring_state()
    return [
        Finding("Microphone", names or "none found; importing recordings works"),
        Finding("Keyring", keyring.backend if keyring.is_trusted else "none; the passphrase is used, nothing else"),
        Finding("Vaults are offered at", str(paths.user_data_dir())),
        Finding("Own models lie in", str(paths.user_models_dir())),
    ]


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "subject": finding.subject,
        "found": finding.found,
        "ok": finding.ok,
        "next_step": finding.next_step,
    }


def _print(findings: list[Finding]) -> None:
    table = Table(box=None, pad_edge=False, show_header=False)
    for finding in findings:
        mark = {True: "ok", False: "missing", None: ""}[finding.ok]
        table.add_row(finding.subject, finding.found, mark, finding.next_step)
    Console(soft_wrap=True).print(table)
