"""Every service of a workspace works on the one vault it was assembled over."""

from __future__ import annotations

import dataclasses

from tests.fakes import FakeEngine, new_workspace
from therapease.services.workspace import Workspace


def test_every_use_case_is_there_and_works_on_the_same_vault() -> None:
    engine = FakeEngine()
    workspace = new_workspace(engine=engine)
    assert isinstance(workspace, Workspace)
    assert all(getattr(workspace, field.name) is not None for field in dataclasses.fields(workspace))
    client = workspace.clients.create("Mara Keller")
    assert workspace.schedule is not None
    assert [found.id for found in workspace.clients.list_all()] == [client.id]
    assert workspace.engine is engine
