"""Every service over one unlocked vault, wired once.

Apart from `bootstrap`, so that the sign-in window is painted before any of them is loaded.
"""

from __future__ import annotations

from therapease.clock import Clock
from therapease.services.activity import ActivityService
from therapease.services.appointments import AppointmentService
from therapease.services.backups import BackupService
from therapease.services.client_export import ClientExportService
from therapease.services.clients import ClientService
from therapease.services.consent_texts import ConsentTextService
from therapease.services.context import ServiceContext
from therapease.services.corrections import CorrectionService
from therapease.services.goals import GoalService
from therapease.services.history import HistoryService
from therapease.services.measures import MeasureService
from therapease.services.models import ModelService
from therapease.services.notes import NoteService
from therapease.services.onboarding import OnboardingService
from therapease.services.passphrase import PassphraseService
from therapease.services.people import PeopleService
from therapease.services.ports import Engine, ModelCatalogue
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
from therapease.services.workspace import Workspace


def assemble(vault: UnlockedVault, engine: Engine, clock: Clock, models: ModelCatalogue) -> Workspace:
    """Return the workspace of a vault; `models` says what is installed."""
    context = ServiceContext(vault, clock)
    schedule, recording = ScheduleService(context), RecordingService(context, engine)
    transcription, notes = TranscriptionService(context, engine), NoteService(context, engine)
    return Workspace(
        vault=vault,
        engine=engine,
        clients=ClientService(context),
        client_export=ClientExportService(context),
        goals=GoalService(context),
        measures=MeasureService(context),
        schedule=schedule,
        appointments=AppointmentService(context),
        recording=recording,
        transcription=transcription,
        corrections=CorrectionService(context),
        review=ReviewService(context, engine),
        notes=notes,
        process_notes=ProcessNoteService(context),
        history=HistoryService(context),
        activity=ActivityService(context),
        models=ModelService(models),
        consent_texts=ConsentTextService(context),
        onboarding=OnboardingService(context),
        sample=SampleService(context, schedule, recording),
        backups=BackupService(context),
        passphrase=PassphraseService(context),
        people=PeopleService(context),
        supervision=SupervisionService(context),
        unfinished=UnfinishedService(context),
        unattended=UnattendedService(context, engine, transcription, notes),
    )
