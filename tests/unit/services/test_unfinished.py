"""What was unfinished at a lock: kept for its person, there until it is taken up."""

from __future__ import annotations

from tests.fakes import FakeVault, new_workspace
from therapease.domain.audit import AuditAction


def test_what_was_kept_is_there_until_it_stands_in_the_window_again() -> None:
    workspace = new_workspace()
    assert workspace.unfinished.kept() is None
    workspace.unfinished.keep({"place": "today"})
    workspace.unfinished.keep({"place": "review", "typed": {"text": "She said"}})
    for _look in range(2):
        assert workspace.unfinished.kept() == {"place": "review", "typed": {"text": "She said"}}
    workspace.unfinished.keep(None)
    assert workspace.unfinished.kept() == {"place": "review", "typed": {"text": "She said"}}
    workspace.unfinished.forget()
    workspace.unfinished.forget()
    assert workspace.unfinished.kept() is None
    vault = workspace.vault
    assert isinstance(vault, FakeVault)
    assert [e.action for e in vault.tables.audit] == [AuditAction.VAULT_LOCKED] * 3


def test_everybody_has_an_entry_of_their_own() -> None:
    workspace = new_workspace()
    workspace.unfinished.keep({"place": "today"})
    vault = workspace.vault
    assert isinstance(vault, FakeVault)
    assert list(vault.tables.practice.settings) == [f"unfinished.{workspace.user.id}"]


def test_what_was_typed_is_sealed_to_the_person_who_typed_it() -> None:
    workspace = new_workspace()
    workspace.unfinished.keep({"typed": {"text": "She said she would leave him"}})
    vault = workspace.vault
    assert isinstance(vault, FakeVault)
    assert "leave him" not in repr(vault.tables.practice.settings)
    stored = vault.tables.practice.settings[f"unfinished.{workspace.user.id}"]
    vault.tables.practice.settings[f"unfinished.{workspace.user.id}"] = {**stored, "keys": {"somebody": ""}}
    assert workspace.unfinished.kept() is None
    vault.tables.practice.settings[f"unfinished.{workspace.user.id}"] = {"place": "today"}
    assert workspace.unfinished.kept() is None
