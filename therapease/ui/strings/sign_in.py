"""Signing in, making a vault and its recovery code."""

from __future__ import annotations


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
