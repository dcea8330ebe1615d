"""How one turn is read for a risk, before its neighbours are heard."""

from __future__ import annotations

from therapease.domain.note import RiskCategory, RiskSubject, Stance
from therapease.domain.transcript import SpeakerRole
from therapease.engine.risk.reading import Finding, Setting, UtteranceReader
from therapease.engine.risk.subject import Speaker

CLIENT = Setting(Speaker(SpeakerRole.CLIENT))
THERAPIST = Setting(Speaker(SpeakerRole.THERAPIST))


def read(text: str, setting: Setting = CLIENT) -> list[Finding]:
    return UtteranceReader(text, setting).findings()


def said(text: str, setting: Setting = CLIENT) -> set[tuple[RiskCategory, Stance | None]]:
    return {(finding.category, finding.stance) for finding in read(text, setting)}


def test_past_and_present_of_one_risk_are_two_findings() -> None:
    assert said("I used to cut. I haven't for two years.") == {
        (RiskCategory.SELF_HARM, Stance.AFFIRMED),
        (RiskCategory.SELF_HARM, Stance.DENIED),
    }


def test_a_therapists_question_only_asks() -> None:
    (finding,) = read("Do you drink alcohol?", THERAPIST)
    assert (finding.category, finding.stance) == (RiskCategory.SUBSTANCE_USE, None)
    assert finding.subject is RiskSubject.CLIENT


def test_a_question_can_ask_the_other_way_round() -> None:
    (finding,) = read("Are you still taking the sertraline?", THERAPIST)
    assert finding.is_inverted
    (finding,) = read("You're not feeling suicidal?", THERAPIST)
    assert finding.is_negative


def test_weak_words_need_the_risk_in_the_air() -> None:
    assert said("I acted on it.") == set()
    about = Setting(Speaker(SpeakerRole.CLIENT), open_risks={RiskCategory.SELF_HARM: RiskSubject.CLIENT})
    assert said("I acted on it.", about) == {(RiskCategory.SELF_HARM, Stance.AFFIRMED)}


def test_running_out_needs_a_medication() -> None:
    assert said("I ran out two weeks ago.") == set()
    about = Setting(Speaker(SpeakerRole.CLIENT), is_about_medication=True)
    assert said("I ran out two weeks ago.", about) == {(RiskCategory.STOPPING_MEDICATION, Stance.AFFIRMED)}


def test_drinking_beside_dehydration_is_water() -> None:
    assert said("I can't keep up with drinking.")
    assert said("I can't keep up with drinking.", Setting(Speaker(SpeakerRole.CLIENT), is_about_fluids=True)) == set()


def test_general_words_before_a_question_ask_too() -> None:
    text = "Some people who feel low can feel suicidal as well. Have you had any thoughts of harming yourself?"
    assert (RiskCategory.SUICIDE, None) in said(text, THERAPIST)


def test_a_suicide_in_a_film_is_nobody_here() -> None:
    (finding,) = read("I watched a film about a suicide.")
    assert finding.subject is RiskSubject.OTHER
