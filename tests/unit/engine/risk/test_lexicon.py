"""The risk word list: each kind of entry is found, and figures of speech count for nothing."""

from __future__ import annotations

import pytest

from therapease.domain.note import RiskCategory
from therapease.engine.language.word_lists import table
from therapease.engine.risk.lexicon import Context, Kind, find_hits, lowered, not_meant_spans, word_pattern


def kinds(text: str) -> set[tuple[RiskCategory, Kind]]:
    return {(hit.category, hit.kind) for hit in find_hits(lowered(text)) if hit.context is Context.ANY}


@pytest.mark.parametrize(
    ("text", "category", "kind"),
    [
        ("I wanted to kill myself", RiskCategory.SUICIDE, Kind.PLAIN),
        ("I’ve been self-harming", RiskCategory.SELF_HARM, Kind.PLAIN),
        ("I'm still taking the sertraline", RiskCategory.STOPPING_MEDICATION, Kind.OPPOSITE),
        ("I stopped taking the sertraline", RiskCategory.STOPPING_MEDICATION, Kind.PLAIN),
        ("are you taking the sertraline", RiskCategory.STOPPING_MEDICATION, Kind.COMPLIANCE),
        ("he died by suicide", RiskCategory.SUICIDE, Kind.FACT),
        ("six years sober", RiskCategory.SUBSTANCE_USE, Kind.OPPOSITE),
        ("it was neglect", RiskCategory.NEGLECT, Kind.PLAIN),
    ],
)
def test_each_kind_is_found(text: str, category: RiskCategory, kind: Kind) -> None:
    assert (category, kind) in kinds(text)


def test_of_overlapping_entries_the_stronger_one_counts() -> None:
    found = [
        hit for hit in find_hits("still taking the sertraline") if hit.category is RiskCategory.STOPPING_MEDICATION
    ]
    assert [hit.kind for hit in found] == [Kind.OPPOSITE]


@pytest.mark.parametrize(
    "text", ["that was career suicide", "i shot myself in the foot", "my phone died", "i cut the grass"]
)
def test_figures_of_speech_count_for_nothing(text: str) -> None:
    assert not [hit for hit in find_hits(text) if hit.context is Context.ANY]


def test_lowered_keeps_every_offset() -> None:
    text = "İ DON’T “know”"
    assert len(lowered(text)) == len(text)


def test_spans_not_meant_cover_the_phrase() -> None:
    text = "it was political suicide, really"
    assert [text[a:b] for a, b in not_meant_spans(text, RiskCategory.SUICIDE)] == ["political suicide"]


def test_drugs_are_known_by_their_endings() -> None:
    assert word_pattern("med").search("the newazepam helps")
    assert not word_pattern("med").search("the weather helps")


def test_every_entry_can_be_read() -> None:
    for category in RiskCategory:
        assert table("risk")[category.value]["plain"]
    assert find_hits("nothing of the kind at all") == []


def test_a_dropped_g_is_the_same_word() -> None:
    assert (RiskCategory.SUBSTANCE_USE, Kind.PLAIN) in {
        (hit.category, hit.kind) for hit in find_hits("been drinkin' since noon")
    }
    assert (RiskCategory.SELF_HARM, Kind.PLAIN) in kinds("she's cuttin herself again")
