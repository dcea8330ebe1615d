"""The table of rights: what no change of it may break, and that the documents show the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from therapease.domain.rights import PRACTICE_ACTS, Act, Enforcement, Ownership, as_markdown, cells, is_allowed
from therapease.domain.user import UserRole

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "vault.md"
CLINICAL = {Act.READ_RECORD, Act.LISTEN, Act.WRITE_RECORD, Act.CONSENT, Act.SIGN, Act.EXPORT, Act.PRIVATE_NOTE}


def test_every_cell_is_there_once_and_labelled() -> None:
    found = list(cells())
    assert len(found) == len(Act) * len(UserRole) * len(Ownership)
    assert len({(cell.role, cell.act, cell.ownership) for cell in found}) == len(found)
    assert {cell.enforcement for cell in found} == set(Enforcement)


def test_an_assistant_reaches_no_clinical_content_of_anybody() -> None:
    assert not [
        cell for cell in cells() if cell.role is UserRole.ASSISTANT and cell.act in CLINICAL and cell.is_allowed
    ]


def test_what_is_another_persons_is_closed_to_therapists_and_supervisors() -> None:
    for role in (UserRole.THERAPIST, UserRole.SUPERVISOR):
        open_cells = {c.act for c in cells() if c.role is role and c.ownership is Ownership.OTHER and c.is_allowed}
        assert open_cells <= PRACTICE_ACTS


def test_a_supervisor_reads_what_she_supervises_and_changes_nothing_in_it() -> None:
    allowed = {act for act in Act if is_allowed(UserRole.SUPERVISOR, act, Ownership.SUPERVISED)} - PRACTICE_ACTS
    # A private note is no part of the record.
    assert allowed == {Act.READ_CONTACT, Act.READ_RECORD, Act.PRIVATE_NOTE}


@pytest.mark.parametrize("role", UserRole)
def test_nobody_writes_or_signs_in_a_record_of_clients_she_does_not_treat(role: UserRole) -> None:
    for act in (Act.WRITE_RECORD, Act.SIGN, Act.CONSENT):
        assert not is_allowed(role, act, Ownership.OTHER)
        assert not is_allowed(role, act, Ownership.SUPERVISED)


def test_ones_own_secrets_are_cryptographic_and_nobody_elses() -> None:
    for cell in cells():
        if cell.act is Act.OWN_SECRETS:
            assert cell.enforcement is Enforcement.CRYPTOGRAPHIC
            assert cell.is_allowed == (cell.ownership is Ownership.OWN)


def test_the_documents_show_this_table() -> None:
    assert as_markdown() in DOCUMENT.read_text(encoding="utf-8")
