"""Bringing a session in, working on it, and how it stands."""

from __future__ import annotations

from therapease.domain.job import JobStage
from therapease.domain.session import Attendance, SessionStatus


class NewSession:
    TITLE = "New session"
    SUBTITLE = "{client}, session {number}"
    WHEN = "When it was"
    LENGTH = "How long it was"
    LENGTH_UNKNOWN = "Not noted"
    LENGTH_MINUTES = "{count} minutes"
    LENGTH_HINT = "May stay open. The time with the client, without paperwork; it stands in the note."
    ATTENDANCE = "How the client took part"
    RECORDING = "Recording"
    DROP = "Drop the recording here"
    DROP_HINT = "Any sound file, such as WAV, MP3, M4A, FLAC or Opus, or a video. It is copied into the vault."
    CHOOSE = "Choose a file"
    CHOOSE_OTHER = "Choose another file"
    CHOOSE_TITLE = "Choose the recording"
    FILES = (
        "Recordings (*.wav *.mp3 *.m4a *.aac *.flac *.opus *.ogg *.oga *.webm *.mp4 *.mov *.mkv *.wma);;All files (*)"
    )
    ONE_FILE = "Drop one file at a time."
    NOT_A_FILE = "This is not a file on this computer."
    CONSENT = "Consent"
    CONSENT_NEEDED = "Both are needed before a recording is brought in."
    AGREED = "Agreed in writing, {date}"
    START = "Import and draft the note"
    BUSY = "Another session is being worked on. This one can start when it is done."
    IN_FUTURE = "This lies in the future."
    WHEN_GUESSED = "Now, to the quarter of an hour. Change it if the session was earlier."
    WHEN_FROM_FILE = "As the recording says. Change it if the session began at another time."
    WHEN_NOT_IN_FILE = "The recording does not say when it was made. Change this if the session was earlier."
    UNSAVED = "The recording you chose has not been brought in. The file itself stays where it is."


class Progress:
    BUSY = "Another session is being worked on. Start this one when it is done."
    TITLE = "Session {number}"
    OPENING_TITLE = "Session"
    OPENING = "Opening the session"
    STEPS = "From recording to draft"
    STEP_IMPORT = "Bring in the recording"
    STEP_TRANSCRIBE = "Write the transcript"
    STEP_DRAFT = "Draft the note"
    DONE = "Done"
    WAITING = "Waits for the step above"
    NOT_DONE = "Not done yet"
    MEANWHILE = "You can go on working meanwhile. Nothing leaves this computer."
    PERCENT = "{percent} %"
    MINUTES_LEFT = "about {minutes} minutes left"
    MINUTE_LEFT = "about a minute left"
    SECONDS_LEFT = "less than a minute left"
    STOPPED_TITLE = "Stopped"
    NOTICE = "To know when you read the draft"
    FAILED_STEP = "Did not come to its end"
    KEPT_NOTHING = "The recording was not brought in. Your file is where it was."
    KEPT_RECORDING = "The recording is in the vault. The transcript can be made at any time."
    KEPT_TRANSCRIPT = "Recording and transcript are in the vault. The note can be drafted at any time."
    OTHER_RECORDING = "Choose another recording"
    CONSENT_TITLE = "Has the client agreed in writing?"
    CONSENT_MESSAGE = (
        "{purpose}. Note it only once the client has signed the form. It is kept with today's date, and the work goes "
        "on where it stopped."
    )
    CONSENT_CONFIRM = "Note consent and go on"
    START_TRANSCRIBE = "Transcribe and draft"
    START_DRAFT = "Draft the note"
    READ_TRANSCRIPT = "Read the transcript"
    READY = "The draft of session {number} is ready"
    FAILED = "Session {number} needs a look"
    SHOW = "Show"
    QUIT_TITLE = "A session is still being worked on"
    QUIT_MESSAGE = "If you go now, this step is stopped. What was finished before is kept in the vault."
    QUIT = "Stop and close"
    LOCK = "Stop and lock"
    KEEP_WORKING = "Keep working"


ATTENDANCE_WORDS = {
    Attendance.IN_PERSON: "In person",
    Attendance.VIDEO: "Video",
    Attendance.PHONE: "Phone",
}
STATUS_WORDS = {
    SessionStatus.SCHEDULED: "No recording yet",
    SessionStatus.RECORDED: "Recorded, no transcript yet",
    SessionStatus.TRANSCRIBED: "Transcript ready, no note yet",
    SessionStatus.DRAFTED: "Draft waits for you",
    SessionStatus.SIGNED: "Signed",
    SessionStatus.AMENDED: "Signed, amended",
    SessionStatus.CANCELLED: "Cancelled",
}
STAGE_WORDS = {
    JobStage.READING: "Reading the recording",
    JobStage.LOADING_MODEL: "Getting the model ready",
    JobStage.FINDING_SPEECH: "Finding the speech",
    JobStage.RECOGNIZING: "Recognizing the words",
    JobStage.FINDING_SPEAKERS: "Telling the speakers apart",
    JobStage.FINDING_ROLES: "Finding out who is the therapist",
    JobStage.DRAFTING: "Drafting from the transcript",
    JobStage.CHECKING: "Checking each line against what was said",
    JobStage.SAVING: "Saving into the vault",
}
