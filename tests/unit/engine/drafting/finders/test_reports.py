"""What clients tell, the corrections they make, and the summaries they agree to."""

from __future__ import annotations

from tests.conversations import talk
from therapease.engine.drafting.finders.reports import (
    corrects_therapist,
    find_recaps,
    find_reports,
    is_contested,
    makes_sense_of,
    previous_other,
)

CORRECTED = ("T: So you felt angry with her.", "C: No, I wasn't mad at my sister, I was tired. I believed her.")


def test_what_a_client_tells_is_quoted_with_the_question_cited() -> None:
    (line,) = find_reports(
        talk("T: What happened?", "C: My boss shouted at me in front of the whole office on Tuesday.")
    )
    assert line.text.startswith("Client: “My boss shouted")
    assert [turn.index for turn in line.turns] == [0, 1]


def test_what_another_says_against_it_stands_beside_it() -> None:
    told = ("P: I found a blade in her room on Sunday and she's cutting herself.", "C: I'm not.")
    assert find_reports(talk(*told))[0].text.endswith("Client: “I'm not.”")


def test_listening_sounds_are_no_report() -> None:
    assert find_reports(talk("C: Mm-hm.", "C: Yeah, okay.")) == []


def test_a_correction_is_seen_and_weighs_more() -> None:
    turns = talk(*CORRECTED)
    assert corrects_therapist(turns, turns[1])
    assert is_contested(turns, turns[0])
    asked = talk("T: How did you feel then?", CORRECTED[1])
    assert not corrects_therapist(asked, asked[1])
    assert find_reports(turns)[0].salience > find_reports(asked)[0].salience


def test_a_figure_set_right_is_contested() -> None:
    turns = talk("T: So it was three the week before.", "C: Two the week before.")
    assert is_contested(turns, turns[0])


def test_only_a_summary_the_client_agrees_to_is_one() -> None:
    agreed = find_recaps(talk("T: So five beers on Friday and nothing since the weekend.", "C: Right."))
    assert agreed
    assert agreed[0].text.startswith("Client agreed to the therapist's summary:")
    assert find_recaps(talk(*CORRECTED)) == []


def test_making_sense_is_not_summing_up() -> None:
    assert makes_sense_of("So I'm hearing two people protecting each other.")
    assert not makes_sense_of("So you had five beers.")


def test_the_nearest_other_speaker_is_found_past_listening_sounds() -> None:
    turns = talk("T: What happened then?", "C: Well.", "T: Mm-hm.", "C: He left.")
    found = previous_other(turns, turns[3])
    assert found is not None
    assert found.index == 0
