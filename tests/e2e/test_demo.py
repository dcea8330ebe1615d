"""The demo and the doctor as people run them: the whole main job on the sample session, and what is installed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from therapease import paths
from therapease.bootstrap import VaultDoor

TIME_LIMIT_S = 900
# One run serves all tests of this file; on a busy machine transcription alone takes minutes.
pytestmark = pytest.mark.timeout(TIME_LIMIT_S + 60)


@dataclass(frozen=True)
class Demo:
    folder: Path
    printed: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo") / "kept"
    done = subprocess.run(
        [sys.executable, "-m", "therapease", "demo", "--out", str(folder)],
        capture_output=True,
        text=True,
        timeout=TIME_LIMIT_S,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    yield Demo(folder, done.stdout)


def printed_after(label: str, demo: Demo) -> str:
    found = re.search(rf"^{label} +(\S+)$", demo.printed, re.MULTILINE)
    assert found, f"the demo does not print its {label.lower()}"
    return found[1]


def test_the_demo_keeps_what_it_promises(demo: Demo) -> None:
    kept = {path.name for path in demo.folder.iterdir()}
    assert {"demo.vault", "note.pdf", "transcript.json", "note.json"} <= kept
    assert any(name.endswith(".keys") for name in kept)
    assert (demo.folder / "note.pdf").read_bytes().startswith(b"%PDF-")


def test_the_printed_passphrase_opens_the_vault_and_the_note_in_it_is_signed(demo: Demo) -> None:
    workspace = VaultDoor().unlock(demo.folder / "demo.vault", printed_after("Passphrase", demo))
    try:
        (client,) = workspace.clients.list_all()
        (session,) = workspace.clients.open_page(client.id).sessions
        note = workspace.schedule.open_review(session.id).note
        assert note is not None
        assert note.is_signed
        assert workspace.notes.signature_holds(note)
    finally:
        workspace.close()


def test_transcript_and_note_fit_together(demo: Demo) -> None:
    transcript = json.loads((demo.folder / "transcript.json").read_text(encoding="utf-8"))
    note = json.loads((demo.folder / "note.json").read_text(encoding="utf-8"))
    ids = {utterance["id"] for utterance in transcript["utterances"]}
    assert {utterance["role"] for utterance in transcript["utterances"]} == {"therapist", "client"}
    lines = [line for section in note["sections"] for line in section["statements"]]
    drafted = [line for line in lines if line["kind"] in ("paraphrase", "quotation")]
    assert len(drafted) >= 6
    assert all(line["evidence"] and set(line["evidence"]) <= ids for line in drafted)


def test_note_evidence_and_times_are_printed(demo: Demo) -> None:
    note = json.loads((demo.folder / "note.json").read_text(encoding="utf-8"))
    flat = " ".join(demo.printed.split())
    for section in note["sections"]:
        assert section["title"] in demo.printed
        for line in section["statements"]:
            if line["kind"] in ("paraphrase", "quotation"):
                assert " ".join(line["text"].split()) in flat
    assert "real-time factor" in demo.printed
    assert re.search(r"Transcription with speakers +\d+\.\d+ s +\d+\.\d+", demo.printed)


def test_nothing_said_can_be_read_in_the_vaults_files(demo: Demo) -> None:
    for path in demo.folder.glob("demo.*"):
        content = path.read_bytes().lower()
        assert not [word for word in (b"supermarket", b"prozac", b"mara keller") if word in content]


def test_doctor_names_the_models_and_holds_no_clinical_content() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "therapease", "doctor", "--json"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    # 3 says that something is missing here, for example a kernel with Landlock; the report is printed all the same.
    assert done.returncode in (0, 3), done.stderr
    findings = json.loads(done.stdout)
    assert len(findings) > 5
    assert "smollm2" in done.stdout.lower() or str(paths.starter_models_dir()) in done.stdout
