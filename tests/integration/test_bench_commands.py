"""`make prove` tells kept promises from broken ones, and from those it could not test."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from bench import prove
from bench.claims import Claim, eval_data_dir, needs_eval_data
from bench.demo_run import socket_families

KEPT = Claim("words", "3 %", "<= 5 %", ok=True)
BROKEN = Claim("speakers", "80 %", ">= 95 %", ok=False)


def run_with(monkeypatch: pytest.MonkeyPatch, *claims: Claim, broken_off: bool = False) -> int:
    def proof(_eval_data: Path | None) -> Iterator[Claim]:
        yield from claims
        if broken_off:
            raise RuntimeError("stopped half-way")

    module = ModuleType("bench.prove_sample")
    module.claims = proof  # type: ignore[attr-defined]  # because the module is made up here
    monkeypatch.setitem(sys.modules, "bench.prove_sample", module)
    monkeypatch.setattr(prove, "AREAS", {"main-job": ("prove_sample",)})
    return prove.main([])


def test_all_kept_is_success(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_with(monkeypatch, KEPT) == 0
    assert "words | 3 % | <= 5 % | ok" in capsys.readouterr().out


def test_one_broken_promise_is_failure(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_with(monkeypatch, KEPT, BROKEN) == 1
    assert "speakers | 80 % | >= 95 % | short" in capsys.readouterr().out


def test_a_promise_without_its_data_counts_neither_way(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_with(monkeypatch, KEPT, needs_eval_data("recall", "> 0.5")) == 0
    printed = capsys.readouterr().out
    assert "needs THERAPEASE_EVAL_DATA" in printed
    assert "1 ok, 0 short, 1 not run" in printed


def test_nothing_tested_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_with(monkeypatch, needs_eval_data("recall", "> 0.5")) == 1
    assert run_with(monkeypatch) == 1


def test_a_proof_that_breaks_off_is_a_broken_promise(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_with(monkeypatch, KEPT, broken_off=True) == 1
    assert "RuntimeError at test_bench_commands.py" in capsys.readouterr().out


def test_every_named_proof_is_there() -> None:
    named = [name for names in prove.AREAS.values() for name in names]
    assert not [name for name in named if not Path(prove.__file__).with_name(f"{name}.py").is_file()]


def test_a_wrong_data_folder_is_a_mistake_and_not_missing_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("THERAPEASE_EVAL_DATA", str(tmp_path))
    with pytest.raises(NotADirectoryError):
        eval_data_dir()
    monkeypatch.delenv("THERAPEASE_EVAL_DATA")
    assert eval_data_dir() is None


def test_refused_sockets_count_as_asked_for() -> None:
    trace = (
        '7 execve("/bin/x", ["x"], 0x0) = 0\n'
        "7 socket(AF_UNIX, SOCK_STREAM, 0) = 3\n"
        "8 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = -1 EPERM (Operation not permitted)\n"
    )
    assert socket_families(trace) == ("AF_UNIX", "AF_INET")
