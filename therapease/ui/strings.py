"""Every word the shell shows, in one place: sentence case, no exclamation marks, one term per idea."""

from __future__ import annotations

from therapease.domain.consent import ConsentPurpose
from therapease.domain.job import JobStage
from therapease.domain.session import Attendance, SessionStatus

APP_NAME = "TherapEase"
SEPARATOR = "  ·  "


class Actions:
    CANCEL = "Cancel"
    CLOSE = "Close"
    BACK = "Back"
    RETRY = "Try again"
    OPEN = "Open"
    STOP = "Stop"
    STOPPING = "Stopping…"


class Inputs:
    REVEAL = "Show what you type"
    HIDE = "Hide what you type"


class Rail:
    NAME = "Places"
    TODAY = "Today"
    CLIENTS = "Clients"
    SETTINGS = "Settings"
    UNLOCKED = "Unlocked"
    LOCK = "Lock the vault (Ctrl+L)"


class SignIn:
    LANDSCAPE = "A row of hills drawn like a voice, with the sun between them"
    PROMISE = "Everything is encrypted and stays on this computer."
    TITLE = "Welcome back"
    WHO = "Who is signing in?"
    VAULT_AT = "{name}, in {folder}"
    ACCOUNT = "Account of this vault"
    PASSPHRASE = "Passphrase"
    PASSPHRASE_HINT = "At least four words. Only you know it."
    UNLOCK = "Unlock"
    UNLOCKING = "Unlocking…"
    HAVE_RECOVERY_CODE = "I have a recovery code"
    OTHER_VAULT = "Open another vault"
    NEW_VAULT = "Create a new vault"
    KEYBOARD = "Keyboard layout: {layout}"
    CHOOSE_VAULT = "Choose a vault"
    VAULT_FILES = "Vaults (*.vault);;All files (*)"
    RECOVERY_TITLE = "Sign in with the recovery code"
    RECOVERY_SUBTITLE = "It is on the sheet you wrote when the vault was made: seven groups of four."
    RECOVERY_FIELD = "Recovery code"
    USE_PASSPHRASE = "Use the passphrase instead"


class Create:
    TITLE = "Create your vault"
    SUBTITLE = "One encrypted file for everything you keep about your clients. There is no account and no cloud."
    NAME = "Your name"
    NAME_HINT = "It stands under every note you sign."
    CREDENTIALS = "Credentials"
    CREDENTIALS_HINT = "Optional, for example LCSW"
    PLACE = "Where it is kept"
    CHANGE_PLACE = "Change"
    CHOOSE_PLACE = "Where to keep the vault"
    PASSPHRASE = "Passphrase"
    PASSPHRASE_HINT = "At least 15 characters, for example four or five unrelated words."
    AGAIN = "The same passphrase again"
    CREATE = "Create vault"
    CREATING = "Creating…"
    OPEN_EXISTING = "Open an existing vault"
    NAME_MISSING = "Fill in your name."
    NOT_THE_SAME = "The two are not the same."
    TOO_SHORT = "{count} of 15 characters"
    EASY = "Easy to guess: common words or a pattern"
    FAIR = "Better, still within reach of a determined guesser"
    GOOD = "Good"
    STRONG = "Strong"
    STRENGTH = "Strength of the passphrase"


class Recovery:
    TITLE = "Write down your recovery code"
    SUBTITLE = (
        "If you forget the passphrase, this code is the only other way in. It is shown this once. "
        "Keep it on paper, away from this computer."
    )
    CODE = "Recovery code"
    TYPE_BACK = "Type it back from the paper"
    TYPE_BACK_HINT = "Capitals, dashes and spaces do not matter."
    NOT_RIGHT = "This is not the code above. Compare each group with the paper."
    CONTINUE = "Open the vault"


class Clients:
    TITLE = "Clients"
    COUNT_NONE = "Nobody yet"
    COUNT_ONE = "One client"
    COUNT = "{count} clients"
    FOUND = "{found} of {count} clients"
    SEARCH = "Search by name or code"
    LIST = "Clients"
    NEW = "New client"
    EMPTY_TITLE = "No clients yet"
    EMPTY = "A client's sessions, notes and consents are kept together here."
    NOTHING_FOUND_TITLE = "Nobody found"
    NOTHING_FOUND = "No client's name or code has these letters."
    SINCE = "Since {date}"
    NAME = "Name"
    NAME_HINT = "In lists only initials are shown, unless you choose full names in Settings."
    BIRTH_DATE = "Date of birth"
    BIRTH_DATE_HINT = "Day, month, year, for example 4.5.1988. You can leave it empty."
    BIRTH_DATE_WRONG = "This is not a date. Write day, month and year, for example 4.5.1988."
    ADD = "Add client"
    ADDED = "Client added"


class ClientPlace:
    BORN = "Born {date}"
    SESSIONS = "Sessions"
    NEW_SESSION = "New session"
    NO_SESSIONS_TITLE = "No sessions yet"
    NO_SESSIONS = "Bring in the recording of a session to get a transcript and a draft of the note."
    CONSENTS = "Consents"
    CONSENT_NOTED = "In writing, {date}"
    CONSENT_WITHDRAWN = "Withdrawn {date}"
    CONSENT_MISSING = "Not noted yet"
    NOTE_CONSENT = "Note consent"
    WITHDRAW = "Withdraw"
    WITHDRAW_TITLE = "Withdraw this consent?"
    WITHDRAW_MESSAGE = (
        "From now on nothing new is made under it. Recordings, transcripts and notes that exist stay until you "
        "delete them; signed notes are part of the record."
    )
    CONSENT_HINT = "Note a consent once the client has signed the form. Each one is kept with its date."
    SESSION = "Session {number}"
    SESSION_COUNT = "{count} sessions"
    SESSION_COUNT_ONE = "One session"


CONSENT_WORDS = {
    ConsentPurpose.TREATMENT: "Treatment",
    ConsentPurpose.RECORDING: "Audio recording, for notes only",
    ConsentPurpose.AI_NOTES: "Transcript and draft made by software, on this computer",
}

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


class NewSession:
    TITLE = "New session"
    SUBTITLE = "{client}, session {number}"
    WHEN = "When it was"
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


class Progress:
    TITLE = "Session {number}"
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
    STAGES_DONE = "Step {number} of {count}"


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


class Today:
    NOTHING_WAITS = "No note waits for your signature."
    ONE_WAITS = "One note waits for your signature."
    WAIT = "{count} notes wait for your signature."
    RECENT = "Recent sessions"
    TO_SIGN = "To sign"
    NOTHING_TO_SIGN = "Nothing. Notes appear here after a session."
    IN_PROGRESS = "In progress"
    OFFLINE = "Works offline"
    EMPTY_TITLE = "A quiet start"
    EMPTY = "Add a client, then bring in the recording of a session."
    NO_SESSIONS = "Open a client to bring in the recording of a session."
    FIRST_CLIENT = "Add your first client"
    OPEN_CLIENTS = "Open clients"
    REVIEW = "Review"
    AGE_TODAY = "Today"
    AGE_ONE = "1 day old"
    AGE = "{count} days old"
    SESSION_LINE = "Session {number}, {attendance}. {status}"


class Settings:
    TITLE = "Settings"
    SUBTITLE = "They apply at once and hold on this computer only."
    APPEARANCE = "Appearance"
    SYSTEM = "Like the system"
    LIGHT = "Light"
    DARK = "Dark"
    TEXT_SIZE = "Text size"
    PRIVACY = "Who else may see the screen"
    FULL_NAMES = "Show full names in lists"
    FULL_NAMES_HINT = "Otherwise initials and the client's code."
    IDLE = "Lock after"
    IDLE_MINUTES = "{count} minutes"
    IDLE_HINT = (
        "Without a key or the mouse being touched. A session being worked on is finished first. Ctrl+L locks at once."
    )
    SHORTCUTS = "Keyboard"
    SHORTCUT_ROWS = (
        ("Today, clients, settings", "Ctrl+1, Ctrl+2, Ctrl+,"),
        ("New client", "Ctrl+N"),
        ("Search clients", "Ctrl+F"),
        ("Back", "Alt+Left"),
        ("Lock", "Ctrl+L"),
        ("Quit", "Ctrl+Q"),
    )
    VAULT = "Vault"
    SIGNED_IN = "Signed in as {name}"
    NOT_SAVED = "The setting holds until you close TherapEase."
