"""How far a practice has come with getting started. Kept in the vault, because it belongs to the practice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class FirstStep(StrEnum):
    """What there is to do at the beginning, in the order it is offered."""

    RECOVERY_CODE = "recovery_code"
    MODELS = "models"
    CONSENT_TEXT = "consent_text"
    SAMPLE_CLIENT = "sample_client"


class StepStanding(StrEnum):
    """How one step stands. Skipped is not done: it stays on offer."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Onboarding:
    """Each step's standing, and whether the card on Today was put away."""

    standings: Mapping[FirstStep, StepStanding] = field(default_factory=dict)
    is_put_away: bool = False

    def standing(self, step: FirstStep) -> StepStanding:
        return self.standings.get(step, StepStanding.OPEN)

    def with_standing(self, step: FirstStep, standing: StepStanding) -> Onboarding:
        """Return it with one step changed. What is done stays done, whoever passes it by afterwards."""
        if standing is StepStanding.SKIPPED and self.standing(step) is StepStanding.DONE:
            return self
        return replace(self, standings={**self.standings, step: standing})

    def put_away(self, *, is_put_away: bool = True) -> Onboarding:
        return replace(self, is_put_away=is_put_away)

    def next_open(self, after: FirstStep | None = None) -> FirstStep | None:
        """Return the next step that is open, looking onward from `after` and then from the beginning."""
        steps = list(FirstStep)
        at = steps.index(after) + 1 if after is not None else 0
        return next((step for step in steps[at:] + steps[:at] if self.standing(step) is StepStanding.OPEN), None)

    @property
    def is_done(self) -> bool:
        return all(self.standing(step) is StepStanding.DONE for step in FirstStep)

    @property
    def lacks_recovery_code(self) -> bool:
        """Whether the person went on without the code, which is worth a reminder that cannot be put away."""
        return self.standing(FirstStep.RECOVERY_CODE) is StepStanding.SKIPPED

    def as_json(self) -> dict[str, object]:
        steps = {step.value: standing.value for step, standing in self.standings.items()}
        return {"steps": steps, "is_put_away": self.is_put_away}

    @classmethod
    def from_json(cls, value: object) -> Onboarding:
        """Read what `as_json` gave; what a newer version wrote and this one does not know is passed over."""
        if not isinstance(value, dict):
            return cls()
        steps = value.get("steps")
        known = {step.value: step for step in FirstStep}
        standings = {standing.value: standing for standing in StepStanding}
        kept = {
            known[name]: standings[standing]
            for name, standing in (steps.items() if isinstance(steps, dict) else ())
            if name in known and standing in standings
        }
        return cls(kept, value.get("is_put_away") is True)
