"""Restoring a backup in the sign-in window, over the real store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.vaults.making import MadeVault, make_vault, store
from therapease.bootstrap import VaultDoor
from therapease.errors import WrongPassphraseError
from therapease.ui import strings
from therapease.ui.app import WindowSession
from therapease.ui.unlock.restore_sheet import RestoreSheet
from therapease.ui.unlock.view import SignInView


@pytest.fixture
def made(tmp_path: Path) -> MadeVault:
    return make_vault(tmp_path)


@pytest.fixture
def backup(made: MadeVault, tmp_path: Path) -> Path:
    drive = tmp_path / "drive"
    drive.mkdir()
    vault = store().unlock(made.path, made.passphrase)
    backup, _counts = vault.back_up(drive, datetime(2026, 3, 15, 19, 40, tzinfo=UTC), lambda _done: None)
    vault.close()
    return backup.path


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication, made: MadeVault) -> Iterator[SignInView]:
    session = WindowSession(qapp, VaultDoor(), made.path)
    session.show_sign_in()
    view = session.sign_in
    assert view is not None
    qtbot.waitUntil(lambda: not view.controller.state.is_busy)
    yield view
    session.close()


def open_form(view: SignInView) -> RestoreSheet:
    view.unlock_page.restore_link.click()
    assert view.restore_sheet is not None
    return view.restore_sheet


def test_the_form_says_what_is_missing(view: SignInView, backup: Path) -> None:
    sheet = open_form(view)
    sheet.restore_button.click()
    assert sheet.backup_error.text() == strings.Restore.BACKUP_MISSING
    sheet.controller.choose_backup(backup)
    assert sheet.backup_error.isHidden()
    sheet.restore_button.click()
    assert sheet.secret.error == strings.Restore.SECRET_MISSING
    sheet.reject()
    assert view.restore_sheet is None


def test_a_backup_takes_the_place_of_a_vault_which_is_kept_and_one_signs_in(
    view: SignInView, backup: Path, made: MadeVault, qtbot: QtBot
) -> None:
    sheet = open_form(view)
    sheet.controller.choose_backup(backup)
    assert not sheet.former_hint.isHidden()
    sheet.secret.set_text("not the one it was")
    sheet.restore_button.click()
    assert not sheet.restore_button.isEnabled()
    sheet.reject()
    assert view.restore_sheet is sheet
    qtbot.waitUntil(lambda: bool(sheet.secret.error), timeout=20_000)
    assert WrongPassphraseError.title in sheet.secret.error
    sheet.reject()
    assert view.restore_sheet is sheet, "what was typed is not dropped without a word"
    assert sheet.banner.title == strings.Leaving.TITLE
    sheet.secret.set_text(made.passphrase)
    sheet.restore_button.click()
    qtbot.waitUntil(lambda: sheet.is_done, timeout=20_000)
    kept = list(made.path.parent.glob(f"{made.path.stem}.before-restore-*.vault"))
    assert len(kept) == 1
    assert kept[0].name in sheet.banner.message
    assert sheet.secret.text == ""
    sheet.restore_button.click()
    qtbot.waitUntil(lambda: bool(view.controller.state.accounts))
    assert view.controller.state.vault_path == made.path
    store().unlock(made.path, made.passphrase).close()


def test_the_recovery_code_restores_to_another_place(
    view: SignInView, backup: Path, made: MadeVault, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet = open_form(view)
    sheet.controller.choose_backup(backup)
    sheet.controller.choose_target(tmp_path / "new" / "Mine.vault")
    assert sheet.former_hint.isHidden()
    sheet.kinds.set_choice(1)
    sheet._show_kind(1)
    sheet.code.set_text(made.recovery_code)
    sheet.restore_button.click()
    qtbot.waitUntil(lambda: sheet.is_done, timeout=20_000)
    store().unlock(tmp_path / "new" / "Mine.vault", made.passphrase).close()
    sheet.reject()
