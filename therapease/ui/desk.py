"""What every place of an unlocked window shares: the use cases, the worker threads, the running job, the preferences.

Built when a vault is unlocked and thrown away as a whole when it is locked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from therapease.domain.client import Client
from therapease.domain.unattended import UnattendedStep
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.jobs import JobStep, SessionJobs
from therapease.ui.preferences import Preferences
from therapease.ui.wording import client_label


@dataclass(frozen=True)
class Desk:
    """Handed to each place's controller; holds nothing that outlives the lock."""

    workspace: Workspace
    background: Background
    jobs: SessionJobs
    preferences: Preferences
    today: Callable[[], date] = date.today

    @property
    def unattended_step(self) -> UnattendedStep | None:
        """The step under way that may go on while the vault is locked, because the person allowed it."""
        state = self.jobs.state
        if state is None or not state.is_running or not self.preferences.work_goes_on_locked:
            return None
        return {JobStep.TRANSCRIBE: UnattendedStep.TRANSCRIBE, JobStep.DRAFT: UnattendedStep.DRAFT}.get(state.step)

    def label(self, client: Client) -> str:
        """Return how a client is named where others may look on."""
        return client_label(client, show_full_name=self.preferences.show_full_names)
