"""The menu of a row of the transcript: hear it, correct it, say who spoke it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from therapease.domain.transcript import SpeakerRole
from therapease.ui import strings

if TYPE_CHECKING:
    from therapease.ui.session.transcript_view import TranscriptView

_ROLE_KEYS = {SpeakerRole.THERAPIST: "T", SpeakerRole.CLIENT: "C", SpeakerRole.OTHER: "O"}


def open_transcript_menu(view: TranscriptView, row: int, where: QPoint) -> QMenu:
    """Open the menu and return it; `row` is -1 beside the rows. Keys are shown, the view answers them itself."""
    menu = QMenu(view)
    menu.setToolTipsVisible(True)
    menu.aboutToHide.connect(menu.deleteLater)
    if row >= 0:
        _add(menu, strings.Transcript.PLAY_THESE, lambda: view.words_wanted.emit(row))
        _add(menu, strings.Transcript.PLAY_FROM, lambda: view.play_from(row))
        _add(menu, strings.Transcript.COPY, view.copy_chosen, "Ctrl+C")
        menu.addSeparator()
        _add(menu, strings.Transcript.EDIT, lambda: view.start_editing(row), "F2", is_on=view.is_editable)
        speakers = menu.addMenu(strings.Transcript.SPOKEN_BY)
        speakers.setEnabled(view.is_editable)
        for role, words in strings.SPEAKER_CHOICES.items():
            _add(speakers, words, partial(_give_to, view, role), _ROLE_KEYS[role])
        menu.addSeparator()
    _add(menu, strings.Transcript.SWAP, view.swap_wanted.emit, is_on=view.is_editable)
    menu.popup(where)
    return menu


def _give_to(view: TranscriptView, role: SpeakerRole) -> None:
    view.role_corrected.emit(view.chosen_ids(), role)


def _add(menu: QMenu, text: str, act: Callable[[], object], key: str = "", *, is_on: bool = True) -> None:
    action = QAction(text, menu)
    if key:
        # Shown and not bound: the menu lives for a moment only.
        action.setText(f"{text}\t{QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)}")
    action.setEnabled(is_on)
    action.triggered.connect(lambda _checked=False: act())
    menu.addAction(action)
