"""The first start by keyboard: through the steps, put off and taken up again, to the draft of the sample."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.fake_models import FakeModelCatalogue
from tests.fakes import START, FakeClock, FakeDoor, FakeVault
from therapease.domain.consent import ConsentPurpose
from therapease.domain.model import ModelPurpose
from therapease.domain.onboarding import FirstStep, StepStanding
from therapease.domain.user import NewOwner
from therapease.services.consent_texts import standard_text
from therapease.ui import strings
from therapease.ui.app import WindowSession
from therapease.ui.clients.agreed_text import AgreedTextSheet
from therapease.ui.main_window import MainWindow
from therapease.ui.onboarding.view import FirstRunView
from therapease.ui.widgets import surfaces

PASSPHRASE = "slow river copper lantern"


class Beginning:
    """A window on a vault that was just made."""

    def __init__(self, qtbot: QtBot, application: QApplication, path: Path) -> None:
        self.qtbot = qtbot
        self.door = FakeDoor(FakeClock(START))
        self.session = WindowSession(application, self.door, path, today=lambda: START.date())
        self.path = path

    def make(self, *, has_recovery_code: bool = True) -> None:
        workspace, _code = self.door.create(self.path, NewOwner("Erika Lindqvist", "LCSW"), PASSPHRASE)
        self.session.enter_new(workspace, has_recovery_code)
        self.wait()

    @property
    def window(self) -> MainWindow:
        assert self.session.window is not None
        return self.session.window

    @property
    def view(self) -> FirstRunView:
        return self.window.first_run.view

    @property
    def vault(self) -> FakeVault:
        return self.door.vaults[self.path][0]

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: not self.session.background.is_busy and not self.window.desk.jobs.is_running)

    def press(self, widget: QWidget, key: Qt.Key = Qt.Key.Key_Space) -> None:
        self.qtbot.waitUntil(widget.isVisible)
        assert widget.isEnabled()
        widget.setFocus()
        self.qtbot.keyClick(widget, key)
        self.wait()


@pytest.fixture
def beginning(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Beginning]:
    beginning = Beginning(qtbot, qapp, tmp_path / "Practice.vault")
    yield beginning
    beginning.door.engine.release.set()
    beginning.session.close()


def test_a_new_vault_opens_on_the_steps_and_an_old_one_on_today(beginning: Beginning) -> None:
    beginning.make()
    assert beginning.window.place is beginning.view
    assert beginning.view.step_of.text() == "Step 2 of 4"
    beginning.window.close()
    beginning.qtbot.waitUntil(lambda: beginning.session.window is None)
    beginning.session.enter(beginning.door.unlock(beginning.path, PASSPHRASE))
    beginning.wait()
    assert beginning.window.place is beginning.window.today
    assert beginning.window.first_run.card.isVisible()


def test_the_way_through_ends_in_the_review_of_the_sample(beginning: Beginning) -> None:
    beginning.make()
    view = beginning.view
    assert view.continue_button.hasFocus()
    beginning.press(view.continue_button)
    assert view.consent.isVisible()
    assert not view.models.isVisible()
    view.consent.text.setPlainText("Our own words.")
    beginning.press(view.continue_button)
    assert [w.text for w in beginning.vault.tables.practice.wordings] == ["Our own words."]
    assert view.sample.isVisible()
    assert view.continue_button.text() == strings.Sample.ADD
    beginning.press(view.continue_button)
    beginning.qtbot.waitUntil(lambda: beginning.window.place is beginning.window.review)
    beginning.wait()
    beginning.qtbot.waitUntil(lambda: bool(beginning.window.review.sheet.lines))
    beginning.window.open_today()
    beginning.wait()
    rows = beginning.window.first_run.card.rows
    assert [key for key, row in rows.items() if row.link.isVisible()] == [None]
    beginning.press(rows[None].link)
    assert beginning.window.client_list.sheet is not None


def test_every_step_can_be_put_off_and_taken_up_from_today(beginning: Beginning) -> None:
    beginning.make()
    for _ in range(3):
        beginning.press(beginning.view.skip_button)
    assert beginning.window.place is beginning.window.today
    card = beginning.window.first_run.card
    assert card.count.text() == "1 of 5 done"
    beginning.press(card.rows[FirstStep.CONSENT_TEXT].link)
    assert beginning.window.place is beginning.view
    assert beginning.view.consent.isVisible()
    beginning.press(beginning.view.continue_button)
    onboarding = beginning.window.desk.workspace.onboarding.beginnings().onboarding
    assert onboarding.standing(FirstStep.CONSENT_TEXT) is StepStanding.DONE


def test_the_card_can_be_hidden_and_the_missing_code_goes_on_reminding(beginning: Beginning) -> None:
    beginning.make(has_recovery_code=False)
    beginning.window.open_today()
    beginning.wait()
    card = beginning.window.first_run.card
    assert card.card.isVisible()
    beginning.press(card.put_away_link)
    assert not card.card.isVisible()
    assert card.reminder.isVisible()
    beginning.press(card.make_code_button)
    assert beginning.view.code.isVisible()
    assert beginning.view.continue_button.text() == strings.NewCode.MAKE


def test_a_code_made_later_takes_the_reminder_away(beginning: Beginning) -> None:
    beginning.make(has_recovery_code=False)
    beginning.window.first_run.take_up(FirstStep.RECOVERY_CODE)
    beginning.wait()
    beginning.press(beginning.view.continue_button)
    sheet = beginning.view.code.sheet
    assert sheet is not None
    code = beginning.window.first_run.controller.code
    beginning.qtbot.keyClicks(sheet.form.typed.edit, "wrong")
    beginning.qtbot.keyClick(sheet.form.typed.edit, Qt.Key.Key_Return)
    assert sheet.form.typed.error
    sheet.form.typed.edit.clear()
    beginning.qtbot.keyClicks(sheet.form.typed.edit, code)
    beginning.qtbot.keyClick(sheet.form.typed.edit, Qt.Key.Key_Return)
    beginning.qtbot.waitUntil(lambda: beginning.vault.recovery_code == code)
    beginning.wait()
    assert beginning.view.code.sheet is None
    beginning.window.open_today()
    beginning.wait()
    assert not beginning.window.first_run.card.reminder.isVisible()


def test_closing_the_sheet_changes_nothing(beginning: Beginning) -> None:
    beginning.make()
    beginning.window.open_settings()
    beginning.wait()
    panel = beginning.window.first_run.section.code
    beginning.press(panel.make_button)
    assert panel.sheet is not None
    beginning.qtbot.keyClick(panel.sheet, Qt.Key.Key_Escape)
    beginning.wait()
    assert beginning.vault.recovery_code == ""
    assert beginning.window.first_run.controller.code == ""
    assert panel.sheet is None


def test_words_not_saved_are_asked_about_before_leaving(beginning: Beginning) -> None:
    beginning.make()
    beginning.window.first_run.take_up(FirstStep.CONSENT_TEXT)
    beginning.wait()
    beginning.view.consent.text.setPlainText("Half a sentence")
    beginning.window.open_today()
    question = beginning.window.question
    assert question is not None
    question.keep_button.click()
    assert beginning.window.place is beginning.view
    assert beginning.view.consent.text.toPlainText() == "Half a sentence"


def test_without_models_the_steps_say_what_cannot_be_done(beginning: Beginning) -> None:
    beginning.make()
    catalogue = beginning.window.desk.workspace.models._catalogue
    assert isinstance(catalogue, FakeModelCatalogue)
    catalogue.models = ()
    panel = beginning.view.models
    beginning.press(panel.look_button)
    assert panel.banner.title == strings.Models.NO_RECOGNIZER_TITLE
    assert panel.cards(ModelPurpose.RECOGNITION) == []
    beginning.window.first_run.take_up(FirstStep.SAMPLE_CLIENT)
    beginning.wait()
    sample = beginning.view.sample
    assert not sample.with_engine.isEnabled()
    assert sample.engine_hint.text() == strings.Sample.ENGINE_MISSING
    beginning.press(beginning.view.continue_button)
    beginning.qtbot.waitUntil(lambda: beginning.window.place is beginning.window.review)


def test_the_sample_is_removed_in_one_step_from_settings(beginning: Beginning) -> None:
    beginning.make()
    section = beginning.window.first_run.section
    beginning.window.open_settings()
    beginning.wait()
    beginning.press(section.sample.add_button)
    beginning.qtbot.waitUntil(lambda: beginning.window.place is beginning.window.review)
    beginning.wait()
    beginning.window.open_today()
    beginning.wait()
    assert len(beginning.window.today.to_sign.row_model.rows) == 1
    beginning.window.open_settings()
    beginning.wait()
    beginning.press(section.sample.remove_button)
    assert section.sample.question is not None
    section.sample.question.confirm_button.click()
    beginning.wait()
    assert beginning.window.toast.text == strings.Sample.REMOVED
    beginning.window.open_today()
    beginning.wait()
    assert beginning.window.today.to_sign.row_model.rows == []
    assert beginning.vault.tables.clients == {}


def test_settings_save_a_text_and_its_form(beginning: Beginning, tmp_path: Path) -> None:
    beginning.make()
    beginning.window.open_settings()
    beginning.wait()
    panel = beginning.window.first_run.section.consent
    assert not panel.save_button.isEnabled()
    panel.show_purpose(ConsentPurpose.AI_NOTES)
    panel.text.setPlainText("What the software does.")
    panel.form_link.click()
    assert panel.banner.title == strings.ConsentTexts.FORM_UNSAVED
    beginning.press(panel.save_button)
    assert "2026-2" in panel.banner.title
    panel.save_form(ConsentPurpose.AI_NOTES, tmp_path / "form.pdf")
    beginning.wait()
    assert panel.banner.title == strings.ConsentTexts.FORM_SAVED
    assert (tmp_path / "form.pdf").read_bytes().startswith(b"%PDF")


def test_the_consent_noted_later_names_the_text_in_force(beginning: Beginning) -> None:
    beginning.make()
    work = beginning.window.desk.workspace
    work.consent_texts.save(ConsentPurpose.RECORDING, "Our own words.")
    client = work.clients.create("Mara Keller")
    consent = work.clients.give_consent(client.id, ConsentPurpose.RECORDING)
    assert consent.wording_version == "2026-2"


@pytest.mark.parametrize("step", FirstStep)
def test_one_primary_button_and_names_for_everything_on_every_step(beginning: Beginning, step: FirstStep) -> None:
    beginning.make(has_recovery_code=False)
    beginning.window.first_run.take_up(step)
    beginning.wait()
    buttons = [b for b in beginning.view.findChildren(QAbstractButton) if b.isVisible()]
    assert sum(b.property("kind") == "primary" for b in buttons) == 1
    assert all(b.accessibleName() or b.text() for b in buttons)
    assert beginning.view.continue_button.hasFocus()


def test_what_a_client_agreed_to_can_be_read_after_the_text_has_changed(beginning: Beginning) -> None:
    beginning.make()
    work = beginning.window.desk.workspace
    client = work.clients.create("Mara Keller")
    for purpose in ConsentPurpose:
        work.clients.give_consent(client.id, purpose)
    work.consent_texts.save(ConsentPurpose.RECORDING, "Other words.")
    beginning.window.open_client(client.id)
    beginning.wait()
    consents = beginning.window.client_page.consents
    assert set(consents.text_links) == set(ConsentPurpose)
    beginning.press(consents.text_links[ConsentPurpose.RECORDING])
    (sheet,) = beginning.window.findChildren(AgreedTextSheet)
    assert "version 2026-1" in sheet.about.text()
    assert sheet.text.toPlainText() == standard_text(ConsentPurpose.RECORDING)
    assert sheet.text.isReadOnly()
    beginning.qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_the_sample_says_so_in_the_review(beginning: Beginning) -> None:
    beginning.make()
    beginning.window.first_run.take_up(FirstStep.SAMPLE_CLIENT)
    beginning.wait()
    beginning.press(beginning.view.continue_button)
    beginning.qtbot.waitUntil(lambda: beginning.window.place is beginning.window.review)
    beginning.wait()
    assert beginning.window.review.header.sample_chip.isVisible()


def test_the_places_outlive_what_python_tidies_up(beginning: Beginning) -> None:
    """Places rebuild their parts all day; the collector must not take a page that is still part of the window."""
    beginning.make()
    window, view = beginning.window, beginning.view
    pages = [window.today.banner, window.client_list.banner, window.settings.banner, view.header]
    window.first_run.take_up(FirstStep.SAMPLE_CLIENT)
    beginning.wait()
    beginning.press(view.continue_button)
    beginning.qtbot.waitUntil(lambda: window.place is window.review)
    for go in (window.open_today, window.open_settings, window.open_clients, window.open_first_run):
        beginning.wait()
        gc.collect()
        assert all(shiboken6.isValid(page) for page in pages)
        go()


def test_a_page_is_let_go_with_its_window(beginning: Beginning) -> None:
    before = set(surfaces._kept)
    beginning.make()
    own = set(surfaces._kept) - before
    assert own
    beginning.session.lock()
    beginning.qtbot.waitUntil(lambda: beginning.session.window is None)
    beginning.qtbot.waitUntil(lambda: not own & set(surfaces._kept))
