"""What of one draft goes into the next: the lines that a clinician wrote, changed, began or accepted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from therapease.domain.ids import StatementId, TranscriptId
from therapease.domain.note import NoteVersion, Standing, Statement, StatementKind
from therapease.domain.note_lines import Statements, with_line
from therapease.domain.rechecking import basis_of


def own_lines(statements: Statements) -> Statements:
    """Return the lines that are the clinician's: written, changed or begun by her, or read and accepted."""
    return tuple(s for s in statements if s.kind is StatementKind.OWN or s.standing is not Standing.DRAFTED)


def carried_over(
    draft: Statements,
    former: NoteVersion,
    first: NoteVersion,
    newest: TranscriptId,
    new_id: Callable[[], StatementId],
) -> Statements:
    """Return a new draft's lines with the clinician's of a `former` note among them.

    Where the new draft has the very line that hers was made of, as `first`, the former note's first version, tells,
    hers takes its place; otherwise it goes to the end of its section. Each goes on resting on the transcript it was
    checked against, so that one whose words were corrected since is looked at again.
    """
    origins = {s.id: s for s in first.statements}
    for line in own_lines(former.statements):
        basis = basis_of(line, former)
        hers = replace(line, basis=basis if line.evidence and basis != newest else None)
        again = _same_line(draft, origins.get(line.id))
        if again is None:
            draft = with_line(draft, replace(hers, id=new_id()))
        elif again.section == line.section:
            draft = tuple(replace(hers, id=again.id) if s.id == again.id else s for s in draft)
        else:
            draft = with_line(tuple(s for s in draft if s.id != again.id), replace(hers, id=again.id))
    return draft


def _same_line(draft: Statements, origin: Statement | None) -> Statement | None:
    """Return the drafted line that says what `origin` said, of the same words."""
    if origin is None:
        return None
    wanted = (origin.section, origin.kind, origin.text, origin.evidence)
    found = (s for s in draft if s.standing is Standing.DRAFTED)
    return next((s for s in found if (s.section, s.kind, s.text, s.evidence) == wanted), None)
