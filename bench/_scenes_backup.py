"""The scenes of backups: Today's block in its states, the part of Settings with a list, a rehearsal, a problem."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from bench._practice import NOW, PASSPHRASE
from bench._stage import NARROW, WIDE, Stage, scene
from therapease.errors import InternalError
from therapease.ui.unlock.restore_sheet import RestoreSheet


def _drive(stage: Stage) -> Path:
    folder = stage.folder / "Blue USB drive"
    folder.mkdir(exist_ok=True)
    return folder


def _with_backups(stage: Stage, count: int = 3) -> QWidget:
    """Make backups as if days had passed."""
    service = stage.window.desk.workspace.backups
    service.choose(_drive(stage))
    for days in range(count + 1, 1, -1):
        stage.clock.time = NOW - timedelta(days=days) + timedelta(hours=8, minutes=35)
        service.back_up()
    stage.clock.time = NOW
    return stage.window


@scene("passphrase-change")
def passphrase_change(stage: Stage) -> QWidget:
    stage.window.open_settings()
    card = stage.window.passphrase
    card.open_sheet(stage.window)
    sheet = card.sheet
    if sheet is None:
        raise InternalError(detail="no form")
    sheet.new.set_text("copper lantern slow river")
    sheet.change_button.click()
    return stage.settled(sheet, 400)


@scene("today-backup", sizes=(WIDE, NARROW))
def today_backup(stage: Stage) -> QWidget:
    _with_backups(stage, 1)
    stage.window.open_today()
    return stage.settled(stage.window)


@scene("today-backup-overdue")
def today_overdue(stage: Stage) -> QWidget:
    _with_backups(stage, 1)
    stage.clock.time = NOW + timedelta(days=9)
    _drive(stage).rename(stage.folder / "taken out")
    stage.window.open_today()
    return stage.settled(stage.window)


@scene("settings-backup", sizes=(WIDE, NARROW))
def settings_backup(stage: Stage) -> QWidget:
    _with_backups(stage)
    stage.window.open_backup()
    stage.settled(stage.window)
    stage.window.backup.card.rehearse_button.click()
    stage.settled(stage.window)
    stage.window.open_backup()
    return stage.settled(stage.window)


@scene("settings-backup-none")
def settings_backup_none(stage: Stage) -> QWidget:
    stage.window.open_backup()
    return stage.settled(stage.window)


@scene("settings-backup-gone")
def settings_backup_gone(stage: Stage) -> QWidget:
    _with_backups(stage, 1)
    _drive(stage).rename(stage.folder / "taken out")
    stage.window.open_backup()
    stage.settled(stage.window)
    stage.window.backup.card.now_button.click()
    return stage.settled(stage.window)


def _restore_form(stage: Stage) -> RestoreSheet:
    stage.settled(stage.sign_in).show()
    stage.sign_in.open_restore()
    sheet = stage.sign_in.restore_sheet
    if sheet is None:
        raise InternalError(detail="no form")
    return sheet


@scene("restore")
def restore(stage: Stage) -> QWidget:
    sheet = _restore_form(stage)
    sheet.controller.choose_backup(_drive(stage) / f"{stage.vault_path.stem} 2026-03-15 194000.vault")
    sheet.restore_button.click()
    return stage.settled(sheet)


@scene("restore-done")
def restore_done(stage: Stage) -> QWidget:
    workspace = stage.door.unlock(stage.vault_path, PASSPHRASE)
    workspace.backups.choose(_drive(stage))
    backup = workspace.backups.back_up()
    workspace.close()
    sheet = _restore_form(stage)
    sheet.controller.choose_backup(backup.path)
    sheet.secret.set_text(PASSPHRASE)
    sheet.restore_button.click()
    stage.wait_until(lambda: sheet.is_done)
    return stage.settled(sheet)
