"""The first steps on a real vault: they survive the lock, and the sample client goes with everything of it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from tests.fakes import FakeEngine
from tests.vaults.making import make_vault, store
from therapease.bootstrap import build_workspace
from therapease.clock import SystemClock
from therapease.domain.consent import ConsentPurpose
from therapease.domain.job import CancelToken, DraftingOptions, ignore_progress
from therapease.domain.note import StatementKind
from therapease.domain.onboarding import FirstStep, StepStanding
from therapease.services.notes import open_items
from therapease.services.workspace import Workspace
from therapease.store.open_vault import OpenVault
from therapease.store.tables import metadata

KEPT = {"vault_meta", "users", "audit_events", "vault_settings", "consent_wordings", "alembic_version"}
"""What belongs to the practice and not to a client."""


def opened(path: Path, passphrase: str) -> Workspace:
    return build_workspace(store().unlock(path, passphrase), FakeEngine(), SystemClock())


def rows_of_clients(work: Workspace) -> dict[str, int]:
    vault = work.vault
    assert isinstance(vault, OpenVault)
    with vault._engine.connect() as connection:
        counts = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
            if table.name not in KEPT
        }
    return {name: count for name, count in counts.items() if count}


def sign_sample(work: Workspace) -> None:
    session = work.sample.add(ignore_progress, CancelToken())
    note, _draft = work.notes.draft(session.id, DraftingOptions(), ignore_progress, CancelToken())
    for item in open_items(note.latest):
        if item.kind is StatementKind.CLINICIAN_TO_COMPLETE:
            note = work.notes.edit(note.id, note.latest.version, item.id, "Calm.")
        else:
            note = work.notes.accept(note.id, note.latest.version, item.id)
    note = work.notes.sign(note.id, note.latest.version, frozenset(s.id for s in note.latest.statements))
    work.notes.amend(note.id, "One word more.", "Forgotten")


def test_a_signed_and_amended_sample_goes_in_one_step_and_the_rest_stays(tmp_path: Path) -> None:
    made = make_vault(tmp_path)
    work = opened(made.path, made.passphrase)
    mara = work.clients.create("Mara Keller")
    work.clients.give_consent(mara.id, ConsentPurpose.RECORDING)
    before = rows_of_clients(work)
    sign_sample(work)
    assert rows_of_clients(work)["amendments"] == 1
    sample = work.sample.find()
    assert sample is not None
    work.sample.remove(sample.id)
    assert rows_of_clients(work) == before
    assert work.clients.list_all() == [mara]
    work.close()


def test_the_first_steps_and_the_texts_survive_the_lock(tmp_path: Path) -> None:
    made = make_vault(tmp_path)
    work = opened(made.path, made.passphrase)
    work.onboarding.begin(has_recovery_code=False)
    work.onboarding.mark(FirstStep.MODELS, StepStanding.DONE)
    work.consent_texts.save(ConsentPurpose.AI_NOTES, "Our own words.")
    code = work.onboarding.new_recovery_code()
    work.onboarding.use_recovery_code(code)
    work.close()
    work = build_workspace(store().unlock_with_recovery_code(made.path, code), FakeEngine(), SystemClock())
    beginnings = work.onboarding.beginnings()
    assert beginnings.has_begun
    assert beginnings.onboarding.standing(FirstStep.MODELS) is StepStanding.DONE
    assert not beginnings.onboarding.lacks_recovery_code
    assert work.consent_texts.current(ConsentPurpose.AI_NOTES).text == "Our own words."
    work.close()
