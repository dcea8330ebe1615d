"""The transcript stays quick when it is long: three thousand utterances, set once, painted as often as needed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from therapease.domain.ids import SessionId, TranscriptId, UserId
from therapease.domain.transcript import SpeakerRole, Transcript, Utterance
from therapease.ui.session import transcript_delegate
from therapease.ui.session.evidence import TranscriptIndex
from therapease.ui.session.paragraph import Paragraph
from therapease.ui.session.transcript_view import TranscriptView
from therapease.ui.theme import Mode, apply_theme

COUNT = 3_000
WORDS = "i did it twice and got on at the street then stayed until second stop breathing because".split()


def long_transcript() -> TranscriptIndex:
    chance = random.Random(7)
    utterances = tuple(
        Utterance(
            number,
            f"S{number % 2 + 1}",
            SpeakerRole.THERAPIST if number % 2 else SpeakerRole.CLIENT,
            " ".join(chance.choice(WORDS) for _ in range(chance.randint(2, 50))) + ".",
            number * 4.0,
            number * 4.0 + 3.5,
        )
        for number in range(COUNT)
    )
    now = datetime(2026, 3, 17, tzinfo=UTC)
    return TranscriptIndex(Transcript(TranscriptId("t"), SessionId("s"), 1, "e", "m", utterances, now, UserId("u")))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that is set into lines, in order."""
    made: list[str] = []

    class Counted(Paragraph):
        def lay_out(self, width: float) -> float:
            made.append(self.text)
            return super().lay_out(width)

    monkeypatch.setattr(transcript_delegate, "Paragraph", Counted)
    return made


@pytest.fixture
def view(qtbot: QtBot, made: list[str]) -> Iterator[TranscriptView]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, Mode.LIGHT)
    view = TranscriptView()
    qtbot.addWidget(view)
    view.resize(500, 700)
    view.show()
    made.clear()
    view.show_transcript(long_transcript(), "M. K.")
    qtbot.wait(50)
    yield view


def test_scrolling_sets_no_line_again(view: TranscriptView, made: list[str], qtbot: QtBot) -> None:
    bar = view.verticalScrollBar()
    for at in range(0, 4_000, 200):
        bar.setValue(at)
        view.grab()
    made.clear()
    for at in range(3_800, 0, -200):
        bar.setValue(at)
        view.grab()
    assert made == []


def test_opening_sets_only_what_is_near_the_window(made: list[str], view: TranscriptView) -> None:
    assert 0 < len(made) < 100


def test_another_width_sets_only_what_is_near_the_window(made: list[str], view: TranscriptView, qtbot: QtBot) -> None:
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    qtbot.wait(20)
    top = view.indexAt(QPoint(10, 1)).row()
    made.clear()
    view.resize(430, 700)
    qtbot.wait(20)
    assert 0 < len(made) < 100
    assert view.indexAt(QPoint(10, 1)).row() == top


def test_what_is_seen_stays_while_heights_are_learned(view: TranscriptView, qtbot: QtBot) -> None:
    """Scroll up through rows that were only guessed: each step moves the words by just that step."""
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    view.grab()
    for _ in range(60):
        row = view.indexAt(QPoint(10, 300)).row()
        before = view.row_box(row).top()
        bar.setValue(bar.value() - 90)
        view.grab()
        qtbot.wait(1)
        assert view.row_box(row).top() == pytest.approx(before + 90)


def test_marking_sets_the_marked_rows_alone(view: TranscriptView, made: list[str]) -> None:
    made.clear()
    view.set_marks(long_transcript().marks_for((10, 2_500), "breathing at the second stop"))
    assert len(made) == 2
    made.clear()
    view.set_marks(())
    assert len(made) == 2


def test_rows_neither_overlap_nor_gape(view: TranscriptView) -> None:
    boxes = [view.row_box(row) for row in range(0, COUNT)]
    assert all(upper.bottom() == pytest.approx(lower.top()) for upper, lower in zip(boxes, boxes[1:], strict=False))


def test_it_follows_playback_to_the_far_end(view: TranscriptView, qtbot: QtBot) -> None:
    view.set_position(4.0 * 2_900 + 1, is_playing=True)
    qtbot.waitUntil(lambda: QRectF(view.viewport().rect()).contains(view.row_box(2_900)), timeout=3000)
    assert view.playing_row == 2_900


def test_after_scrolling_by_hand_it_stays_where_it_is(view: TranscriptView, qtbot: QtBot) -> None:
    view.set_following(False)
    view.set_position(4.0 * 2_900 + 1, is_playing=True)
    qtbot.wait(300)
    assert view.verticalScrollBar().value() == 0
