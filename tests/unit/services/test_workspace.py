"""Closing a workspace ends both the engine and the vault."""

from __future__ import annotations

from tests.fakes import FakeEngine, FakeVault, new_workspace


def test_closing_throws_away_everything_that_was_unlocked() -> None:
    engine = FakeEngine()
    work = new_workspace(engine=engine)
    work.close()
    assert isinstance(work.vault, FakeVault)
    assert (engine.is_closed, work.vault.is_closed) == (True, True)
    assert work.user.name == "Erika Lindqvist"
