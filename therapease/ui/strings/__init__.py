"""Every word the window shows, one module per place: sentence case, no exclamation marks, one term per idea.

Used as `strings.Clients.TITLE`; a new class of words is named here too.
"""

from __future__ import annotations

from therapease.ui.strings.clients import CONSENT_WORDS, ClientPlace, Clients
from therapease.ui.strings.commands import COMMAND_WORDS, Menus
from therapease.ui.strings.common import APP_NAME, SEPARATOR, Actions, Inputs
from therapease.ui.strings.sessions import ATTENDANCE_WORDS, STAGE_WORDS, STATUS_WORDS, NewSession, Progress
from therapease.ui.strings.settings import Settings
from therapease.ui.strings.shell import About, Errors, Leaving, Rail, Shortcuts, Status
from therapease.ui.strings.sign_in import Create, Recovery, SignIn
from therapease.ui.strings.today import Today

__all__ = [
    "APP_NAME",
    "About",
    "Leaving",
    "Shortcuts",
    "Status",
    "ATTENDANCE_WORDS",
    "Actions",
    "COMMAND_WORDS",
    "CONSENT_WORDS",
    "ClientPlace",
    "Clients",
    "Create",
    "Errors",
    "Inputs",
    "Menus",
    "NewSession",
    "Progress",
    "Rail",
    "Recovery",
    "SEPARATOR",
    "STAGE_WORDS",
    "STATUS_WORDS",
    "Settings",
    "SignIn",
    "Today",
]
