"""The transcript's half of the review, tied to what answers it: playback, corrections and what follows from them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from therapease.domain.carrying import own_lines
from therapease.domain.ids import SessionId, UtteranceId
from therapease.domain.transcript import Transcript
from therapease.ui.commands import Command, Offers
from therapease.ui.session.controller import ReviewController
from therapease.ui.session.correcting import Correction
from therapease.ui.session.player_bar import PlayerBar
from therapease.ui.session.redraft_sheet import RedraftSheet
from therapease.ui.session.transcript_panel import TranscriptPanel
from therapease.ui.session.versions_sheet import VersionsSheet

_STEP_S = 5.0
_ALWAYS_TOLD = (Correction.SWAPPED, Correction.RESTORED, Correction.UNDONE, Correction.REDONE)


class TranscriptSide(QObject):
    """Connects the transcript panel and the player with the controller; holds no state of its own."""

    redraft_wanted = Signal(object, bool)
    """A SessionId whose draft should be made again, confirmed, and whether the clinician's own lines go into it."""
    commands_changed = Signal()

    def __init__(self, panel: TranscriptPanel, player: PlayerBar, controller: ReviewController) -> None:
        super().__init__(panel)
        self._panel, self._player, self._controller = panel, player, controller
        view, playback, correcting = panel.view, controller.playback, controller.correcting
        view.play_wanted.connect(self._play_from)
        view.words_wanted.connect(self._play_words)
        view.nudge_wanted.connect(self._nudge)
        view.swap_wanted.connect(correcting.swap_speakers)
        view.words_corrected.connect(correcting.set_words)
        view.role_corrected.connect(correcting.set_role)
        view.undo_wanted.connect(correcting.undo)
        view.redo_wanted.connect(correcting.redo)
        playback.position_changed.connect(lambda at: view.set_position(at, is_playing=playback.is_playing))
        panel.versions_wanted.connect(self.show_versions)
        panel.strip.redraft_wanted.connect(self._ask_redraft)
        correcting.told.connect(self._tell)
        correcting.not_kept.connect(self._give_back)
        correcting.steps_changed.connect(self._on_steps)
        controller.transcript_corrected.connect(self._show_correction)
        controller.handing_in.connect(view.hand_in)
        playback.availability_changed.connect(self.commands_changed)

    # ------------------------------------------------------------ showing

    def show_review(self) -> None:
        """Show the transcript of the open session; one that is shown already stays where it is."""
        review = self._controller.review
        if review is None:
            self._panel.show_transcript(self._controller.index, "", has_transcript=False)
            return
        # What stands in an open field outlives that the session is read again.
        transcript, open_words = review.transcript, self._panel.view.open_words()
        self._panel.show_transcript(
            self._controller.index, review.client.initials, has_transcript=transcript is not None
        )
        self._panel.set_editable(transcript is not None and not review.session.is_signed)
        if open_words is not None:
            self._panel.edit_row_of(*open_words)
        self._on_steps()

    def _show_correction(self, transcript: Transcript) -> None:
        review = self._controller.review
        if review is not None:
            self._panel.show_correction(self._controller.index, review.client.initials)
            self._player.show_speakers(transcript.utterances)

    def _give_back(self, utterance_id: UtteranceId, words: str) -> None:
        """Show what holds, and the words that could not be kept in their field again."""
        review = self._controller.review
        if review is not None:
            self._panel.show_correction(self._controller.index, review.client.initials)
            self._panel.edit_row_of(utterance_id, words)

    def _tell(self, kind: Correction) -> None:
        controller = self._controller
        stale = len(controller.stale_lines)
        if stale or kind in _ALWAYS_TOLD or not self._panel.strip.isHidden():
            self._panel.strip.show_correction(
                kind, stale, has_note=controller.note is not None, can_undo=controller.correcting.can_undo
            )

    def _on_steps(self) -> None:
        correcting = self._controller.correcting
        self._panel.show_steps(can_undo=correcting.can_undo, can_redo=correcting.can_redo)
        self.commands_changed.emit()

    # ------------------------------------------------------------ acts

    def show_versions(self) -> VersionsSheet | None:
        """Open the versions of the transcript over the review."""
        controller, review = self._controller, self._controller.review
        versions = controller.correcting.versions()
        if review is None or versions is None:
            return None
        restore = None if review.session.is_signed else controller.correcting.restore
        sheet = VersionsSheet(versions, review.client.initials, restore, self._panel.window())
        sheet.open()
        return sheet

    def _ask_redraft(self) -> RedraftSheet | None:
        review, note = self._controller.review, self._controller.note
        if review is None:
            return None
        own = len(own_lines(note.latest.statements)) if note is not None else 0
        sheet = RedraftSheet(own, partial(self._redraft, review.session.id), self._panel.window())
        sheet.open()
        return sheet

    def _redraft(self, session_id: SessionId, keeps_own_lines: bool) -> None:
        self._panel.strip.hide()
        self.redraft_wanted.emit(session_id, keeps_own_lines)

    def _play_from(self, position_s: float) -> None:
        self._controller.playback.seek(position_s)
        self._controller.playback.play()

    def _play_words(self, row: int) -> None:
        """Play one utterance alone; while everything is played, go on from there instead."""
        utterance, playback = self._controller.index.utterances[row], self._controller.playback
        if utterance.start_s is None:
            return
        if playback.plays_on:
            playback.seek(utterance.start_s)
        else:
            playback.play_spans([(utterance.start_s, utterance.end_s or utterance.start_s)])

    def _nudge(self, step_s: float) -> None:
        self._controller.playback.seek(self._controller.playback.position_s + step_s)

    # ------------------------------------------------------------ keys and commands

    def commands(self) -> Offers:
        """Return what the menus can ask of the transcript and the player now."""
        controller, panel = self._controller, self._panel
        offers: dict[Command, Callable[[], object]] = {}
        if panel.view.rows:
            offers[Command.FIND] = panel.open_find
            offers[Command.FIND_NEXT] = partial(panel.find_next, 1)
            offers[Command.FIND_PREVIOUS] = partial(panel.find_next, -1)
        if panel.view.rows and panel.view.is_editable:
            offers[Command.SWAP_SPEAKERS] = controller.correcting.swap_speakers
        if controller.playback.can_play:
            offers[Command.PLAY_PAUSE] = controller.playback.toggle
            offers[Command.JUMP_BACK] = partial(self._nudge, -_STEP_S)
            offers[Command.JUMP_FORWARD] = partial(self._nudge, _STEP_S)
        return offers

    def has_keyboard(self) -> bool:
        """Say whether undo and redo mean the transcript now."""
        focus = self._panel.window().focusWidget()
        return isinstance(focus, QWidget) and self._panel.isAncestorOf(focus)

    def take_key(self, event: QKeyEvent) -> bool:
        """Answer the keys of a player, J, K, L and Space, wherever in the review they arrive unused."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        playback = self._controller.playback
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_K):
            playback.toggle()
        elif event.key() == Qt.Key.Key_J:
            self._nudge(-_STEP_S)
        elif event.key() == Qt.Key.Key_L:
            self._nudge(_STEP_S)
        else:
            return False
        return True
