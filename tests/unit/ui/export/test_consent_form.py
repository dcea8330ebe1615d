"""The consent form on paper: the practice's words as they are, room for both signatures and for taking it back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.fakes import START
from therapease.domain.consent import ConsentPurpose, ConsentWording
from therapease.domain.ids import UserId
from therapease.domain.user import User, UserRole
from therapease.errors import StorageUnavailableError
from therapease.services.consent_texts import standard_text
from therapease.ui import strings
from therapease.ui.export.consent_form import consent_form_html, write_consent_form

USER = User(UserId("u"), "Erika Lindqvist", UserRole.OWNER, START, "LCSW")
WORDING = ConsentWording(
    "2026-3", ConsentPurpose.RECORDING, standard_text(ConsentPurpose.RECORDING), START, UserId("u")
)


def test_it_names_therapist_version_and_has_room_for_every_signature() -> None:
    html = consent_form_html(WORDING, USER)
    assert "Erika Lindqvist, LCSW" in html
    assert "Version 2026-3" in html
    assert html.count(strings.ConsentForm.CLIENT_SIGNS) == 2
    assert html.count(strings.ConsentForm.THERAPIST_SIGNS) == 1
    assert html.count(f"<br/>{strings.ConsentForm.DATE}<") == 3
    assert "<p class='head'>What I agree to</p>" in html


def test_what_the_practice_wrote_stays_text() -> None:
    html = consent_form_html(replace(WORDING, text="<script>alert(1)</script> & more\n\nOne line.\nAnother."), USER)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "One line.<br/>Another." in html


def test_the_file_is_a_pdf_and_there_whole(qapp: QApplication, tmp_path: Path) -> None:
    target = tmp_path / "form.pdf"
    write_consent_form(WORDING, USER, target)
    assert target.read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.iterdir()] == ["form.pdf"]


def test_a_place_that_is_not_there_is_an_error_in_words(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailableError):
        write_consent_form(WORDING, USER, tmp_path / "gone" / "form.pdf")
