"""The draft's JSON shape, as `therapease draft` writes it."""

from __future__ import annotations

from typing import Any

from therapease.domain.note import Draft


def draft_to_json(draft: Draft) -> dict[str, Any]:
    """Return the shape that `therapease draft --json` writes; `evidence` holds the ids the transcript came with."""
    return {
        "format": draft.format,
        "model": draft.model,
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "statements": [
                    {
                        "text": line.text,
                        "kind": line.kind.value,
                        "evidence": list(line.evidence),
                        "verdict": line.verdict.value,
                    }
                    for line in section.statements
                ],
            }
            for section in draft.sections
        ],
        "risk": [
            {
                "category": mention.category.value,
                "evidence": list(mention.evidence),
                "stance": mention.stance.value,
                "subject": mention.subject.value,
            }
            for mention in draft.risk
        ],
        "rejected": [{"text": refused.text, "reason": refused.reason} for refused in draft.rejected],
    }
