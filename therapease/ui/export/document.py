"""The words of an exported note, laid out as pages: HTML for the body, plain lines for every page's head and foot.

Pure: no Qt, no file. Everything a person said or wrote is escaped here, in one place, so that it stays text whatever
it looks like. What each page must carry (client, birth date, page number, signed or not) follows the Medicare and
insurers' checklists for psychotherapy notes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from html import escape

from therapease.domain.note import Amendment, Note, Signature, Statement, StatementKind
from therapease.domain.user import User
from therapease.errors import NotFoundError
from therapease.services.schedule import SessionReview
from therapease.ui.session import timecode, wording
from therapease.ui.session.evidence import TranscriptIndex

_QUOTED = re.compile(r"(“[^“”]*”)")
_STYLE = """
body { font-family: 'Source Sans 3'; font-size: 11pt; color: #2A2621; }
.title { font-family: 'Source Serif 4'; font-size: 22pt; margin: 0px 0px 8px 0px; }
.head { font-size: 12pt; font-weight: 600; color: #2B5D51; margin: 12px 0px 3px 0px; }
p { margin: 0px 0px 5px 0px; line-height: 125%; }
td { padding: 1px 14px 1px 0px; }
.name { color: #5A5349; }
.said { font-family: 'Source Serif 4'; }
.from { font-size: 8.5pt; color: #70675B; }
.open { color: #84510A; }
.silent { color: #5A5349; }
.fine { font-size: 9pt; color: #5A5349; line-height: 120%; }
"""


@dataclass(frozen=True, slots=True)
class NotePages:
    """A note ready for printing. `body_html` is a whole document; the rest stands on every page as plain text."""

    title: str
    body_html: str
    head_left: str
    head_right: str
    foot_left: str
    watermark: str
    author: str


def note_document(review: SessionReview, user: User) -> NotePages:
    """Lay out the note of a review. Raise NotFoundError where the session has none.

    Risk mentions stand beside a note, not in it: they are left out unless a line of the note says them.
    """
    note = review.note
    if note is None:
        raise NotFoundError("This session has no note yet.")
    body = [
        "<p class='title'>Session note</p>",
        _facts(review, note, user),
        *_sections(review, note),
        *_signature_block(note),
        *_amendments(note),
        _key(note),
    ]
    # Qt's style parser reads a style element in the head only.
    html = f"<html><head><style>{_STYLE}</style></head><body>{''.join(body)}</body></html>"
    return NotePages(
        title=f"{wording.format_words(note.format)} note, session {review.session.number}",
        body_html=html,
        head_left=_client_line(review),
        head_right=f"Session {review.session.number}, {timecode.day(review.session.starts_at.astimezone())}",
        foot_left=_foot(note),
        watermark="" if note.is_signed else wording.DRAFT_NOT_SIGNED,
        author=_therapist(note, user),
    )


def suggested_file_name(review: SessionReview) -> str:
    """Return a name for the file that tells nobody whom it is about: “C-0147 session 9, 2026-03-17.pdf”."""
    day = review.session.starts_at.astimezone().date().isoformat()
    standing = "" if review.note is not None and review.note.is_signed else ", draft"
    return f"{review.client.code} session {review.session.number}, {day}{standing}.pdf"


def key_fingerprint(public_key: bytes) -> str:
    """Return the first 16 bytes of the key's SHA-256 in groups of four, short enough to compare by eye."""
    digest = hashlib.sha256(public_key).hexdigest()[:32].upper()
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


# ---------------------------------------------------------------- head


def _client_line(review: SessionReview) -> str:
    born = review.client.date_of_birth
    birth = f"born {timecode.day(born)}" if born is not None else "date of birth not recorded"
    return f"{review.client.name}, {birth}"


def _therapist(note: Note, user: User) -> str:
    signed = note.signature
    if signed is not None and signed.signer_name:
        return ", ".join(part for part in (signed.signer_name, signed.signer_credentials) if part)
    return ", ".join(part for part in (user.name, user.credentials) if part)


def _facts(review: SessionReview, note: Note, user: User) -> str:
    session = review.session
    rows = [
        ("Client", review.client.name),
        ("Date of birth", timecode.day(review.client.date_of_birth) if review.client.date_of_birth else "Not recorded"),
        ("Client code", review.client.code),
        ("Date", timecode.local_day(session.starts_at)),
        ("Time", _times(review)),
        ("Attendance", wording.ATTENDANCE_WORDS[session.attendance].capitalize()),
        ("Therapist", _therapist(note, user)),
    ]
    if note.signature is None or note.signature.signed_by == user.id:
        rows.append(("Licence", user.licence_number))
    if review.recording is not None:
        rows.append(("Recording", f"{timecode.duration_words(review.recording.duration_s)} long"))
    rows.append(("Format", wording.format_words(note.format)))
    cells = (f"<tr><td class='name'>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in rows if value)
    return f"<table cellspacing='0' cellpadding='0'>{''.join(cells)}</table>"


def _times(review: SessionReview) -> str:
    """Face-to-face times. A recording's length is not one, so an end that nobody noted is said to be missing."""
    session = review.session
    start = f"Start {timecode.local_time(session.starts_at)}"
    if session.ends_at is None:
        return f"{start}, end not recorded"
    minutes = round((session.ends_at - session.starts_at).total_seconds() / 60)
    return f"{start}, end {timecode.local_time(session.ends_at)} ({minutes} min)"


def _foot(note: Note) -> str:
    if note.signature is None:
        return wording.DRAFT_NOT_SIGNED
    count = len(note.amendments)
    amended = f", {wording.count_words(count, 'amendment', 'amendments')}" if count else ""
    return f"Signed {timecode.local_moment(note.signature.signed_at)}{amended}"


# ---------------------------------------------------------------- body


def _sections(review: SessionReview, note: Note) -> list[str]:
    index = TranscriptIndex(review.transcript)
    parts: list[str] = []
    for key, title in note.section_titles:
        parts.append(f"<p class='head'>{escape(title)}</p>")
        lines = [s for s in note.latest.statements if s.section == key]
        parts.extend(_line(statement, index) for statement in lines)
        if not lines:
            parts.append("<p class='silent'>No entry.</p>")
    known = {key for key, _ in note.section_titles}
    others = [s for s in note.latest.statements if s.section not in known]
    if others:
        parts.append("<p class='head'>Further</p>")
        parts.extend(_line(statement, index) for statement in others)
    return parts


def _line(statement: Statement, index: TranscriptIndex) -> str:
    form = {StatementKind.NOT_ASSESSED: "silent", StatementKind.CLINICIAN_TO_COMPLETE: "open"}.get(statement.kind, "")
    text = _text_html(statement)
    origin = _origin(statement, index)
    mark = f" <span class='from'>[{escape(origin)}]</span>" if origin else ""
    return f"<p class='{form}'>{text}{mark}</p>"


def _text_html(statement: Statement) -> str:
    """Escape the line and set what was said in serif, as the window does."""
    parts = [
        f"<span class='said'>{escape(part)}</span>" if _QUOTED.fullmatch(part) else escape(part)
        for part in _QUOTED.split(statement.text)
    ]
    html = "".join(parts).replace("\n", "<br/>")
    return f"<span class='said'>{html}</span>" if statement.kind is StatementKind.QUOTATION else html


def _origin(statement: Statement, index: TranscriptIndex) -> str:
    """Say where a line comes from: the times it rests on, the therapist, or that the topic was not raised."""
    marks = index.marks(statement)
    times = ", ".join(timecode.timecode(m.span_s[0]) if m.span_s else f"line {m.row + 1}" for m in marks)
    if statement.kind is StatementKind.OWN:
        return f"therapist, after {times}" if times else "therapist"
    if statement.kind is StatementKind.NOT_ASSESSED:
        return "not assessed"
    return "to complete" if statement.kind is StatementKind.CLINICIAN_TO_COMPLETE else times


def _key(note: Note) -> str:
    kinds = {statement.kind for statement in note.latest.statements}
    parts: list[str] = []
    if any(s.evidence for s in note.latest.statements):
        parts.append("[12:17] where in the recording the line rests")
    if StatementKind.OWN in kinds:
        parts.append("[therapist] written or changed by the therapist")
    if StatementKind.NOT_ASSESSED in kinds:
        parts.append("[not assessed] not raised in this session")
    return f"<p class='fine'><br/>{escape('; '.join(parts))}.</p>" if parts else ""


# ---------------------------------------------------------------- signature


def _signature_block(note: Note) -> list[str]:
    if note.signature is None:
        return [f"<p class='head'>Signature</p><p class='open'>{escape(wording.DRAFT_NOT_SIGNED)}.</p>"]
    return [
        "<p class='head'>Signature</p>",
        _signature_html(note.signature, f"Version {note.latest.version} of this note"),
    ]


def _signature_html(signature: Signature, what: str) -> str:
    signer = ", ".join(part for part in (signature.signer_name, signature.signer_credentials) if part)
    moment = timecode.local_moment(signature.signed_at)
    return (
        f"<p>{escape('Signed electronically by ' + signer)}<br/>{escape(moment)}</p>"
        f"<p class='fine'>{escape(what)}, Ed25519 signature, key {escape(key_fingerprint(signature.public_key))}<br/>"
        f"SHA-256 of the signed text {escape(signature.digest_sha256.hex())}</p>"
    )


def _amendments(note: Note) -> list[str]:
    return [part for number, amendment in enumerate(note.amendments, 1) for part in _amendment(number, amendment)]


def _amendment(number: int, amendment: Amendment) -> list[str]:
    text = escape(amendment.text).replace("\n", "<br/>")
    return [
        f"<p class='head'>Amendment {number}, {escape(timecode.local_moment(amendment.created_at))}</p>",
        f"<p>{text}</p><p class='name'>Reason: {escape(amendment.reason)}</p>",
        _signature_html(amendment.signature, f"Amendment {number}"),
    ]
