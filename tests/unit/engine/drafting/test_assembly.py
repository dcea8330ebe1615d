"""What was not raised is said to be so, and only then."""

from __future__ import annotations

from tests.conversations import talk
from therapease.domain.note import RiskCategory, RiskMention, RiskSubject, Stance, StatementKind
from therapease.engine.drafting.assembly import assemble, missing_topics, not_assessed_line, wording_words
from therapease.engine.formats import load_format


def test_topics_that_were_raised_are_not_missing() -> None:
    turns = talk("T: Any thoughts of suicide?", "C: No.", "C: I had two beers.")
    missing = missing_topics(turns, [])
    assert "suicidal thoughts" not in missing
    assert "substance use" not in missing
    assert {"self-harm", "medication"} <= set(missing)


def test_figures_of_speech_raise_nothing() -> None:
    missing = missing_topics(talk("C: That meeting killed me, I could have murdered him."), [])
    assert {"suicidal thoughts", "harm to others"} <= set(missing)


def test_talk_of_death_that_is_nobodys_wish_raises_no_suicidal_thoughts() -> None:
    for said in (
        "My uncle dropped dead in the parking lot.",
        "He's dead. He died in oh-nine.",
        "I'm dying to text you the word.",
        "I'd be dead without my sister.",
        "God, no. I'd die first.",
        "She'd be dying for you to know.",
    ):
        assert "suicidal thoughts" in missing_topics(talk(f"C: {said}"), []), said
    for said in ("Any thoughts of dying?", "I'd be better off dead.", "Dead, I'd be no trouble.", "I want to die."):
        assert "suicidal thoughts" not in missing_topics(talk(f"C: {said}"), []), said


def test_a_mention_of_the_category_counts_as_raised() -> None:
    mention = RiskMention(RiskCategory.SELF_HARM, (0,), Stance.DENIED, RiskSubject.CLIENT)
    assert "self-harm" not in missing_topics(talk("C: The scissors thing, no."), [mention])


def test_the_line_never_reads_as_a_denial_and_cites_nothing() -> None:
    line = not_assessed_line(["suicidal thoughts", "self-harm"])
    assert line is not None
    assert line.text == "Not assessed: suicidal thoughts, self-harm."
    assert line.kind is StatementKind.NOT_ASSESSED
    assert line.evidence == ()
    assert not_assessed_line([]) is None


def test_every_section_stands_in_order_even_when_nothing_was_found() -> None:
    soap = load_format("soap")
    sections = assemble(soap, {}, not_assessed_line(["medication"]))
    assert [section.key for section in sections] == [section.key for section in soap.sections]
    words = sum(len(s.text.split()) for section in sections for s in section.statements)
    assert words == wording_words(soap, ["medication"])


def test_in_doubt_a_topic_counts_as_raised() -> None:
    assert "medication" not in missing_topics(talk("C: Still on the fluoxetine."), [])
    assert "suicidal thoughts" not in missing_topics(talk("C: I'd not mind joining her."), [])
    assert "self-harm" not in missing_topics(talk("C: Hello."), [], [RiskCategory.SELF_HARM])
