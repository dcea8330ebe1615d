"""Words of the first steps: the guided path, models, consent texts, the sample client."""

from __future__ import annotations

from therapease.domain.consent import ConsentPurpose
from therapease.domain.onboarding import FirstStep, StepStanding


class FirstRun:
    TITLE = "Getting started"
    SUBTITLE = "Each step can wait. You find them again on Today and in Settings."
    STEPS = "First steps"
    STEP_OF = "Step {number} of {count}"
    CONTINUE = "Continue"
    SKIP = "Not now"
    FINISH = "Go to Today"
    DONE = "Add a client, then bring in the recording of a session. Everything here can be changed in Settings."
    CARD = "Getting started"
    CARD_SUBTITLE = "{done} of {count} done"
    PUT_AWAY = "Hide this card"
    PUT_AWAY_DONE = "You find the first steps in Settings."
    FIRST_CLIENT = "Add your first client"
    FIRST_CLIENT_DONE = "Your first client is there"
    NO_CODE_TITLE = "There is no recovery code yet"
    NO_CODE = "If you forget the passphrase, everything in this vault is lost for good."
    NO_CODE_ACT = "Make one now"
    BRING_BACK = "Show the card on Today again"
    OPEN = "Go through the steps"


STEP_TITLES = {
    FirstStep.RECOVERY_CODE: "Recovery code",
    FirstStep.MODELS: "Models on this computer",
    FirstStep.CONSENT_TEXT: "Consent texts",
    FirstStep.SAMPLE_CLIENT: "Sample client",
}

STEP_LINES = {
    FirstStep.RECOVERY_CODE: "The way in if you forget the passphrase",
    FirstStep.MODELS: "What turns speech into words, and words into a draft",
    FirstStep.CONSENT_TEXT: "What your clients sign before you record",
    FirstStep.SAMPLE_CLIENT: "A made-up session to try everything on",
}

STANDING_WORDS = {
    StepStanding.OPEN: "To do",
    StepStanding.DONE: "Done",
    StepStanding.SKIPPED: "Put off",
}


class NewCode:
    INTRO = (
        "If you forget the passphrase, a recovery code on paper is the only other way in. Yours is not on paper yet."
    )
    IN_FORCE = "Your recovery code is on paper. Making a new one ends the old one, for example if the paper is lost."
    MAKE = "Make a recovery code"
    MAKE_NEW = "Make a new recovery code"
    TITLE = "Write down your new recovery code"
    MESSAGE = (
        "It takes the place of any earlier code, which then opens nothing. Until you have typed it back, "
        "nothing changes."
    )
    USE = "Use this code"
    USING = "Saving…"
    DONE = "The new recovery code is in force"
    SETTINGS_TITLE = "Recovery code"


class Models:
    SETTINGS_TITLE = "On-device models"
    TITLE = "What does the work"
    SUBTITLE = "Two models turn speech into words and words into a draft, on this computer. Sessions never leave it."
    READY = "Everything needed is here and in use. There is nothing to do."
    RECOGNITION = "Transcription"
    DRAFTING = "Note drafting"
    STARTER_RECOGNIZER = "Starter engine"
    STARTER_RECOGNIZER_WORDS = (
        "English. Writes down what was said and tells the speakers apart. Good for clear speech in a quiet room."
    )
    STARTER_WRITER = "Starter language model"
    STARTER_WRITER_WORDS = (
        "Words the draft. Each line is checked against what was said; where it does not hold, the client's "
        "own words stand."
    )
    OWN_RECOGNIZER_WORDS = "Whisper, the standard engine. Fewer mistakes with names, accents and quiet voices."
    OWN_WRITER_WORDS = "A language model of your own for wording drafts. The same checks hold."
    BUILT_IN = "Comes with TherapEase"
    OWN = "Your own"
    IN_USE = "In use"
    INSTALLED = "Installed"
    MISSING = "Not installed"
    SIZE = "{size} MB"
    SIZE_LARGE = "{size} GB"
    MORE_TITLE = "If you want more: Whisper"
    MORE = (
        "Whisper makes fewer mistakes with names, accents and quiet voices, and knows more languages than "
        "English. It is too large to come along, and TherapEase never goes online to fetch it. Ask whoever "
        "looks after your computer for a Whisper model in CTranslate2 form: a folder with model.bin in it. "
        "Put that folder here, then look again:"
    )
    FOLDER = "Folder for models"
    OPEN_FOLDER = "Open the folder"
    LOOK_AGAIN = "Look again"
    REJECTED = "“{name}” cannot be used: {fault}."
    NO_FOLDER_WINDOW = "The folder could not be opened here. It is {folder}"
    NO_RECOGNIZER_TITLE = "Recordings cannot be transcribed yet"
    NO_RECOGNIZER = (
        "The starter engine is not on this computer. Install TherapEase again, or add a Whisper model below. Clients, "
        "notes and bringing in recordings work without it."
    )
    NO_WRITER_TITLE = "Drafts will be plainer"
    NO_WRITER = (
        "The starter language model is not on this computer, so drafts are put together from quotations. Install "
        "TherapEase again to have them worded."
    )


class ConsentTexts:
    TITLE = "What your clients sign"
    SUBTITLE = (
        "Recording a session and letting software work on it each need the client's written consent. This is "
        "the text your clients sign: change it until it is true of your practice."
    )
    NOT_ADVICE = "A starting point, not legal advice. Have it checked against the law where you practise."
    CHOICE = "Which text"
    TEXT = "Text of the consent"
    TITLES = {
        ConsentPurpose.TREATMENT: "Consent to treatment",
        ConsentPurpose.RECORDING: "Consent to audio recording",
        ConsentPurpose.AI_NOTES: "Consent to transcripts and drafts made by software",
    }
    CHOICES = {
        ConsentPurpose.RECORDING: "Recording",
        ConsentPurpose.AI_NOTES: "Transcript and draft",
        ConsentPurpose.TREATMENT: "Treatment",
    }
    STANDARD = "Version {version}, comes with TherapEase"
    OWN = "Version {version}, yours since {date}"
    BLANK_ONE = "One place in [brackets] waits for your words before a client signs."
    BLANKS = "{count} places in [brackets] wait for your words before a client signs."
    UNSAVED = "Changed, not saved yet"
    SAVE = "Save as a new version"
    SAVED = "Saved as version {version}. Consents noted from now on name it."
    RESET = "Back to the text that comes along"
    FORM = "Form to print (PDF)"
    FORM_TITLE = "Save the form"
    FORM_FILE = "Consent form, {purpose}.pdf"
    FORM_FILTER = "PDF (*.pdf)"
    FORM_SAVED = "The form is saved. Print it and have it signed."
    FORM_UNSAVED = "Save your changes first: the form carries the number of its version."
    LEAVING = "Your changes to the consent text are not saved."
    AGREED_TITLE = "What the client agreed to"
    AGREED_ON_PAPER = "This consent is on your practice's own form. Its words are not kept here."
    AGREED_ABOUT = "{what}, version {version}. Agreed in writing on {date}."
    SHOW = "Show the text"


class ConsentForm:
    CLIENT = "Client"
    THERAPIST = "Therapist"
    VERSION = "Version {version}"
    BORN = "Date of birth"
    DATE = "Date"
    CLIENT_SIGNS = "Signature of the client or legal representative"
    THERAPIST_SIGNS = "Signature of the therapist"
    WITHDRAWAL = "To take this consent back"
    WITHDRAWAL_TEXT = "I take back this consent from this date on."
    PAGE = "Page {number} of {count}"


class Sample:
    CHIP = "Sample"
    TITLE = "A session to try everything on"
    SUBTITLE = (
        "A made-up client with one session of two minutes: the recording, its transcript and a draft of the "
        "note. Listen, correct, edit and sign as you like. Nobody said any of it."
    )
    IS_MARKED = "It is marked as a sample wherever it appears, and one step removes it with everything you tried on it."
    ENGINE = "Let this computer transcribe it"
    ENGINE_HINT = (
        "As with a session of your own; takes about a minute. Otherwise the written transcript is used and "
        "the draft is there in seconds."
    )
    ENGINE_MISSING = "There is no engine on this computer yet, so the written transcript is used."
    ADD = "Add the sample client"
    ADDING = "Adding…"
    BUSY = "Another session is being worked on. The sample can be added when it is done."
    IS_THERE = "The sample client is there."
    OPEN = "Open the sample client"
    REMOVE = "Remove the sample client"
    REMOVE_TITLE = "Remove the sample client?"
    REMOVE_MESSAGE = (
        "The made-up client, its recording, transcript and notes go for good. Your own clients are untouched."
    )
    REMOVED = "The sample client is gone"
    SETTINGS_TITLE = "Sample client"
