"""Transactions: all or nothing, each with its audit event."""

from __future__ import annotations

import pytest

from tests.fakes import FakeClock
from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.ids import ClientId, UserId
from therapease.errors import NotFoundError
from therapease.store.open_vault import OpenVault
from therapease.store.unit_of_work import AuditSigner

CLIENT = Client(ClientId("c1"), "C-0001", "Mara Keller", FakeClock().now())


def test_what_is_committed_is_there(vault: OpenVault) -> None:
    with vault.unit_of_work() as unit:
        unit.clients.add(CLIENT)
        unit.audit.append(AuditAction.CLIENT_CREATED, CLIENT.id)
        unit.commit()
    with vault.unit_of_work() as unit:
        assert unit.clients.get(CLIENT.id) == CLIENT
        assert unit.audit.list_recent(1)[0].object_id == CLIENT.id
        assert unit.audit.list_recent(1)[0].user_id == vault.user.id


def test_what_is_not_committed_never_happened_and_was_never_logged(vault: OpenVault) -> None:
    with vault.unit_of_work() as unit:
        before = unit.audit.list_recent(1)
    with vault.unit_of_work() as unit:
        unit.clients.add(CLIENT)
        unit.audit.append(AuditAction.CLIENT_CREATED, CLIENT.id)
    with vault.unit_of_work() as unit:
        assert unit.audit.list_recent(1) == before
        with pytest.raises(NotFoundError):
            unit.clients.get(CLIENT.id)


def test_an_error_inside_rolls_back(vault: OpenVault) -> None:
    with pytest.raises(ZeroDivisionError), vault.unit_of_work() as unit:
        unit.clients.add(CLIENT)
        raise ZeroDivisionError
    with vault.unit_of_work() as unit:
        assert unit.clients.list_all() == []


def test_every_repository_is_made_once_per_unit(vault: OpenVault) -> None:
    names = ("users", "clients", "consents", "sessions", "recordings", "transcripts", "notes", "audit")
    with vault.unit_of_work() as unit:
        assert all(getattr(unit, name) is getattr(unit, name) for name in names)
        assert unit.users.get(vault.user.id) == vault.user


def test_the_signer_does_not_show_its_key() -> None:
    assert "k" * 8 not in repr(AuditSigner(b"k" * 32, UserId("u"), FakeClock()))
