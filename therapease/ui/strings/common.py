"""Words that many places share."""

from __future__ import annotations

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
