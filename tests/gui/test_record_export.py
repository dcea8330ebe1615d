"""Giving away a whole record from the client's page: locked unless said twice, stopped without a rest."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import pyzipper  # type: ignore[import-untyped]  # because pyzipper publishes no types
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.open_window import OpenWindow
from tests.reviewing import drafted_session
from therapease.errors import StorageFullError
from therapease.ui import strings
from therapease.ui.export import record_archive
from therapease.ui.export.record_sheet import RecordSheet


@pytest.fixture
def sheet(place: OpenWindow, qtbot: QtBot, tmp_path: Path) -> RecordSheet:
    """The sheet over the page of a client with one drafted session, told to save into an empty folder."""
    drafted_session(place.workspace, tmp_path)
    client = place.workspace.clients.list_all()[0]
    place.window.open_client(client.id)
    place.wait()
    page = place.window.client_page
    page.export_action.trigger()
    qtbot.waitUntil(lambda: page.records.sheet is not None, timeout=5_000)
    sheet = page.records.sheet
    assert sheet is not None
    folder = tmp_path / "given away"
    folder.mkdir()
    sheet.take_folder(str(folder))
    return sheet


def folder_of(sheet: RecordSheet) -> Path:
    return sheet._folder


def ended(sheet: RecordSheet, place: OpenWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: place.window.client_page.records.sheet is None, timeout=20_000)


def test_it_goes_out_locked_with_the_passphrase_that_was_shown(
    sheet: RecordSheet, place: OpenWindow, qtbot: QtBot
) -> None:
    folder, passphrase, name = folder_of(sheet), sheet.passphrase.text, sheet.name.text
    assert sheet.is_locked
    assert sheet.meter.words == strings.Create.STRONG
    assert "Mara" not in name and "Keller" not in name
    sheet.with_sound.setChecked(True)
    sheet.save_button.click()
    ended(sheet, place, qtbot)
    assert [path.name for path in folder.iterdir()] == [name]
    with pyzipper.AESZipFile(folder / name) as archive:
        archive.setpassword(passphrase.encode())
        assert b"Mara Keller" in archive.read("record.json")
        assert "sound/001.wav" in archive.namelist()
    toast = place.window.client_page.toast
    assert name in toast.accessibleName() or toast.isVisibleTo(place.window)


def test_without_protection_it_is_asked_twice(sheet: RecordSheet, place: OpenWindow, qtbot: QtBot) -> None:
    folder = folder_of(sheet)
    sheet.protection.button(1).click()
    assert sheet.warning.isVisibleTo(sheet) and not sheet.passphrase.isVisibleTo(sheet)
    sheet.save_button.click()
    assert sheet.banner.title == strings.RecordExport.OPEN_MISSING
    assert list(folder.iterdir()) == []
    sheet.sure.click()
    sheet.save_button.click()
    ended(sheet, place, qtbot)
    (target,) = folder.iterdir()
    with zipfile.ZipFile(target) as archive:
        assert b"Mara Keller" in archive.read("record.json")


def test_going_back_to_locked_forgets_the_second_word(sheet: RecordSheet) -> None:
    sheet.protection.button(1).click()
    sheet.sure.click()
    sheet.protection.button(0).click()
    sheet.protection.button(1).click()
    assert not sheet.sure.isChecked()


def test_a_weak_passphrase_is_refused(sheet: RecordSheet) -> None:
    sheet.passphrase.set_text("hunter2")
    sheet.save_button.click()
    assert "too easy to guess" in sheet.passphrase.error
    assert list(folder_of(sheet).iterdir()) == []
    sheet.new_button.click()
    assert sheet.meter.words == strings.Create.STRONG


def test_the_passphrase_is_copied_as_a_secret(sheet: RecordSheet) -> None:
    sheet.copy_button.click()
    assert QGuiApplication.clipboard().text() == sheet.passphrase.text
    assert "30 seconds" in sheet.banner.title


def test_a_full_disk_is_said_and_costs_one_more_click(
    sheet: RecordSheet, place: OpenWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise StorageFullError

    real = record_archive.write_record
    monkeypatch.setattr(record_archive, "write_record", full)
    sheet.save_button.click()
    qtbot.waitUntil(lambda: sheet.banner.title == StorageFullError.title, timeout=5_000)
    assert sheet.save_button.isEnabled()
    monkeypatch.setattr(record_archive, "write_record", real)
    sheet.save_button.click()
    ended(sheet, place, qtbot)


def test_escape_stops_the_writing_first(sheet: RecordSheet, place: OpenWindow, qtbot: QtBot) -> None:
    folder = folder_of(sheet)
    sheet.save_button.click()
    assert sheet.cancel_button.text() == strings.RecordExport.STOP
    with qtbot.waitSignal(sheet._controller.stopped, timeout=10_000):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.banner.title == strings.RecordExport.STOPPED
    assert list(folder.iterdir()) == []
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    ended(sheet, place, qtbot)
