"""What was unfinished at a lock: kept for its person, handed back once."""

from __future__ import annotations

from tests.fakes import FakeVault, new_workspace
from therapease.domain.audit import AuditAction


def test_what_was_kept_is_handed_back_once() -> None:
    workspace = new_workspace()
    assert workspace.unfinished.take() is None
    workspace.unfinished.keep({"place": "today"})
    workspace.unfinished.keep({"place": "review", "typed": {"text": "She said"}})
    assert workspace.unfinished.take() == {"place": "review", "typed": {"text": "She said"}}
    assert workspace.unfinished.take() is None
    vault = workspace.vault
    assert isinstance(vault, FakeVault)
    assert [e.action for e in vault.tables.audit] == [AuditAction.VAULT_LOCKED] * 2


def test_everybody_has_an_entry_of_their_own() -> None:
    workspace = new_workspace()
    workspace.unfinished.keep({"place": "today"})
    vault = workspace.vault
    assert isinstance(vault, FakeVault)
    assert list(vault.tables.practice.settings) == [f"unfinished.{workspace.user.id}"]
