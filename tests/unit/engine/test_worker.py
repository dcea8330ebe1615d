"""Inside the worker: what the kernel refuses there, and that nothing of an error but its place comes out."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from therapease.domain.job import CancelToken, DraftingOptions, ignore_progress
from therapease.domain.note import RiskCategory, Stance
from therapease.domain.transcript import SpeakerRole, Utterance
from therapease.engine.process import EngineProcess
from therapease.engine.risk import find_mentions
from therapease.engine.worker import _place_of
from therapease.errors import UnknownFormatError


@pytest.fixture(scope="module")
def engine() -> Iterator[EngineProcess]:
    engine = EngineProcess()
    yield engine
    engine.close()


def test_the_worker_cannot_reach_out_read_foreign_files_write_or_run_programs(
    engine: EngineProcess, tmp_path: Path
) -> None:
    secret = tmp_path / "letter.txt"
    secret.write_text("private")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        # The same attempts succeed out here: it is the worker that is shut in, not this machine that is broken.
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
        answers = {result.attempt: result.answer for result in engine.probe_sandbox(secret, port)}
    assert secret.read_text() == "private"
    assert not secret.with_suffix(".written").exists()
    assert answers == {
        "connect": "PermissionError",
        "datagram": "PermissionError",
        "read a foreign file": "PermissionError",
        "list a foreign folder": "PermissionError",
        "write a file": "PermissionError",
        "run a program": "PermissionError",
        "local socket": "allowed",
        "read the program's own files": "allowed",
    }


def test_an_error_of_ours_comes_out_as_itself(engine: EngineProcess) -> None:
    with pytest.raises(UnknownFormatError):
        engine.draft([], DraftingOptions(format="no-such-format"), ignore_progress, CancelToken())


def test_mentions_are_found_inside_the_worker_as_outside(engine: EngineProcess) -> None:
    asked, answer = "Have you had any thoughts of killing yourself?", "No, not since the autumn."
    said = (
        Utterance(0, "S1", SpeakerRole.THERAPIST, asked, 0.0, 2.0),
        Utterance(1, "S2", SpeakerRole.CLIENT, answer, 2.0, 4.0),
    )
    found = engine.find_mentions(said)
    assert found == find_mentions(said)
    assert [(mention.category, mention.stance) for mention in found] == [(RiskCategory.SUICIDE, Stance.DENIED)]


def test_the_place_of_an_error_holds_none_of_its_words() -> None:
    try:
        io.StringIO("She said she stopped the lithium.").seek(-1)
    except ValueError as error:
        place = _place_of(error)
    assert place.startswith("ValueError at test_worker.py:")
    assert "lithium" not in place
