"""What the sandbox says of this machine, and its second line. What it enforces, the worker's own tests try."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest

from therapease.engine import sandbox


def test_the_description_agrees_with_the_kernel() -> None:
    description = sandbox.describe()
    listed = Path("/sys/kernel/security/lsm")
    if listed.is_file():
        assert description.files_are_closed == ("landlock" in listed.read_text())
    assert description.network
    assert description.files


def test_no_grant_covers_a_home_or_a_working_folder() -> None:
    granted = {path.resolve() for path in (*sandbox._program_paths(), *sandbox._system_paths()) if path.exists()}
    for forbidden in (Path.home(), Path("/tmp"), Path("/home"), Path("/root"), Path("/etc"), Path("/"), Path("/var")):
        assert not any(forbidden == path or forbidden.is_relative_to(path) for path in granted)


@pytest.mark.parametrize("name", ["x86_64", "aarch64"])
def test_every_jump_of_the_filter_lands_inside_it_and_the_end_allows(name: str) -> None:
    program = sandbox._filter_program(sandbox._ARCHITECTURES[name])
    instructions = list(struct.iter_unpack("HBBI", program))
    for at, (code, true, false, _) in enumerate(instructions):
        if code in (0x15, 0x35):
            assert at + 1 + max(true, false) < len(instructions)
    assert instructions[-1] == (0x06, 0, 0, 0x7FFF0000)


def _verdict(architecture: sandbox._Architecture, audit: int, number: int, argument: int) -> int:
    """Run the filter as the kernel would: 32-bit loads, jumps, return."""
    data = {0: number, 4: audit, 16: argument}
    instructions = list(struct.iter_unpack("HBBI", sandbox._filter_program(architecture)))
    at, register = 0, 0
    while True:
        code, true, false, value = instructions[at]
        at += 1
        if code == 0x20:
            register = data[value]
        elif code == 0x06:
            return int(value)
        else:
            holds = register == value if code == 0x15 else register >= value
            at += true if holds else false


@pytest.mark.parametrize("name", ["x86_64", "aarch64"])
def test_the_filter_lets_local_sockets_through_and_nothing_that_leaves_the_machine(name: str) -> None:
    own = sandbox._ARCHITECTURES[name]
    allowed = 0x7FFF0000
    assert _verdict(own, own.audit, own.socket, 1) == allowed
    for family in (2, 10, 16, 17, 40):
        assert _verdict(own, own.audit, own.socket, family) != allowed
    for number in own.refused:
        assert _verdict(own, own.audit, number, 1) != allowed
    assert _verdict(own, own.audit, 0, 0) == allowed
    assert _verdict(own, 0x40000003, 0, 0) != allowed
    if own.has_x32:
        assert _verdict(own, own.audit, own.socket | 0x40000000, 1) != allowed


def test_the_audit_hook_refuses_foreign_files_writing_and_reaching_out(tmp_path: Path) -> None:
    granted, foreign = tmp_path / "models", tmp_path / "letters"
    hook = sandbox._AuditHook([granted])
    hook("open", (str(granted / "model.bin"), "rb", 0))
    hook("open", (5, "rb", 0))
    hook("compile", (None, "x"))
    for event, arguments in (
        ("open", (str(foreign / "a.txt"), "rb", 0)),
        ("open", (str(granted) + "-not", "rb", 0)),
        ("open", (str(granted / "model.bin"), "wb", 0)),
        ("open", (os.fsencode(granted / "model.bin"), None, os.O_RDWR)),
        ("socket.connect", (None, ("127.0.0.1", 9))),
        ("subprocess.Popen", ("true", [], None, None)),
    ):
        with pytest.raises(PermissionError):
            hook(event, arguments)
