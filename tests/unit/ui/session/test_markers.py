"""Markers stand where something was said, and do not lie over each other."""

from __future__ import annotations

from datetime import UTC, datetime

from therapease.domain.ids import SessionId, TranscriptId, UserId
from therapease.domain.note import RiskCategory, RiskMention, RiskSubject, Stance
from therapease.domain.transcript import SpeakerRole, Transcript, Utterance
from therapease.ui.session.evidence import TranscriptIndex
from therapease.ui.session.markers import Marker, grouped, mention_markers


def index(*starts_s: float | None) -> TranscriptIndex:
    utterances = tuple(
        Utterance(at, "S1", SpeakerRole.CLIENT, "Words.", start_s, start_s) for at, start_s in enumerate(starts_s)
    )
    now = datetime(2026, 3, 17, tzinfo=UTC)
    return TranscriptIndex(Transcript(TranscriptId("t"), SessionId("s"), 1, "e", "m", utterances, now, UserId("u")))


def mention(category: RiskCategory, *evidence: int) -> RiskMention:
    return RiskMention(category, evidence, Stance.DENIED, RiskSubject.CLIENT)


def test_what_was_said_at_once_stands_together() -> None:
    said = (mention(RiskCategory.SELF_HARM, 1), mention(RiskCategory.SUICIDE, 1, 2), mention(RiskCategory.ABUSE, 0))
    markers = mention_markers(said, index(3.0, 75.0, 80.0))
    assert [marker.position_s for marker in markers] == [3.0, 75.0]
    assert markers[1].words == "Mentioned: Self-harm, Denied; Suicidal thoughts, Denied, 1:15"


def test_what_has_no_time_or_no_words_any_more_has_no_marker() -> None:
    assert mention_markers([mention(RiskCategory.ABUSE, 0), mention(RiskCategory.ABUSE, 9)], index(None)) == ()


def test_close_markers_are_one_group() -> None:
    markers = [Marker(at, "flag", str(at)) for at in (1.0, 2.0, 9.0)]
    assert [(x, len(group)) for x, group in grouped(markers, [10, 18, 60], 16)] == [(10, 2), (60, 1)]
