"""The words for what the domain knows as codes."""

from __future__ import annotations

import pytest

from therapease.domain.note import RiskCategory, RiskMention, RiskSubject, Stance
from therapease.domain.session import Attendance
from therapease.domain.transcript import SpeakerRole
from therapease.ui.session import wording


def mention(category: RiskCategory, subject: RiskSubject = RiskSubject.CLIENT) -> RiskMention:
    return RiskMention(category, (0,), Stance.AFFIRMED, subject)


def test_every_code_has_words() -> None:
    assert set(wording.RISK_WORDS) == set(RiskCategory)
    assert set(wording.STANCE_WORDS) == set(Stance)
    assert set(wording.ATTENDANCE_WORDS) == set(Attendance)


def test_what_was_not_mentioned_is_named_and_what_was_is_not() -> None:
    words = wording.not_mentioned_words([mention(RiskCategory.SUICIDE)])
    assert words.startswith("Not mentioned: self-harm, harm to others")
    assert "suicidal" not in words
    assert wording.not_mentioned_words([mention(category) for category in RiskCategory]) == ""


def test_a_stance_says_when_it_is_about_someone_else() -> None:
    assert wording.stance_words(mention(RiskCategory.ABUSE)) == "Affirmed"
    assert wording.stance_words(mention(RiskCategory.ABUSE, RiskSubject.OTHER)) == "Affirmed, about someone else"


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (SpeakerRole.THERAPIST, "You"),
        (SpeakerRole.CLIENT, "M. K."),
        (SpeakerRole.OTHER, "Speaker 3"),
        (SpeakerRole.UNKNOWN, "Speaker 3"),
    ],
)
def test_speakers_are_named(role: SpeakerRole, words: str) -> None:
    assert wording.speaker_words(role, "S3", "M. K.") == words


def test_counts_and_formats() -> None:
    assert wording.count_words(1, "line", "lines") == "1 line"
    assert wording.count_words(3, "line", "lines") == "3 lines"
    assert wording.format_words("soap") == "SOAP"
    assert wording.format_words("intake") == "Intake"
