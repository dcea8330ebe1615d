"""Corrections without a widget: in order, each on the one before it, and nothing of a session left behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.fakes import FakeVault, new_workspace
from tests.reviewing import drafted_session
from therapease.domain.ids import SessionId
from therapease.domain.transcript import SpeakerRole
from therapease.errors import StorageFullError
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.session.controller import ReviewController
from therapease.ui.session.correcting import Correction, MentionsStanding


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


def reasons(workspace: Workspace, session_id: SessionId) -> list[str]:
    return [version.head.reason for version in workspace.corrections.versions(session_id)]


def test_fast_hands_make_no_conflict(
    controller: ReviewController, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    told: list[Correction] = []
    controller.correcting.told.connect(told.append)
    controller.correcting.set_words(5, "Awake at five.")
    controller.correcting.set_role([5], SpeakerRole.THERAPIST)
    controller.correcting.swap_speakers()
    controller.correcting.undo()
    qtbot.waitUntil(lambda: len(told) == 4, timeout=5_000)
    assert told == [Correction.WORDS, Correction.SPEAKER, Correction.SWAPPED, Correction.UNDONE]
    assert reasons(workspace, session_id) == [
        "undone", "speakers swapped", "speaker corrected", "words corrected", "transcribed",
    ]  # fmt: skip
    utterance = controller.index.utterances[5]
    assert (utterance.text, utterance.role) == ("Awake at five.", SpeakerRole.THERAPIST)


def test_reading_again_meanwhile_loses_no_correction(controller: ReviewController, qtbot: QtBot) -> None:
    with qtbot.waitSignals([controller.review_loaded, controller.correcting.told], timeout=5_000):
        controller.reload()
        controller.correcting.set_words(5, "Awake at five.")
    assert controller.index.utterances[5].text == "Awake at five."
    with qtbot.waitSignal(controller.correcting.told, timeout=5_000):
        controller.correcting.set_words(5, "Awake at six.")


def test_undo_is_known_when_a_session_is_opened_again(
    controller: ReviewController, session_id: SessionId, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(controller.correcting.told, timeout=5_000):
        controller.correcting.set_words(5, "Awake at five.")
    controller.close()
    assert not controller.correcting.can_undo
    controller.open(session_id)
    qtbot.waitUntil(lambda: controller.correcting.can_undo, timeout=5_000)


def test_what_was_waiting_is_kept_when_the_session_is_left(
    controller: ReviewController, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    for words in ("One.", "Two.", "Three."):
        controller.correcting.set_words(5, words)
    controller.close()
    qtbot.waitUntil(lambda: reasons(workspace, session_id).count("words corrected") == 3, timeout=5_000)
    assert workspace.corrections.version(session_id, 4).utterances[5].text == "Three."


def test_a_full_disk_takes_no_correction_but_the_one_that_is_given_back(
    controller: ReviewController, workspace: Workspace, session_id: SessionId, qtbot: QtBot
) -> None:
    assert isinstance(workspace.vault, FakeVault)
    workspace.vault.fail_commit_with = StorageFullError()
    with qtbot.waitSignal(controller.correcting.not_kept, timeout=5_000) as given_back:
        controller.correcting.set_words(5, "Awake at five.")
        controller.correcting.set_words(6, "And then?")
    assert given_back.args == [5, "Awake at five."]
    assert controller.correcting.has_unkept
    workspace.vault.fail_commit_with = None
    controller.correcting.set_words(5, "Awake at five.")
    qtbot.waitUntil(lambda: not controller.correcting.has_unkept, timeout=5_000)
    kept = workspace.corrections.version(session_id, 3).utterances
    assert (kept[5].text, kept[6].text) == ("Awake at five.", "And then?")


def test_a_correction_that_cannot_be_kept_when_the_session_is_left_is_told(
    controller: ReviewController, workspace: Workspace, qtbot: QtBot
) -> None:
    assert isinstance(workspace.vault, FakeVault)
    workspace.vault.fail_commit_with = StorageFullError()
    with qtbot.waitSignal(controller.background.unhandled, timeout=5_000) as told:
        controller.correcting.set_words(5, "Awake at five.")
        controller.close()
    assert isinstance(told.args[0], StorageFullError)


def test_mentions_of_a_corrected_session_are_found_again_when_it_is_opened(
    controller: ReviewController, session_id: SessionId, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(controller.correcting.told, timeout=5_000):
        controller.correcting.set_words(5, "Awake at five.")
    with qtbot.waitSignal(controller.review_loaded, timeout=5_000):
        controller.open(session_id)
    assert controller.correcting.mentions_standing is MentionsStanding.SEARCHING
    qtbot.waitUntil(lambda: controller.correcting.mentions_standing is MentionsStanding.CURRENT, timeout=5_000)
    assert controller.note is not None
    assert controller.correcting.mentions == controller.note.risk
