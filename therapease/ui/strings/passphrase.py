"""Changing the passphrase."""

from __future__ import annotations


class Passphrase:
    SETTINGS_TITLE = "Passphrase"
    INTRO = "It opens your vault. Backups made before a change still open with the earlier one."
    OPEN = "Change the passphrase"
    TITLE = "Change your passphrase"
    MESSAGE = "From then on only the new one opens the vault. The recovery code on paper stays as it is."
    LOST_TITLE = "Set a new passphrase"
    LOST_MESSAGE = (
        "You came in with the recovery code. Set a passphrase that you will remember; the earlier one then opens "
        "nothing any more. The recovery code on paper stays as it is."
    )
    CURRENT = "Passphrase used so far"
    CURRENT_MISSING = "Type the passphrase you have used so far."
    NEW = "New passphrase"
    AGAIN = "The new passphrase again"
    SAME = "This is the one you have now. Choose another."
    CHANGE = "Change passphrase"
    CHANGING = "Changing…"
    LATER = "Later"
    DONE = "The new passphrase is in force"
