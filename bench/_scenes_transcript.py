"""The scenes of the transcript: words being corrected, speakers swapped, words searched for, two versions compared."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bench._scenes_review import SMALL, line_on, opened
from bench._stage import NARROW, WIDE, Stage, scene
from therapease.domain.transcript import SpeakerRole
from therapease.ui.session.correcting import MentionsStanding
from therapease.ui.session.redraft_sheet import RedraftSheet
from therapease.ui.session.view import Arrangement, ReviewView


def transcript_of(stage: Stage, client_name: str = "Mara Keller") -> ReviewView:
    """Open a review with the transcript in sight."""
    review = opened(stage, client_name)
    if review.arrangement is Arrangement.TABS:
        review.tabs.setCurrentIndex(0)
    return review


def read_again(stage: Stage, review: ReviewView) -> QWidget:
    """Wait until a correction was kept and the mentions were found in the corrected words."""
    correcting = review.controller.correcting
    stage.wait_until(lambda: correcting.mentions_standing is MentionsStanding.SEARCHING)
    stage.wait_until(lambda: correcting.mentions_standing is MentionsStanding.CURRENT)
    return stage.settled(stage.window, 300)


@scene("transcript-correcting", sizes=(WIDE, SMALL))
def correcting(stage: Stage) -> QWidget:
    review = transcript_of(stage)
    review.transcript.view.start_editing(3)
    return stage.settled(stage.window, 400)


@scene("transcript-corrected", sizes=(WIDE, NARROW))
def corrected(stage: Stage) -> QWidget:
    """Words that a line of the note quotes were corrected: the line waits to be checked again."""
    review = transcript_of(stage)
    review.controller.select(line_on(review, 3), listen=False)
    review.controller.correcting.set_words(3, "My hands shook during the first song. By the fourth song it had gone.")
    return read_again(stage, review)


@scene("transcript-swapped", sizes=(WIDE,))
def swapped(stage: Stage) -> QWidget:
    review = transcript_of(stage)
    review.controller.correcting.swap_speakers()
    return read_again(stage, review)


@scene("transcript-find", sizes=(WIDE, NARROW))
def found(stage: Stage) -> QWidget:
    review = transcript_of(stage)
    review.transcript.open_find()
    review.transcript.find_bar.field.setText("song")
    review.transcript.find_next(1)
    return stage.settled(stage.window, 400)


@scene("transcript-selected", sizes=(WIDE,))
def selected(stage: Stage) -> QWidget:
    """A range that is about to be given to another speaker."""
    review = transcript_of(stage)
    view = review.transcript.view
    view.choose(4)
    view.choose_to(6)
    return stage.settled(stage.window, 300)


@scene("transcript-versions", sizes=(WIDE, SMALL))
def versions(stage: Stage) -> QWidget:
    review = transcript_of(stage)
    correcting = review.controller.correcting
    correcting.set_words(3, "My hands shook during the first song. By the fourth song, after ten minutes, it had gone.")
    correcting.set_role([6], SpeakerRole.CLIENT)
    stage.settled(stage.window, 300)
    sheet = review.transcript_side.show_versions()
    stage.settled(stage.window, 300)
    if sheet is not None:
        sheet.list.setCurrentIndex(sheet.list.row_model.index(0))
        sheet.other.setCurrentIndex(2)
        sheet.other.activated.emit(2)
    return stage.settled(sheet if sheet is not None else stage.window, 400)


@scene("transcript-correcting-200", sizes=(WIDE,))
def correcting_large(stage: Stage) -> QWidget:
    """At the largest text the parts are tabs, and the field is as wide as the window."""
    stage.window.desk.preferences.set_text_scale(2.0)
    review = transcript_of(stage)
    review.tabs.setCurrentIndex(0)
    review.controller.correcting.set_role([1], SpeakerRole.OTHER)
    stage.wait_until(lambda: not review.transcript.strip.isHidden() or review.controller.correcting.can_undo)
    review.transcript.view.start_editing(3)
    return stage.settled(stage.window, 400)


@scene("transcript-draft-again")
def drafting_again(stage: Stage) -> QWidget:
    """Before the note is drafted again: what becomes of the lines that are hers."""
    review = transcript_of(stage)
    review.controller.accept(line_on(review, 3))
    stage.settled(stage.window, 200)
    review.controller.correcting.swap_speakers()
    read_again(stage, review)
    review.transcript.strip.redraft_button.click()
    sheet = stage.window.findChild(RedraftSheet)
    return stage.settled(sheet if sheet is not None else stage.window, 200)
