"""The controller alone: what the review does without a widget."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.fakes import new_workspace
from tests.reviewing import drafted_session
from therapease.domain.ids import SessionId
from therapease.errors import NotFoundError
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.session.controller import ReviewController


@pytest.fixture
def workspace() -> Workspace:
    return new_workspace()


@pytest.fixture
def session_id(workspace: Workspace, tmp_path: Path) -> SessionId:
    return drafted_session(workspace, tmp_path)


@pytest.fixture
def controller(workspace: Workspace, session_id: SessionId, qtbot: QtBot) -> Iterator[ReviewController]:
    background = Background()
    controller = ReviewController(workspace, background)
    with qtbot.waitSignal(controller.review_loaded):
        controller.open(session_id)
    yield controller
    controller.close()
    background.close()


def test_opening_what_is_not_there_is_said(workspace: Workspace, qtbot: QtBot) -> None:
    background = Background()
    controller = ReviewController(workspace, background)
    with qtbot.waitSignal(controller.failed) as failed:
        controller.open(SessionId("nowhere"))
    assert failed.args is not None and isinstance(failed.args[0], NotFoundError)
    assert controller.review is None
    background.close()


def test_closing_forgets_everything(controller: ReviewController, qtbot: QtBot) -> None:
    with qtbot.waitSignal(controller.closed):
        controller.close()
    assert controller.review is None
    assert controller.index.utterances == ()
    assert controller.marks() == ()
    assert not controller.signing_state().has_note


def test_an_answer_for_a_session_left_behind_is_dropped(
    controller: ReviewController, session_id: SessionId, qtbot: QtBot
) -> None:
    controller.open(session_id)
    controller.close()
    with qtbot.assertNotEmitted(controller.review_loaded, wait=200):
        pass
    assert controller.review is None


def test_selecting_gives_the_evidence_in_order(controller: ReviewController) -> None:
    assert controller.note is not None
    controller.select(controller.note.latest.statements[0].id)
    assert [mark.utterance.id for mark in controller.marks()] == [1, 3]
    assert controller.playback.position_s == pytest.approx(6.0)
    controller.select(None)
    assert controller.marks() == ()


def test_one_source_can_be_heard_alone(controller: ReviewController) -> None:
    assert controller.note is not None
    controller.select(controller.note.latest.statements[0].id, listen=False)
    controller.listen_to(controller.marks()[1])
    assert controller.playback.position_s == pytest.approx(18.0)


def test_a_removed_line_is_no_longer_selected(controller: ReviewController, qtbot: QtBot) -> None:
    assert controller.note is not None
    line = controller.note.latest.statements[0].id
    controller.select(line)
    with qtbot.waitSignal(controller.note_changed):
        controller.remove(line)
    assert controller.selected is None


def test_what_stands_in_the_way_of_a_signature(controller: ReviewController) -> None:
    state = controller.signing_state()
    assert len(state.open_lines) == 3
    assert controller.note is not None
    assert len(state.unread_lines) == len(controller.note.latest.statements)
    assert not state.can_sign
