"""What leaves the vault, without a window: files, previews, prints and copies, each in the audit log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.fakes import new_workspace
from tests.reviewing import drafted_session
from therapease.domain.audit import AuditAction
from therapease.domain.note import StatementKind
from therapease.errors import ConflictError, InvalidFieldError, StorageUnavailableError
from therapease.services.schedule import SessionReview
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.export.controller import ExportController
from therapease.ui.export.document import Contents, NoteDocument
from therapease.ui.export.forms import ExportForm


@pytest.fixture
def workspace() -> Workspace:
    return new_workspace()


@pytest.fixture
def review(workspace: Workspace, tmp_path: Path) -> SessionReview:
    return workspace.schedule.open_review(drafted_session(workspace, tmp_path))


@pytest.fixture
def controller(workspace: Workspace, review: SessionReview, qtbot: QtBot) -> Iterator[ExportController]:
    background = Background()
    yield ExportController(workspace, background, lambda: review)
    background.close()


def actions(workspace: Workspace, review: SessionReview) -> list[AuditAction]:
    assert review.note is not None
    return [event.action for event in workspace.history.of_object(review.note.id)]


@pytest.mark.parametrize("form", list(ExportForm))
def test_an_export_is_in_the_audit_log_and_on_the_disk(
    controller: ExportController,
    workspace: Workspace,
    review: SessionReview,
    tmp_path: Path,
    qtbot: QtBot,
    form: ExportForm,
) -> None:
    target = tmp_path / form.named("note")
    with qtbot.waitSignal(controller.saved, timeout=10_000) as saved:
        controller.save(form, target)
    assert saved.args == [target]
    assert target.stat().st_size > 500
    assert AuditAction.NOTE_EXPORTED in actions(workspace, review)
    assert controller.folder == tmp_path


def test_a_file_that_cannot_be_written_is_said(controller: ExportController, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(controller.failed, timeout=10_000) as failed:
        controller.save(ExportForm.TEXT, tmp_path / "nowhere" / "note.txt")
    assert failed.args is not None and isinstance(failed.args[0], StorageUnavailableError)


def test_nothing_leaves_when_the_audit_log_cannot_be_written(
    controller: ExportController, workspace: Workspace, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_note_id: str) -> None:
        raise ConflictError

    monkeypatch.setattr(workspace.notes, "note_exported", refuse)
    with qtbot.waitSignal(controller.failed, timeout=10_000):
        controller.save(ExportForm.TEXT, tmp_path / "note.txt")
    assert not (tmp_path / "note.txt").exists()


def test_what_was_written_a_moment_ago_is_in_the_file(
    controller: ExportController, workspace: Workspace, review: SessionReview, tmp_path: Path, qtbot: QtBot
) -> None:
    assert review.note is not None
    workspace.notes.add_own(review.note.id, review.note.latest.version, "plan", "Added just now.")
    with qtbot.waitSignal(controller.saved, timeout=10_000):
        controller.save(ExportForm.TEXT, tmp_path / "note.txt")
    assert "Added just now." in (tmp_path / "note.txt").read_text(encoding="utf-8")


def test_a_preview_leaves_nothing_and_is_no_export(
    controller: ExportController, workspace: Workspace, review: SessionReview, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(controller.previewed, timeout=10_000) as previewed:
        controller.preview()
    assert previewed.args is not None and previewed.args[0].startswith(b"%PDF")
    assert AuditAction.NOTE_EXPORTED not in actions(workspace, review)


def test_printing_hands_the_document_over_and_is_audited(
    controller: ExportController, workspace: Workspace, review: SessionReview, qtbot: QtBot
) -> None:
    printed: list[NoteDocument] = []
    with qtbot.waitSignal(controller.printed, timeout=10_000):
        controller.print_note(printed.append, Contents(with_sources=False))
    assert printed[0].head_left.startswith("Mara Keller")
    assert AuditAction.NOTE_PRINTED in actions(workspace, review)


def test_a_section_is_copied_without_times_into_a_recording_that_stays_here(
    controller: ExportController, workspace: Workspace, review: SessionReview, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(controller.copied, timeout=10_000) as copied:
        controller.copy_section("subjective")
    assert copied.args is not None
    text = copied.args[0]
    assert text.startswith("Draft, not signed\n\nSubjective\n")
    assert "Rode the train twice" in text and "0:06" not in text and "\nPlan" not in text
    assert AuditAction.NOTE_COPIED in actions(workspace, review)


def test_the_whole_note_is_copied_with_whose_it_is(controller: ExportController, qtbot: QtBot) -> None:
    with qtbot.waitSignal(controller.copied, timeout=10_000) as copied:
        controller.copy_note()
    assert copied.args is not None
    assert "Mara Keller" in copied.args[0] and "\nPlan\n" in copied.args[0]


def test_the_name_proposed_tells_nobody_whom_it_is_about(controller: ExportController) -> None:
    name = controller.proposed_name(ExportForm.WORD)
    assert name == "C-0001 session 1, 2026-03-17, draft.docx"


@pytest.mark.parametrize("name", ["", "   ", ".pdf", "a/b", "a\\b", "what?", "a\nb", "..."])
def test_a_name_that_some_system_refuses_is_said_at_the_field(
    controller: ExportController, tmp_path: Path, name: str
) -> None:
    with pytest.raises(InvalidFieldError) as caught:
        controller.target(ExportForm.PDF, tmp_path, name)
    assert caught.value.field == "name"


def test_the_ending_follows_the_form(controller: ExportController, tmp_path: Path) -> None:
    assert controller.target(ExportForm.WORD, tmp_path, " Note for Dr. Weber.pdf ") == (
        tmp_path / "Note for Dr. Weber.docx"
    )


def test_without_a_note_nothing_happens(workspace: Workspace, review: SessionReview, qtbot: QtBot) -> None:
    background = Background()
    empty = ExportController(workspace, background, lambda: replace(review, note=None))
    empty.copy_note()
    empty.preview()
    assert not background.is_busy
    assert empty.is_draft and empty.section_titles == ()
    background.close()


def test_open_lines_can_only_be_left_out_of_a_draft(controller: ExportController, review: SessionReview) -> None:
    assert review.note is not None
    assert any(line.kind is StatementKind.CLINICIAN_TO_COMPLETE for line in review.note.latest.statements)
    assert controller.is_draft
