"""Getting started is kept in the vault, and nothing is brought up where nobody began it."""

from __future__ import annotations

from dataclasses import replace

from tests.fakes import FakeVault, new_workspace
from therapease.domain.ids import ClientId
from therapease.domain.onboarding import FirstStep, StepStanding
from therapease.services.workspace import Workspace


def vault_of(work: Workspace) -> FakeVault:
    assert isinstance(work.vault, FakeVault)
    return work.vault


def test_a_vault_whose_owner_never_saw_the_steps_has_not_begun() -> None:
    work = new_workspace()
    beginnings = work.onboarding.beginnings()
    assert not beginnings.has_begun
    assert not beginnings.has_clients
    assert beginnings.sample is None


def test_how_the_code_was_met_is_kept_and_so_is_every_step() -> None:
    work = new_workspace()
    work.onboarding.begin(has_recovery_code=False)
    work.onboarding.mark(FirstStep.MODELS, StepStanding.DONE)
    work.onboarding.put_away()
    beginnings = work.onboarding.beginnings()
    assert beginnings.has_begun
    assert beginnings.onboarding.lacks_recovery_code
    assert beginnings.onboarding.standing(FirstStep.MODELS) is StepStanding.DONE
    assert beginnings.onboarding.is_put_away
    assert not work.onboarding.put_away(is_put_away=False).is_put_away


def test_a_new_code_opens_only_once_it_was_typed_back() -> None:
    work = new_workspace()
    work.onboarding.begin(has_recovery_code=False)
    code = work.onboarding.new_recovery_code()
    assert vault_of(work).recovery_code == ""
    assert work.onboarding.beginnings().onboarding.lacks_recovery_code
    onboarding = work.onboarding.use_recovery_code(code)
    assert vault_of(work).recovery_code == code
    assert onboarding.standing(FirstStep.RECOVERY_CODE) is StepStanding.DONE


def test_a_sample_is_nobody_of_ones_own() -> None:
    work = new_workspace()
    client = work.clients.create("Mara Keller")
    assert work.onboarding.beginnings().has_clients
    tables = vault_of(work).tables
    tables.clients[ClientId(client.id)] = replace(client, is_sample=True)
    beginnings = work.onboarding.beginnings()
    assert not beginnings.has_clients
    assert beginnings.sample is not None
