"""Words that many places share."""

from __future__ import annotations

APP_NAME = "TherapEase"
SEPARATOR = "  ·  "
HOME_FOLDER = "your home folder"

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


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
    CLEAR = "Empty the field"
    DATE_FORM = "Day.month.year"
    CLEAR = "Empty the field"
    OPEN_CALENDAR = "Choose from a calendar"
    NO_DATE = "This is not a date. Write day, month and year, for example 4.5.1988."
