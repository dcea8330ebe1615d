"""From first start to a signed note as a newcomer goes, with the real vault, key derivation, engine and models.

    python -m bench.first_use [--out FOLDER] [--json]

Mouse and keyboard events only, without a screen. Prints per step the machine's seconds, which are measured, and the
person's, which are estimated from the acts and from reading the note, by the constants of `_newcomer.py`; the words on
the way are counted apart, because nobody reads them all. A person may be faster or slower; nobody was timed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from bench._newcomer import CODE_KEY_S, HANDWRITING_S, READ_WORDS_PER_S, SIZE, Newcomer, Step, later
from bench.screenshots import HOME_VARIABLES
from therapease import paths
from therapease.bootstrap import VaultDoor
from therapease.domain.consent import ConsentPurpose
from therapease.errors import InternalError
from therapease.ui import strings
from therapease.ui.app import WindowSession, make_application

PASSPHRASE = "slow river copper lantern"
CLIENT = "Mara Keller"
RECORDING = "session.flac"
EXPORTING = "Export a PDF (after the signature)"
_READING_MS = 500
_MOST_ITEMS = 40
_WRITTEN = ("Calm, good contact.", "Panic disorder, improving; risk low today.")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, help="folder for a picture of each step")
    parser.add_argument("--json", action="store_true", help="print the steps as one line of JSON")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="therapease-first-use-") as home:
        for variable in HOME_VARIABLES:
            os.environ[variable] = home
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        shutil.copy2(paths.sample_session_dir() / "session.flac", Path(home) / RECORDING)
        if chosen.out is not None:
            chosen.out.mkdir(parents=True, exist_ok=True)
        session = WindowSession(make_application(), VaultDoor())
        try:
            steps = first_use(session, Path(home), chosen.out)
        finally:
            session.close()
    # The engine's process is over and counted by now.
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processor_s = sum(one.ru_utime + one.ru_stime for one in used)
    if chosen.json:
        print(json.dumps({"steps": [asdict(step) for step in steps], "processor_s": processor_s}))
    else:
        _print(steps, processor_s)
    return 0


def first_use(session: WindowSession, home: Path, out: Path | None = None) -> list[Step]:
    """Walk the whole way; return what each step took. The recording lies in `home`, and the PDF comes to lie there."""
    person = Newcomer(session, out)
    _make_vault(person)
    _write_down_code(person)
    _first_steps(person)
    _add_client(person)
    _note_consents(person)
    _bring_in(person, home)
    _close_open_items(person)
    _sign(person)
    _export(person, home)
    return person.steps


def _make_vault(person: Newcomer) -> None:
    person.begin("Start, and make the vault")
    person.session.start()
    person.top.resize(*SIZE)
    person.wait_for(lambda: person.shows(strings.Create.CREATE))
    person.picture("start")
    person.fill(strings.Create.NAME, "Erika Lindqvist")
    person.fill(strings.Create.CREDENTIALS, "LCSW")
    person.fill(strings.Create.PASSPHRASE, PASSPHRASE)
    person.fill(strings.Create.AGAIN, PASSPHRASE)
    person.picture("filled-in")
    person.click(strings.Create.CREATE)
    person.wait_for(lambda: person.shows(strings.Recovery.CONTINUE))


def _write_down_code(person: Newcomer) -> None:
    person.begin("Write the recovery code on paper and type it back")
    person.picture("recovery-code")
    sign_in = person.session.sign_in
    if sign_in is None:
        raise InternalError(detail="no sign-in window")
    code = sign_in.controller.state.recovery_code
    person.spend(HANDWRITING_S * len(code.replace("-", "")))
    person.fill(strings.Recovery.TYPE_BACK, code.replace("-", "").lower(), key_s=CODE_KEY_S)
    person.picture("code-typed-back")
    person.click(strings.Recovery.CONTINUE)
    person.wait_for(lambda: person.session.window is not None)
    person.top.resize(*SIZE)


def _first_steps(person: Newcomer) -> None:
    person.begin("Models, consent texts, sample")
    person.wait_for(lambda: person.shows(strings.FirstRun.CONTINUE))
    person.picture("models")
    person.click(strings.FirstRun.CONTINUE)
    person.picture("consent-texts")
    person.click(strings.FirstRun.CONTINUE)
    person.picture("sample")
    # Somebody with a recording of her own puts the sample off.
    person.click(strings.FirstRun.SKIP)
    person.picture("today")


def _add_client(person: Newcomer) -> None:
    person.begin("Add a client")
    person.click(strings.FirstRun.FIRST_CLIENT)
    person.picture("new-client")
    person.fill(strings.Clients.NAME, CLIENT)
    person.fill(strings.Clients.BIRTH_DATE, "4.5.1991")
    person.click(strings.Clients.ADD)
    window = person.session.window
    person.wait_for(lambda: window is not None and window.place is window.client_page)
    person.picture("client")


def _note_consents(person: Newcomer) -> None:
    person.begin("Note the consents")
    for purpose in ConsentPurpose:
        person.click(f"{strings.ClientPlace.NOTE_CONSENT}: {strings.CONSENT_WORDS[purpose]}")
    person.picture("consents")


def _bring_in(person: Newcomer, home: Path) -> None:
    person.begin("Bring in the recording; transcript and draft are made")
    person.click(strings.ClientPlace.NEW_SESSION)
    person.picture("new-session")
    person.click(strings.NewSession.CHOOSE)
    person.wait_for(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    person.pick_file(home / RECORDING)
    person.wait_for(lambda: QApplication.activeModalWidget() is None)
    person.picture("recording-chosen")
    person.click(strings.NewSession.START)
    person.wait_for(later(2.0))
    person.picture("working")
    window = person.session.window
    person.wait_for(lambda: window is not None and not window.desk.jobs.is_running)
    person.wait_for(lambda: window is not None and window.place is window.review and bool(window.review.sheet.lines))
    person.picture("draft")


def _close_open_items(person: Newcomer) -> None:
    person.begin("Read the draft and close the open items")
    note = person.review.controller.note
    if note is None:
        raise InternalError(detail="no note")
    for statement in note.latest.statements:
        person.read(statement.text)
    person.click("Review ")
    person.picture("open-item")
    written = itertools.cycle(_WRITTEN)
    for _ in range(_MOST_ITEMS):
        if not person.review.controller.signing_state().open_lines:
            break
        _close_item(person, written)
    person.picture("items-closed")


def _close_item(person: Newcomer, written: Iterator[str]) -> None:
    if person.shows(strings.NoteLine.WRITE):
        person.click(strings.NoteLine.WRITE)
        person.type(next(written))
        person.picture("writing")
        person.key(Qt.Key.Key_Return)
    else:
        person.click(strings.NoteLine.ACCEPT)


def _sign(person: Newcomer) -> None:
    person.begin("Sign")
    for _ in range(_MOST_ITEMS):
        QTest.qWait(_READING_MS)
        if not person.shows(strings.NoteFooter.READ_ON):
            break
        person.click(strings.NoteFooter.READ_ON)
    person.picture("ready-to-sign")
    person.click(strings.NoteFooter.SIGN)
    person.wait_for(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
    person.picture("sign-sheet")
    person.click(strings.Signing.SIGN)
    person.wait_for(lambda: person.shows(strings.NoteFooter.EXPORT))
    person.picture("signed")


def _export(person: Newcomer, home: Path) -> None:
    person.begin(EXPORTING)
    person.click(strings.NoteFooter.EXPORT)
    person.picture("export")
    person.click(strings.Export.SAVE)
    person.wait_for(lambda: bool(list(home.glob("*.pdf"))))
    person.wait_for(lambda: QApplication.activeModalWidget() is None)
    person.picture("exported")


def until_signed(steps: list[Step]) -> Step:
    """Return the sum of all steps up to the signature."""
    total = Step("From first start to the signed note")
    for step in steps:
        if step.name != EXPORTING:
            for key in ("machine_s", "clicks", "keys", "scrolls", "decisions", "words", "person_s"):
                setattr(total, key, getattr(total, key) + getattr(step, key))
    return total


def _print(steps: list[Step], processor_s: float) -> None:
    head = f"{'step':<58} {'machine s':>9} {'clicks':>6} {'keys':>5} {'scrolls':>7} {'decisions':>9} {'words':>6}"
    print(f"{head} {'person s':>8}")
    total = until_signed(steps)
    for step in (*steps, total):
        counts = f"{step.machine_s:>9.1f} {step.clicks:>6} {step.keys:>5} {step.scrolls:>7} {step.decisions:>9}"
        print(f"{step.name:<58} {counts} {step.words:>6} {step.person_s:>8.0f}")
    machine = f"{total.machine_s:.0f} s of the machine ({processor_s:.0f} s of processor)"
    print(f"{machine} + {total.person_s:.0f} s of a person")
    print(f"Reading all {total.words} words on the way would add {total.words / READ_WORDS_PER_S:.0f} s.")


if __name__ == "__main__":
    sys.exit(main())
