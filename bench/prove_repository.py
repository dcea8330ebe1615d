"""The promises about set-up and silence: the demo needs no network, asks for none, and starts within seconds."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.claims import Claim
from bench.demo_run import ROOT, demo_run, socket_families, traced, without_network

SECOND_SETUP_S = 5.0
_NETWORK_FAMILIES = ("AF_INET", "AF_INET6", "AF_PACKET", "AF_NETLINK")


def claims(_eval_data: Path | None) -> Iterator[Claim]:
    """Yield the claims of the repository; none needs the evaluation data."""
    yield _second_setup()
    yield _tracer_sees_sockets()
    run = demo_run()
    yield Claim(
        "the demo works without any network (unshare -n)", f"exit {run.exit_status}", "exit 0", run.exit_status == 0
    )
    yield _no_network_socket()


def _second_setup() -> Claim:
    start = time.perf_counter()
    done = subprocess.run([*without_network(), "make", "setup"], cwd=ROOT, capture_output=True, check=False)
    seconds = time.perf_counter() - start
    return Claim(
        "set-up that is done already takes seconds and no network",
        f"{seconds:.1f} s, exit {done.returncode}",
        f"< {SECOND_SETUP_S:.0f} s, exit 0",
        done.returncode == 0 and seconds < SECOND_SETUP_S,
    )


def _tracer_sees_sockets() -> Claim:
    """A control: a process that does ask for a network socket, in a child, is caught by the same tracing."""
    ask = "import socket; socket.socket(socket.AF_INET); socket.socket(socket.AF_INET6)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {ask!r}], check=True)"
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "trace"
        subprocess.run(
            [*without_network(), *traced([sys.executable, "-c", parent], log)], check=True, capture_output=True
        )
        seen = Counter(socket_families(log.read_text(encoding="utf-8")))
    caught = seen["AF_INET"] >= 1 and seen["AF_INET6"] >= 1
    return Claim("the tracing catches a child that opens network sockets", f"{sum(seen.values())} seen", ">= 2", caught)


def _no_network_socket() -> Claim:
    run = demo_run()
    network = [family for family in run.socket_families if family in _NETWORK_FAMILIES]
    return Claim(
        "no network socket in the whole of the demo (strace, all processes)",
        f"{len(network)} network sockets in {run.processes_traced} processes",
        "0 in more than 3",
        not network and run.processes_traced > 3,
    )
