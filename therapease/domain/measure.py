"""Questionnaires with a total and bands: the PHQ-9 and the GAD-7.

Both may be used and printed freely (Pfizer put them into the public domain). Sources: Kroenke K, Spitzer RL, Williams
JBW (2001), The PHQ-9, J Gen Intern Med 16:606-613; Spitzer RL, Kroenke K, Williams JBW, Löwe B (2006), A brief measure
for assessing generalized anxiety disorder, Arch Intern Med 166:1092-1097. The wording of an item belongs to the
instrument and is not the program's to change, so it stands here and not with the words of the window.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from therapease.domain.ids import ClientId, MeasureId, SessionId, UserId
from therapease.errors import InvalidFieldError

CHOICES = ("Not at all", "Several days", "More than half the days", "Nearly every day")
"""What an item of either is answered with, scored 0 to 3."""
MAX_SCORE = len(CHOICES) - 1


@dataclass(frozen=True, slots=True)
class Band:
    """The totals from `low` to `high`, both included, that the source calls by one word."""

    name: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire: its items in order, its bands from low to high. `watched_item`, counted from 0, is always shown
    beside the total, because the total does not tell it."""

    key: str
    name: str
    about: str
    question: str
    items: tuple[str, ...]
    bands: tuple[Band, ...]
    source: str
    watched_item: int | None = None

    @property
    def highest(self) -> int:
        return len(self.items) * MAX_SCORE

    def band(self, total: int) -> Band:
        """Return the band of a total between 0 and `highest`."""
        return next(band for band in self.bands if band.low <= total <= band.high)

    def check_total(self, total: int) -> int:
        """Return the total. Raise InvalidFieldError for one that the instrument cannot give."""
        if not 0 <= total <= self.highest:
            raise InvalidFieldError("total", f"A {self.name} total lies between 0 and {self.highest}.")
        return total

    def total_of(self, answers: tuple[int, ...]) -> int:
        """Return the sum of the answers. Raise InvalidFieldError unless every item has one of 0 to 3."""
        if len(answers) != len(self.items) or any(not 0 <= answer <= MAX_SCORE for answer in answers):
            raise InvalidFieldError("answers", "Answer every item, or enter the total alone.")
        return sum(answers)


PHQ_9 = Instrument(
    key="phq-9",
    name="PHQ-9",
    about="Depression",
    question="Over the last 2 weeks, how often have you been bothered by any of the following problems?",
    items=(
        "Little interest or pleasure in doing things",
        "Feeling down, depressed, or hopeless",
        "Trouble falling or staying asleep, or sleeping too much",
        "Feeling tired or having little energy",
        "Poor appetite or overeating",
        "Feeling bad about yourself, or that you are a failure or have let yourself or your family down",
        "Trouble concentrating on things, such as reading the newspaper or watching television",
        "Moving or speaking so slowly that other people could have noticed? Or the opposite, being so fidgety or "
        "restless that you have been moving around a lot more than usual",
        "Thoughts that you would be better off dead or of hurting yourself in some way",
    ),
    bands=(
        Band("Minimal", 0, 4),
        Band("Mild", 5, 9),
        Band("Moderate", 10, 14),
        Band("Moderately severe", 15, 19),
        Band("Severe", 20, 27),
    ),
    source="Kroenke, Spitzer and Williams 2001",
    watched_item=8,
)

GAD_7 = Instrument(
    key="gad-7",
    name="GAD-7",
    about="Anxiety",
    question="Over the last 2 weeks, how often have you been bothered by the following problems?",
    items=(
        "Feeling nervous, anxious or on edge",
        "Not being able to stop or control worrying",
        "Worrying too much about different things",
        "Trouble relaxing",
        "Being so restless that it is hard to sit still",
        "Becoming easily annoyed or irritable",
        "Feeling afraid as if something awful might happen",
    ),
    bands=(
        Band("Minimal", 0, 4),
        Band("Mild", 5, 9),
        Band("Moderate", 10, 14),
        Band("Severe", 15, 21),
    ),
    source="Spitzer, Kroenke, Williams and Löwe 2006",
)

INSTRUMENTS = (PHQ_9, GAD_7)


def instrument(key: str) -> Instrument:
    """Return the instrument of a key. Raise KeyError for one that this program does not know."""
    return {known.key: known for known in INSTRUMENTS}[key]


@dataclass(frozen=True, slots=True)
class Measure:
    """One result. Never overwritten: a correction is a new result that names the one it replaces, and so is taking one
    back (`is_withdrawn`), for example because it was entered for the wrong client."""

    id: MeasureId
    client_id: ClientId
    instrument: str
    taken_on: date
    total: int
    created_at: datetime
    noted_by: UserId
    answers: tuple[int, ...] | None = None
    session_id: SessionId | None = None
    replaces_id: MeasureId | None = None
    is_withdrawn: bool = False


def results_in_force(measures: Iterable[Measure]) -> list[Measure]:
    """Return what neither was replaced nor taken back, by the day it was taken; of one day, in the order it was noted.

    `measures` come in the order in which they were noted.
    """
    noted = list(measures)
    replaced = {measure.replaces_id for measure in noted}
    standing = [measure for measure in noted if measure.id not in replaced and not measure.is_withdrawn]
    return sorted(standing, key=lambda measure: measure.taken_on)
