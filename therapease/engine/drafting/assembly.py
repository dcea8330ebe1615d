"""The draft put together: sections in order, what was not raised said to be so, what is left to the clinician."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from therapease.domain.note import DraftSection, DraftStatement, RiskCategory, RiskMention, StatementKind, Verdict
from therapease.engine.drafting.dialogue import Turn
from therapease.engine.formats import NoteFormat
from therapease.engine.language.medications import find_medicines
from therapease.engine.language.word_lists import table


def missing_topics(
    turns: Sequence[Turn], mentions: Sequence[RiskMention], raised: Collection[RiskCategory] = ()
) -> list[str]:
    """Return the names of the expected topics that nobody raised, in the order of the list.

    `raised` are the risks that were asked about, whatever was answered. A topic in doubt counts as raised: a line too
    few is a question the clinician asks anyway, a line too many contradicts what was said.
    """
    said = "\n".join(turn.text for turn in turns).lower().replace("’", "'")
    touched = {mention.category.value for mention in mentions} | {category.value for category in raised}
    if find_medicines(said):
        touched.add("medication")
    missing = []
    for entry in table("required_topics").values():
        if touched & set(entry["categories"]) or re.search(str(entry["pattern"]), said):
            continue
        missing.append(str(entry["name"]))
    return missing


def not_assessed_line(missing: Sequence[str]) -> DraftStatement | None:
    """Return one line naming what was not raised. It never reads as a denial: nobody was asked, nobody answered."""
    if not missing:
        return None
    return DraftStatement(f"Not assessed: {', '.join(missing)}.", StatementKind.NOT_ASSESSED, (), Verdict.NONE)


def wording_words(note_format: NoteFormat, missing: Sequence[str]) -> int:
    """Return how many words the lines take that do not come from the conversation."""
    line = not_assessed_line(missing)
    fixed = sum(len(section.complete.split()) for section in note_format.sections)
    return fixed + (len(line.text.split()) if line else 0)


def assemble(
    note_format: NoteFormat, statements: Mapping[str, Sequence[DraftStatement]], not_assessed: DraftStatement | None
) -> tuple[DraftSection, ...]:
    """Return the sections with their statements, then the lines that only say what is missing."""
    sections = []
    for section in note_format.sections:
        lines = list(statements.get(section.key, ()))
        if section.holds_not_assessed and not_assessed is not None:
            lines.append(not_assessed)
        if section.complete:
            lines.append(DraftStatement(section.complete, StatementKind.CLINICIAN_TO_COMPLETE, (), Verdict.NONE))
        sections.append(DraftSection(section.key, section.title, tuple(lines)))
    return tuple(sections)
