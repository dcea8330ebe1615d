"""Changes to the lines of a note, as values: each takes the lines of one version and returns those of the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from therapease.domain.ids import StatementId, TranscriptId
from therapease.domain.note import Standing, Statement, StatementKind, Verdict
from therapease.errors import NotFoundError, OpenItemsError

Statements = tuple[Statement, ...]


def find(statements: Statements, statement_id: StatementId) -> Statement:
    """Return a line. Raise NotFoundError when it is not there any more."""
    for statement in statements:
        if statement.id == statement_id:
            return statement
    raise NotFoundError("This line was removed in the meantime.")


def own_line(statement_id: StatementId, section: str, text: str, *, is_finished: bool = True) -> Statement:
    """Return a line of the clinician's own; unfinished it stays an open item."""
    standing = Standing.EDITED if is_finished else Standing.OPEN
    return Statement(statement_id, section, text, StatementKind.OWN, (), Verdict.NONE, standing)


def edited(statements: Statements, statement_id: StatementId, text: str, *, is_finished: bool = True) -> Statements:
    """Put the clinician's words in place of a line. It becomes her own; the evidence stays for reference."""
    line = find(statements, statement_id)
    standing = Standing.EDITED if is_finished else Standing.OPEN
    return _put(statements, replace(line, text=text, kind=StatementKind.OWN, verdict=Verdict.NONE, standing=standing))


def accepted(statements: Statements, statement_id: StatementId) -> Statements:
    """Mark a line as read and right. Raise OpenItemsError for a line that has to be written first."""
    line = find(statements, statement_id)
    if line.kind is StatementKind.CLINICIAN_TO_COMPLETE:
        raise OpenItemsError("Write this line in your own words, or remove it.")
    standing = Standing.EDITED if line.standing is Standing.OPEN else Standing.ACCEPTED
    return _put(statements, replace(line, standing=standing))


def based_on(statements: Statements, statement_id: StatementId, basis: TranscriptId | None) -> Statements:
    """Note which version of the transcript a line was last checked against."""
    return _put(statements, replace(find(statements, statement_id), basis=basis))


def unproved(statements: Statements, statement_id: StatementId) -> Statements:
    """Take back that the checks found a line's words where it cites them."""
    return _put(statements, replace(find(statements, statement_id), verdict=Verdict.NONE))


def removed(statements: Statements, statement_id: StatementId) -> Statements:
    find(statements, statement_id)
    return tuple(s for s in statements if s.id != statement_id)


def with_line(statements: Statements, line: Statement, after: StatementId | None = None) -> Statements:
    """Add a line behind another one of its section; at the end of its section without one."""
    if after is not None and find(statements, after).section == line.section:
        at = next(i for i, s in enumerate(statements) if s.id == after) + 1
    else:
        places = [i for i, s in enumerate(statements) if s.section == line.section]
        at = places[-1] + 1 if places else len(statements)
    return (*statements[:at], line, *statements[at:])


def moved_by_one(statements: Statements, sections: Sequence[str], statement_id: StatementId, step: int) -> Statements:
    """Move a line one place up (-1) or down (1); past the edge of its section it goes into the next one.

    `sections` are the keys in order. The first line cannot go up, the last not down: the lines come back unchanged.
    """
    line = find(statements, statement_id)
    groups = {key: [s for s in statements if s.section == key] for key in (*sections, line.section)}
    elsewhere = tuple(s for s in statements if s.section not in groups)
    own = groups[line.section]
    at = own.index(line)
    if 0 <= at + step < len(own):
        own[at], own[at + step] = own[at + step], own[at]
    else:
        keys = list(groups)
        there = keys.index(line.section) + step
        if not 0 <= there < len(keys):
            return statements
        own.remove(line)
        key = keys[there]
        groups[key].insert(0 if step > 0 else len(groups[key]), replace(line, section=key))
    return (*(s for group in groups.values() for s in group), *elsewhere)


def moved_to_section(statements: Statements, statement_id: StatementId, section: str) -> Statements:
    """Move a line to the end of a section."""
    line = find(statements, statement_id)
    return with_line(removed(statements, statement_id), replace(line, section=section))


def brought_back(statements: Statements, former: Statements, statement_id: StatementId) -> Statements:
    """Make one line what it was in `former`: its former words, its former place when it was removed since, and no
    line at all when there was none."""
    was = next((s for s in former if s.id == statement_id), None)
    now = next((s for s in statements if s.id == statement_id), None)
    if was is None:
        return tuple(s for s in statements if s.id != statement_id)
    if now is not None:
        return _put(statements, was)
    present = {s.id for s in statements}
    before = [s.id for s in former[: former.index(was)] if s.section == was.section and s.id in present]
    if before:
        at = next(i for i, s in enumerate(statements) if s.id == before[-1]) + 1
    else:
        at = next((i for i, s in enumerate(statements) if s.section == was.section), len(statements))
    return (*statements[:at], was, *statements[at:])


def _put(statements: Statements, line: Statement) -> Statements:
    return tuple(line if s.id == line.id else s for s in statements)
