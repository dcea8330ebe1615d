"""What the lists of the review hold and say to a screen reader."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.fake_engine import conversation
from therapease.domain.ids import SessionId, TranscriptId, UserId
from therapease.domain.note import RiskCategory, RiskMention, RiskSubject, Stance
from therapease.domain.transcript import Transcript
from therapease.ui.session.evidence import TranscriptIndex
from therapease.ui.session.item_model import MentionModel, TranscriptModel


@pytest.fixture
def index() -> TranscriptIndex:
    now = datetime(2026, 3, 17, tzinfo=UTC)
    return TranscriptIndex(Transcript(TranscriptId("t"), SessionId("s"), 1, "e", "m", conversation(), now, UserId("u")))


@pytest.fixture
def model(index: TranscriptIndex) -> TranscriptModel:
    model = TranscriptModel()
    model.show(index.utterances, "M. K.")
    return model


def spoken(model: TranscriptModel | MentionModel, row: int) -> object:
    return model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)


def test_rows_are_the_utterances_with_who_and_when(model: TranscriptModel) -> None:
    assert model.rowCount() == len(conversation())
    assert model.index(1).data() == conversation()[1].text
    assert (model.row(0).speaker, model.row(1).speaker) == ("You", "M. K.")
    assert model.row(2).time == "0:12"
    assert str(spoken(model, 1)).startswith("M. K., 0:06: I did it twice.")


def test_marking_tells_which_rows_changed_and_says_so_aloud(model: TranscriptModel, index: TranscriptIndex) -> None:
    assert model.set_marks(index.marks_for((1, 3), "train")) == [1, 3]
    assert str(spoken(model, 3)).endswith("Evidence 2.")
    assert model.set_marks(index.marks_for((1, 3), "train")) == []
    assert model.set_marks(()) == [1, 3]


def test_the_playing_row_is_announced_once(model: TranscriptModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.dataChanged):
        assert model.set_playing_row(4)
    assert not model.set_playing_row(4)


def test_a_mention_quotes_the_clients_answer(index: TranscriptIndex) -> None:
    model = MentionModel()
    model.show([RiskMention(RiskCategory.SUICIDE, (6, 7), Stance.DENIED, RiskSubject.CLIENT)], index)
    row = model.row(0)
    assert (row.title, row.stance_words, row.quote) == ("Suicidal thoughts", "Denied", "“No, not since the autumn.”")
    assert row.transcript_row == 7
    assert spoken(model, 0) == "Suicidal thoughts, Denied, 0:42: “No, not since the autumn.”"


def test_a_mention_without_words_in_this_transcript_still_shows(index: TranscriptIndex) -> None:
    model = MentionModel()
    model.show([RiskMention(RiskCategory.ABUSE, (99,), Stance.UNCLEAR, RiskSubject.OTHER)], index)
    assert model.row(0).transcript_row is None
    assert model.row(0).title == "Abuse"
