"""What components say by themselves, wherever they stand."""

from __future__ import annotations

from therapease.domain.note import Stance


class Steps:
    STEP = "Step {done} of {total}"
    REACHED = "Reached"


class Level:
    NOTHING = "No sound yet"
    QUIET = "Very quiet"
    GOOD = "Good level"
    LOUD = "Too loud"


STANCE_WORDS = {
    Stance.AFFIRMED: "Affirmed",
    Stance.UNCLEAR: "Unclear",
    Stance.DENIED: "Denied",
}
