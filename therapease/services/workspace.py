"""An unlocked vault as the window sees it, and the door that leads to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from therapease.domain.backup import RecordCounts
from therapease.domain.ids import UserId
from therapease.domain.user import NewOwner, User, VaultAccount
from therapease.services.activity import ActivityService
from therapease.services.appointments import AppointmentService
from therapease.services.backups import BackupService
from therapease.services.client_export import ClientExportService
from therapease.services.clients import ClientService
from therapease.services.consent_texts import ConsentTextService
from therapease.services.corrections import CorrectionService
from therapease.services.goals import GoalService
from therapease.services.history import HistoryService
from therapease.services.measures import MeasureService
from therapease.services.models import ModelService
from therapease.services.notes import NoteService
from therapease.services.onboarding import OnboardingService
from therapease.services.passphrase import PassphraseService
from therapease.services.people import PeopleService
from therapease.services.ports import Engine
from therapease.services.process_notes import ProcessNoteService
from therapease.services.recording import RecordingService
from therapease.services.review import ReviewService
from therapease.services.sample import SampleService
from therapease.services.schedule import ScheduleService
from therapease.services.supervision import SupervisionService
from therapease.services.transcription import TranscriptionService
from therapease.services.unattended import UnattendedService
from therapease.services.unfinished import UnfinishedService
from therapease.services.vault_ports import UnlockedVault


@dataclass(frozen=True)
class Workspace:
    """Every use case of one signed-in user. Built in one place from one key, thrown away as a whole by `close`."""

    vault: UnlockedVault
    engine: Engine
    clients: ClientService
    client_export: ClientExportService
    goals: GoalService
    measures: MeasureService
    schedule: ScheduleService
    appointments: AppointmentService
    recording: RecordingService
    transcription: TranscriptionService
    corrections: CorrectionService
    review: ReviewService
    notes: NoteService
    process_notes: ProcessNoteService
    history: HistoryService
    activity: ActivityService
    models: ModelService
    consent_texts: ConsentTextService
    onboarding: OnboardingService
    sample: SampleService
    backups: BackupService
    passphrase: PassphraseService
    people: PeopleService
    supervision: SupervisionService
    unfinished: UnfinishedService
    unattended: UnattendedService

    @property
    def user(self) -> User:
        return self.vault.user

    def close(self) -> None:
        """End the engine worker and lock the vault."""
        self.engine.close()
        self.vault.close()


class Door(Protocol):
    """All that the sign-in window needs. Every call but `accounts` and `exists` is slow: never on the UI thread."""

    def exists(self, path: Path) -> bool: ...
    def accounts(self, path: Path) -> list[VaultAccount]: ...
    def create(self, path: Path, owner: NewOwner, passphrase: str) -> tuple[Workspace, str]:
        """Create a vault; return it unlocked with the recovery code to show once."""
        ...

    def unlock(self, path: Path, passphrase: str, user_id: UserId | None = None) -> Workspace: ...
    def unlock_with_recovery_code(self, path: Path, code: str) -> Workspace: ...
    def accept_invitation(self, path: Path, code: str, passphrase: str) -> tuple[Workspace, str]:
        """Open by an invitation, once; return the workspace with the recovery code to show once."""
        ...

    def restore(
        self,
        backup: Path,
        target: Path,
        passphrase: str | None,
        recovery_code: str | None,
        told: Callable[[float], None],
    ) -> tuple[RecordCounts, Path | None]:
        """Put a backup in place of a vault; return what it holds and where a former vault was put."""
        ...
