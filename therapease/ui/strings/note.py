"""The words of the note beside the transcript: its lines, what they rest on, signing, history and comparison."""

from __future__ import annotations

from therapease.domain.audit import AuditAction
from therapease.domain.note import VersionReason
from therapease.domain.note_diff import LineChange


class Note:
    NOTE = "Note"
    EMPTY = "There is no note yet. It is drafted from the transcript."
    NO_LINES = "This note has no lines. Add one with the plus beside a section."
    ADD_TO = "Add a line to {section}"
    OWN_LINE = "Your own line"
    ADD_OWN = "Add a line of your own"
    SHOW = "Which lines are shown"
    SHOWN = "{shown} of {all} lines shown"
    SHOW_ALL = "Show all"
    NOTHING_SHOWN = "No line of this kind."
    MENTIONED = "{count} mentioned"
    MENTIONED_TITLE = "Mentioned in this session"
    MENTIONED_TAB = "Mentioned, {count}"
    TRANSCRIPT = "Transcript"
    SHORT_FACTS = "{code}, session {number}, {day}"
    MENTIONED_ALONE = "Mentioned"
    SAVED = "Saved {time}"
    SAVING = "Saving…"
    NOT_SAVED = "Not saved"
    NOT_KEPT = "What you wrote last could not be saved and would be lost. Stay and try again first."
    SIGNED_AT = "Signed {time}"
    UNDONE = "Undone: {what}"
    REDONE = "Done again: {what}"
    NOTHING_TO_STEP = "Nothing left to undo"
    REMOVED = "Line removed"
    UNDO = "Undo"
    DRAFT = "Draft, not signed"
    SIGNED = "Signed"
    AMENDED = "Signed, amended"


class NoteLine:
    ACCEPT = "Accept"
    EDIT = "Edit"
    WRITE = "Write"
    FINISH = "Finish"
    REMOVE = "Remove"
    MORE = "More for this line"
    ADD_BELOW = "Add a line below"
    MOVE_UP = "Move up"
    MOVE_DOWN = "Move down"
    MOVE_TO = "Move to"
    COPY = "Copy the line"
    LINE_NUMBER = "line {number}"
    SOURCE = "Source {number}, {time}"
    PLAY_SOURCE = "Play this source"
    RESTS_ON = "Rests on"
    RESTS_ON_SPOKEN = "Rests on {times}."
    UNVERIFIED_LISTEN = "Unverified. Listen at {times} and decide."
    UNVERIFIED = "Unverified. Decide what stands."
    CHECK_AGAIN = "Check again. The words at {times} were corrected."
    CHECK_AGAIN_SPEAKER = "Check again. The speaker at {times} was changed."
    CHECK_AGAIN_LOST = "Check again. The quoted words no longer stand in the transcript."
    CHECK_AGAIN_ANY = "Check again. The words it rests on were corrected."
    ACCEPTED = "Accepted as it is."
    NOT_RAISED = "Not raised in this session. Accept it or decide."
    HALF_WRITTEN = "You have not finished this line."
    WRITE_THIS = "Write this line"
    EDIT_THIS = "Edit this line"
    KEYS = "Enter saves, Shift+Enter breaks the line, Esc goes back"
    EDITOR_HINT = "Enter saves, Escape goes back"


class NoteFooter:
    LEGEND = "How the lines stand"
    OPEN = "{count} open"
    UNREAD_ONE = "1 line not read yet"
    UNREAD = "{count} lines not read yet"
    SIGN = "Sign note"
    EXPORT = "Export PDF"
    READ_ON = "Read on"
    REVIEW_ONE = "Review 1 open item"
    REVIEW = "Review {count} open items"
    NEXT = "Next open item"
    PROGRESS = "{at} of {count}"
    READY = "Ready to sign"
    OPEN_FIRST = "Complete the open items first."
    READ_FIRST = "Read every line first."


class Signing:
    SIGN_TITLE = "Sign this note?"
    SIGN_MESSAGE = (
        "You sign {count} lines in your name. A signed note cannot be changed any more; corrections are added as "
        "amendments."
    )
    SIGN = "Sign note"
    NOT_YET = "Not yet"
    BY = "Signed by {name}"
    KEY = "Key {fingerprint}"
    CHECKING = "Checking the signature"
    HOLDS = "The signature fits these words."
    BROKEN = "The signature does not fit these words. Do not rely on them."
    AMENDMENT = "Amendment {number}"
    REASON = "Reason: {reason}"
    AMENDMENT_BY = "Signed by {name}, {time}"
    AMEND = "Add an amendment"
    AMEND_MESSAGE = "The signed note stays as it is. The amendment is dated, signed with your key and stands below it."
    AMEND_TEXT = "What changes or is added"
    AMEND_REASON = "Reason"
    AMEND_REASON_HINT = "For example: wrong date, client called back."
    AMEND_SIGN = "Sign amendment"
    AMEND_TEXT_MISSING = "Write the amendment."
    AMEND_REASON_MISSING = "Say why; it stands below the amendment."


class SessionHistory:
    TITLE = "History of this session"
    COMPARE = "Compare versions of the note"
    COUNTED = "{what}, {count} times"
    DETAIL = "{what}: {detail}"
    SOMETHING = "Something else"
    MOMENT = "{day}, {time}"
    SPAN = "{begin} to {end}"
    BY = "{time}, {who}"
    SHOWN_LOOKS = "Who only looked is kept in the activity of the vault, not here."


class RemovedLines:
    TITLE = "Removed lines"
    NONE = "No line is missing from this note."
    ONE = "One line was taken out of this note."
    COUNT = "{count} lines were taken out of this note."
    FACTS = "{section}, removed {time}"
    BRING_BACK = "Bring back"
    BRING_BACK_NAME = "Bring back: {text}"
    BROUGHT_BACK = "Brought back into the note"


class CompareVersions:
    TITLE = "Versions of the note"
    VERSIONS = "Versions of the note"
    VERSION = "Version {number}"
    EARLIER_DRAFT = "Earlier draft {draft}, version {number}"
    FACTS = "{reason}, {time}"
    COMPARED = "Compared with"
    FIRST = "This is the first version. There is none before it."
    SAME = "Both have the same lines."
    DIFFERENCES_ONE = "One line differs."
    DIFFERENCES = "{count} lines differ."
    ONLY_CHANGES = "Only lines that differ"
    RESTORE = "Make this the newest version"
    LIST = "What differs"


REASON_WORDS = {
    VersionReason.DRAFTED: "drafted",
    VersionReason.CARRIED_OVER: "your lines carried over",
    VersionReason.EDITED: "line edited",
    VersionReason.WRITING: "line being written",
    VersionReason.ACCEPTED: "line accepted",
    VersionReason.REMOVED: "line removed",
    VersionReason.ADDED: "own line added",
    VersionReason.MOVED: "line moved",
    VersionReason.BROUGHT_BACK: "line brought back",
    VersionReason.RESTORED: "earlier version restored",
    VersionReason.UNDONE: "undone",
    VersionReason.REDONE: "done again",
}

LINE_FILTER_WORDS = {"all": "All lines", "open": "Open", "yours": "Yours", "quotations": "Quotations"}

CHANGE_WORDS = {
    LineChange.SAME: "Unchanged",
    LineChange.ADDED: "Added",
    LineChange.REMOVED: "Removed",
    LineChange.REWORDED: "Reworded",
    LineChange.MOVED: "Moved",
    LineChange.JUDGED: "Accepted or taken over",
}

ACTION_WORDS = {
    AuditAction.SESSION_CREATED: "Session added",
    AuditAction.RECORDING_IMPORTED: "Recording brought in",
    AuditAction.TRANSCRIPT_CREATED: "Transcript written",
    AuditAction.TRANSCRIPT_CORRECTED: "Transcript corrected",
    AuditAction.NOTE_DRAFTED: "Note drafted",
    AuditAction.NOTE_EDITED: "Note edited",
    AuditAction.NOTE_SIGNED: "Note signed",
    AuditAction.NOTE_AMENDED: "Note amended",
    AuditAction.NOTE_EXPORTED: "Note exported",
}
