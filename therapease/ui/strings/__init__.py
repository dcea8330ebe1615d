"""Every word the window shows, one module per place: sentence case, no exclamation marks, one term per idea.

Used as `strings.Clients.TITLE`; a new class of words is named here too.
"""

from __future__ import annotations

from therapease.ui.strings.activity import EVENT_WORDS, KIND_WORDS, Activity
from therapease.ui.strings.backup import Backup
from therapease.ui.strings.clients import CONSENT_WORDS, FILTER_WORDS, SORT_WORDS, ClientPlace, Clients
from therapease.ui.strings.commands import COMMAND_WORDS, Menus
from therapease.ui.strings.common import APP_NAME, DAYS, HOME_FOLDER, MONTHS, SEPARATOR, Actions, Inputs
from therapease.ui.strings.components import STANCE_WORDS, Level, Steps
from therapease.ui.strings.export import Copying, Export, NotePaper, Preview
from therapease.ui.strings.first_run import (
    STANDING_WORDS,
    STEP_LINES,
    STEP_TITLES,
    ConsentForm,
    ConsentTexts,
    FirstRun,
    Models,
    NewCode,
    Sample,
)
from therapease.ui.strings.locking import Locking
from therapease.ui.strings.note import (
    ACTION_WORDS,
    CHANGE_WORDS,
    LINE_FILTER_WORDS,
    REASON_WORDS,
    CompareVersions,
    Note,
    NoteFooter,
    NoteLine,
    RemovedLines,
    SessionHistory,
    Signing,
)
from therapease.ui.strings.outcomes import GOAL_STATUS_WORDS, Goals, Measures
from therapease.ui.strings.passphrase import Passphrase
from therapease.ui.strings.people import (
    ACCOUNT_STATUS_WORDS,
    ROLE_HINTS,
    ROLE_WORDS,
    Invite,
    Join,
    People,
    PeopleQuestions,
    PersonForm,
)
from therapease.ui.strings.private_note import PrivateNote
from therapease.ui.strings.record_export import RecordExport
from therapease.ui.strings.restore import Restore
from therapease.ui.strings.review import Review, Standings
from therapease.ui.strings.risk import RISK_SUBJECT_WORDS, RISK_WORDS, Risk
from therapease.ui.strings.sessions import ATTENDANCE_WORDS, STAGE_WORDS, STATUS_WORDS, NewSession, Progress
from therapease.ui.strings.settings import Settings
from therapease.ui.strings.shell import About, Errors, Leaving, Rail, Shortcuts, Status
from therapease.ui.strings.sign_in import Create, Recovery, SignIn
from therapease.ui.strings.today import Appointments, Today
from therapease.ui.strings.transcript import (
    SPEAKER_CHOICES,
    VERSION_REASONS,
    Corrections,
    Find,
    Mentions,
    Player,
    Transcript,
    Versions,
)

__all__ = [
    "EVENT_WORDS",
    "KIND_WORDS",
    "Activity",
    "ACCOUNT_STATUS_WORDS",
    "Invite",
    "Join",
    "People",
    "PeopleQuestions",
    "PersonForm",
    "ROLE_HINTS",
    "ROLE_WORDS",
    "ACTION_WORDS",
    "APP_NAME",
    "ATTENDANCE_WORDS",
    "About",
    "Actions",
    "Appointments",
    "Backup",
    "CHANGE_WORDS",
    "COMMAND_WORDS",
    "CONSENT_WORDS",
    "ClientPlace",
    "Clients",
    "CompareVersions",
    "RemovedLines",
    "ConsentForm",
    "ConsentTexts",
    "Copying",
    "Corrections",
    "Create",
    "DAYS",
    "HOME_FOLDER",
    "Errors",
    "Export",
    "FILTER_WORDS",
    "Find",
    "FirstRun",
    "GOAL_STATUS_WORDS",
    "Goals",
    "Inputs",
    "LINE_FILTER_WORDS",
    "Leaving",
    "Level",
    "MONTHS",
    "Locking",
    "Measures",
    "Mentions",
    "Menus",
    "Models",
    "NewCode",
    "NewSession",
    "Note",
    "NoteFooter",
    "NoteLine",
    "NotePaper",
    "Passphrase",
    "Preview",
    "Player",
    "PrivateNote",
    "Progress",
    "REASON_WORDS",
    "RISK_SUBJECT_WORDS",
    "RISK_WORDS",
    "Rail",
    "RecordExport",
    "Recovery",
    "Restore",
    "Review",
    "Risk",
    "SEPARATOR",
    "SORT_WORDS",
    "SPEAKER_CHOICES",
    "STAGE_WORDS",
    "STANCE_WORDS",
    "STANDING_WORDS",
    "STATUS_WORDS",
    "STEP_LINES",
    "STEP_TITLES",
    "Sample",
    "SessionHistory",
    "Settings",
    "Shortcuts",
    "SignIn",
    "Signing",
    "Standings",
    "Status",
    "Steps",
    "Today",
    "Transcript",
    "VERSION_REASONS",
    "Versions",
]
