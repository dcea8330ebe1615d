"""The words of an exported note as one list of blocks, from which every form is made: PDF, Word, plain text, print.

Pure: no Qt, no file. What is in one form is in all, because none adds or drops a block. What a note must carry (client
and birth date on every page, times, participants, signature with credentials) follows the Medicare and insurers'
checklists for psychotherapy notes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from therapease.domain.note import Amendment, Note, Signature, Standing, Statement, StatementKind
from therapease.domain.transcript import SpeakerRole
from therapease.domain.user import User
from therapease.errors import NotFoundError
from therapease.services.schedule import SessionReview
from therapease.ui.session import timecode, wording
from therapease.ui.session.evidence import TranscriptIndex
from therapease.ui.strings import NotePaper

_QUOTED = re.compile(r"(“[^“”]*”)")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no page can show and what Word's format forbids, line ends but “\\n” among them."""


class Voice(StrEnum):
    """Whose words a piece of text is, which decides its face: serif is a human voice."""

    WRITTEN = "written"
    SAID = "said"
    SOURCE = "source"


class BlockKind(StrEnum):
    """What a paragraph is."""

    HEADING = "heading"
    LINE = "line"
    FINE = "fine"


class Tone(StrEnum):
    """How loud a line is: a plain one, one about what was not raised, one that still waits for the therapist."""

    INK = "ink"
    SOFT = "soft"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one voice. Line breaks in it are kept."""

    text: str
    voice: Voice = Voice.WRITTEN


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. `section` is the note section's key, empty for what stands around the sections."""

    kind: BlockKind
    spans: tuple[Span, ...]
    tone: Tone = Tone.INK
    section: str = ""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)

    def printable(self) -> Block:
        return replace(self, spans=tuple(replace(span, text=_printable(span.text)) for span in self.spans))


@dataclass(frozen=True, slots=True)
class NoteDocument:
    """A note ready to leave. `facts` are name and value; head, foot and watermark stand on every page."""

    title: str
    file_title: str
    head_left: str
    head_right: str
    foot_left: str
    watermark: str
    author: str
    moment: datetime
    """When the words were last changed or signed; a file made twice from them is the same twice."""
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]

    def section(self, key: str) -> tuple[Block, ...]:
        """Return the heading and the lines of one section."""
        return tuple(block for block in self.blocks if block.section == key)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a person may leave out: where lines come from, and, of a draft, the lines that are not written yet."""

    with_sources: bool = True
    with_open_lines: bool = True


EVERYTHING = Contents()


def note_document(review: SessionReview, user: User, contents: Contents = EVERYTHING) -> NoteDocument:
    """Lay out the note of a review. Raise NotFoundError where the session has none.

    Risk mentions stand beside a note, not in it: they are left out unless a line of the note says them. A signed note
    is whole: it has no open lines to leave out.
    """
    note = review.note
    if note is None:
        raise NotFoundError("This session has no note yet.")
    lines = tuple(
        s for s in note.latest.statements if contents.with_open_lines or note.is_signed or not _is_unwritten(s)
    )
    session = review.session
    return NoteDocument(
        title=NotePaper.TITLE,
        file_title=NotePaper.FILE_TITLE.format(format=wording.format_words(note.format), number=session.number),
        head_left=_printable(_client_line(review)),
        head_right=NotePaper.SESSION.format(
            number=session.number, date=timecode.day(session.starts_at.astimezone().date())
        ),
        foot_left=_foot(note),
        watermark="" if note.is_signed else NotePaper.DRAFT,
        author=_printable(_therapist(note, user)),
        moment=_last_moment(note),
        facts=_facts(review, note, user, left_out=len(note.latest.statements) - len(lines)),
        blocks=tuple(block.printable() for block in _blocks(review, note, lines, contents)),
    )


def suggested_file_name(review: SessionReview) -> str:
    """Return a name, without its ending, that tells nobody whom it is about: “C-0147 session 9, 2026-03-17”."""
    is_signed = review.note is not None and review.note.is_signed
    words = NotePaper.FILE_NAME if is_signed else NotePaper.FILE_NAME_DRAFT
    day = review.session.starts_at.astimezone().date().isoformat()
    return words.format(code=review.client.code, number=review.session.number, date=day)


def key_fingerprint(public_key: bytes) -> str:
    """Return the first 16 bytes of the key's SHA-256 in groups of four, short enough to compare by eye."""
    digest = hashlib.sha256(public_key).hexdigest()[:32].upper()
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


# ---------------------------------------------------------------- head


def _client_line(review: SessionReview) -> str:
    born = review.client.date_of_birth
    if born is None:
        return NotePaper.BORN_UNKNOWN.format(client=review.client.name)
    return NotePaper.BORN.format(client=review.client.name, date=timecode.day(born))


def _therapist(note: Note, user: User) -> str:
    signed = note.signature
    if signed is not None and signed.signer_name:
        return _signer(signed)
    return ", ".join(part for part in (user.name, user.credentials) if part)


def _last_moment(note: Note) -> datetime:
    moments = [note.latest.created_at]
    if note.signature is not None:
        moments.append(note.signature.signed_at)
    moments.extend(amendment.created_at for amendment in note.amendments)
    return max(moments)


def _facts(review: SessionReview, note: Note, user: User, *, left_out: int) -> tuple[tuple[str, str], ...]:
    session, client = review.session, review.client
    rows = [
        (NotePaper.CLIENT, client.name),
        (NotePaper.BIRTH_DATE, timecode.day(client.date_of_birth) if client.date_of_birth else NotePaper.NOT_RECORDED),
        (NotePaper.CODE, client.code),
        (NotePaper.DATE, timecode.local_day(session.starts_at)),
        (NotePaper.TIME, _times(review)),
        (NotePaper.PARTICIPANTS, _participants(review, note, user)),
        (NotePaper.ATTENDANCE, wording.ATTENDANCE_WORDS[session.attendance].capitalize()),
        (NotePaper.THERAPIST, _therapist(note, user)),
    ]
    if note.signature is None or note.signature.signed_by == user.id:
        rows.append((NotePaper.LICENCE, user.licence_number))
    if review.recording is not None:
        length = timecode.duration_words(review.recording.duration_s)
        rows.append((NotePaper.RECORDING, NotePaper.RECORDING_LONG.format(length=length)))
    rows.append((NotePaper.FORMAT, wording.format_words(note.format)))
    if left_out:
        words = NotePaper.LEFT_OUT_ONE if left_out == 1 else NotePaper.LEFT_OUT_MANY.format(count=left_out)
        rows.append((NotePaper.LEFT_OUT, words))
    return tuple((name, _printable(value)) for name, value in rows if value)


def _times(review: SessionReview) -> str:
    """Face-to-face times. A recording's length is not one, so an end that nobody noted is said to be missing."""
    session = review.session
    start = timecode.local_time(session.starts_at)
    if session.ends_at is None:
        return NotePaper.START_ONLY.format(start=start)
    minutes = round((session.ends_at - session.starts_at).total_seconds() / 60)
    return NotePaper.START_END.format(start=start, end=timecode.local_time(session.ends_at), minutes=minutes)


def _participants(review: SessionReview, note: Note, user: User) -> str:
    """Name client and therapist, and say of further voices only that they were there: nobody noted who they are."""
    words = NotePaper.WHO.format(client=review.client.name, therapist=_therapist(note, user))
    utterances = review.transcript.utterances if review.transcript is not None else ()
    others = {u.speaker for u in utterances if u.role is SpeakerRole.OTHER}
    if not others:
        return words
    return words + (NotePaper.OTHER_VOICE if len(others) == 1 else NotePaper.OTHER_VOICES.format(count=len(others)))


def _foot(note: Note) -> str:
    if note.signature is None:
        return NotePaper.DRAFT
    moment, count = timecode.local_moment(note.signature.signed_at), len(note.amendments)
    if not count:
        return NotePaper.SIGNED.format(moment=moment)
    words = NotePaper.SIGNED_AMENDED_ONE if count == 1 else NotePaper.SIGNED_AMENDED
    return words.format(moment=moment, count=count)


# ---------------------------------------------------------------- body


def _heading(text: str, section: str = "") -> Block:
    return Block(BlockKind.HEADING, (Span(text),), section=section)


def _blocks(
    review: SessionReview, note: Note, statements: tuple[Statement, ...], contents: Contents
) -> Iterator[Block]:
    yield from _sections(review, note, statements, contents)
    yield from _signature_blocks(note)
    for number, amendment in enumerate(note.amendments, 1):
        yield from _amendment(number, amendment)
    yield from _key(statements, contents)


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def _sections(review: SessionReview, note: Note, statements: tuple[Statement, ...], contents: Contents) -> list[Block]:
    index = TranscriptIndex(review.transcript)
    # What is signed was checked by then, and nothing under it can be corrected any more.
    stale = frozenset() if note.is_signed else review.recheck.stale(note.latest)
    blocks: list[Block] = []
    for key, title in note.section_titles:
        blocks.append(_heading(title, key))
        lines = [s for s in statements if s.section == key]
        blocks.extend(_line(s, index, contents, key, is_stale=s.id in stale) for s in lines)
        if not lines:
            blocks.append(Block(BlockKind.LINE, (Span(NotePaper.NO_ENTRY),), Tone.SOFT, key))
    known = {key for key, _ in note.section_titles}
    others = [s for s in statements if s.section not in known]
    if others:
        blocks.append(_heading(NotePaper.FURTHER))
        blocks.extend(_line(s, index, contents, "", is_stale=s.id in stale) for s in others)
    return blocks


def _line(statement: Statement, index: TranscriptIndex, contents: Contents, section: str, *, is_stale: bool) -> Block:
    tone = Tone.SOFT if statement.kind is StatementKind.NOT_ASSESSED else Tone.INK
    if is_stale or _is_unwritten(statement) or (statement.is_unverified and statement.is_open):
        tone = Tone.OPEN
    spans = list(_spans(statement))
    origin = _origin(statement, index, contents, is_stale=is_stale)
    if origin:
        spans.append(Span(f" [{origin}]", Voice.SOURCE))
    return Block(BlockKind.LINE, tuple(spans), tone, section)


def _is_unwritten(statement: Statement) -> bool:
    """Whether the therapist still has to write the line, or to finish it."""
    return statement.kind is StatementKind.CLINICIAN_TO_COMPLETE or statement.standing is Standing.OPEN


def _spans(statement: Statement) -> list[Span]:
    """Set what was said apart, as the window does."""
    if statement.kind is StatementKind.QUOTATION:
        return [Span(statement.text, Voice.SAID)]
    parts = (part for part in _QUOTED.split(statement.text) if part)
    return [Span(part, Voice.SAID if _QUOTED.fullmatch(part) else Voice.WRITTEN) for part in parts]


def _origin(statement: Statement, index: TranscriptIndex, contents: Contents, *, is_stale: bool) -> str:
    """Say where a line comes from, the times it rests on or the therapist, or what it still waits for."""
    if statement.kind is StatementKind.NOT_ASSESSED:
        return NotePaper.NOT_ASSESSED
    if statement.kind is StatementKind.CLINICIAN_TO_COMPLETE:
        return NotePaper.TO_COMPLETE
    if statement.standing is Standing.OPEN:
        return NotePaper.UNFINISHED
    if statement.is_unverified and statement.is_open:
        return NotePaper.UNVERIFIED
    if is_stale:
        return NotePaper.CHECK_AGAIN
    if not contents.with_sources:
        return ""
    times = ", ".join(
        timecode.timecode(mark.span_s[0]) if mark.span_s else NotePaper.FROM_LINE.format(number=mark.row + 1)
        for mark in index.marks(statement)
    )
    if statement.kind is StatementKind.OWN:
        return NotePaper.FROM_THERAPIST_AFTER.format(times=times) if times else NotePaper.FROM_THERAPIST
    return times


def _key(statements: tuple[Statement, ...], contents: Contents) -> list[Block]:
    kinds = {statement.kind for statement in statements}
    parts: list[str] = []
    if contents.with_sources and any(s.evidence for s in statements):
        parts.append(NotePaper.KEY_TIMES)
    if contents.with_sources and StatementKind.OWN in kinds:
        parts.append(NotePaper.KEY_THERAPIST)
    if StatementKind.NOT_ASSESSED in kinds:
        parts.append(NotePaper.KEY_NOT_ASSESSED)
    return [Block(BlockKind.FINE, (Span(f"{'; '.join(parts)}."),))] if parts else []


# ---------------------------------------------------------------- signature


def _signer(signature: Signature) -> str:
    return ", ".join(part for part in (signature.signer_name, signature.signer_credentials) if part)


def _signature_blocks(note: Note) -> list[Block]:
    if note.signature is None:
        return [_heading(NotePaper.SIGNATURE), Block(BlockKind.LINE, (Span(NotePaper.NOT_SIGNED),), Tone.OPEN)]
    key = key_fingerprint(note.signature.public_key)
    what = NotePaper.NOTE_VERSION.format(version=note.latest.version, key=key)
    return [_heading(NotePaper.SIGNATURE), *_signed(note.signature, what)]


def _signed(signature: Signature, what: str) -> list[Block]:
    by = NotePaper.SIGNED_BY.format(signer=_signer(signature))
    digest = NotePaper.DIGEST.format(digest=signature.digest_sha256.hex())
    return [
        Block(BlockKind.LINE, (Span(f"{by}\n{timecode.local_moment(signature.signed_at)}"),)),
        Block(BlockKind.FINE, (Span(f"{what}\n{digest}"),)),
    ]


def _amendment(number: int, amendment: Amendment) -> list[Block]:
    moment = timecode.local_moment(amendment.created_at)
    what = NotePaper.AMENDMENT_OF.format(number=number, key=key_fingerprint(amendment.signature.public_key))
    return [
        _heading(NotePaper.AMENDMENT.format(number=number, moment=moment)),
        Block(BlockKind.LINE, (Span(amendment.text),)),
        Block(BlockKind.LINE, (Span(NotePaper.REASON.format(reason=amendment.reason)),), Tone.SOFT),
        *_signed(amendment.signature, what),
    ]
