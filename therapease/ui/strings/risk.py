"""Risks as they are named beside a note. The program says that words were found, and never how grave they are."""

from __future__ import annotations

from therapease.domain.note import RiskCategory, RiskSubject


class Risk:
    FOUND = "Found in the words, not a risk assessment."
    NOTHING_FOUND = "No explicit mention was found. Not a risk assessment."
    NOT_MENTIONED = "Not mentioned: {categories}."


RISK_WORDS: dict[RiskCategory, str] = {
    RiskCategory.SUICIDE: "Suicidal thoughts",
    RiskCategory.SELF_HARM: "Self-harm",
    RiskCategory.HARM_TO_OTHERS: "Harm to others",
    RiskCategory.ABUSE: "Abuse",
    RiskCategory.NEGLECT: "Neglect",
    RiskCategory.PSYCHOSIS: "Psychosis",
    RiskCategory.RELAPSE: "Relapse",
    RiskCategory.STOPPING_MEDICATION: "Stopping medication",
    RiskCategory.SUBSTANCE_USE: "Alcohol or drugs",
}

RISK_SUBJECT_WORDS: dict[RiskSubject, str] = {
    RiskSubject.CLIENT: "",
    RiskSubject.OTHER: "about someone else",
    RiskSubject.UNCLEAR: "about whom is unclear",
}
