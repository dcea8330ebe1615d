"""Leaving words out keeps a sentence true only while none of them mattered."""

from __future__ import annotations

import pytest

from tests.conversations import talk
from therapease.engine.drafting.compression import compresses


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        ("C: I, um, I went to the gym twice.", "Client went to the gym twice."),
        ("C: I've been sleeping badly since Monday.", "Client has been sleeping badly since Monday."),
        ("C: But I started back up on Sunday.", "Client started back up on Sunday."),
        ("C: My boss shouted at me.", "Client's boss shouted at them."),
        ("T: I'll ring the crisis team now.", "Therapist will ring the crisis team."),
        (
            "C: I stopped the lithium three weeks ago because it made me shake.",
            "Client stopped the lithium three weeks ago.",
        ),
    ],
)
def test_a_true_compression_passes(said: str, claimed: str) -> None:
    assert compresses(claimed, talk(said)[0]) == ""


@pytest.mark.parametrize(
    ("said", "claimed", "why"),
    [
        ("C: I don't drink at home.", "Client drinks at home.", "negation"),
        ("C: I think I took twenty pills.", "Client took twenty pills.", "doubt"),
        ("C: If I drink I feel sick.", "Client feels sick.", "condition"),
        ("C: My sister drinks every day.", "Client drinks every day.", ""),
        ("C: I drink and she cries.", "Client cries.", "lost"),
        ("C: I saw my brother drinking wine.", "Client drinking wine.", "lost"),
        ("C: I slept four hours, maybe five.", "Client slept four hours.", "doubt"),
        ("C: I slept badly.", "Client sleeps badly.", "tense"),
        ("C: I used to drink every night.", "Client drinks every night.", "doubt"),
        ("C: Am I depressed?", "Client is depressed.", "question"),
        ("C: I had four beers. No. Five.", "Client had four beers.", "takes it back"),
        ("C: My wife came and I cried.", "Client's wife came and cried.", "who it is about"),
        ("C: I called and he left and I cried.", "Client called and he left and cried.", "who it is about"),
        ("C: My mum died as well, she drank.", "Client's mum died as she drank.", "words between"),
        ("C: I hate my job.", "Therapist hates their job.", ""),
    ],
)
def test_what_changes_the_meaning_is_refused_with_the_reason(said: str, claimed: str, why: str) -> None:
    reason = compresses(claimed, talk(said)[0])
    assert reason
    assert why in reason


def test_a_sentence_of_nothing_is_refused() -> None:
    assert compresses("", talk("C: I slept.")[0])
