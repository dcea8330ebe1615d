"""The promises about drafted notes, put to the test on every dialogue of the evaluation data with the starter model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.claims import Claim, needs_eval_data
from bench.note_scoring import (
    WRITTEN,
    Dialogue,
    dialogues,
    faults,
    first_sentences,
    is_carried,
    is_cited,
    reference_recall,
    statements,
    word_count,
)
from therapease.domain.job import CancelToken, DraftingOptions, ignore_progress
from therapease.domain.note import Draft
from therapease.engine.drafting import draft_note

_FAULT_CLAIMS = {
    "evidence": "statements without resolvable evidence",
    "quotation": "quotations that differ from the transcript",
    "denial": "denials of what was not raised",
    "number": "numbers that the evidence lacks",
    "drug": "drugs that the evidence lacks",
}
_FACTS = "key facts cited in the right section"
_CARRIED = "key facts whose figures and half of whose words stand there"
_LENGTH = "words of the longest note of the labelled sessions"
_ABSENT = "topics nobody raised that a note asserts"
_RECALL = "content recall of human notes over the client's first words at equal length"
_TOPIC_WORDS = {
    "alcohol": r"\b(?:alcohol|drunk|beers?|wine|vodka|whisk(?:e)?y)\b",
    "drug": r"\b(?:cocaine|heroin|cannabis|weed|gummy|meth)\b",
    "psychotic": r"\b(?:hears? voices|voices in|hallucinat\w+|paranoi\w+|delusion\w*)\b",
    "gad-7": r"\bgad\b",
    "phq-9": r"\bphq\b",
    "questionnaire": r"\b(?:phq|gad|score of)\b",
    "suicidal thoughts": r"\b(?:suicid\w+|kill(?:ing)? (?:my|your|them)sel\w+|end(?:ing)? (?:my|your|their) life)\b",
    "self-harm": r"\b(?:self-harm\w*|cut(?:ting)? (?:my|your|them)sel\w+)\b",
    "medication": r"\b(?:medication|sertraline|fluoxetine|milligrams?|prescri\w+)\b",
    "antidepressant": r"\b(?:antidepressant|sertraline|fluoxetine|citalopram)\b",
    "sexual": r"\bsexual\w*\b",
    "diagnosis": r"\bdiagnos\w+\b",
}


def claims(eval_data: Path | None) -> Iterable[Claim]:
    """Yield one line per promise, as soon as its figure is known."""
    if eval_data is None:
        for words in _FAULT_CLAIMS.values():
            yield needs_eval_data(f"notes: {words}", "0")
        for words, bound in (
            (_FACTS, "≥ 60 %"),
            (_CARRIED, "≥ 40 %"),
            (_LENGTH, "≤ 350"),
            (_ABSENT, "0"),
            (_RECALL, "> 1"),
        ):
            yield needs_eval_data(f"notes: {words}", bound)
        return
    drafted = [(dialogue, _draft(dialogue)) for dialogue in dialogues(eval_data)]
    yield from _fault_claims(drafted)
    yield from _fact_claims([pair for pair in drafted if pair[0].facts])
    yield _recall_claim([pair for pair in drafted if pair[0].reference])


def _draft(dialogue: Dialogue) -> Draft:
    return draft_note(dialogue.utterances, DraftingOptions(), ignore_progress, CancelToken())


def _fault_claims(drafted: list[tuple[Dialogue, Draft]]) -> Iterator[Claim]:
    total = dict.fromkeys(_FAULT_CLAIMS, 0)
    lines = 0
    for dialogue, draft in drafted:
        lines += sum(statement.kind in WRITTEN for _, statement in statements(draft))
        for kind, count in faults(draft, dialogue.utterances).items():
            total[kind] += count
    empty = sum(not any(s.kind in WRITTEN for _, s in statements(draft)) for _, draft in drafted)
    yield Claim("notes: notes without any statement", f"{empty} of {len(drafted)}", "0", empty == 0)
    for kind, words in _FAULT_CLAIMS.items():
        yield Claim(f"notes: {words}", f"{total[kind]} of {lines} statements", "0", total[kind] == 0)


def _fact_claims(labelled: list[tuple[Dialogue, Draft]]) -> Iterator[Claim]:
    facts = [(fact, draft) for dialogue, draft in labelled for fact in (dialogue.facts or {})["facts"]]
    cited = sum(is_cited(fact, draft) for fact, draft in facts) / len(facts)
    carried = sum(is_carried(fact, draft) for fact, draft in facts) / len(facts)
    third = sum(is_carried(fact, draft, share=1 / 3) for fact, draft in facts) / len(facts)
    yield Claim(f"notes: {_FACTS}", f"{cited:.0%} of {len(facts)}", "≥ 60 %", cited >= 0.6)
    yield Claim(
        "notes: key facts whose figures and a third of whose words stand there", f"{third:.0%}", "≥ 50 %", third >= 0.5
    )
    yield Claim(f"notes: {_CARRIED}", f"{carried:.0%}", "≥ 40 %", carried >= 0.4)
    longest = max(word_count(draft) for _, draft in labelled)
    yield Claim(f"notes: {_LENGTH}", str(longest), "≤ 350", longest <= 350)
    asserted = sum(_asserts_absent(topic, draft) for d, draft in labelled for topic in (d.facts or {})["absent"])
    yield Claim(f"notes: {_ABSENT}", str(asserted), "0", asserted == 0)


def _asserts_absent(topic: str, draft: Draft) -> bool:
    patterns = [pattern for word, pattern in _TOPIC_WORDS.items() if word in topic.lower()]
    written = [statement.text for _, statement in statements(draft) if statement.kind in WRITTEN]
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns for text in written)


def _recall_claim(referenced: list[tuple[Dialogue, Draft]]) -> Claim:
    ours = bare = 0.0
    for dialogue, draft in referenced:
        note = " ".join(statement.text for _, statement in statements(draft))
        ours += reference_recall(note, dialogue.reference)
        bare += reference_recall(first_sentences(dialogue.utterances, word_count(draft)), dialogue.reference)
    count = max(1, len(referenced))
    figure = f"{ours / count:.3f} against {bare / count:.3f}"
    return Claim(f"notes: {_RECALL}", figure, "above", ours > bare)
