"""Plain first-person statements become third person; everything else stays a quotation."""

from __future__ import annotations

import pytest

from tests.conversations import talk
from therapease.engine.drafting.rewriting import reworded
from therapease.engine.drafting.spans import quote_sentences
from therapease.engine.drafting.verify import verify_statement


def rewrite(line: str) -> str | None:
    (turn,) = talk(line)
    return reworded(quote_sentences(turn, 0, len(turn.sentences) - 1))


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("C: I did two and then I left the sheet in the car.", "Client did two and left the sheet in the car."),
        ("C: Um, I don't pick up after eight.", "Client does not pick up after eight."),
        ("C: I've, I've got my bag in the car.", "Client has got their bag in the car."),
        ("C: I cry most nights in my room.", "Client cries most nights in their room."),
        ("C: I slept badly all week. About three hours.", "Client slept badly all week. About three hours."),
        ("C: I used to drink every night.", "Client used to drink every night."),
        ("C: I had a cold, like a month ago.", "Client had a cold, like a month ago."),
        ("C: My dad died, and my mum died as well, in May.", "Client's dad died, and their mum died as well, in May."),
        (
            "C: My wife got me into classes and I think it helps.",
            "Client's wife got them into classes and client thinks it helps.",
        ),
        ("T: Then I'll ring at ten past five.", "Therapist will ring at ten past five."),
    ],
)
def test_plain_statements_are_reworded_and_pass_the_checks(said: str, written: str) -> None:
    assert rewrite(said) == written
    assert verify_statement(written, talk(said)).is_supported


@pytest.mark.parametrize(
    "said",
    [
        'C: I told her, "You\'re wrong."',
        "C: I think you should know that.",
        "C: I went, and they sent me home.",
        "C: Did I sleep at all last night?",
        "C: I quit taking the tablets.",
        "C: I had five, six beers on Friday.",
        "C: I had a, drug history of thyroxine.",
        "C: My left arm and my right leg.",
        "C: I slept all right and then, um.",
        "C: I saw the doctor and she's nicer than.",
        "C: I'll make a note of that [unintelligible] details.",
        "C: I try and walk to the shops.",
        "C: Nobody came to see the flat.",
    ],
)
def test_what_is_not_plain_stays_a_quotation(said: str) -> None:
    assert rewrite(said) is None
