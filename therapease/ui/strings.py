"""Every word the shell shows, in one place: sentence case, no exclamation marks, one term per idea."""

from __future__ import annotations

APP_NAME = "TherapEase"


class Actions:
    CANCEL = "Cancel"
    CLOSE = "Close"
    BACK = "Back"
    RETRY = "Try again"
    SAVE = "Save"
    OPEN = "Open"
    STOP = "Stop"
    COPY = "Copy"


class Inputs:
    REVEAL = "Show what you type"
    HIDE = "Hide what you type"
