"""Drafting over whole dialogues and the sample session: the promises of the note, scored by rules of their own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.note_scoring import WRITTEN, dialogues, faults, is_cited, statements, word_count
from tests.conversations import utterances_of
from therapease.domain.job import CancelToken, DraftingOptions, ignore_progress
from therapease.domain.note import Draft
from therapease.domain.transcript import SpeakerRole, Utterance
from therapease.engine.drafting import draft as draft_module
from therapease.engine.drafting import draft_note
from therapease.paths import resources_dir


class InventingModel:
    """Says what a small model has been seen to say, whatever it is asked."""

    name = "inventing"
    _inventions = (
        "Client also reported thoughts of hurting themselves.",
        "Client stopped taking lithium about three weeks ago, rating it three out of ten.",
        "Client denies suicidal ideation.",
        "Client feels better.",
    )

    def __init__(self) -> None:
        self._asked = 0

    def propose(self, said: str, label: str, cancel: CancelToken) -> str:
        self._asked += 1
        return self._inventions[self._asked % len(self._inventions)].replace("Client", label)


def draft(utterances: Sequence[Utterance]) -> Draft:
    return draft_note(utterances, DraftingOptions(), ignore_progress, CancelToken())


def section(note: Draft, key: str) -> str:
    return " ".join(statement.text for where, statement in statements(note) if where == key)


def test_the_sample_sessions_note_is_true_of_it_line_by_line() -> None:
    read = json.loads((resources_dir() / "sample_session" / "reference.json").read_text(encoding="utf-8"))
    spoken = [
        Utterance(n, turn["speaker"], SpeakerRole(turn["role"]), turn["text"]) for n, turn in enumerate(read["turns"])
    ]
    note = draft(spoken)
    assert not any(faults(note, spoken).values())
    subjective, plan = section(note, "subjective").lower(), section(note, "plan").lower()
    assert "sleep" in subjective
    assert "panic" in subjective
    assert "milligrams" in subjective or " mg" in subjective
    assert "client denied, when asked" in subjective
    assert "diary" in plan
    assert "next appointment:" in plan
    assert word_count(note) <= 350


def test_a_model_that_invents_changes_nothing_but_the_list_of_rejected(
    eval_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_module, "load_language_model", lambda path: InventingModel())
    count = cited = total = rejected = 0
    for dialogue in dialogues(eval_data):
        note = draft(dialogue.utterances)
        found = faults(note, dialogue.utterances)
        assert not any(found.values()), (dialogue.id, found)
        assert any(statement.kind in WRITTEN for _, statement in statements(note)), dialogue.id
        rejected += len(note.rejected)
        count += 1
        for fact in (dialogue.facts or {}).get("facts", ()):
            total += 1
            cited += is_cited(fact, note)
        if dialogue.facts:
            assert word_count(note) <= 350
    assert count > 50
    assert rejected > 50
    assert cited >= 0.6 * total


@pytest.mark.parametrize("spoil", [str.lower, lambda text: text.replace(".", "").replace(",", "").replace("?", "")])
def test_recognizers_without_capitals_or_marks_cost_no_truth(spoil: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert callable(spoil)
    monkeypatch.setattr(draft_module, "load_language_model", lambda path: InventingModel())
    spoken = utterances_of(
        *(
            f"{line[:3]}{spoil(line[3:])}"
            for line in (
                "T: How have you been sleeping?",
                "C: Badly. I wake up at three most nights, since the accident.",
                "T: Have you had any thoughts of ending your life?",
                "C: No. Never.",
                "T: I'll see you Wednesday the fifth at ten.",
                "C: Okay.",
            )
        )
    )
    note = draft(spoken)
    assert not any(faults(note, spoken).values())
    assert "three most nights" in section(note, "subjective").lower()
    assert "ending your life" in section(note, "subjective").lower()
    assert "wednesday the fifth" in section(note, "plan").lower()
