"""The review of a session: its header, who speaks, how lines stand."""

from __future__ import annotations


class Review:
    PARTS = "Parts of the review"
    MORE = "More"
    SWAP_SPEAKERS = "Swap speakers"
    SESSION = "Session {number}"
    AGREED = "Agreed to recording"
    NO_CONSENT = "No consent to recording in force"
    CUT_OFF = "Recording cut off"
    YOU = "You"
    CLIENT = "Client"
    SPEAKER = "Speaker"
    NOT_SIGNED = "Draft, not signed"


class Standings:
    """One word each, and the word behind a number in the footer."""

    VERIFIED = ("Verified", "verified")
    QUOTATION = ("Quotation", "quotation")
    OWN = ("Your own", "your own")
    NOT_ASSESSED = ("Not assessed", "not assessed")
    UNVERIFIED = ("Unverified", "unverified")
    CHECK_AGAIN = ("Check again", "to check again")
    TO_COMPLETE = ("To complete", "to complete")
