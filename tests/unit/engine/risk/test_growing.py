"""Findings that rest on the same words become one mention; different stances stay apart."""

from __future__ import annotations

from therapease.domain.note import RiskCategory, RiskSubject, Stance
from therapease.engine.language.answers import Answer
from therapease.engine.risk.growing import GrowingMention, is_over_now, merged


def mention(*positions: int, stance: Stance = Stance.DENIED) -> GrowingMention:
    return GrowingMention(RiskCategory.SUICIDE, stance, RiskSubject.CLIENT, list(positions))


def test_positions_stay_in_order_and_without_repeats() -> None:
    grown = mention(4)
    grown.add(2, 4, 3)
    assert grown.positions == [2, 3, 4]


def test_nested_evidence_of_the_same_claim_is_one_mention() -> None:
    assert [m.positions for m in merged([mention(5), mention(4, 5)])] == [[4, 5]]


def test_different_stances_and_overlaps_stay_apart() -> None:
    kept = merged([mention(6, 7), mention(5, 6), mention(6, stance=Stance.AFFIRMED)])
    assert [(m.positions, m.stance) for m in kept] == [
        ([5, 6], Stance.DENIED),
        ([6], Stance.AFFIRMED),
        ([6, 7], Stance.DENIED),
    ]


def test_says_asks_for_position_and_meaning() -> None:
    one = mention(3, 4)
    assert one.says(4, RiskCategory.SUICIDE, Stance.DENIED, RiskSubject.CLIENT)
    assert not one.says(5, RiskCategory.SUICIDE, Stance.DENIED, RiskSubject.CLIENT)
    assert not one.says(4, RiskCategory.SUICIDE, Stance.AFFIRMED, RiskSubject.CLIENT)


def test_what_is_affirmed_stands_before_what_is_denied_in_the_same_exchange() -> None:
    kept = merged([mention(1, 2), mention(1, 2, 3, stance=Stance.AFFIRMED)])
    assert [m.stance for m in kept] == [Stance.AFFIRMED, Stance.DENIED]


def test_a_yes_is_over_only_where_the_answer_says_so() -> None:
    assert is_over_now(Answer.YES, "in march, yeah, not now")
    assert is_over_now(Answer.YES, "i did. nothing since.")
    assert not is_over_now(Answer.YES, "most days, not every day")
    assert not is_over_now(Answer.NO, "not now")
