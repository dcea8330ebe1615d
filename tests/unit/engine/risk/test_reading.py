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


def test_taking_a_medicine_as_it_should_be_is_no_mention() -> None:
    assert said("I haven't missed a single dose.") == set()
    assert said("I take my sertraline every morning.") == set()
    assert said("I didn't stop the lithium.") == set()


def test_what_strangers_do_to_a_client_is_the_clients_own_perception() -> None:
    assert {f.subject for f in read("The neighbours are watching me through the walls.")} == {RiskSubject.CLIENT}


def test_a_dose_is_cut_and_not_the_skin() -> None:
    about_medication = Setting(Speaker(SpeakerRole.CLIENT), is_about_medication=True)
    found = said("They made me shake, so I cut. I take half a tablet.", about_medication)
    assert RiskCategory.SELF_HARM not in {category for category, _ in found}
    assert (RiskCategory.STOPPING_MEDICATION, Stance.AFFIRMED) in found


def test_a_negation_in_front_of_a_wish_denies_it() -> None:
    assert said("I do not want to die.") == {(RiskCategory.SUICIDE, Stance.DENIED)}
    assert said("I'd not mind not waking up.") == {(RiskCategory.SUICIDE, Stance.AFFIRMED)}


def test_a_slip_is_a_relapse_unless_it_is_one_of_a_ritual() -> None:
    at_exposure = Setting(Speaker(SpeakerRole.THERAPIST), is_about_rituals=True)
    assert said("So Wednesday was the one slip.", at_exposure) == set()
    assert said("I had a slip on Saturday.") == {(RiskCategory.RELAPSE, Stance.AFFIRMED)}
