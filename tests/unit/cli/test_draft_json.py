"""The draft's JSON shape."""

from __future__ import annotations

from therapease.cli.draft_json import draft_to_json
from therapease.domain.note import (
    Draft,
    DraftSection,
    DraftStatement,
    RejectedStatement,
    RiskCategory,
    RiskMention,
    RiskSubject,
    Stance,
    StatementKind,
    Verdict,
)


def test_every_field_of_the_shape_is_there_with_the_ids_given() -> None:
    draft = Draft(
        format="soap",
        model="small.gguf",
        sections=(
            DraftSection(
                "subjective",
                "Subjective",
                (DraftStatement("“I slept.”", StatementKind.QUOTATION, ("a-1",), Verdict.QUOTED),),
            ),
        ),
        risk=(RiskMention(RiskCategory.SUICIDE, (3, 4), Stance.DENIED, RiskSubject.CLIENT),),
        rejected=(RejectedStatement("They slept ten hours.", "the number 10 is not in the evidence"),),
    )
    assert draft_to_json(draft) == {
        "format": "soap",
        "model": "small.gguf",
        "sections": [
            {
                "key": "subjective",
                "title": "Subjective",
                "statements": [{"text": "“I slept.”", "kind": "quotation", "evidence": ["a-1"], "verdict": "quoted"}],
            }
        ],
        "risk": [{"category": "suicide", "evidence": [3, 4], "stance": "denied", "subject": "client"}],
        "rejected": [{"text": "They slept ten hours.", "reason": "the number 10 is not in the evidence"}],
    }
