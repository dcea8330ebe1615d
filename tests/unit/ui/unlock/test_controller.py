"""The sign-in: looking at a vault, creating, unlocking, the recovery code both ways, and every way it can fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.fakes import PASSPHRASE, RECOVERY_CODE, FakeDoor, FakeVault
from therapease.domain.user import NewOwner
from therapease.errors import (
    HeaderDamagedError,
    HeaderMissingError,
    StorageUnavailableError,
    TherapEaseError,
    VaultDamagedError,
    VaultInUseError,
    VaultMissingError,
    VaultTooNewError,
    WeakPassphraseError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from therapease.services.workspace import Workspace
from therapease.ui.background import Background
from therapease.ui.unlock.controller import SignInController, SignInPage, default_vault_path

OWNER = NewOwner("Erika Lindqvist", "LCSW")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "Practice.vault"


@pytest.fixture
def door(path: Path) -> FakeDoor:
    return FakeDoor()


@pytest.fixture
def controller(qtbot: QtBot, door: FakeDoor, path: Path) -> Iterator[SignInController]:
    background = Background()
    yield SignInController(door, background, path)
    background.close()


@pytest.fixture
def settle(qtbot: QtBot, controller: SignInController) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not controller.state.is_busy)


def test_without_a_vault_the_page_that_makes_one_is_shown(controller: SignInController) -> None:
    controller.look()
    assert controller.state.page is SignInPage.CREATE


def test_with_a_vault_its_accounts_are_shown(
    controller: SignInController, door: FakeDoor, path: Path, settle: Callable[[], None]
) -> None:
    door.create(path, OWNER, PASSPHRASE)
    controller.look()
    settle()
    assert controller.state.page is SignInPage.UNLOCK
    assert [account.name for account in controller.state.accounts] == ["Erika Lindqvist"]


def test_a_chosen_file_that_is_no_vault_is_said_and_not_created(
    controller: SignInController, path: Path, settle: Callable[[], None]
) -> None:
    controller.look(path)
    settle()
    assert controller.state.page is SignInPage.UNLOCK
    assert isinstance(controller.state.error, VaultMissingError)


def test_creating_shows_the_code_and_opens_only_when_it_is_typed_back(
    controller: SignInController, path: Path, settle: Callable[[], None]
) -> None:
    opened: list[Workspace] = []
    has_code: list[bool] = []
    controller.made.connect(lambda workspace, is_typed_back: (opened.append(workspace), has_code.append(is_typed_back)))
    controller.look()
    controller.create(OWNER, PASSPHRASE)
    settle()
    assert path.parent.is_dir()
    assert controller.state.page is SignInPage.SHOW_RECOVERY_CODE
    assert controller.state.recovery_code == RECOVERY_CODE
    assert not controller.confirm_recovery_code("ABCDE")
    assert opened == []
    assert controller.confirm_recovery_code(RECOVERY_CODE.lower().replace("-", " "))
    assert [workspace.user.name for workspace in opened] == ["Erika Lindqvist"]
    assert controller.state.recovery_code == ""
    assert has_code == [True]


def test_going_on_without_the_code_opens_once_and_says_so(
    qtbot: QtBot, controller: SignInController, settle: Callable[[], None]
) -> None:
    controller.skip_recovery_code()
    controller.look()
    controller.create(OWNER, PASSPHRASE)
    settle()
    with qtbot.waitSignal(controller.made) as made:
        controller.skip_recovery_code()
    assert made.args[1] is False
    assert controller.state.recovery_code == ""
    assert not controller.confirm_recovery_code(RECOVERY_CODE)


def test_leaving_before_the_code_was_typed_locks_the_new_vault(
    controller: SignInController, door: FakeDoor, path: Path, settle: Callable[[], None]
) -> None:
    controller.look()
    controller.create(OWNER, PASSPHRASE)
    settle()
    controller.close()
    assert door.vaults[path][0].is_closed


@pytest.mark.parametrize("passphrase", ["wrong wrong wrong wrong", ""])
def test_a_wrong_passphrase_is_an_error_and_nothing_opens(
    controller: SignInController, door: FakeDoor, path: Path, settle: Callable[[], None], passphrase: str
) -> None:
    door.create(path, OWNER, PASSPHRASE)
    controller.look()
    settle()
    controller.unlock(passphrase)
    settle()
    assert isinstance(controller.state.error, WrongPassphraseError)
    assert controller.state.accounts


def test_the_right_passphrase_opens(
    qtbot: QtBot, controller: SignInController, door: FakeDoor, path: Path, settle: Callable[[], None]
) -> None:
    door.create(path, OWNER, PASSPHRASE)
    controller.look()
    settle()
    with qtbot.waitSignal(controller.unlocked) as opened:
        controller.unlock(PASSPHRASE, controller.state.accounts[0].user_id)
    assert isinstance(opened.args[0].vault, FakeVault)


def test_the_recovery_code_opens_and_a_wrong_one_does_not(
    qtbot: QtBot, controller: SignInController, door: FakeDoor, path: Path, settle: Callable[[], None]
) -> None:
    door.create(path, OWNER, PASSPHRASE)
    controller.look()
    settle()
    controller.offer_recovery()
    controller.unlock_with_recovery_code("nonsense")
    settle()
    assert controller.state.page is SignInPage.ENTER_RECOVERY_CODE
    assert isinstance(controller.state.error, WrongRecoveryCodeError)
    with qtbot.waitSignal(controller.unlocked):
        controller.unlock_with_recovery_code(RECOVERY_CODE)


@pytest.mark.parametrize(
    "error",
    [
        VaultInUseError(),
        VaultTooNewError(),
        VaultDamagedError(),
        HeaderMissingError(),
        HeaderDamagedError(),
        StorageUnavailableError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_each_trouble_keeps_its_own_words(
    controller: SignInController, door: FakeDoor, path: Path, settle: Callable[[], None], error: TherapEaseError
) -> None:
    door.create(path, OWNER, PASSPHRASE)
    controller.look()
    settle()
    door.fail_with = error
    controller.unlock(PASSPHRASE)
    settle()
    assert controller.state.error is error


def test_a_weak_passphrase_is_refused_and_the_page_stays(
    controller: SignInController, settle: Callable[[], None]
) -> None:
    controller.look()
    controller.create(OWNER, "too short")
    settle()
    assert controller.state.page is SignInPage.CREATE
    assert isinstance(controller.state.error, WeakPassphraseError)


def test_a_new_vault_is_offered_a_name_that_is_free(controller: SignInController, door: FakeDoor) -> None:
    door.create(default_vault_path(), OWNER, PASSPHRASE)
    controller.offer_create()
    assert controller.state.vault_path.name == "Practice 2.vault"


def test_a_look_that_comes_late_does_not_turn_the_page_again(
    qtbot: QtBot, controller: SignInController, door: FakeDoor, path: Path
) -> None:
    door.create(path, OWNER, PASSPHRASE)
    controller.look()
    controller.offer_create(path.with_name("Other.vault"))
    qtbot.wait(100)
    assert (controller.state.page, controller.state.vault_path.name) == (SignInPage.CREATE, "Other.vault")
