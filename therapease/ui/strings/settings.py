"""The settings."""

from __future__ import annotations


class Settings:
    TITLE = "Settings"
    SUBTITLE = "They apply at once and hold on this computer only."
    APPEARANCE = "Appearance"
    SYSTEM = "Like the system"
    LIGHT = "Light"
    DARK = "Dark"
    TEXT_SIZE = "Text size"
    TEXT_SIZE_HINT = "From everywhere: {keys}"
    REDUCE_MOTION = "Reduce motion"
    REDUCE_MOTION_HINT = "Nothing glides: every change is there at once."
    PRIVACY = "Who else may see the screen"
    FULL_NAMES = "Show full names in lists"
    FULL_NAMES_HINT = "Otherwise initials and the client's code."
    IDLE = "Lock after"
    IDLE_MINUTES = "{count} minutes"
    IDLE_HINT = (
        "Without a key or the mouse being touched. A session being worked on is finished first. Ctrl+L locks at once."
    )
    GOES_ON = "Go on working on a session while locked"
    GOES_ON_HINT = (
        "A transcription or a draft that is under way is finished behind the lock. What it works on stays in memory "
        "until then, without the key; its result is sealed and comes in when you sign in again."
    )
    SHORTCUTS = "Keyboard"
    SHORTCUTS_HINT = "Everything can be done by keyboard. {keys} shows how, from everywhere."
    VAULT = "Vault"
    SIGNED_IN = "Signed in as {name}"
    NOT_SAVED = "The setting holds until you close TherapEase."
