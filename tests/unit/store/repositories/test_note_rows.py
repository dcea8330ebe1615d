"""A note's values as rows and back, for any note."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import START
from therapease.domain.ids import NoteId, NoteVersionId, SessionId, StatementId, TranscriptId, UserId
from therapease.domain.note import (
    Note,
    NoteVersion,
    RiskCategory,
    RiskMention,
    RiskSubject,
    Stance,
    Standing,
    Statement,
    StatementKind,
    Verdict,
)
from therapease.store.repositories import note_rows

evidence = st.lists(st.integers(0, 99) | st.text(max_size=4), max_size=4).map(tuple)
statements = st.lists(
    st.builds(
        Statement,
        id=st.text(max_size=8).map(StatementId),
        section=st.sampled_from(["subjective", "plan"]),
        text=st.text(max_size=40),
        kind=st.sampled_from(StatementKind),
        evidence=evidence,
        verdict=st.sampled_from(Verdict),
        standing=st.sampled_from(Standing),
        basis=st.none() | st.text(max_size=8).map(TranscriptId),
    ),
    max_size=6,
).map(tuple)
mentions = st.lists(
    st.builds(
        RiskMention,
        category=st.sampled_from(RiskCategory),
        evidence=evidence,
        stance=st.sampled_from(Stance),
        subject=st.sampled_from(RiskSubject),
    ),
    max_size=4,
).map(tuple)


def rows(values: list[dict[str, object]]) -> list[Any]:
    return [SimpleNamespace(**value) for value in values]


def version_of(lines: tuple[Statement, ...]) -> NoteVersion:
    return NoteVersion(NoteVersionId("v"), NoteId("n"), 3, TranscriptId("t"), lines, START, UserId("u"), "line edited")


@given(statements)
def test_any_version_survives(lines: tuple[Statement, ...]) -> None:
    version = version_of(lines)
    line_rows, evidence_rows = note_rows.of_statements(version)
    (row,) = rows([note_rows.of_version(version)])
    assert note_rows.to_version(row, rows(line_rows), rows(evidence_rows)) == version


@given(mentions)
def test_any_risk_list_survives(risk: tuple[RiskMention, ...]) -> None:
    note = Note(NoteId("n"), SessionId("s"), "soap", "m", (("plan", "Plan"),), version_of(()), risk)
    mention_rows, evidence_rows = note_rows.of_risk(note)
    assert note_rows.to_risk(rows(mention_rows), rows(evidence_rows)) == risk
