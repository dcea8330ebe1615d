"""The scenes of locking: the page over the window while the vault is put away, and the sign-in window after it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from bench._stage import NARROW, WIDE, Stage, scene
from therapease.errors import StorageFullError
from therapease.ui import strings
from therapease.ui.locking.cover import Cover, cover_window
from therapease.ui.locking.reasons import Locked, LockReason
from therapease.ui.wording import lock_words


@scene("locking", sizes=(WIDE,))
def locking(stage: Stage) -> QWidget:
    _cover(stage)
    return stage.settled(stage.window)


@scene("locking-backup", sizes=(WIDE, NARROW))
def backing_up(stage: Stage) -> QWidget:
    _cover(stage).show_backup(0.4)
    return stage.settled(stage.window)


@scene("locking-problem", sizes=(WIDE, NARROW))
def problem(stage: Stage) -> QWidget:
    error = StorageFullError()
    _cover(stage).show_problem(strings.Locking.NOT_KEPT, f"{error.title}. {error.message}")
    return stage.settled(stage.window)


@scene("unlock-after-lock", sizes=(WIDE,))
def after_lock(stage: Stage) -> QWidget:
    stage.settled(stage.sign_in).show()
    locked = Locked(LockReason.IDLE, datetime(2026, 3, 17, 12, 4).astimezone())
    stage.sign_in.unlock_page.subtitle.setText(lock_words(locked, 5))
    return stage.settled(stage.sign_in)


def _cover(stage: Stage) -> Cover:
    stage.settled(stage.window).show()
    return cover_window(stage.window, is_lock=True)
