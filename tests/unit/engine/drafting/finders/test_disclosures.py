"""The sentences that disclose a risk are never what is cut."""

from __future__ import annotations

from tests.conversations import talk
from therapease.domain.note import RiskCategory, RiskMention, RiskSubject, Stance
from therapease.engine.drafting.candidate import Candidate, Frame, Matter, Quote
from therapease.engine.drafting.finders.disclosures import (
    discloses,
    disclosure,
    names,
    put_in_words_for,
    without_lead_in,
)

_SUICIDE = RiskMention(RiskCategory.SUICIDE, (1,), Stance.AFFIRMED, RiskSubject.CLIENT)
_SAID = (
    "We were late because of the shoes and the rain and the bus that did not come for ages. "
    "I thought about killing myself on Sunday night in the kitchen."
)


def test_the_sentence_with_the_disclosure_is_quoted() -> None:
    turns = talk("T: What happened?", f"C: {_SAID}")
    line = disclosure(turns[1], _SUICIDE, turns)
    assert line is not None
    assert line.is_required
    assert "killing myself" in line.text
    assert turns[0] in line.turns


def test_a_turn_without_a_disclosure_gives_no_line() -> None:
    turns = talk("T: What happened?", "C: We were late because of the shoes.")
    assert disclosure(turns[1], _SUICIDE, turns) is None


def test_a_lead_in_goes_and_the_disclosure_stays() -> None:
    (turn,) = talk(f"C: {_SAID}")
    line = Candidate(Matter.REPORT, (Frame("Client:"), Quote(turn, 0, len(turn.text))), 1.0)
    shorter = without_lead_in(line, _SUICIDE)
    assert "shoes" not in shorter.text
    assert "killing myself" in shorter.text


def test_the_lead_in_alone_discloses_nothing() -> None:
    (turn,) = talk(f"C: {_SAID}")
    assert not discloses(Quote(turn, 0, turn.sentences[0].end), _SUICIDE)
    assert discloses(Quote(turn, turn.sentences[1].start, turn.sentences[1].end), _SUICIDE)


def test_an_answer_that_only_goes_on_about_it_does_not_name_it() -> None:
    threat = RiskMention(RiskCategory.HARM_TO_OTHERS, (0,), Stance.AFFIRMED, RiskSubject.CLIENT)
    told, when = talk("C: I told him I'd kill him with the hammer.", "C: Sunday. And I had it with me.")
    assert names(Quote(told, 0, len(told.text)), threat)
    assert not names(Quote(when, 0, len(when.text)), threat)


def test_what_the_therapist_put_in_words_stands_with_the_short_reply() -> None:
    turns = talk(
        "T: You circled a one at the thoughts of ending your life, several days.", "C: Yeah. I figured you'd ask."
    )
    mention = RiskMention(RiskCategory.SUICIDE, (0, 1), Stance.AFFIRMED, RiskSubject.CLIENT)
    line = put_in_words_for(turns[1], mention, turns)
    assert line is not None
    assert line.is_required
    assert "Therapist: “You circled a one" in line.text
    assert line.text.endswith("Client: “Yeah. I figured you'd ask.”")


def test_a_question_is_left_to_the_answers() -> None:
    turns = talk("T: Do you have thoughts of ending your life?", "C: Yeah.")
    mention = RiskMention(RiskCategory.SUICIDE, (0, 1), Stance.AFFIRMED, RiskSubject.CLIENT)
    assert put_in_words_for(turns[1], mention, turns) is None


def test_what_is_added_to_a_disclosure_stays() -> None:
    said = "It was late. I thought about killing myself on Sunday. I wouldn't do it. I've got my granddaughter."
    turns = talk("T: What happened?", f"C: {said}")
    line = disclosure(turns[1], _SUICIDE, turns)
    assert line is not None
    assert "I've got my granddaughter." in line.text
    assert "It was late" not in line.text
