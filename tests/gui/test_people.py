"""The place of people and the page for invitations, by hand: inviting, joining, changing, removing, supervision."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import PASSPHRASE, RECOVERY_CODE, START, FakeDoor, FakeVault
from tests.open_window import OpenWindow
from therapease.domain.ids import UserId
from therapease.domain.user import NewOwner, User, UserRole, UserStatus
from therapease.errors import StorageFullError
from therapease.ui import strings
from therapease.ui.app import WindowSession
from therapease.ui.commands import Command
from therapease.ui.people.person_sheet import AccountAct, PersonSheet
from therapease.ui.people.sheets import CodeSheet, InviteSheet, RemoveSheet
from therapease.ui.people.view import PeopleView
from therapease.ui.unlock.controller import SignInPage
from therapease.ui.widgets import QuestionSheet

BEA = User(UserId("b"), "Bea Winter", UserRole.THERAPIST, START, "MSc")
STRONG = "copper lantern slow river"


@pytest.fixture
def people(place: OpenWindow, qtbot: QtBot) -> PeopleView:
    vault_of(place).tables.users[BEA.id] = BEA
    place.window.open_people()
    view = place.window.people
    qtbot.waitUntil(lambda: view.controller.overview is not None)
    return view


def vault_of(place: OpenWindow) -> FakeVault:
    vault = place.window.desk.workspace.vault
    assert isinstance(vault, FakeVault)
    return vault


def opened(people: PeopleView, user_id: UserId) -> PersonSheet:
    people.open_person(user_id)
    assert isinstance(people.sheet, PersonSheet)
    return people.sheet


def act(people: PeopleView, user_id: UserId, wanted: AccountAct) -> None:
    opened(people, user_id).act_buttons[wanted].click()


def test_inviting_gives_a_code_that_is_shown_once_and_cannot_be_copied(
    people: PeopleView, place: OpenWindow, qtbot: QtBot
) -> None:
    people.invite_button.click()
    sheet = people.sheet
    assert isinstance(sheet, InviteSheet)
    sheet.make_button.click()
    qtbot.waitUntil(lambda: bool(sheet.name.error))
    sheet.name.set_text("Sofia Okafor")
    sheet.role.group.button(list(UserRole).index(UserRole.SUPERVISOR)).click()
    assert sheet.role.hint.text() == strings.ROLE_HINTS[UserRole.SUPERVISOR]
    sheet.make_button.click()
    qtbot.waitUntil(lambda: isinstance(people.sheet, CodeSheet))
    shown = people.sheet
    assert isinstance(shown, CodeSheet)
    (code,) = vault_of(place).codes.values()
    assert code.split("-")[0] in shown.code_label.text()
    assert shown.code_label.textInteractionFlags() == Qt.TextInteractionFlag.NoTextInteraction
    assert not shown.done_button.isDefault()
    shown.done_button.click()
    qtbot.waitUntil(lambda: len(people.list.row_model.rows) == 3)
    assert people.list.row_model.rows[-1].right == "Invited"


def test_profile_role_and_supervision_are_kept_together(people: PeopleView, place: OpenWindow, qtbot: QtBot) -> None:
    sheet = opened(people, BEA.id)
    sheet._fields["contact"].set_text("ext. 12")
    assert sheet.role is not None
    assert sheet.supervisor is not None
    sheet.supervisor.set_choice(1)
    sheet.save_button.click()
    qtbot.waitUntil(lambda: vault_of(place).tables.users[BEA.id].contact == "ext. 12")
    qtbot.waitUntil(lambda: len(vault_of(place).tables.practice.supervisions) == 1)
    assert not vault_of(place).tables.practice.supervisions[0].is_in_force
    qtbot.waitUntil(lambda: people.sheet is None)
    qtbot.waitUntil(lambda: people.controller.overview is not None and bool(people.controller.overview.supervisions))
    again = opened(people, BEA.id)
    assert again.supervisor is not None
    assert again.supervisor.choice == 1
    assert not again.has_changes


def test_what_is_wrong_stays_in_the_form(people: PeopleView, qtbot: QtBot) -> None:
    sheet = opened(people, BEA.id)
    sheet._fields["name"].set_text("  ")
    sheet.save_button.click()
    qtbot.waitUntil(lambda: bool(sheet._fields["name"].error))
    assert people.sheet is sheet
    assert sheet.save_button.isEnabled()


def test_ones_own_profile_has_neither_role_nor_acts(people: PeopleView) -> None:
    sheet = opened(people, people.controller.own_id)
    assert sheet.role is None
    assert sheet.act_buttons == {}


def test_deactivating_says_what_it_means_and_can_be_taken_back(
    people: PeopleView, place: OpenWindow, qtbot: QtBot
) -> None:
    act(people, BEA.id, AccountAct.DEACTIVATE)
    question = people.sheet
    assert isinstance(question, QuestionSheet)
    question.confirm_button.click()
    qtbot.waitUntil(lambda: vault_of(place).tables.users[BEA.id].status is UserStatus.DEACTIVATED)
    qtbot.waitUntil(lambda: people.list.row_model.rows[-1].right == "Deactivated")
    act(people, BEA.id, AccountAct.REACTIVATE)
    qtbot.waitUntil(lambda: vault_of(place).tables.users[BEA.id].is_active)


def test_a_removal_names_a_successor_and_one_that_fails_can_be_finished(
    people: PeopleView, place: OpenWindow, qtbot: QtBot
) -> None:
    vault = vault_of(place)
    vault.fail_rotation_with = StorageFullError()
    act(people, BEA.id, AccountAct.REMOVE)
    sheet = people.sheet
    assert isinstance(sheet, RemoveSheet)
    assert sheet.keep_button.isDefault()
    sheet.confirm_button.click()
    qtbot.waitUntil(lambda: not people.banner.isHidden())
    qtbot.waitUntil(lambda: people.list.row_model.rows[-1].right == "Removal not finished")
    assert people.working.isHidden()
    vault.fail_rotation_with = None
    act(people, BEA.id, AccountAct.FINISH)
    qtbot.waitUntil(lambda: len(people.list.row_model.rows) == 1)
    assert BEA.id in vault.removed_ids


def test_a_reset_gives_a_code(people: PeopleView, place: OpenWindow, qtbot: QtBot) -> None:
    act(people, BEA.id, AccountAct.RESET)
    question = people.sheet
    assert isinstance(question, QuestionSheet)
    assert question.keep_button.isDefault()
    question.confirm_button.click()
    qtbot.waitUntil(lambda: isinstance(people.sheet, CodeSheet))
    assert BEA.id in vault_of(place).codes


def test_who_is_asked_to_be_supervised_agrees_and_ends_it(people: PeopleView, place: OpenWindow, qtbot: QtBot) -> None:
    owner = people.controller.own_id
    vault = vault_of(place)
    vault.tables.users[BEA.id] = User(BEA.id, BEA.name, UserRole.SUPERVISOR, START)
    place.window.desk.workspace.supervision.propose(BEA.id, owner)
    assert people.supervision.isHidden()
    people.controller.load()
    qtbot.waitUntil(lambda: not people.supervision.isHidden())
    assert "Bea Winter" in people.supervision.title.text()
    people.supervision.agree_button.click()
    qtbot.waitUntil(lambda: people.supervision.decline_button.text() == strings.People.END)
    assert vault.tables.practice.supervisions[0].is_in_force
    people.supervision.decline_button.click()
    qtbot.waitUntil(people.supervision.isHidden)


def test_who_is_no_owner_sees_colleagues_and_changes_nothing_of_them(
    people: PeopleView, place: OpenWindow, qtbot: QtBot
) -> None:
    vault = vault_of(place)
    owner, vault.user = vault.user, BEA
    place.window.desk.workspace.people._context.vault.user = BEA  # type: ignore[misc]  # because it is the fake
    people.controller.load()
    qtbot.waitUntil(people.invite_button.isHidden)
    sheet = opened(people, owner.id)
    assert sheet.save_button.isHidden()
    assert sheet.act_buttons == {}
    assert sheet._fields["name"].edit.isReadOnly()


def test_the_desk_sees_a_clients_page_without_anything_clinical(place: OpenWindow, qtbot: QtBot) -> None:
    client = place.client()
    vault_of(place).user = User(UserId("d"), "Dora Herbst", UserRole.ASSISTANT, START)
    place.window.open_client(client.id)
    place.wait()
    page = place.window.client_page
    assert page.tabs.isHidden()
    assert page.new_button.isHidden()
    assert page.overview.isHidden()
    assert not page.book_button.isHidden()
    assert page.notice.title == strings.ClientPlace.NO_RECORD_TITLE
    assert Command.NEW_SESSION not in page.commands()


# ---------------------------------------------------------------- joining


@pytest.fixture
def joining(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[WindowSession]:
    door, path = FakeDoor(), tmp_path / "Practice.vault"
    workspace, _ = door.create(path, NewOwner("Erika Lindqvist"), PASSPHRASE)
    vault = workspace.vault
    assert isinstance(vault, FakeVault)
    vault.tables.users[BEA.id] = User(BEA.id, BEA.name, BEA.role, START, status=UserStatus.INVITED)
    vault.codes[BEA.id] = "C0DE-C0DE"
    session = WindowSession(qapp, door, path)
    session.show_sign_in()
    yield session
    session.close()


def test_the_invitation_is_offered_and_who_waits_is_not_in_the_list(joining: WindowSession, qtbot: QtBot) -> None:
    view = joining.sign_in
    assert view is not None
    qtbot.waitUntil(lambda: not view.unlock_page.invitation_link.isHidden())
    assert [b.account.name for b in view.unlock_page.accounts._group.buttons()] == ["Erika Lindqvist"]  # type: ignore[attr-defined]  # because the cards are ours


def test_joining_says_what_is_wrong_and_ends_at_the_recovery_code(joining: WindowSession, qtbot: QtBot) -> None:
    view = joining.sign_in
    assert view is not None
    qtbot.waitUntil(lambda: not view.unlock_page.invitation_link.isHidden())
    view.unlock_page.invitation_link.click()
    page = view.join_page
    page.primary.click()
    assert page.code.error
    page.code.set_text("wrong")
    page.passphrase.set_text("short")
    page.primary.click()
    assert page.passphrase.error
    page.passphrase.set_text(STRONG)
    page.again.set_text("another")
    page.primary.click()
    assert page.again.error
    page.again.set_text(STRONG)
    page.primary.click()
    qtbot.waitUntil(lambda: "open invitation" in page.code.error)
    page.code.set_text("c0de-c0de")
    qtbot.keyClick(page.again.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.controller.state.page is SignInPage.SHOW_RECOVERY_CODE)
    assert page.code.text == page.passphrase.text == ""
    assert view.show_code_page.skip_link.isHidden()
    view.show_code_page.typed.edit.setText(RECOVERY_CODE)
    view.show_code_page.primary.click()
    qtbot.waitUntil(lambda: joining.window is not None)
    assert joining.window is not None
    assert joining.window.desk.workspace.user.name == "Bea Winter"
