"""A client's initials, for places where others may look on."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime

import pytest

from therapease.domain.client import Client
from therapease.domain.ids import ClientId


def named(name: str) -> Client:
    return Client(ClientId("c"), "C-0001", name, datetime(2025, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Mara Keller", "M. K."),
        ("mara", "M."),
        ("Ana María de la Cruz", "A. M. D."),
        ("  Mara   Keller ", "M. K."),
        ("Éva Őri", "É. Ő."),
        ("", ""),
    ],
)
def test_initials(name: str, initials: str) -> None:
    assert named(name).initials == initials


def test_a_record_cannot_be_changed_in_place() -> None:
    with pytest.raises(FrozenInstanceError):
        named("Mara").name = "Other"  # type: ignore[misc]  # because assigning to a frozen field is the test
