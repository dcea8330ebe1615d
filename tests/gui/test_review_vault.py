"""The review place on a real vault: what is done on screen is there after locking and unlocking again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import PASSPHRASE, START, FakeEngine
from therapease.bootstrap import build_workspace
from therapease.clock import SystemClock
from therapease.domain.consent import ConsentPurpose
from therapease.domain.ids import SessionId
from therapease.domain.job import CancelToken, DraftingOptions, TranscriptionOptions, ignore_progress
from therapease.domain.note import StatementKind
from therapease.domain.user import NewOwner
from therapease.services.notes import open_items
from therapease.services.workspace import Workspace
from therapease.store.vault import SqlCipherVaultStore
from therapease.ui.background import Background
from therapease.ui.session.controller import ReviewController
from therapease.ui.session.view import ReviewView
from therapease.ui.theme import Mode, apply_theme


def filled(workspace: Workspace, source: Path) -> SessionId:
    client = workspace.clients.create("Mara Keller")
    workspace.clients.give_consent(client.id, ConsentPurpose.RECORDING)
    session = workspace.schedule.add_session(client.id, START)
    source.write_bytes(b"sound")
    workspace.recording.import_file(session.id, source, ignore_progress, CancelToken())
    workspace.transcription.transcribe(session.id, TranscriptionOptions(), ignore_progress, CancelToken())
    workspace.notes.draft(session.id, DraftingOptions(), ignore_progress, CancelToken())
    return session.id


@pytest.fixture
def background() -> Background:
    return Background()


def shown(workspace: Workspace, background: Background, session_id: SessionId, qtbot: QtBot) -> ReviewController:
    """Open the review in a window tall enough to show every line at once."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, Mode.LIGHT)
    view = ReviewView(ReviewController(workspace, background))
    qtbot.addWidget(view)
    view.resize(1348, 2400)
    view.show()
    with qtbot.waitSignal(view.controller.review_loaded, timeout=10_000):
        view.open(session_id)
    return view.controller


def sign(controller: ReviewController, qtbot: QtBot) -> None:
    assert controller.note is not None
    for item in open_items(controller.note.latest):
        with qtbot.waitSignal(controller.note_changed, timeout=10_000):
            if item.kind is StatementKind.NOT_ASSESSED:
                controller.accept(item.id)
            else:
                controller.edit(item.id, "Calm, good contact.")
    qtbot.waitUntil(lambda: controller.signing_state().can_sign, timeout=10_000)
    with qtbot.waitSignal(controller.signature_checked, timeout=10_000) as checked:
        controller.sign()
    assert checked.args == [True]


def test_a_session_is_reviewed_signed_exported_and_still_there_after_unlocking(
    tmp_path: Path, background: Background, qtbot: QtBot
) -> None:
    store, path = SqlCipherVaultStore(SystemClock()), tmp_path / "practice.vault"
    vault, _code = store.create(path, NewOwner("Erika Lindqvist", "LCSW"), PASSPHRASE)
    workspace = build_workspace(vault, FakeEngine(), SystemClock())
    session_id = filled(workspace, tmp_path / "session.wav")
    controller = shown(workspace, background, session_id, qtbot)
    sign(controller, qtbot)
    target = tmp_path / "note.pdf"
    with qtbot.waitSignal(controller.exported, timeout=20_000):
        controller.export_pdf(target)
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(target).pages)
    assert "Signed electronically by Erika Lindqvist, LCSW" in text
    assert "Draft, not signed" not in text
    controller.close()
    background.close()
    workspace.close()

    again = build_workspace(store.unlock(path, PASSPHRASE), FakeEngine(), SystemClock())
    review = again.schedule.open_review(session_id)
    assert review.note is not None
    assert again.notes.signature_holds(review.note)
    assert "Calm, good contact." in [statement.text for statement in review.note.latest.statements]
    again.close()
