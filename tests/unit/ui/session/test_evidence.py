"""Which words of an utterance are marked for a line."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from therapease.domain.ids import SessionId, StatementId, TranscriptId, UserId
from therapease.domain.note import Statement, StatementKind, Verdict
from therapease.domain.transcript import SpeakerRole, Transcript, Utterance
from therapease.ui.session.evidence import TranscriptIndex, marked_ranges

TRAIN = "I did it twice. I got on at Holm Street and stayed on until the second stop. My heart was going."


def marked(utterance: str, line: str) -> list[str]:
    return [utterance[start:end] for start, end in marked_ranges(utterance, line)]


def transcript(*texts: str, start_s: float | None = 0.0) -> Transcript:
    utterances = tuple(
        Utterance(
            id=number * 10,
            speaker="S2",
            role=SpeakerRole.CLIENT,
            text=text,
            start_s=None if start_s is None else start_s + number * 5,
            end_s=None if start_s is None else start_s + number * 5 + 4,
        )
        for number, text in enumerate(texts)
    )
    now = datetime(2026, 3, 17, tzinfo=UTC)
    return Transcript(TranscriptId("t"), SessionId("s"), 1, "e", "m", utterances, now, UserId("u"))


def line(text: str, *evidence: int | str) -> Statement:
    return Statement(StatementId("x"), "subjective", text, StatementKind.PARAPHRASE, evidence, Verdict.SUPPORTED)


def test_a_quotation_is_marked_to_the_letter() -> None:
    assert marked(TRAIN, "“stayed on until the second stop”") == ["stayed on until the second stop"]


def test_a_paraphrase_is_marked_by_the_sentences_that_share_its_words() -> None:
    assert marked(TRAIN, "Rode the train and stayed on to the second stop.") == [
        "I got on at Holm Street and stayed on until the second stop."
    ]


def test_sentences_side_by_side_are_marked_as_one() -> None:
    assert marked("I slept badly. I slept three hours. Then tea.", "Slept badly, three hours of slept time.") == [
        "I slept badly. I slept three hours."
    ]


def test_the_whole_utterance_is_marked_when_nothing_is_shared() -> None:
    assert marked("No, nothing like that.", "Denies suicidal ideation.") == ["No, nothing like that."]


@given(st.text(max_size=200), st.text(max_size=200))
def test_ranges_lie_inside_in_order_and_apart(utterance: str, text: str) -> None:
    ranges = marked_ranges(utterance, text)
    assert ranges
    edges = [edge for span in ranges for edge in span]
    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= len(utterance)


def test_marks_follow_the_conversation_and_are_numbered_from_one() -> None:
    marks = TranscriptIndex(transcript("one", "two", "three")).marks(line("x", 20, 0, 20))
    assert [(mark.number, mark.row) for mark in marks] == [(1, 0), (2, 2)]
    assert marks[1].span_s == (10.0, 14.0)


def test_evidence_that_is_not_in_the_transcript_is_left_out() -> None:
    assert TranscriptIndex(transcript("one")).marks(line("x", 99)) == ()
    assert TranscriptIndex(None).marks(line("x", 0)) == ()


def test_a_transcript_without_times_has_nothing_to_play() -> None:
    marks = TranscriptIndex(transcript("one", start_s=None)).marks(line("x", 0))
    assert [mark.span_s for mark in marks] == [None]
