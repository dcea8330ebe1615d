"""What was measured, noticed or done, when somebody said so."""

from __future__ import annotations

from tests.conversations import talk
from therapease.engine.drafting.finders.observations import (
    find_interventions,
    find_measures,
    find_observations,
    previous_own,
)


def test_a_score_is_quoted_and_a_corrected_one_is_not() -> None:
    (line,) = find_measures(talk("T: The PHQ-9, you've got seventeen today.", "C: Okay."))
    assert "seventeen" in line.text
    contested = find_measures(talk("T: GAD-7 at eight, and you started at fifteen.", "C: Twelve. I was twelve."))
    assert contested == []


def test_what_the_therapist_notices_aloud_is_an_observation() -> None:
    lines = find_observations(talk("T: You sounded very flat when we started.", "T: I can see why you left."))
    assert [line.text for line in lines] == ["Therapist noted: “You sounded very flat when we started.”"]


def test_crying_is_taken_from_the_transcripts_own_mark() -> None:
    turns = talk("C: She'd be lovely, and I'd hear the iron.", "T: You'd hear the iron.", "C: [crying] Sorry.")
    (line,) = find_observations(turns)
    assert line.text == "Client: “[crying] Sorry.” after saying “She'd be lovely, and I'd hear the iron.”"
    assert previous_own(turns, turns[2]) is turns[0]


def test_an_exercise_is_quoted_with_the_answer_to_it() -> None:
    (line,) = find_interventions(talk("T: Notice the lake.", "C: The dock feels warm today."))
    assert "Notice the lake." in line.text
    assert "dock" in line.text


def test_an_answer_to_an_item_is_not_quoted_without_the_item() -> None:
    said = "T: I want to ask about number nine, the one about being better off dead. You circled a one, several days."
    lines = find_measures(talk(said, "C: Yeah."))
    assert all("number nine" in line.text for line in lines if "circled" in line.text)
