"""A real open vault in which somebody else is said to be signed in: for tests of what the program lets each role do."""

from __future__ import annotations

from typing import cast

from tests.fake_models import FakeModelCatalogue
from tests.fakes import FakeEngine
from therapease.clock import SystemClock
from therapease.domain.user import User
from therapease.services.assembly import assemble
from therapease.services.vault_ports import UnlockedVault
from therapease.services.workspace import Workspace
from therapease.store.open_vault import OpenVault


class _Acting:
    """Passes everything on to the vault but who is signed in."""

    def __init__(self, vault: OpenVault, user: User) -> None:
        self._vault, self.user = vault, user

    def __getattr__(self, name: str) -> object:
        return getattr(self._vault, name)


def workspace_as(vault: OpenVault, user: User) -> Workspace:
    """Return the real services over the real vault, as the person would have them after signing in."""
    acting = cast(UnlockedVault, _Acting(vault, user))
    return assemble(acting, FakeEngine(), SystemClock(), FakeModelCatalogue())
