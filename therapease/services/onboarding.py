"""Getting started: what was done and what was put off, and the recovery code that can be made anew."""

from __future__ import annotations

from dataclasses import dataclass

from therapease.domain.client import Client
from therapease.domain.onboarding import FirstStep, Onboarding, StepStanding
from therapease.domain.rights import Act
from therapease.services.context import ServiceContext

SETTING = "onboarding"


@dataclass(frozen=True, slots=True)
class Beginnings:
    """What the card on Today tells: the steps, and whether there is anybody of one's own and a sample yet.

    `has_begun` is False for a vault whose owner never saw the first steps: nothing is brought up there by itself.
    """

    onboarding: Onboarding
    has_begun: bool
    has_clients: bool
    sample: Client | None


class OnboardingService:
    """Read and keep how far the beginning has come."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context

    def beginnings(self) -> Beginnings:
        with self._context.transaction() as unit:
            kept = unit.settings.get(SETTING)
            clients = unit.clients.list_all(include_archived=True)
        return Beginnings(
            Onboarding.from_json(kept),
            kept is not None,
            any(not client.is_sample for client in clients),
            next((client for client in clients if client.is_sample), None),
        )

    def begin(self, *, has_recovery_code: bool) -> None:
        """Note that a vault was just made, and whether its recovery code is on paper."""
        standing = StepStanding.DONE if has_recovery_code else StepStanding.SKIPPED
        self._keep(Onboarding().with_standing(FirstStep.RECOVERY_CODE, standing))

    def mark(self, step: FirstStep, standing: StepStanding) -> Onboarding:
        """Keep how a step stands; return all of them."""
        return self._keep(self.beginnings().onboarding.with_standing(step, standing))

    def put_away(self, *, is_put_away: bool = True) -> Onboarding:
        """Take the card off Today, or bring it back."""
        return self._keep(self.beginnings().onboarding.put_away(is_put_away=is_put_away))

    def new_recovery_code(self) -> str:
        """Return a code to show; the one in force goes on working until `use_recovery_code`."""
        return self._context.vault.new_recovery_code()

    def use_recovery_code(self, code: str) -> Onboarding:
        """Let a code that was typed back open the vault, instead of any earlier one. Slow: not on the UI thread."""
        self._context.vault.replace_recovery_code(code)
        if not self._context.guard.may(Act.SET_UP):
            # The first steps are the practice's, the code is hers.
            return self.beginnings().onboarding
        return self.mark(FirstStep.RECOVERY_CODE, StepStanding.DONE)

    def _keep(self, onboarding: Onboarding) -> Onboarding:
        self._context.guard.practice(Act.SET_UP)
        with self._context.transaction() as unit:
            unit.settings.put(SETTING, onboarding.as_json())
        return onboarding
