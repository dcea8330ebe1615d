"""How a line of the note stands, as the window shows it: one glyph and one word each, the same in line and legend."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum

from therapease.domain.ids import StatementId
from therapease.domain.note import Standing, Statement, StatementKind
from therapease.ui import strings


@dataclass(frozen=True, slots=True)
class _Look:
    icon: str
    token: str
    word: str
    count_word: str


class Form(Enum):
    """The seven forms a line can have."""

    VERIFIED = _Look("check", "ink2", *strings.Standings.VERIFIED)
    QUOTATION = _Look("quote", "client", *strings.Standings.QUOTATION)
    OWN = _Look("pen-line", "therapist", *strings.Standings.OWN)
    NOT_ASSESSED = _Look("circle-dashed", "ink2", *strings.Standings.NOT_ASSESSED)
    UNVERIFIED = _Look("circle-dashed", "attention", *strings.Standings.UNVERIFIED)
    CHECK_AGAIN = _Look("rotate-ccw", "attention", *strings.Standings.CHECK_AGAIN)
    TO_COMPLETE = _Look("text-cursor", "attention", *strings.Standings.TO_COMPLETE)

    @property
    def icon(self) -> str:
        return self.value.icon

    @property
    def token(self) -> str:
        return self.value.token

    @property
    def word(self) -> str:
        return self.value.word

    def counted(self, count: int) -> str:
        """Return “7 verified” or “2 quotations”."""
        plural = "s" if self is Form.QUOTATION and count != 1 else ""
        return f"{count} {self.value.count_word}{plural}"


def form_of(statement: Statement, *, is_stale: bool = False) -> Form:
    """Return the form of a line. A drafted line whose words did not carry it is unverified, whatever it claims.

    `is_stale` says that the words it rests on were corrected since it was checked last.
    """
    if statement.standing is Standing.OPEN or statement.kind is StatementKind.CLINICIAN_TO_COMPLETE:
        return Form.TO_COMPLETE
    if is_stale:
        return Form.CHECK_AGAIN
    match statement.kind:
        case StatementKind.OWN:
            return Form.OWN
        case StatementKind.NOT_ASSESSED:
            return Form.NOT_ASSESSED
        case StatementKind.QUOTATION if not statement.is_unverified:
            return Form.QUOTATION
        case StatementKind.PARAPHRASE if not statement.is_unverified:
            return Form.VERIFIED
        case _:
            return Form.UNVERIFIED


def is_accepted(statement: Statement) -> bool:
    return statement.standing in (Standing.ACCEPTED, Standing.EDITED)


def count_forms(
    statements: Iterable[Statement], stale: Collection[StatementId] = frozenset()
) -> list[tuple[Form, int]]:
    """Return how many lines have each form, in the legend's order, forms without a line left out."""
    counts = {form: 0 for form in Form}
    for statement in statements:
        counts[form_of(statement, is_stale=statement.id in stale)] += 1
    return [(form, count) for form, count in counts.items() if count]


class LineFilter(Enum):
    """Which lines the sheet shows."""

    ALL = "all"
    OPEN = "open"
    YOURS = "yours"
    QUOTATIONS = "quotations"

    def shows(self, statement: Statement, *, is_stale: bool = False) -> bool:
        form = form_of(statement, is_stale=is_stale)
        match self:
            case LineFilter.ALL:
                return True
            case LineFilter.OPEN:
                return statement.is_open or is_stale
            case LineFilter.YOURS:
                return statement.kind is StatementKind.OWN
            case LineFilter.QUOTATIONS:
                return form is Form.QUOTATION
