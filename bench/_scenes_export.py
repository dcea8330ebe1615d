"""The scenes of what leaves the vault: the export sheet and the pages before they are printed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bench._stage import WIDE, Size, Stage, scene
from therapease.errors import InternalError
from therapease.ui.export.record_sheet import RecordSheet

SMALLEST: Size = (1024, 640)


def _open_review(stage: Stage, client: str) -> None:
    stage.window.open_review(stage.newest_session_id(client))
    stage.settled(stage.window)
    stage.wait_until(lambda: stage.window.review.controller.review is not None)
    stage.settled(stage.window)


def _sheet(stage: Stage, client: str) -> QWidget:
    _open_review(stage, client)
    stage.window.review.exports.ask_export()
    sheet = stage.window.review.exports.sheet
    if sheet is None:
        raise InternalError(detail="no export sheet")
    return stage.settled(sheet)


@scene("export", sizes=(WIDE, SMALLEST))
def export(stage: Stage) -> QWidget:
    return _sheet(stage, "Jonas Reuter")


@scene("export-draft")
def export_draft(stage: Stage) -> QWidget:
    return _sheet(stage, "Mara Keller")


@scene("print-preview", sizes=(WIDE, SMALLEST))
def preview(stage: Stage) -> QWidget:
    _open_review(stage, "Mara Keller")
    stage.window.review.exports.ask_print()
    sheet = stage.window.review.exports.preview
    if sheet is None:
        raise InternalError(detail="no preview")
    stage.wait_until(lambda: sheet.document.pageCount() > 0)
    return stage.settled(sheet, 600)


def _record_sheet(stage: Stage) -> RecordSheet:
    stage.window.open_client(stage.client_id("Jonas Reuter"))
    stage.settled(stage.window)
    records = stage.window.client_page.records
    stage.window.client_page.export_action.trigger()
    stage.wait_until(lambda: records.sheet is not None)
    if records.sheet is None:
        raise InternalError(detail="no sheet")
    records.sheet.passphrase.set_text("K7QM2-V9DXX-34567-ABCDE-FGHJK")
    stage.settled(records.sheet, 400)
    return records.sheet


@scene("record-export", sizes=(WIDE, SMALLEST))
def record_export(stage: Stage) -> QWidget:
    return _record_sheet(stage)


@scene("record-export-open")
def open_record_export(stage: Stage) -> QWidget:
    sheet = _record_sheet(stage)
    sheet.protection.button(1).click()
    return stage.settled(sheet)
