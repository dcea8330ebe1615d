"""The transcript of the review: reading, finding, correcting, and its versions."""

from __future__ import annotations

from therapease.domain.transcript import SpeakerRole


class Transcript:
    TITLE = "Transcript"
    EMPTY = "There is no transcript yet."
    EMPTY_WORDS = "No words were found in this recording. The note can still be written by hand."
    FOLLOWING = "Following playback"
    FOLLOW = "Follow playback"
    FOLLOW_HINT = "The transcript follows playback until you scroll"
    SWAP = "Swap speakers"
    MORE = "More for the transcript"
    VERSIONS = "Versions and changes"
    UNDO = "Undo the correction"
    REDO = "Redo the correction"
    PLAY_FROM = "Play from here"
    PLAY_THESE = "Play these words"
    EDIT = "Correct the words"
    COPY = "Copy these words"
    SPOKEN_BY = "Spoken by"
    EDITOR = "What was said by {speaker} at {time}"
    EDITOR_HINT = "Enter saves, Esc goes back, Ctrl+Space plays it"
    EDITOR_EMPTY = "Write what was said, or go back with Esc."
    SPOKEN_EVIDENCE = "Evidence {number}."
    SPOKEN_HIT = "Found."
    SPEAKER_NUMBER = "Speaker {number}"


SPEAKER_CHOICES = {
    SpeakerRole.THERAPIST: "You",
    SpeakerRole.CLIENT: "The client",
    SpeakerRole.OTHER: "Another speaker",
}


class Player:
    NAME = "Player"
    PLAY = "Play"
    PAUSE = "Pause"
    WITH_KEY = "{act} (Space)"
    PLACE = "Place in the recording"
    PLACE_AT = "{position} of {duration}"
    SPEED = "Speed"
    SPEED_IS = "Speed, {rate}"
    RATE = "{rate:g}×"
    SKIP_SILENCE = "Skip silence"
    NO_RECORDING = "There is no recording. The transcript and the note can be read, corrected and signed all the same."
    NO_SOUND_OUTPUT = "No sound output found. Connect headphones or speakers to listen."
    UNPLAYABLE = "The recording cannot be played on this computer."
    LOADING = "Getting the recording ready. While another session is being worked on, this waits."
    MARKED = "Mentioned: {words}, {time}"


class Find:
    FIELD = "Find in the transcript"
    OPEN = "Find in the transcript (Ctrl+F)"
    NEXT = "Next place (F3)"
    PREVIOUS = "Previous place (Shift+F3)"
    CLOSE = "Close the search (Esc)"
    COUNT = "{at} of {count}"
    NONE = "Not found"


class Corrections:
    SWAPPED = "Speakers swapped."
    WORDS = "Words corrected."
    SPEAKER = "Speaker corrected."
    RESTORED = "An older version is the newest again."
    UNDONE = "Correction undone."
    REDONE = "Correction made again."
    CHECK_NONE = "No line of the note waits because of it."
    CHECK_ONE = "One line of the note rests on corrected words: check it again."
    CHECK = "{count} lines of the note rest on corrected words: check them again."
    UNDO = "Undo"
    REDRAFT = "Draft again"
    DISMISS = "Close this message"
    REDRAFT_TITLE = "Draft the note again?"
    REDRAFT_MESSAGE = (
        "A new draft is made from the corrected transcript and takes the place of this one, which stays in the history "
        "of the session. Lines you took out may come back."
    )
    KEEP_OWN_ONE = "Keep my line"
    KEEP_OWN = "Keep my {count} lines"
    KEEP_OWN_HINT = (
        "What you wrote, changed or accepted. Lines that rest on corrected words are marked, to be checked again."
    )


class Mentions:
    SEARCHING = "The transcript was corrected. It is being read again for mentions; this list is from before."
    OUTDATED = "This list is from before the transcript was corrected. Reading it again did not work: {reason}"


class Versions:
    TITLE = "Versions of the transcript"
    LIST = "Versions"
    CURRENT = "Version {version}, the newest"
    VERSION = "Version {version}"
    COMPARED = "Compared with"
    DIFFERENCES = "Differences"
    SAME = "These two versions are the same."
    FIRST = "This is the first version. There is none before it."
    RESTORE = "Make this the newest"
    CLOSE = "Close"
    SPEAKER_CHANGED = "Speaker: {before}, now {after}"
    SPLIT = "New here"
    GONE = "No longer here"
    COUNT_ONE = "One place differs."
    COUNT = "{count} places differ."
    MORE = "And {count} more places."


VERSION_REASONS = {
    "transcribed": "From the recording",
    "words corrected": "Words corrected",
    "speaker corrected": "Speaker corrected",
    "speakers swapped": "Speakers swapped",
    "undone": "Correction undone",
    "redone": "Correction made again",
}
