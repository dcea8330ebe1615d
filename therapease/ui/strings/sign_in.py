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
    MAKING = "Making the key slow to guess. This takes some seconds."
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
    COVERED = "Covered while you type, so that you read it from the paper."
    UNCOVER = "Show the code again"
    PAPER_HINT = (
        "Write it by hand. A photo, a file or a print job may leave a copy where others find it. No letter in it "
        "is an O, I or L: 0 is zero and 1 is one."
    )
    TYPE_BACK = "Type it back from the paper"
    TYPE_BACK_HINT = "Capitals, dashes and spaces do not matter."
    NOTHING_TYPED = "Type the code from the paper: seven groups of four."
    NOT_RIGHT = "The {group} group is not the same. Compare it with the code above and mend the paper."
    NOT_ALL = "Right so far, but {count} characters are missing at the end."
    TOO_MUCH = "The code is right, but there is more after it."
    GROUPS = ("first", "second", "third", "fourth", "fifth", "sixth", "last")
    CONTINUE = "Open the vault"
    SKIP = "Go on without it for now"
    SKIP_TITLE = "Go on without a recovery code?"
    SKIP_MESSAGE = (
        "If you forget the passphrase then, everything in this vault is lost for good. Nobody can open it for you. "
        "This code is not shown again; you can make a new one in Settings, and Today reminds you until you have."
    )
    SKIP_CONFIRM = "Go on without it"
    SKIP_KEEP = "Back to the code"
