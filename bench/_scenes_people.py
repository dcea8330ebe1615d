"""The scenes of People and of joining: a practice of four, the sheets over it, signing in with an invitation."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bench._practice import PASSPHRASE
from bench._stage import NARROW, WIDE, Stage, scene
from therapease.domain.ids import UserId
from therapease.domain.user import User, UserRole
from therapease.services.people import Profile
from therapease.ui.people.person_sheet import AccountAct
from therapease.ui.people.view import PeopleView

_THEIR_PASSPHRASE = "quiet harbour seven birches"
_COLLEAGUES = (
    (Profile("Sofia Okafor", "PhD", "PSY 20817", "ext. 12"), UserRole.SUPERVISOR, True),
    (Profile("Bea Winter", "MSc", "PT 4410", "bea@linden.example"), UserRole.THERAPIST, True),
    (Profile("Dora Herbst", "", "", "front desk"), UserRole.ASSISTANT, False),
)


def _hire(stage: Stage) -> dict[str, User]:
    """Let the colleagues in before the window opens: two have joined, one has an invitation."""
    users: dict[str, User] = {}
    for profile, role, joins in _COLLEAGUES:
        workspace = stage.door.unlock(stage.vault_path, PASSPHRASE)
        user, code = workspace.people.invite(profile, role)
        workspace.close()
        users[profile.name] = user
        if joins:
            stage.door.accept_invitation(stage.vault_path, code, _THEIR_PASSPHRASE)[0].close()
    return users


def _people(stage: Stage) -> tuple[PeopleView, dict[str, User]]:
    users = _hire(stage)
    stage.window.open_people()
    stage.settled(stage.window)
    return stage.window.people, users


def _sheet(stage: Stage, view: PeopleView) -> QWidget:
    stage.wait_until(lambda: view.sheet is not None)
    sheet = view.sheet
    return stage.settled(sheet if sheet is not None else stage.window)


def _act(view: PeopleView, user_id: UserId, act: AccountAct) -> None:
    view.open_person(user_id)
    buttons = getattr(view.sheet, "act_buttons", {})
    buttons[act].click()


@scene("people", sizes=(WIDE, NARROW))
def people(stage: Stage) -> QWidget:
    _people(stage)
    return stage.settled(stage.window)


@scene("people-alone")
def alone(stage: Stage) -> QWidget:
    stage.window.open_people()
    return stage.settled(stage.window)


@scene("people-invite")
def invite(stage: Stage) -> QWidget:
    view, _users = _people(stage)
    view.invite_button.click()
    return _sheet(stage, view)


@scene("people-person")
def person(stage: Stage) -> QWidget:
    view, users = _people(stage)
    view.open_person(users["Bea Winter"].id)
    return _sheet(stage, view)


@scene("people-remove")
def remove(stage: Stage) -> QWidget:
    view, users = _people(stage)
    _act(view, users["Bea Winter"].id, AccountAct.REMOVE)
    return _sheet(stage, view)


@scene("people-supervision")
def supervision(stage: Stage) -> QWidget:
    view, users = _people(stage)
    workspace = stage.window.desk.workspace
    workspace.supervision.propose(users["Sofia Okafor"].id, workspace.user.id)
    view.controller.load()
    return stage.settled(stage.window)


@scene("unlock-several")
def several(stage: Stage) -> QWidget:
    _hire(stage)
    stage.settled(stage.sign_in).show()
    return stage.settled(stage.sign_in)


@scene("unlock-join", sizes=(WIDE, NARROW))
def join(stage: Stage) -> QWidget:
    several(stage)
    stage.sign_in.unlock_page.invitation_link.click()
    return stage.settled(stage.sign_in)
