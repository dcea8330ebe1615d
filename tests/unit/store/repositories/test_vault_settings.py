"""Settings of the practice."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from therapease.store.repositories.vault_settings import SqlVaultSettings


@pytest.mark.parametrize("value", ["text", 0, 1.5, False, [], {"steps": ["vault", "models"], "done": True}])
def test_any_json_value_is_kept(connection: Connection, value: object) -> None:
    settings = SqlVaultSettings(connection)
    settings.put("first_run", value)
    assert settings.get("first_run") == value
    assert settings.list_all() == {"first_run": value}


def test_a_value_is_replaced_and_forgotten(connection: Connection) -> None:
    settings = SqlVaultSettings(connection)
    assert settings.get("a") is None
    settings.put("a", 1)
    settings.put("a", {"b": 2})
    settings.put("c", 3)
    assert settings.list_all() == {"a": {"b": 2}, "c": 3}
    settings.put("a", None)
    assert settings.list_all() == {"c": 3}
