"""The texts that clients agree to: a version for each change, and what was agreed to can always be read again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes import FakeVault, new_workspace
from therapease.domain.consent import ConsentPurpose
from therapease.errors import InvalidFieldError
from therapease.services.consent_texts import STANDARD_VERSION, WORDED_PURPOSES, blanks_in, standard_text
from therapease.services.workspace import Workspace

RECORDING, AI_NOTES = ConsentPurpose.RECORDING, ConsentPurpose.AI_NOTES


@pytest.fixture
def work() -> Workspace:
    return new_workspace()


@pytest.mark.parametrize("purpose", [RECORDING, AI_NOTES])
def test_the_text_that_comes_along_says_what_the_law_asks_for(purpose: ConsentPurpose) -> None:
    text = standard_text(purpose).lower()
    for needed in ("purpose" if purpose is RECORDING else "two things", "own computer", "take this consent back",
                   "my own free will", "deleted", "treatment does not depend on it"):  # fmt: skip
        assert needed in text
    assert blanks_in(standard_text(purpose)) == 1
    assert "patient" not in text


def test_the_text_on_treatment_says_what_is_agreed_to_and_leaves_to_the_practice_what_only_it_knows() -> None:
    text = standard_text(ConsentPurpose.TREATMENT)
    for needed in ("other ways to get help", "no result can be promised", "confidential", "my own free will", "end it"):
        assert needed in text
    assert blanks_in(text) == 4 and "patient" not in text
    assert set(WORDED_PURPOSES) == set(ConsentPurpose)


def test_the_ai_text_names_artificial_intelligence_and_its_bounds() -> None:
    text = standard_text(AI_NOTES)
    assert "artificial intelligence" in text
    assert "no decision about my treatment" in text


def test_asking_for_the_text_keeps_nothing(work: Workspace) -> None:
    assert work.consent_texts.current(RECORDING).version == STANDARD_VERSION
    assert work.consent_texts.versions(RECORDING) == []


def test_the_first_consent_copies_the_text_it_was_given_to_into_the_vault(work: Workspace) -> None:
    client = work.clients.create("Mara Keller")
    for _ in range(2):
        consent = work.clients.give_consent(client.id, RECORDING)
    agreed = work.consent_texts.text_of(consent)
    assert agreed is not None
    assert agreed.text == standard_text(RECORDING)
    assert len(work.consent_texts.versions(RECORDING)) == 1
    assert work.consent_texts.versions(AI_NOTES) == []


def test_a_change_is_a_new_version_and_earlier_consents_keep_theirs(work: Workspace) -> None:
    client = work.clients.create("Mara Keller")
    before = work.clients.give_consent(client.id, RECORDING)
    saved = work.consent_texts.save(RECORDING, "  Our own words.  \n\n")
    assert (saved.version, saved.text) == ("2026-2", "Our own words.")
    after = work.clients.give_consent(client.id, RECORDING)
    agreed = [work.consent_texts.text_of(consent) for consent in (before, after)]
    assert [wording.text if wording else None for wording in agreed] == [standard_text(RECORDING), "Our own words."]
    assert work.consent_texts.save(RECORDING, "Other words.").version == "2026-3"
    assert [wording.version for wording in work.consent_texts.versions(RECORDING)] == ["2026-3", "2026-2", "2026-1"]
    assert isinstance(work.vault, FakeVault)
    assert [action for action in work.vault.actions if action == "consent.worded"] == ["consent.worded"] * 2


def test_the_same_text_again_is_no_new_version(work: Workspace) -> None:
    work.consent_texts.save(RECORDING, "Our own words.")
    assert work.consent_texts.save(RECORDING, "Our own words.\n").version == "2026-2"
    assert work.consent_texts.save(AI_NOTES, standard_text(AI_NOTES)).version == STANDARD_VERSION
    assert work.consent_texts.versions(AI_NOTES) == []


def test_consent_to_treatment_has_a_text_and_versions_of_its_own(work: Workspace) -> None:
    client = work.clients.create("Mara Keller")
    first = work.clients.give_consent(client.id, ConsentPurpose.TREATMENT)
    wording = work.consent_texts.text_of(first)
    assert wording is not None and wording.text == standard_text(ConsentPurpose.TREATMENT)
    assert work.consent_texts.save(ConsentPurpose.TREATMENT, "Our own words.").version == "2026-3"


def test_one_given_before_there_was_a_text_was_on_the_practices_own_form(work: Workspace) -> None:
    client = work.clients.create("Mara Keller")
    consent = work.clients.give_consent(client.id, ConsentPurpose.TREATMENT)
    assert work.consent_texts.text_of(replace(consent, wording_version=STANDARD_VERSION)) is None


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 20_001])
def test_a_text_of_nothing_or_of_a_book_is_refused(work: Workspace, text: str) -> None:
    with pytest.raises(InvalidFieldError):
        work.consent_texts.save(RECORDING, text)


def test_blanks_are_what_stands_in_brackets() -> None:
    assert blanks_in("Kept [how long], deleted [when]. An open [ bracket") == 2
    assert blanks_in("Kept for 30 days.") == 0
