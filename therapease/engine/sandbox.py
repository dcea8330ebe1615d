"""Shuts the engine worker in before it parses anything: no network, no files but the program's and the models'.

On Linux the kernel does it: seccomp (BPF) refuses every socket but AF_UNIX, io_uring, tracing and starting programs;
Landlock leaves read access to the program, the system's libraries and the granted model folders, and no writing at all.
Both are inherited by every thread started afterwards, and neither can be taken back. Where the kernel offers less, a
Python audit hook refuses the same things one level higher; it does not bind native code, and `describe` says so.

Sources: seccomp(2), landlock(7), prctl(2); numbers from the kernel's unistd tables.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_SET_MODE_FILTER = 1
_SECCOMP_GET_ACTION_AVAIL = 2
_SECCOMP_FILTER_FLAG_TSYNC = 1
_RET_ALLOW = 0x7FFF0000
_RET_ERRNO_EPERM = 0x00050000 | errno.EPERM
_AF_UNIX = 1
_X32_BIT = 0x40000000

_LANDLOCK_CREATE_RULESET, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT_SELF = 444, 445, 446
_LANDLOCK_VERSION_FLAG = 1
_RULE_PATH_BENEATH = 1
_FS_WRITE_FILE, _FS_READ_FILE, _FS_READ_DIR, _FS_TRUNCATE = 1 << 1, 1 << 2, 1 << 3, 1 << 14
_FS_RIGHTS_OF_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1, 5: (1 << 16) - 1}
_NET_BIND_AND_CONNECT = 0b11
_SCOPE_SIGNAL = 1 << 1


@dataclass(frozen=True, slots=True)
class _Architecture:
    """Numbers of one processor family: audit architecture and system calls."""

    audit: int
    seccomp: int
    socket: int
    refused: tuple[int, ...]
    has_x32: bool = False


# Refused: io_uring_setup (its sockets would pass a filter), ptrace, process_vm_readv, process_vm_writev, execve,
# execveat.
_ARCHITECTURES = {
    "x86_64": _Architecture(0xC000003E, 317, 41, (425, 101, 310, 311, 59, 322), has_x32=True),
    "aarch64": _Architecture(0xC00000B7, 277, 198, (425, 117, 270, 271, 221, 281)),
}


@dataclass(frozen=True, slots=True)
class SandboxDescription:
    """What this machine's kernel can enforce on the worker, in words for `doctor`."""

    network: str
    network_is_closed: bool
    files: str
    files_are_closed: bool


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What `enclose` achieved: enforced by the kernel, or only by the audit hook."""

    network_is_closed: bool
    files_are_closed: bool


def describe() -> SandboxDescription:
    """Return what `enclose` would achieve here, without enclosing this process."""
    network_is_closed, abi = _seccomp_is_available(), _landlock_abi()
    return SandboxDescription(
        network="refused by the kernel (seccomp)" if network_is_closed else "refused by the program only",
        network_is_closed=network_is_closed,
        files=f"refused by the kernel (Landlock {abi})" if abi else "refused by the program only",
        files_are_closed=abi > 0,
    )


def enclose(granted: Iterable[Path]) -> Enclosure:
    """Shut this process in, for good. Call it before other threads start and before anything foreign is parsed.

    `granted` are folders or files that stay readable besides the program's own and the system's libraries. Files
    already open stay usable: that is how the worker gets at the one file it is to import.
    """
    _forbid_core_dumps()
    readable = [*_program_paths(), *_system_paths(), *granted]
    files_are_closed = _landlock_abi() > 0 and _restrict_files(readable)
    network_is_closed = _seccomp_is_available() and _restrict_calls()
    if not (files_are_closed and network_is_closed):
        sys.addaudithook(_AuditHook(readable))
    return Enclosure(network_is_closed, files_are_closed)


# ---------------------------------------------------------------- what stays readable


def _program_paths() -> list[Path]:
    """Return where Python, its packages and this program lie; never a whole home or working folder."""
    named = (sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    paths = [Path(path) for path in named if path]
    package = Path(__file__).resolve().parents[1]
    libraries = [Path(sys.base_prefix) / folder for folder in ("lib", "lib64", "DLLs")]
    frozen = [Path(str(bundle))] if (bundle := getattr(sys, "_MEIPASS", None)) else []
    # A virtual environment names its base in this file; importlib.metadata and sysconfig read it.
    return [*paths, package, *libraries, *frozen, Path(sys.prefix) / "pyvenv.cfg"]


def _system_paths() -> list[Path]:
    if sys.platform != "linux":
        return []
    names = (
        "/usr/lib",
        "/usr/lib64",
        "/usr/local/lib",
        "/usr/share/zoneinfo",
        "/lib",
        "/lib64",
        "/etc/ld.so.cache",
        "/etc/localtime",
        "/proc/self",
        "/proc/cpuinfo",
        "/proc/meminfo",
        "/sys/devices/system",
        "/sys/fs/cgroup",
        "/dev/null",
        "/dev/zero",
        "/dev/urandom",
    )
    return [Path(name) for name in names]


# ---------------------------------------------------------------- Linux: core dumps, Landlock, seccomp


def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def _forbid_core_dumps() -> None:
    """A core dump would hold what clients said; ptrace by other programs of the same user would read it."""
    if os.name != "posix":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        _libc().prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _architecture() -> _Architecture | None:
    return _ARCHITECTURES.get(platform.machine()) if sys.platform == "linux" else None


def _seccomp_is_available() -> bool:
    architecture = _architecture()
    if architecture is None:
        return False
    action = ctypes.c_uint32(0x00050000)
    return bool(_libc().syscall(architecture.seccomp, _SECCOMP_GET_ACTION_AVAIL, 0, ctypes.byref(action)) == 0)


def _landlock_abi() -> int:
    """Return the kernel's Landlock version, or 0 where there is none."""
    if _architecture() is None:
        return 0
    version = _libc().syscall(_LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), _LANDLOCK_VERSION_FLAG)
    return max(0, int(version))


class _RulesetAttr(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneathAttr(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("parent_fd", ctypes.c_int32))


def _restrict_files(readable: Iterable[Path]) -> bool:
    libc, abi = _libc(), _landlock_abi()
    attributes = _RulesetAttr(
        fs=_FS_RIGHTS_OF_ABI.get(abi, _FS_RIGHTS_OF_ABI[5]),
        net=_NET_BIND_AND_CONNECT if abi >= 4 else 0,
        scoped=_SCOPE_SIGNAL if abi >= 6 else 0,
    )
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    ruleset = libc.syscall(_LANDLOCK_CREATE_RULESET, ctypes.byref(attributes), ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return False
    try:
        for path in readable:
            _allow(libc, ruleset, path, _FS_READ_FILE | _FS_READ_DIR if path.is_dir() else _FS_READ_FILE)
        # Nothing is kept there; llama_cpp opens it for writing when it is imported.
        _allow(libc, ruleset, Path(os.devnull), _FS_READ_FILE | _FS_WRITE_FILE | (_FS_TRUNCATE if abi >= 3 else 0))
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        return bool(libc.syscall(_LANDLOCK_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow(libc: Any, ruleset: int, path: Path, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # Not on this system; what is not there needs no rule.
    try:
        rule = _PathBeneathAttr(allowed=rights, parent_fd=descriptor)
        libc.syscall(_LANDLOCK_ADD_RULE, ruleset, _RULE_PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(descriptor)


def _instruction(code: int, true: int, false: int, value: int) -> bytes:
    return struct.pack("HBBI", code, true, false, value)


def _filter_program(architecture: _Architecture) -> bytes:
    """Return the classic BPF program: refuse foreign call tables, the listed calls, and sockets but AF_UNIX.

    Offsets into struct seccomp_data: 0 number, 4 architecture, 16 first argument (low word, little-endian).
    """
    load, equal, at_least, give = 0x20, 0x15, 0x35, 0x06
    refuse = _instruction(give, 0, 0, _RET_ERRNO_EPERM)
    program = [
        _instruction(load, 0, 0, 4),
        _instruction(equal, 1, 0, architecture.audit),
        refuse,
        _instruction(load, 0, 0, 0),
    ]
    if architecture.has_x32:
        program += [_instruction(at_least, 0, 1, _X32_BIT), refuse]
    for number in architecture.refused:
        program += [_instruction(equal, 0, 1, number), refuse]
    program += [
        _instruction(equal, 0, 3, architecture.socket),
        _instruction(load, 0, 0, 16),
        _instruction(equal, 1, 0, _AF_UNIX),
        refuse,
        _instruction(give, 0, 0, _RET_ALLOW),
    ]
    return b"".join(program)


class _SockFprog(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def _restrict_calls() -> bool:
    architecture = _architecture()
    if architecture is None:
        return False
    program = _filter_program(architecture)
    buffer = ctypes.create_string_buffer(program, len(program))
    filter_ = _SockFprog(length=len(program) // 8, filter=ctypes.cast(buffer, ctypes.c_void_p))
    libc = _libc()
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    refused = libc.syscall(
        architecture.seccomp, _SECCOMP_SET_MODE_FILTER, _SECCOMP_FILTER_FLAG_TSYNC, ctypes.byref(filter_)
    )
    return bool(refused == 0)


# ---------------------------------------------------------------- everywhere else


class _AuditHook:
    """Refuses in Python what the kernel here does not: reaching out, starting programs, foreign files, writing."""

    _REFUSED = frozenset(
        "socket.connect socket.bind socket.sendto socket.getaddrinfo subprocess.Popen os.exec os.system os.posix_spawn "
        "os.fork os.startfile os.remove os.rename os.mkdir os.rmdir".split()
    )

    def __init__(self, readable: Iterable[Path]) -> None:
        self._readable = tuple(os.path.realpath(path) for path in readable)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in self._REFUSED:
            raise PermissionError(errno.EPERM, "refused in the engine worker")
        if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
            self._check_open(os.fsdecode(arguments[0]), str(arguments[1] or "r"), arguments[2] or 0)

    def _check_open(self, path: str, mode: str, flags: int) -> None:
        writes = any(letter in mode for letter in "wxa+") or bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        real = os.path.realpath(path)
        if real == os.devnull:
            return
        if writes or not any(real == root or real.startswith(root + os.sep) for root in self._readable):
            raise PermissionError(errno.EACCES, "refused in the engine worker")
