"""The gate: what may stand, what may not, and that a changed fact never passes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conversations import talk
from therapease.engine.drafting.verify import verify_statement

DOSE = talk("C: I was on twenty-five and now I'm on fifteen, no, sorry, fifty. Fifty milligrams of sertraline.")
ASKED = talk("T: Any thoughts of ending your life?", "C: No. Never.", "T: Okay.")


def test_a_quotation_to_the_letter_stands() -> None:
    assert verify_statement("Client: “Fifty milligrams of sertraline.”", DOSE).is_supported


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Client: “Forty milligrams of sertraline.”", "do not hold"),
        ("Client: “I was on twenty-five and now I'm on fifteen”", "takes it back"),
        ("Therapist: “Fifty milligrams of sertraline.”", "speaker"),
        ("Client is bipolar: “Fifty milligrams of sertraline.”", "adds words"),
        ("Client: “Fifty milligrams", "pair"),
        ("Client: “”", "do not hold"),
        ("Client denied, when asked “Fifty milligrams of sertraline.”", "denial"),
    ],
)
def test_a_quotation_that_is_not_one_is_refused(text: str, why: str) -> None:
    assert why in verify_statement(text, DOSE).reason


def test_a_denial_needs_a_question_and_a_no() -> None:
    text = "Client denied, when asked “Any thoughts of ending your life?”: “No. Never.”"
    assert verify_statement(text, ASKED).is_supported
    unanswered = talk("T: Any thoughts of ending your life?", "C: Sometimes.")
    assert not verify_statement(text.replace("No. Never.", "Sometimes."), unanswered).is_supported
    assert not verify_statement("Client denies thoughts of suicide.", ASKED).is_supported


def test_what_governs_a_quotation_may_not_be_cut_off() -> None:
    turns = talk("C: I never said that I hit him.")
    assert not verify_statement("Client: “I hit him.”", turns).is_supported


def test_nothing_stands_without_evidence() -> None:
    assert verify_statement("Client slept well.", []).reason == "it cites nothing"


def test_foreign_numbers_medicines_and_names_are_named_as_the_reason() -> None:
    turns = talk("C: I took fifty of sertraline, Marcus drove me.")
    assert "number" in verify_statement("Client took 60 of sertraline.", turns).reason
    assert "medicine" in verify_statement("Client took fifty of lithium.", turns).reason
    assert "name" in verify_statement("Client took fifty of sertraline, Dennis drove them.", turns).reason


NUMBERS = st.integers(min_value=2, max_value=400)
DRUGS = st.sampled_from(["sertraline", "lithium", "olanzapine", "prazosin", "naltrexone", "zopiclone"])


@given(NUMBERS, NUMBERS, DRUGS, DRUGS)
def test_a_changed_figure_or_drug_never_passes(said: int, claimed: int, drug: str, other: str) -> None:
    turns = talk(f"C: I took {said} milligrams of {drug} on Monday.")
    text = f"Client took {claimed} milligrams of {other} on Monday."
    assert verify_statement(text, turns).is_supported is (said == claimed and drug == other)


VERBS = st.sampled_from(["drink", "smoke", "sleep", "cry", "eat", "work"])
PLACES = st.sampled_from(["at home", "in the car", "on Mondays", "with my sister", "at night"])


@given(VERBS, PLACES, st.sampled_from(["don't", "never", "hardly", "might", "used to", "would", "think they"]))
def test_a_lost_negation_doubt_or_speaker_never_passes(verb: str, place: str, lost: str) -> None:
    turns = talk(f"C: I {lost} {verb} {place}.")
    claimed = f"Client {verb}s {place}.".replace("my", "their").replace("crys", "cries")
    assert not verify_statement(claimed, turns).is_supported


@given(VERBS, PLACES, st.sampled_from(["My brother", "She", "He", "Dennis", "My mum"]))
def test_what_somebody_else_does_is_never_the_clients(verb: str, place: str, who: str) -> None:
    turns = talk(f"C: {who} {verb}s {place}.")
    assert not verify_statement(f"Client {verb}s {place}.".replace("my", "their"), turns).is_supported


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_text_gets_a_verdict(text: str, said: str) -> None:
    finding = verify_statement(text, talk(f"C: {said}"))
    assert finding.is_supported is (finding.reason == "")


def test_a_quotation_may_not_end_inside_a_figure() -> None:
    (turn,) = talk("C: I take a hundred and fifty at night.")
    assert not verify_statement("Client: “I take a hundred”", [turn]).is_supported
    assert verify_statement("Client: “I take a hundred and fifty at night.”", [turn]).is_supported
