"""Who is the therapist: found from what is said, whoever speaks first or most."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from therapease.domain.transcript import SpeakerRole, Utterance
from therapease.engine.roles import assign_roles, therapist_evidence

THERAPISTS = {"doctor", "therapist"}


def conversation(*lines: tuple[str, str]) -> list[Utterance]:
    return [Utterance(at, speaker, SpeakerRole.UNKNOWN, text) for at, (speaker, text) in enumerate(lines)]


def roles(utterances: list[Utterance]) -> dict[str, SpeakerRole]:
    return {u.speaker: u.role for u in assign_roles(utterances)}


def test_who_asks_and_reflects_is_the_therapist_even_if_the_client_opens_and_says_most() -> None:
    found = roles(
        conversation(
            ("S1", "Hi. I had a terrible week. I couldn't sleep, and my boss kept calling me at home."),
            ("S2", "That sounds exhausting. What went through your mind when the phone rang?"),
            ("S1", "I was scared I'd lose my job. I felt sick. I didn't pick up, and then I felt worse."),
            ("S2", "So you felt scared. Could you write that down as homework until our next session?"),
            ("S1", "Yeah, I can try."),
        )
    )
    assert found == {"S1": SpeakerRole.CLIENT, "S2": SpeakerRole.THERAPIST}


def test_questions_are_known_without_question_marks() -> None:
    assert therapist_evidence("how have you been sleeping since we last met") > 1
    assert therapist_evidence("I have not been sleeping since my husband left.") < -1


def test_a_client_s_question_about_herself_is_no_sign_of_a_therapist() -> None:
    assert therapist_evidence("Do I have to take it in the morning?") <= 0


def test_words_without_a_sign_weigh_nothing() -> None:
    assert therapist_evidence("") == 0
    assert therapist_evidence("The weather was mild on Tuesday.") == 0


def test_a_voice_that_hardly_speaks_is_neither() -> None:
    found = roles(
        conversation(
            ("S1", "How have you been? Tell me about your week."),
            ("S2", "I was at my mother's. I felt low, I couldn't get out of bed, and I didn't call my friends at all."),
            ("S1", "What would you like to work on today?"),
            ("S2", "I don't know. I keep waking up at night and I can't stop thinking about my job."),
            ("S3", "Sorry."),
        )
    )
    assert found == {"S1": SpeakerRole.THERAPIST, "S2": SpeakerRole.CLIENT, "S3": SpeakerRole.OTHER}


def test_a_couple_has_two_clients_and_one_therapist() -> None:
    found = roles(
        conversation(
            ("S1", "Shall we set an agenda for our session? What would each of you like to talk about?"),
            ("S2", "I feel I'm always the one who does things at home. I was so tired on Sunday."),
            ("S3", "I had no idea. I was at work, I didn't know my wife felt like that."),
            ("S1", "It sounds like you both felt alone. How is it for you to hear that?"),
        )
    )
    assert found == {"S1": SpeakerRole.THERAPIST, "S2": SpeakerRole.CLIENT, "S3": SpeakerRole.CLIENT}


def test_a_single_voice_stays_unknown_without_strong_evidence() -> None:
    assert roles(conversation(("S1", "Note to self: call the pharmacy."))) == {"S1": SpeakerRole.UNKNOWN}
    many = [("S1", "What brings you in today? How have you been sleeping? Tell me more about your week.")] * 5
    assert roles(conversation(*many)) == {"S1": SpeakerRole.THERAPIST}


def test_nothing_said_has_no_roles() -> None:
    assert assign_roles([]) == []


@pytest.mark.parametrize("name", ["authored", "primock57", "acibench", "mtsdialog"])
def test_the_therapist_is_found_in_every_dialogue_and_in_its_halves(eval_data: Path, name: str) -> None:
    parts, right = 0, 0
    for line in (eval_data / "dialogues" / f"{name}.dev.jsonl").read_text(encoding="utf-8").splitlines():
        turns = json.loads(line)["turns"]
        middle = len(turns) // 2
        for part in (turns, turns[:middle], turns[middle:]):
            found = roles(conversation(*((turn["speaker"], turn["text"]) for turn in part)))
            if len(found) < 2:
                continue
            parts += 1
            right += {speaker for speaker, role in found.items() if role is SpeakerRole.THERAPIST} <= THERAPISTS
    assert parts > 20
    assert right / parts >= 0.97
