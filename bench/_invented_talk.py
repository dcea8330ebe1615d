"""Invented conversations and notes of any length, drawn from a stock of sentences. Nobody said any of them."""

from __future__ import annotations

import random
from collections.abc import Iterator

from therapease.domain.note import StatementKind, Verdict
from therapease.domain.transcript import SpeakerRole, Utterance

NoteLine = tuple[str, str, StatementKind, tuple[int, ...], Verdict]
"""Section, text, kind, evidence and verdict of one line."""

_ASKED = (
    "How was the week?",
    "What happened then?",
    "And before that?",
    "Where in your body did you notice it?",
    "What did you tell yourself in that moment?",
    "How did you sleep?",
    "Mm.",
    "If you compare it with the first time you came here, what is different now?",
    "Could we look at that evening once more, slowly, from the moment the telephone rang?",
    "Who else knows about this?",
    "What would you say to a friend who told you that?",
    "Shall we write that down?",
)
_SAID = (
    "Better than the last one.",
    "I don't know.",
    "I woke at four and could not go back to sleep, so I got up and made tea.",
    "My chest was tight and I counted the breath the way we practised.",
    "On Thursday I took the bus again, two stops, and then I walked home along the canal.",
    "My sister called twice and I let it ring.",
    "It was the same as always: first the heat, then the thought that everybody sees it, then I leave the room.",
    "I wrote it in the log. Seven out of ten, and an hour later it was a three.",
    "No.",
    "Yes, I think so.",
    "At work they moved my desk to the window, which helps a little, although the light is hard in the afternoon.",
    "I still take the tablets in the morning, and the dizziness is gone since last week, more or less since Sunday, "
    "and I have eaten breakfast every day but one, when I had overslept because the alarm was set for the wrong day.",
    "I was angry with him, and then I was angry with myself for being angry.",
)
_NOTED = (
    "Reports waking at four and getting up.",
    "Describes tightness in the chest; used paced breathing as practised.",
    "Took the bus for two stops and walked home.",
    "Did not answer two calls from the sister.",
    "Rated the fear seven of ten, three an hour later.",
    "Breakfast on every day but one.",
    "Desk was moved to the window, which helps somewhat.",
)
_SECONDS_PER_WORD, _PAUSE_S = 0.36, 0.5


def invented_talk(count: int, dice: random.Random) -> list[Utterance]:
    """Return `count` utterances, therapist and client in turn, with times as they would be spoken."""
    talk, at_s = [], 1.0
    for number in range(count):
        is_therapist = number % 2 == 0
        text = dice.choice(_ASKED if is_therapist else _SAID)
        ends_s = at_s + len(text.split()) * _SECONDS_PER_WORD
        role = SpeakerRole.THERAPIST if is_therapist else SpeakerRole.CLIENT
        talk.append(Utterance(number, "S1" if is_therapist else "S2", role, text, at_s, ends_s))
        at_s = ends_s + _PAUSE_S
    return talk


def invented_note_lines(talk: list[Utterance], count: int, dice: random.Random) -> Iterator[NoteLine]:
    """Yield `count` lines: most rest on something said, one in nine is quoted, the last two ask for an answer."""
    answers = [utterance for utterance in talk if utterance.role is SpeakerRole.CLIENT]
    for number in range(count - 2):
        section = ("subjective", "objective", "plan")[number * 3 // count]
        spoken = dice.choice(answers)
        if number % 9 == 4:
            words = f"“{spoken.text}”"
            yield section, words, StatementKind.QUOTATION, (int(spoken.id),), Verdict.QUOTED
        else:
            yield section, dice.choice(_NOTED), StatementKind.PARAPHRASE, (int(spoken.id),), Verdict.SUPPORTED
    if count >= 2:
        topic = "Medication: not assessed."
        yield "subjective", topic, StatementKind.NOT_ASSESSED, (), Verdict.NONE
        task = "Assessment: clinician to complete."
        yield "assessment", task, StatementKind.CLINICIAN_TO_COMPLETE, (), Verdict.NONE
