"""A client's whole record as plain values: all of it, in the documented form, and nothing private."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import START, FakeVault, new_workspace
from tests.reviewing import drafted_session
from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.ids import ClientId, SessionId
from therapease.domain.measure import PHQ_9
from therapease.domain.user import UserRole
from therapease.errors import NotFoundError
from therapease.services.client_export import ClientExportService, plain
from therapease.services.measures import Result
from therapease.services.people import Profile
from therapease.services.workspace import Workspace

PRIVATE = "CANARY-mineandminealone"


@pytest.fixture
def work() -> Workspace:
    return new_workspace()


@pytest.fixture
def session_id(work: Workspace, tmp_path: Path) -> SessionId:
    session_id = drafted_session(work, tmp_path)
    work.process_notes.save(session_id, PRIVATE)
    return session_id


@pytest.fixture
def client(work: Workspace, session_id: SessionId) -> Client:
    client = work.clients.list_all()[0]
    work.goals.add(client.id, "Travel to work by train", 5)
    work.measures.add(client.id, Result(PHQ_9.key, START.date(), total=12))
    work.schedule.add_session(client.id, START + timedelta(days=7))
    other = work.clients.create("Jonas Reuter")
    work.goals.add(other.id, "Somebody else's goal", 3)
    return client


@pytest.fixture
def service(work: Workspace) -> ClientExportService:
    return work.client_export


def test_the_outline_counts_in_order_of_time(
    service: ClientExportService, client: Client, session_id: SessionId
) -> None:
    outline = service.outline(client.id)
    assert [outline.place_of(session.id) for session in outline.sessions] == ["001", "002"]
    assert outline.sessions[0].id == session_id
    assert outline.recorded == {session_id}
    assert outline.recorded_s > 0


def test_the_head_holds_all_but_the_sessions(service: ClientExportService, client: Client, work: Workspace) -> None:
    work.clients.open_page(client.id)
    head = service.head(client.id)
    assert set(head) == {
        "schema",
        "schema_version",
        "made_at",
        "made_by",
        "not_included",
        "people",
        "client",
        "consents",
        "consent_wordings",
        "goals",
        "measures",
        "sessions",
        "history",
    }
    text = json.dumps(head, ensure_ascii=False)
    for words in ("Mara Keller", "1988-05-03", "Travel to work by train", "client.viewed", "sessions/001.json"):
        assert words in text
    assert "Somebody else" not in text and "Jonas" not in text
    assert (head["schema"], head["schema_version"]) == ("therapease/client-record", 1)


def test_of_colleagues_only_who_had_to_do_with_the_record_is_named(
    service: ClientExportService, client: Client, work: Workspace
) -> None:
    work.people.invite(Profile("Nora Thalberg", contact="nora@example.org"), UserRole.ASSISTANT)
    head = service.head(client.id)
    people = head["people"]
    assert isinstance(people, list)
    assert [person["name"] for person in people if isinstance(person, dict)] == [work.user.name]
    assert "Thalberg" not in json.dumps(head)


def test_a_session_holds_every_version(
    service: ClientExportService, client: Client, session_id: SessionId, work: Workspace
) -> None:
    note = work.schedule.open_review(session_id).note
    assert note is not None
    edited = work.notes.edit(note.id, 1, note.latest.statements[0].id, "Rode the bus.")
    found = service.session(session_id)
    assert set(found) >= {"schema", "session", "recording", "transcripts", "notes", "history"}
    (kept,) = found["notes"]  # type: ignore[misc]  # because it is a list, as the test says
    assert isinstance(kept, dict)
    assert isinstance(kept["versions"], list)
    assert len(kept["versions"]) == edited.latest.version
    assert set(kept) == {"id", "session_id", "format", "model", "section_titles", "risk", "signature", "amendments"} | {
        "versions"
    }
    text = json.dumps(found, ensure_ascii=False)
    assert "Rode the bus." in text
    assert note.latest.statements[0].text in text
    assert "evidence" in text and "note.edited" in text


def test_what_is_private_is_nowhere_in_it(service: ClientExportService, client: Client) -> None:
    outline = service.begin(client.id)
    everything = json.dumps([service.head(client.id), *(service.session(s.id) for s in outline.sessions)])
    assert PRIVATE not in everything
    assert "process_note" not in everything


def test_giving_it_away_is_in_the_history_first(service: ClientExportService, client: Client, work: Workspace) -> None:
    service.outline(client.id)
    assert isinstance(work.vault, FakeVault)
    assert AuditAction.CLIENT_EXPORTED not in work.vault.actions
    service.begin(client.id)
    event = work.vault.tables.audit[-1]
    assert (event.action, event.object_id) == (AuditAction.CLIENT_EXPORTED, client.id)
    assert "client.exported" in json.dumps(service.head(client.id))


def test_nobody_s_record_is_refused(service: ClientExportService) -> None:
    with pytest.raises(NotFoundError):
        service.begin(ClientId("nobody"))


def test_no_value_changes_its_form_unseen() -> None:
    assert plain([b"\x01\xff", START, START.date(), AuditAction.SIGN_IN, None, frozenset({1}), True]) == [
        "01ff",
        "2026-03-17T09:00:00+00:00",
        "2026-03-17",
        "sign_in",
        None,
        [1],
        True,
    ]
    with pytest.raises(AssertionError):
        plain(object())
