"""Microphones that this computer offers, through QtMultimedia (no PortAudio)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtMultimedia import QMediaDevices


@dataclass(frozen=True, slots=True)
class Microphone:
    """An audio input. `is_default` is the one the system would choose."""

    name: str
    is_default: bool


def list_microphones() -> list[Microphone]:
    """Return the audio inputs, none on a machine without a sound service. Call on the main thread."""
    # QMediaDevices needs an application object for its event notifier; one that exists is left alone.
    application = QCoreApplication.instance() or QCoreApplication([])
    default = QMediaDevices.defaultAudioInput()
    microphones = [
        Microphone(device.description(), device.id() == default.id()) for device in QMediaDevices.audioInputs()
    ]
    del application
    return microphones
