"""Affirmed, denied or unclear: what the speaker said of a risk."""

from __future__ import annotations

import pytest

from therapease.domain.note import RiskCategory, Stance
from therapease.engine.language.clauses import clause_at, split_clauses, split_sentences
from therapease.engine.language.polarity import is_negated
from therapease.engine.risk.lexicon import Context, find_hits, lowered
from therapease.engine.risk.stance import Said, read_stance


def stance(text: str, category: RiskCategory, *, is_clinical: bool = False) -> Stance | None:
    low = lowered(text)
    hit = next(
        hit for hit in find_hits(low) if hit.category is category and hit.context in (Context.ANY, Context.NOT_FLUIDS)
    )
    clauses = split_clauses(low)
    sentence = clause_at(split_sentences(low), hit.start)
    negated = is_negated(low, hit.start, hit.end, clauses)
    return read_stance(Said(hit, low, clauses, sentence, negated, is_clinical))


@pytest.mark.parametrize(
    ("text", "category", "expected"),
    [
        ("I wanted to kill myself", RiskCategory.SUICIDE, Stance.AFFIRMED),
        ("I don't want to kill myself", RiskCategory.SUICIDE, Stance.DENIED),
        ("I might kill myself", RiskCategory.SUICIDE, Stance.UNCLEAR),
        ("If she leaves, I'm suicidal", RiskCategory.SUICIDE, Stance.AFFIRMED),
        ("I'm scared I'll relapse", RiskCategory.RELAPSE, Stance.UNCLEAR),
        ("I don't drink much", RiskCategory.SUBSTANCE_USE, Stance.AFFIRMED),
        ("I don't drink", RiskCategory.SUBSTANCE_USE, Stance.DENIED),
        ("I've been sober for years", RiskCategory.SUBSTANCE_USE, Stance.DENIED),
        ("I haven't been taking the lithium", RiskCategory.STOPPING_MEDICATION, Stance.AFFIRMED),
        ("I've been taking the lithium", RiskCategory.STOPPING_MEDICATION, None),
        ("I'd like to come off the lithium", RiskCategory.STOPPING_MEDICATION, Stance.UNCLEAR),
        ("I wouldn't call it abuse", RiskCategory.ABUSE, Stance.UNCLEAR),
        ("She asked if I was suicidal and I said no", RiskCategory.SUICIDE, Stance.DENIED),
    ],
)
def test_what_a_client_says(text: str, category: RiskCategory, expected: Stance | None) -> None:
    assert stance(text, category) is expected


@pytest.mark.parametrize(
    "text",
    [
        "I'd recommend you avoid alcohol with these",
        "If you feel suicidal, call this number",
        "Please don't drink tonight",
    ],
)
def test_advice_mentions_nothing(text: str) -> None:
    category = RiskCategory.SUICIDE if "suicidal" in text else RiskCategory.SUBSTANCE_USE
    assert stance(text, category, is_clinical=True) is None
