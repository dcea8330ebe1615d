"""The words of the review place and of the exported note for what the domain knows as codes."""

from __future__ import annotations

from collections.abc import Sequence

from therapease.domain.note import RiskMention
from therapease.domain.session import Attendance
from therapease.domain.transcript import SpeakerRole
from therapease.ui import strings

RISK_WORDS = strings.RISK_WORDS
STANCE_WORDS = strings.STANCE_WORDS
ATTENDANCE_WORDS: dict[Attendance, str] = {
    Attendance.IN_PERSON: "in person",
    Attendance.VIDEO: "by video",
    Attendance.PHONE: "by telephone",
}
FORMAT_WORDS = {"soap": "SOAP", "dap": "DAP", "birp": "BIRP", "girp": "GIRP", "pie": "PIE"}

NOT_A_RISK_ASSESSMENT = strings.Risk.FOUND
NOTHING_MENTIONED = strings.Risk.NOTHING_FOUND
DRAFT_NOT_SIGNED = strings.Review.NOT_SIGNED


def stance_words(mention: RiskMention) -> str:
    """Return “Denied”, or “Affirmed, about someone else” where it is not about the client."""
    subject = strings.RISK_SUBJECT_WORDS[mention.subject]
    return f"{STANCE_WORDS[mention.stance]}, {subject}" if subject else STANCE_WORDS[mention.stance]


def not_mentioned_words(mentions: Sequence[RiskMention]) -> str:
    """Return what no explicit word was found for: “Not mentioned: harm to others, abuse.”, or nothing."""
    found = {mention.category for mention in mentions}
    missing = [words for category, words in RISK_WORDS.items() if category not in found]
    if not missing:
        return ""
    return strings.Risk.NOT_MENTIONED.format(categories=", ".join(word[0].lower() + word[1:] for word in missing))


def format_words(note_format: str) -> str:
    return FORMAT_WORDS.get(note_format, note_format.capitalize())


def speaker_words(role: SpeakerRole, label: str, client_initials: str) -> str:
    """Return how a speaker is named in the transcript: “You”, the client's initials, or the given label."""
    if role is SpeakerRole.THERAPIST:
        return strings.Review.YOU
    if role is SpeakerRole.CLIENT:
        return client_initials or strings.Review.CLIENT
    # “S3” is a label of the diarizer's; a given name stays as it was given.
    number = label[1:] if label[:1] == "S" and label[1:].isdigit() else ""
    return strings.Transcript.SPEAKER_NUMBER.format(number=number) if number else label or strings.Review.SPEAKER


def count_words(count: int, one: str, many: str) -> str:
    """Return “1 line” or “3 lines”."""
    return f"{count} {one if count == 1 else many}"
