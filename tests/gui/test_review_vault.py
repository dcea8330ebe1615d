"""The review place on a real vault: what is done on screen is there after locking and unlocking again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from tests.fakes import PASSPHRASE, FakeEngine
from tests.reviewing import close_open_items, drafted_session, open_review
from therapease.bootstrap import build_workspace
from therapease.clock import SystemClock
from therapease.domain.user import NewOwner
from therapease.services.notes import SignatureCheck
from therapease.store.vault import SqlCipherVaultStore
from therapease.ui.background import Background
from therapease.ui.export.forms import ExportForm
from therapease.ui.session.controller import ReviewController


@pytest.fixture
def background() -> Background:
    return Background()


def sign(controller: ReviewController, qtbot: QtBot) -> None:
    close_open_items(controller, qtbot)
    qtbot.waitUntil(lambda: controller.signing_state().can_sign, timeout=10_000)
    with qtbot.waitSignal(controller.signature_checked, timeout=10_000) as checked:
        controller.sign()
    assert checked.args == [SignatureCheck(note_holds=True)]


def test_a_session_is_reviewed_signed_exported_and_still_there_after_unlocking(
    tmp_path: Path, background: Background, qtbot: QtBot
) -> None:
    store, path = SqlCipherVaultStore(SystemClock()), tmp_path / "practice.vault"
    vault, _code = store.create(path, NewOwner("Erika Lindqvist", "LCSW"), PASSPHRASE)
    workspace = build_workspace(vault, FakeEngine(), SystemClock())
    session_id = drafted_session(workspace, tmp_path)
    # Tall enough to show, and so to have read, every line at once.
    view = open_review(workspace, session_id, background, qtbot, height_px=2_400)
    controller = view.controller
    sign(controller, qtbot)
    target = tmp_path / "note.pdf"
    with qtbot.waitSignal(view.exports.controller.saved, timeout=20_000):
        view.exports.controller.save(ExportForm.PDF, target)
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
