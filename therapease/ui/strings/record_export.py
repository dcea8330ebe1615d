"""Giving away a client's whole record: the sheet, and what stands in the archive about itself."""

from __future__ import annotations


class RecordExport:
    MENU = "Export the whole record…"
    TITLE = "Export the whole record"
    WHAT = (
        "Everything of {client} that this vault keeps: {sessions}, with every version of transcripts and notes, each "
        "note as a PDF, consents, goals, measures, and who looked at the record."
    )
    ONE_SESSION = "one session"
    SESSIONS = "{count} sessions"
    NO_SESSIONS = "no sessions yet"
    NOT_PRIVATE = "Private notes are not part of a record and never in it."
    WITH_SOUND = "With the recordings, {length}"
    PROTECTION = "Protection"
    PROTECTED = "Locked with a passphrase"
    OPEN = "Without protection"
    PASSPHRASE = "Passphrase of the archive"
    PASSPHRASE_HINT = (
        "Write it down now: it is kept nowhere. Tell it by another way than the file takes, on paper or by telephone. "
        "7-Zip, Keka and WinZip open the archive."
    )
    NEW = "Another one"
    COPY = "Copy"
    COPIED = "Copied. The clipboard is emptied after {seconds} seconds."
    OPEN_TITLE = "Everybody who gets this file can read all of it"
    OPEN_MESSAGE = (
        "Backups, cloud services and mail keep copies. Choose this only for somebody who cannot open a locked one."
    )
    OPEN_SURE = "I want a file that anybody can read"
    OPEN_MISSING = "Tick the box to go on without protection, or lock the archive."
    SAVE = "Export"
    STOP = "Stop"
    WRITING = "Writing the archive"
    STOPPED = "Stopped. Nothing was written."
    CHOOSE_FOLDER = "Where to save the record"
    FILE_NAME = "{code} record, {date}"
    SAVED = "Saved as {name} in {folder}"
    READ_ME = """This is a client's record as a psychotherapist keeps it, given away as a whole.

record.json      the person, consents, goals, measures, list of sessions and appointments, who looked at the record
sessions/*.json  one file for each session: every version of transcript and note, signatures, amendments, history
notes/*.pdf      the newest note of each session on paper; drafts say on every page that they are not signed
{sound}

The numbers in the file names count the sessions in order of time. The JSON files name their form: schema
“therapease/client-record”, version 1.

Not in it: private process notes (psychotherapy notes, 45 CFR 164.501). They are no part of the record.
"""
    READ_ME_SOUND = "sound/*.wav      the recordings that were kept"
    READ_ME_NO_SOUND = "                 Recordings were left out."
