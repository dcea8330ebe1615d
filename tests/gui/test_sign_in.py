"""The sign-in window by keyboard and mouse: create, unlock, wrong passphrase, recovery code, lock and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.fakes import PASSPHRASE, RECOVERY_CODE, FakeDoor
from therapease.domain.user import NewOwner
from therapease.errors import HeaderDamagedError, VaultInUseError, WrongPassphraseError
from therapease.ui.app import WindowSession
from therapease.ui.locking.reasons import LockReason
from therapease.ui.unlock.controller import SignInPage, SignInState
from therapease.ui.unlock.view import SignInView

STRONG = "slow river copper lantern"


@pytest.fixture
def door() -> FakeDoor:
    return FakeDoor()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Practice.vault"


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, door: FakeDoor, path: Path) -> Iterator[WindowSession]:
    session = WindowSession(qapp, door, path)
    yield session
    session.close()


def shown(qtbot: QtBot, session: WindowSession) -> SignInView:
    session.show_sign_in()
    view = session.sign_in
    assert view is not None
    qtbot.waitExposed(view)
    qtbot.waitUntil(lambda: not view.controller.state.is_busy)
    return view


def type_into(qtbot: QtBot, edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.clear()
    qtbot.keyClicks(edit, text)


def test_a_first_start_makes_a_vault_by_keyboard_alone(
    qtbot: QtBot, session: WindowSession, door: FakeDoor, path: Path
) -> None:
    view = shown(qtbot, session)
    page = view.create_page
    assert view.controller.state.page is SignInPage.CREATE
    type_into(qtbot, page.name.edit, "Erika Lindqvist")
    type_into(qtbot, page.credentials.edit, "LCSW")
    type_into(qtbot, page.passphrase.edit, STRONG)
    qtbot.waitUntil(lambda: page.meter.words == "Strong")
    type_into(qtbot, page.again.edit, STRONG)
    qtbot.keyClick(page.again.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.controller.state.page is SignInPage.SHOW_RECOVERY_CODE)
    assert page.passphrase.text == page.again.text == ""
    typed = view.show_code_page.typed
    type_into(qtbot, typed.edit, "not the code")
    qtbot.keyClick(typed.edit, Qt.Key.Key_Return)
    assert typed.error
    assert session.window is None
    type_into(qtbot, typed.edit, RECOVERY_CODE.lower())
    qtbot.keyClick(typed.edit, Qt.Key.Key_Return)
    assert session.window is not None
    assert session.window.desk.workspace.user.credentials == "LCSW"
    assert session.preferences.settings.vault.last_path == path


def test_while_the_key_is_made_the_page_says_what_takes_so_long(
    qtbot: QtBot, session: WindowSession, path: Path
) -> None:
    page = shown(qtbot, session).create_page
    assert not page.making.isVisible()
    page.show_state(SignInState(SignInPage.CREATE, path, is_busy=True))
    assert page.making.isVisible()
    assert "some seconds" in page.making.findChildren(QLabel)[0].text()
    page.show_state(SignInState(SignInPage.CREATE, path))
    assert not page.making.isVisible()


def made_vault(qtbot: QtBot, session: WindowSession) -> SignInView:
    """Return the sign-in window at the recovery code of a vault just made."""
    view = shown(qtbot, session)
    view.create_page.name.set_text("Erika Lindqvist")
    view.create_page.passphrase.set_text(STRONG)
    view.create_page.again.set_text(STRONG)
    view.create_page.primary.click()
    qtbot.waitUntil(lambda: view.controller.state.page is SignInPage.SHOW_RECOVERY_CODE)
    return view


def test_the_code_is_covered_while_it_is_typed_back_and_cannot_be_copied(qtbot: QtBot, session: WindowSession) -> None:
    form = made_vault(qtbot, session).show_code_page.form
    assert RECOVERY_CODE.split("-")[0] in form.code_label.text()
    assert form.code_label.textInteractionFlags() == Qt.TextInteractionFlag.NoTextInteraction
    assert not form.is_covered
    type_into(qtbot, form.typed.edit, "ABCDE-FGHIX")
    assert form.is_covered
    qtbot.keyClick(form.typed.edit, Qt.Key.Key_Return)
    assert "group" in form.typed.error
    form.uncover_button.click()
    assert not form.is_covered
    assert form.typed.edit.hasFocus()


def test_going_on_without_the_code_takes_a_second_word(qtbot: QtBot, session: WindowSession, path: Path) -> None:
    page = made_vault(qtbot, session).show_code_page
    page.skip_link.click()
    assert page.question is not None
    assert page.question.keep_button.isDefault()
    page.question.keep_button.click()
    assert session.window is None
    page.skip_link.click()
    page.question.confirm_button.click()
    assert session.window is not None
    assert RECOVERY_CODE not in page.form.code_label.text()


@pytest.mark.parametrize(
    ("name", "passphrase", "again", "field"),
    [
        ("", STRONG, STRONG, "name"),
        ("Erika", "short", "short", "passphrase"),
        ("Erika", "passwordpassword", "passwordpassword", "passphrase"),
        ("Erika", STRONG, STRONG + "x", "again"),
    ],
)
def test_each_field_says_itself_what_is_wrong(
    qtbot: QtBot, session: WindowSession, door: FakeDoor, name: str, passphrase: str, again: str, field: str
) -> None:
    page = shown(qtbot, session).create_page
    page.name.set_text(name)
    page.passphrase.set_text(passphrase)
    page.again.set_text(again)
    page.primary.click()
    assert [f for f in ("name", "passphrase", "again") if getattr(page, f).error] == [field]
    assert not door.vaults


def test_a_wrong_passphrase_is_said_below_the_field_and_the_right_one_opens(
    qtbot: QtBot, session: WindowSession, door: FakeDoor, path: Path
) -> None:
    door.create(path, NewOwner("Erika Lindqvist"), PASSPHRASE)
    view = shown(qtbot, session)
    field = view.unlock_page.passphrase
    type_into(qtbot, field.edit, "not the passphrase")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field.error != "")
    assert WrongPassphraseError.title in field.error
    assert view.unlock_page.banner.isHidden()
    qtbot.keyClicks(field.edit, PASSPHRASE)
    assert field.text == PASSPHRASE
    assert field.error == ""
    view.unlock_page.primary.click()
    qtbot.waitUntil(lambda: session.window is not None)


@pytest.mark.parametrize("error", [VaultInUseError(), HeaderDamagedError()], ids=lambda e: type(e).__name__)
def test_other_troubles_stand_in_the_banner(
    qtbot: QtBot, session: WindowSession, door: FakeDoor, path: Path, error: VaultInUseError | HeaderDamagedError
) -> None:
    door.create(path, NewOwner("Erika Lindqvist"), PASSPHRASE)
    view = shown(qtbot, session)
    door.fail_with = error
    view.unlock_page.passphrase.set_text(PASSPHRASE)
    view.unlock_page.primary.click()
    qtbot.waitUntil(lambda: not view.unlock_page.banner.isHidden())
    assert (view.unlock_page.banner.title, view.unlock_page.banner.message) == (error.title, error.message)


def test_the_recovery_code_is_another_way_in(qtbot: QtBot, session: WindowSession, door: FakeDoor, path: Path) -> None:
    door.create(path, NewOwner("Erika Lindqvist"), PASSPHRASE)
    view = shown(qtbot, session)
    view.unlock_page.recovery_link.click()
    type_into(qtbot, view.recovery_page.code.edit, RECOVERY_CODE)
    qtbot.keyClick(view.recovery_page.code.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.window is not None)


def test_what_is_typed_stays_hidden_until_it_is_asked_for(
    qtbot: QtBot, session: WindowSession, door: FakeDoor, path: Path
) -> None:
    door.create(path, NewOwner("Erika Lindqvist"), PASSPHRASE)
    field = shown(qtbot, session).unlock_page.passphrase
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password
    field.reveal_action.trigger()
    assert field.edit.echoMode() is QLineEdit.EchoMode.Normal
    field.clear()
    assert field.edit.echoMode() is QLineEdit.EchoMode.Password


def test_locking_closes_the_vault_and_ends_the_process(
    qtbot: QtBot, session: WindowSession, door: FakeDoor, path: Path
) -> None:
    door.create(path, NewOwner("Erika Lindqvist"), PASSPHRASE)
    session.enter(door.unlock(path, PASSPHRASE))
    assert session.window is not None
    vault = door.vaults[path][0]
    session.window.rail.lock_button.click()
    qtbot.waitUntil(lambda: session.window is None)
    assert vault.is_closed and door.engine.is_closed
    assert session.exit_status == LockReason.ASKED
    # What the next process does.
    assert shown(qtbot, session).controller.state.vault_path == path


def test_an_unattended_window_locks_itself(qtbot: QtBot, session: WindowSession, door: FakeDoor, path: Path) -> None:
    door.create(path, NewOwner("Erika Lindqvist"), PASSPHRASE)
    session.enter(door.unlock(path, PASSPHRASE))
    session._idle.idled.emit()
    qtbot.waitUntil(lambda: session.window is None)
    assert session.exit_status == LockReason.IDLE
