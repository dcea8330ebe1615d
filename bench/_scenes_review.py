"""The scenes of the review place: evidence on show, an open item, a signed note, small windows."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bench._stage import NARROW, WIDE, Stage, scene
from therapease.domain.ids import StatementId
from therapease.domain.note import StatementKind
from therapease.ui.session.view import ReviewView

SMALL = (1024, 640)


def opened(stage: Stage, client_name: str) -> ReviewView:
    """Open the review of a client's newest session and wait for it."""
    stage.window.open_review(stage.newest_session_id(client_name))
    review = stage.window.review
    stage.wait_until(lambda: review.controller.review is not None)
    stage.settled(stage.window, 500)
    return review


def line_on(review: ReviewView, *utterances: int) -> StatementId:
    """Return the drafted line that rests on these utterances: what it says is the drafting's own affair."""
    return next(line.statement_id for line in review.sheet.lines if set(utterances) <= set(line.statement.evidence))


def line_to_complete(review: ReviewView) -> StatementId:
    kind = StatementKind.CLINICIAN_TO_COMPLETE
    return next(line.statement_id for line in review.sheet.lines if line.statement.kind is kind)


@scene("session-review", sizes=(WIDE, NARROW, SMALL))
def evidence(stage: Stage) -> QWidget:
    review = opened(stage, "Mara Keller")
    review.controller.select(line_on(review, 3))
    return stage.settled(stage.window, 600)


@scene("session-review-two-sources", sizes=(WIDE,))
def two_sources(stage: Stage) -> QWidget:
    review = opened(stage, "Mara Keller")
    review.controller.select(line_on(review, 14, 15))
    return stage.settled(stage.window, 600)


@scene("session-review-scrolled-away", sizes=(NARROW,))
def scrolled_away(stage: Stage) -> QWidget:
    review = opened(stage, "Mara Keller")
    review.controller.select(line_on(review, 14, 15))
    stage.settled(stage.window, 400)
    review.transcript.view.verticalScrollBar().setValue(0)
    return stage.settled(stage.window, 1_500)


@scene("session-review-open-item", sizes=(WIDE,))
def open_item(stage: Stage) -> QWidget:
    review = opened(stage, "Mara Keller")
    key = line_to_complete(review)
    review.controller.select(key, listen=False)
    review.sheet.bring_into_view(key)
    line = review.sheet.line(key)
    if line is not None:
        line.start_editing()
        if line.editor is not None:
            line.editor.setPlainText("Neatly dressed, steady eye contact, smiled when speaking of the choir.")
    return stage.settled(stage.window, 600)


@scene("session-review-mentioned", sizes=(NARROW,))
def mentioned(stage: Stage) -> QWidget:
    review = opened(stage, "Mara Keller")
    review.drawer.open_drawer()
    return stage.settled(stage.window, 300)


@scene("session-signed", sizes=(WIDE,))
def signed(stage: Stage) -> QWidget:
    review = opened(stage, "Jonas Reuter")
    review.controller.amend("The next session was moved to Thursday at ten.", "The client called after the session.")
    stage.settled(stage.window, 400)
    bar = review.sheet.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    return stage.settled(stage.window, 1_500)


@scene("session-sign", sizes=(WIDE,))
def asked_to_sign(stage: Stage) -> QWidget:
    review = opened(stage, "Mara Keller")
    sheet = review.questions.ask_sign()
    return stage.settled(sheet if sheet is not None else stage.window)


PRIVATE_WORDS = (
    "I was relieved when she laughed about the adverts, more than the moment deserved. I wanted the train to have "
    "gone well.\n\nWhen she spoke of the move I looked at the clock. Ask myself whose grief that was.\n\n"
    "For supervision: do I hurry her towards progress because the last two clients stopped coming?"
)


@scene("session-private-note", sizes=(WIDE, NARROW, SMALL))
def private_note(stage: Stage) -> QWidget:
    session_id = stage.newest_session_id("Mara Keller")
    stage.window.desk.workspace.process_notes.save(session_id, PRIVATE_WORDS)
    review = opened(stage, "Mara Keller")
    review.private.open()
    stage.settled(stage.window, 300)
    return stage.settled(stage.window, 300)


@scene("session-private-note-empty", sizes=(WIDE,))
def empty_private_note(stage: Stage) -> QWidget:
    review = opened(stage, "Mara Keller")
    review.private.open()
    return stage.settled(stage.window, 300)


@scene("session-private-versions", sizes=(NARROW,))
def private_versions(stage: Stage) -> QWidget:
    session_id = stage.newest_session_id("Mara Keller")
    stage.window.desk.workspace.process_notes.save(session_id, PRIVATE_WORDS)
    review = opened(stage, "Mara Keller")
    review.private.open()
    stage.settled(stage.window, 300)
    review.controller.private_note.read_versions()
    stage.settled(stage.window, 300)
    return review.private.sheet or stage.window
