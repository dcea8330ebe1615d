"""Conversations for tests, written as “T: …” for the therapist and “C: …”, “D: …” for clients."""

from __future__ import annotations

from therapease.domain.transcript import SpeakerRole, Utterance
from therapease.engine.drafting.dialogue import Turn, read_dialogue

_ROLES = {
    "T": ("therapist", SpeakerRole.THERAPIST),
    "C": ("client", SpeakerRole.CLIENT),
    "D": ("client2", SpeakerRole.CLIENT),
    "P": ("parent", SpeakerRole.OTHER),
    "U": ("S1", SpeakerRole.UNKNOWN),
    "V": ("S2", SpeakerRole.UNKNOWN),
}


def utterances_of(*lines: str) -> list[Utterance]:
    """Return one utterance per line, numbered from zero."""
    spoken = []
    for place, line in enumerate(lines):
        speaker, role = _ROLES[line[0]]
        spoken.append(Utterance(place, speaker, role, line[3:]))
    return spoken


def talk(*lines: str) -> list[Turn]:
    """Return the lines as drafting reads them."""
    return read_dialogue(utterances_of(*lines))


SESSION = (
    "T: How have you been sleeping since we last met?",
    "C: Bad. I wake up at three most nights, and I had a panic attack on the bus on Monday.",
    "T: That sounds frightening. And the new tablets?",
    "C: I started sertraline last Tuesday, twenty-five, no, sorry, fifty milligrams.",
    "T: Fifty of sertraline since Tuesday. Have you had any thoughts of ending your life?",
    "C: No. Never. I wouldn't do that to my kids.",
    "T: Any hurting yourself, like cutting?",
    "C: No, nothing like that.",
    "T: You look a bit more rested than last time.",
    "C: I suppose so.",
    "T: For the week, could you try the breathing exercise twice a day?",
    "C: Yes, I can do that.",
    "T: So I'll see you Tuesday the fourth at ten?",
    "C: I can't, I've got the dentist. Wednesday?",
    "T: Wednesday the fifth at ten.",
    "C: Okay.",
)
"""A short session with one of everything a note must hold."""
