"""A sample client goes with everything of it, and takes nothing of anybody else along."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection, text

from tests.fakes import FakeClock
from tests.vaults.everything import Everything, add_everything, assert_holds_everything, assert_holds_record, everything
from therapease.domain.client import Client
from therapease.errors import InternalError, NotASampleError, NotFoundError
from therapease.store.open_vault import OpenVault
from therapease.store.repositories.clients import SqlClientRepository
from therapease.store.repositories.removal import remove_everything_of
from therapease.store.tables import metadata

PRIVATE = {"process_notes", "process_note_versions", "process_note_keys"}
"""Their owner's, who may delete them."""
KEPT = {"users", "vault_meta", "audit_events", "consent_wordings", "vault_settings"}


@pytest.fixture
def sample(vault: OpenVault, clock: FakeClock) -> Everything:
    """One of everything of a sample client, stored in the vault."""
    made = everything(vault.user, clock, vault)
    made = replace(made, client=replace(made.client, is_sample=True))
    with vault.unit_of_work() as unit:
        add_everything(unit, made)
        unit.commit()
    return made


@pytest.fixture
def real(vault: OpenVault, clock: FakeClock, sample: Everything) -> Everything:
    """One of everything of a client, besides."""
    made = everything(vault.user, clock, vault)
    made = replace(
        made,
        client=replace(made.client, code="C-0003"),
        archived_client=replace(made.archived_client, code="C-0004"),
        wordings=(),
        settings={},
    )
    with vault.unit_of_work() as unit:
        add_everything(unit, made)
        unit.commit()
    return replace(made, wordings=sample.wordings, settings=sample.settings)


def counts(connection: Connection) -> dict[str, int]:
    names = metadata.tables.keys() - KEPT
    return {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in names}


def remove(vault: OpenVault, client: Client) -> None:
    with vault.unit_of_work() as unit:
        unit.clients.remove_sample(client.id)
        unit.commit()


def test_everything_of_a_sample_is_gone(vault: OpenVault, sample: Everything) -> None:
    remove(vault, sample.client)
    with vault._engine.connect() as connection:
        left = {name: count for name, count in counts(connection).items() if count}
    assert left == {"clients": 1}, "the other client of `everything`, which is no sample"
    with vault.unit_of_work() as unit:
        unit.audit.verify()
        with pytest.raises(NotFoundError):
            unit.clients.get(sample.client.id)


def test_nothing_of_anybody_else_goes_with_it(vault: OpenVault, sample: Everything, real: Everything) -> None:
    remove(vault, sample.client)
    with vault.unit_of_work() as unit:
        others = {sample.archived_client, real.client, real.archived_client}
        assert set(unit.clients.list_all(include_archived=True)) == others
        assert_holds_record(unit, real)


def test_anybody_else_is_refused(vault: OpenVault, sample: Everything, real: Everything) -> None:
    for client in (real.client, real.archived_client):
        with pytest.raises(NotASampleError), vault.unit_of_work() as unit:
            unit.clients.remove_sample(client.id)


def test_the_database_itself_refuses_it(vault: OpenVault, sample: Everything, real: Everything) -> None:
    # Past the repository's own check: the triggers alone.
    with vault._engine.connect() as connection, pytest.raises(InternalError):
        remove_everything_of(connection, real.client.id)


def test_no_single_row_of_anybody_else_can_be_deleted_beside_a_sample(
    vault: OpenVault, sample: Everything, real: Everything
) -> None:
    with vault._engine.connect() as connection:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        before = counts(connection)
        connection.rollback()
        for name in sorted(before.keys() - {"recordings", "audio_chunks"} - PRIVATE):
            survivors = 0
            for rowid in connection.execute(text(f"SELECT rowid FROM {name}")).scalars().all():
                connection.execute(text("PRAGMA defer_foreign_keys = ON"))
                try:
                    connection.execute(text(f"DELETE FROM {name} WHERE rowid = {rowid}"))
                except InternalError as refused:
                    assert refused.detail == "SQLITE_CONSTRAINT TRIGGER"
                    survivors += 1
                connection.rollback()
            of_others = before[name] // 2 if name != "clients" else 3
            assert survivors == of_others, name


def test_a_signature_of_nobody_is_kept(vault: OpenVault, sample: Everything) -> None:
    with vault._engine.connect() as connection:
        columns = "signed_by, signed_at, digest_sha256, signature, public_key, signer_name, signer_credentials"
        connection.execute(
            text(f"INSERT INTO signatures SELECT 'orphan', NULL, {columns} FROM signatures WHERE rowid = 1")
        )
        with pytest.raises(InternalError):
            connection.execute(text("DELETE FROM signatures WHERE id = 'orphan'"))


def test_a_client_is_a_sample_from_the_start_or_never(vault: OpenVault, real: Everything) -> None:
    with vault.unit_of_work() as unit, pytest.raises(InternalError):
        unit.clients.update(replace(real.client, is_sample=True))


def test_half_a_removal_is_none(vault: OpenVault, sample: Everything) -> None:
    with vault.unit_of_work() as unit:
        unit.clients.remove_sample(sample.client.id)
    with vault.unit_of_work() as unit:
        assert unit.clients.get(sample.client.id) == sample.client
        assert_holds_everything(unit, sample)


def test_a_client_without_anything_is_removed(connection: Connection, client: Client) -> None:
    clients = SqlClientRepository(connection)
    bare = replace(client, id=type(client.id)("bare"), code="C-0009", is_sample=True)
    clients.add(bare)
    clients.remove_sample(bare.id)
    assert clients.list_all() == [client]
