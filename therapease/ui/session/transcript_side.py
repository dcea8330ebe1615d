"""The transcript's half of the review, tied to what answers it: playback and corrections."""

from __future__ import annotations

from PySide6.QtCore import QObject

from therapease.ui.session.controller import ReviewController
from therapease.ui.session.transcript_panel import TranscriptPanel


class TranscriptSide(QObject):
    """Connects the transcript panel with the controller; holds no state of its own."""

    def __init__(self, panel: TranscriptPanel, controller: ReviewController) -> None:
        super().__init__(panel)
        self._panel, self._controller = panel, controller
        view, playback = panel.view, controller.playback
        view.play_wanted.connect(self._play_from)
        view.words_wanted.connect(self._play_words)
        view.nudge_wanted.connect(lambda step_s: playback.seek(playback.position_s + step_s))
        playback.position_changed.connect(lambda at: view.set_position(at, is_playing=playback.is_playing))

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
