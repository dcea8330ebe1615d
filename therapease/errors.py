"""The error tree. Every error a person can meet has a title, words and a next step.

    TherapEaseError
    ├── EnvironmentProblem          the surroundings: disk, keyring, another instance, a missing model
    │   ├── StorageFullError
    │   ├── StorageUnavailableError       read-only disk, missing rights, file gone
    │   ├── VaultInUseError
    │   ├── BackupFolderError             the place for backups is not there or protects from nothing
    │   ├── ModelMissingError
    │   └── EngineUnavailableError        the worker could not start on this machine
    ├── InputProblem                what was given: a passphrase, a file
    │   ├── WrongPassphraseError
    │   ├── SignInHeldError               too many wrong attempts; carries how long to wait
    │   ├── WeakPassphraseError
    │   ├── WrongRecoveryCodeError
    │   ├── InvitationError               unknown, used, withdrawn or expired
    │   ├── AccountClosedError            deactivated or removed by an owner
    │   ├── VaultMissingError
    │   ├── VaultExistsError
    │   ├── VaultDamagedError             header or database does not verify
    │   │   ├── HeaderMissingError
    │   │   └── HeaderDamagedError
    │   ├── VaultTooNewError
    │   ├── UnsafeKeyParametersError      a header that asks for absurd or weak key derivation
    │   ├── FileMissingError
    │   ├── NotAudioError
    │   ├── NoAudioTrackError
    │   ├── EmptyAudioError
    │   ├── TruncatedAudioError           carries what could still be decoded
    │   ├── NotATranscriptError
    │   ├── EmptyTranscriptError
    │   ├── UnknownModelError
    │   ├── ModelRejectedError            a model folder or file that is not what it claims
    │   ├── UnknownFormatError
    │   ├── SettingsDamagedError
    │   ├── InvalidFieldError
    │   └── NotFoundError
    ├── RuleViolation               an action that the rules of the record forbid
    │   ├── NotAllowedError
    │   ├── InvalidTransitionError
    │   ├── NoteUnreadError               a draft cannot be signed unread
    │   ├── NoteSignedError               a signed note is amended, never edited
    │   ├── OpenItemsError
    │   ├── ConsentMissingError
    │   │   └── AiNotesConsentMissingError
    │   ├── SealedForOthersError          a private note whose key the signed-in person does not have
    │   ├── NotASampleError               a record is kept; only made-up samples may be removed
    │   └── ConflictError                 somebody else saved a newer version
    ├── JobCancelledError           the person stopped it; nothing is wrong
    │   └── JobLetGoError           it goes on without this process
    └── OurFault                    a defect in TherapEase
        ├── EngineCrashedError            the worker died; the job can be retried
        └── InternalError

Foreign exceptions are translated into this tree at one border per layer. Messages never carry
clinical text, names, keys or passphrases: they may end in a log.
"""

from __future__ import annotations

import math
from typing import ClassVar


class TherapEaseError(Exception):
    """Base of the tree: `title` in a few words, `message` with the next step, both for a person to read.

    `detail` is technical, may be logged, and must be free of clinical content.
    """

    title: ClassVar[str] = "Something went wrong"
    default_message: ClassVar[str] = "Nothing was changed. Try again."

    def __init__(self, message: str | None = None, *, detail: str = "") -> None:
        self.message = message or self.default_message
        self.detail = detail
        super().__init__(f"{self.title}: {self.message}")


class EnvironmentProblem(TherapEaseError):
    """The surroundings are at fault, not the person and not the program."""


class StorageFullError(EnvironmentProblem):
    title = "The disk is full"
    default_message = "Free some space and try again. Everything saved before this is safe."


class StorageUnavailableError(EnvironmentProblem):
    title = "The file cannot be written or read"
    default_message = (
        "Check that the disk is connected and has room, and that you may write to the folder. Then try again."
    )


class VaultInUseError(EnvironmentProblem):
    title = "This vault is already open"
    default_message = "TherapEase is open in another window. Use that one, or close it and try again."


class BackupFolderError(EnvironmentProblem):
    title = "The place for backups is not there"
    default_message = "Connect the drive, or choose another folder under Backup. Nothing else was changed."


class ModelMissingError(EnvironmentProblem):
    title = "A model is not installed"
    default_message = "Settings, On-device models, shows what is missing and how to add it. Then try again."


class EngineUnavailableError(EnvironmentProblem):
    title = "Transcription could not start on this computer"
    default_message = "Settings, On-device models, shows what is missing. Your recording is safe."


class InputProblem(TherapEaseError):
    """What was given does not fit; nothing was changed."""


class WrongPassphraseError(InputProblem):
    title = "That did not open it"
    default_message = "The passphrase is not the right one for this vault. Nothing was changed."


class SignInHeldError(InputProblem):
    """`wait_s` is how long the sign-in stays closed, in seconds."""

    title = "Too many attempts"

    def __init__(self, wait_s: float) -> None:
        self.wait_s = wait_s
        seconds = math.ceil(wait_s)
        wait = f"{seconds} seconds" if seconds < 100 else f"{math.ceil(seconds / 60)} minutes"
        super().__init__(f"Wait {wait}, then try again. The recovery code waits as well; nothing was changed.")


class WeakPassphraseError(InputProblem):
    title = "This passphrase is too easy to guess"
    default_message = "Use at least 15 characters, for example four or five unrelated words."


class WrongRecoveryCodeError(InputProblem):
    title = "That is not this vault's recovery code"
    default_message = "Check each group of characters against the sheet you wrote down."


class InvitationError(InputProblem):
    title = "That is not an open invitation"
    default_message = (
        "Check each group of characters. If they are right, it was used, taken back or replaced: ask the owner of the "
        "vault for a new code."
    )


class AccountClosedError(InputProblem):
    title = "This account is closed"
    default_message = "An owner of the vault has deactivated it. Ask her to open it again."


class VaultMissingError(InputProblem):
    title = "There is no vault here"
    default_message = "Choose the folder where your vault lies, or create a new one."


class VaultExistsError(InputProblem):
    title = "There is already a vault with this name"
    default_message = "Choose another name or folder. The existing vault was not touched."


class VaultDamagedError(InputProblem):
    title = "The vault is damaged"
    default_message = (
        "Restore your last backup; without one, “therapease vault salvage” saves what can be read. The damaged files "
        "were left as they are."
    )


class HeaderMissingError(VaultDamagedError):
    title = "The key file is missing"
    default_message = "The file ending in .keys belongs beside the vault. Copy it back from your backup."


class HeaderDamagedError(VaultDamagedError):
    title = "The key file is damaged"
    default_message = "Copy the file ending in .keys back from your backup. The vault itself was not touched."


class VaultTooNewError(InputProblem):
    title = "This vault was made by a newer TherapEase"
    default_message = "Update the app, then open it again. Nothing was changed."


class UnsafeKeyParametersError(InputProblem):
    title = "The key file asks for unsafe settings"
    default_message = "It may have been tampered with. Copy the file ending in .keys back from your backup."


class FileMissingError(InputProblem):
    title = "The file is not there"
    default_message = "Check the name and that the disk is connected."


class NotAudioError(InputProblem):
    title = "This is not an audio file"
    default_message = "Choose a recording, such as WAV, MP3, M4A, FLAC, Opus or a video."


class NoAudioTrackError(InputProblem):
    title = "This file holds no sound"
    default_message = "It is a video or container without an audio track. Choose the file with the sound."


class EmptyAudioError(InputProblem):
    title = "This recording is empty"
    default_message = "The file holds no sound. Choose another one; this one was left as it is."


class TruncatedAudioError(InputProblem):
    """Audio that stops early. `decoded_s` seconds before the damage could be read and were kept."""

    title = "This recording is cut off"
    default_message = "What could be read was kept."

    def __init__(self, decoded_s: float, message: str | None = None, *, detail: str = "") -> None:
        self.decoded_s = decoded_s
        super().__init__(message, detail=detail)


class NotATranscriptError(InputProblem):
    title = "This is not a transcript"
    default_message = "Give a JSON file with “utterances” or “turns”, each with a speaker and a text."


class EmptyTranscriptError(InputProblem):
    title = "The transcript is empty"
    default_message = "There are no words to draft a note from."


class UnknownModelError(InputProblem):
    title = "There is no such model"
    default_message = "Run “therapease doctor” for the models installed here."


class ModelRejectedError(InputProblem):
    title = "This model cannot be used"
    default_message = "The file or folder is not a complete model of the expected kind."


class UnknownFormatError(InputProblem):
    title = "There is no such note format"
    default_message = "Run “therapease draft --help” for the formats."


class SettingsDamagedError(InputProblem):
    title = "The settings could not be read"
    default_message = "TherapEase goes on with its standard settings; the next change puts the damaged file aside."


class InvalidFieldError(InputProblem):
    """A form field that does not validate. `field` names it for the form."""

    title = "Something is not filled in right"

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


class NotFoundError(InputProblem):
    title = "That is no longer there"
    default_message = "It may have been removed in the meantime. Refresh the list."


class RuleViolation(TherapEaseError):
    """The rules of the clinical record forbid this."""


class NotAllowedError(RuleViolation):
    title = "You may not do this"
    default_message = "Ask the owner of the vault for the right to do it."


class InvalidTransitionError(RuleViolation):
    title = "That is not possible at this stage"
    default_message = "Open the session again to see where it stands."


class NoteUnreadError(RuleViolation):
    title = "Read the note before you sign it"
    default_message = "Go through every line of the draft first; then the button opens."


class NoteSignedError(RuleViolation):
    title = "This note is signed"
    default_message = "A signed note stays as it is. Add an amendment instead."


class OpenItemsError(RuleViolation):
    title = "Some lines still need you"
    default_message = "Complete, accept or remove the open items, then sign."


class ConsentMissingError(RuleViolation):
    title = "Consent is missing"
    default_message = "Note the client's consent to recording first."


class AiNotesConsentMissingError(ConsentMissingError):
    title = "Consent to transcript and draft is missing"
    default_message = "The software may not work on this session. Note the client's written consent, then go on."


class SealedForOthersError(RuleViolation):
    title = "This private note cannot be opened"
    default_message = "It was sealed to keys that you do not have, or lost when an owner reset your account."


class NotASampleError(RuleViolation):
    title = "A client's record is kept"
    default_message = "Only the sample client can be removed. Archive this client instead."


class ConflictError(RuleViolation):
    title = "There is a newer version"
    default_message = "Somebody saved a newer version meanwhile. Open it and apply your change again."


class JobCancelledError(TherapEaseError):
    title = "Stopped"
    default_message = "The job was stopped. What was there before is unchanged."


class JobLetGoError(JobCancelledError):
    title = "Goes on by itself"
    default_message = "The job goes on while the vault is locked. Its result comes in at the next sign-in."


class OurFault(TherapEaseError):
    """A defect in TherapEase."""


class EngineCrashedError(OurFault):
    title = "The transcription stopped unexpectedly"
    default_message = "Your recording is safe. Try the job again."


class InternalError(OurFault):
    title = "TherapEase made a mistake"
    default_message = "Nothing was lost. Please try again; if it happens twice, restart the program."
