"""What a conversation raised, asked or denied, and what it left open."""

from __future__ import annotations

from tests.labelled_conversations import conversation
from therapease.domain.note import RiskCategory
from therapease.engine.risk.topics import raised_topics


def test_what_nobody_raised_is_neither_asked_nor_denied() -> None:
    topics = raised_topics(conversation("T: How was the week?", "C: Busy, the kids were off school.").utterances)
    assert set(topics) == set(RiskCategory)
    assert not any(topic.is_raised or topic.is_denied for topic in topics.values())


def test_a_denial_needs_a_question_or_the_words() -> None:
    topics = raised_topics(conversation("T: Any thoughts of suicide?", "C: No, none.").utterances)
    assert topics[RiskCategory.SUICIDE].is_denied
    assert topics[RiskCategory.SUICIDE].asked_in == (0,)
    assert not topics[RiskCategory.SELF_HARM].is_raised


def test_asked_and_unanswered_is_no_denial() -> None:
    topics = raised_topics(conversation("T: Any thoughts of suicide?", "C: Can we talk about my mum?").utterances)
    assert topics[RiskCategory.SUICIDE].is_asked
    assert not topics[RiskCategory.SUICIDE].is_denied


def test_a_denial_beside_an_affirmation_is_no_denial() -> None:
    spoken = conversation("C: I wanted to die on Sunday.", "T: Are you suicidal today?", "C: No.")
    assert not raised_topics(spoken.utterances)[RiskCategory.SUICIDE].is_denied


def test_a_relatives_suicide_is_not_the_clients() -> None:
    spoken = conversation(
        "C: My brother took his own life.", "T: Any thoughts like that of your own, of suicide?", "C: No."
    )
    topic = raised_topics(spoken.utterances)[RiskCategory.SUICIDE]
    assert len(topic.mentions) == 2
    assert topic.is_denied
