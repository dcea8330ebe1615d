"""What would be missed scores higher than what would not."""

from __future__ import annotations

from tests.conversations import talk
from therapease.engine.drafting.salience import salience_of, sentence_salience, topics_of


def test_what_belongs_in_a_note_outweighs_small_talk() -> None:
    told = salience_of("I had a panic attack on Monday and I've hardly slept since.")
    assert told > 3 * salience_of("Nice to meet you, how are you?")


def test_topics_are_found_by_stem_and_by_medicine() -> None:
    assert {"sleep", "medication"} <= set(topics_of("I slept better on sertraline"))


def test_a_question_counts_for_less_than_a_statement() -> None:
    asked, told = talk("C: Do I drink wine every night?", "C: I drink wine every night.")
    assert sentence_salience(asked, asked.sentences[0]) < sentence_salience(told, told.sentences[0])


def test_nothing_scores_nothing() -> None:
    assert salience_of("") == salience_of("mm-hm") == 0.0
