"""The scenes of the note: on the way through the open items, in the middle of a word, its past, the largest text."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bench._scenes_review import line_on, line_to_complete, opened
from bench._stage import NARROW, WIDE, Stage, scene
from therapease.ui.session.standing import LineFilter
from therapease.ui.session.view import ReviewView


def _worked_on(stage: Stage, client_name: str = "Mara Keller") -> ReviewView:
    """Open a review and leave traces in it: edits, a move, a line taken out."""
    review = opened(stage, client_name)
    controller = review.controller
    lines = [line.statement_id for line in review.sheet.lines]
    controller.accept(lines[1])
    controller.edit(lines[2], "Sleeps about six hours most nights; lay awake until two before the rehearsal.")
    controller.move(lines[2], -1)
    controller.remove(lines[4])
    controller.add_own("plan", "Send the worksheet on feared predictions by post.")
    stage.wait_until(lambda: controller.note is not None and controller.note.latest.version >= 6)
    stage.settled(stage.window, 400)
    review.toast.hide()
    return review


@scene("session-walk", sizes=(WIDE,))
def walk(stage: Stage) -> QWidget:
    review = opened(stage, "Mara Keller")
    review.note_side.walk_on()
    review.note_side.walk_on()
    return stage.settled(stage.window, 900)


@scene("session-open-only", sizes=(WIDE,))
def open_only(stage: Stage) -> QWidget:
    review = opened(stage, "Mara Keller")
    review.sheet.set_filter(LineFilter.OPEN)
    return stage.settled(stage.window, 600)


@scene("session-removed", sizes=(NARROW,))
def removed(stage: Stage) -> QWidget:
    review = opened(stage, "Mara Keller")
    review.note_side.remove(review.sheet.lines[1].statement_id)
    return stage.settled(stage.window, 600)


@scene("session-half-written", sizes=(WIDE,))
def half_written(stage: Stage) -> QWidget:
    review = opened(stage, "Mara Keller")
    key = line_to_complete(review)
    review.controller.changes.write(key, "Neatly dressed, steady eye contact, smiled when")
    review.controller.select(key, listen=False)
    stage.settled(stage.window, 500)
    review.sheet.bring_into_view(key)
    return stage.settled(stage.window, 500)


@scene("session-history", sizes=(WIDE, NARROW))
def history(stage: Stage) -> QWidget:
    review = _worked_on(stage)
    review.past.open_history()
    return stage.settled(stage.window, 500)


@scene("session-versions", sizes=(WIDE,))
def versions(stage: Stage) -> QWidget:
    review = _worked_on(stage)
    review.past.open_versions()
    stage.wait_until(lambda: review.past.sheet is not None)
    sheet = review.past.sheet
    if sheet is None:
        return stage.window
    oldest = len(sheet.list.row_model.rows) - 1
    sheet.other.setCurrentIndex(oldest)
    sheet.other.activated.emit(oldest)
    return stage.settled(sheet, 300)


@scene("session-review-200", sizes=(WIDE,))
def largest_text(stage: Stage) -> QWidget:
    stage.window.desk.preferences.set_text_scale(2.0)
    review = opened(stage, "Mara Keller")
    review.note_side.go_to_line(line_on(review, 14, 15))
    stage.settled(stage.window, 900)
    return stage.settled(stage.window, 500)


@scene("note-removed-lines")
def removed_lines(stage: Stage) -> QWidget:
    """What was taken out of the note, with the way back."""
    review = opened(stage, "Mara Keller")
    lines = review.controller.note.latest.statements if review.controller.note is not None else ()
    for line in lines[:3]:
        review.controller.remove(line.id)
        stage.settled(stage.window, 200)
    review.past.open_removed()
    stage.wait_until(lambda: review.past.removed is not None)
    sheet = review.past.removed
    return stage.settled(sheet if sheet is not None else stage.window, 200)
