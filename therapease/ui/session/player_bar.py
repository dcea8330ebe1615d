"""The bar under the header: play, the time, the waveform and the speed, or in words why there is nothing to hear."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from therapease.domain.transcript import Transcript
from therapease.ui.session.evidence import EvidenceMark
from therapease.ui.session.playback import Availability, Playback
from therapease.ui.session.timecode import timecode
from therapease.ui.session.waveform_view import WaveformView
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.widgets import Button, ButtonKind, ButtonSize, TextLabel

_HEIGHT_PX, _MOST_PX = 80, 116
_WORDS = {
    Availability.NO_RECORDING: "No recording. The transcript was brought in without sound.",
    Availability.NO_SOUND_OUTPUT: "No sound output found. Connect headphones or speakers to listen.",
    Availability.UNPLAYABLE: "The recording cannot be played on this computer.",
    Availability.LOADING: "Getting the recording ready. While another session is being worked on, this waits.",
}


class PlayButton(QAbstractButton):
    """The round button; a triangle, or two bars while it plays."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_playing = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("radius", 22)
        self.set_playing(is_playing=False)

    def set_playing(self, *, is_playing: bool) -> None:
        self._is_playing = is_playing
        self.setAccessibleName("Pause" if is_playing else "Play")
        self.setToolTip("Pause (Space)" if is_playing else "Play (Space)")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(44, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = current_theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        fill = "accent" if self.isEnabled() else "line"
        painter.setBrush(theme.color("accentHover" if self.underMouse() and self.isEnabled() else fill))
        painter.drawEllipse(QRectF(0, 0, self.width(), self.height()))
        painter.setBrush(theme.color("onAccent" if self.isEnabled() else "ink3"))
        x, y = self.width() / 2, self.height() / 2
        if self._is_playing:
            painter.drawRoundedRect(QRectF(x - 7, y - 8, 5, 16), 1, 1)
            painter.drawRoundedRect(QRectF(x + 2, y - 8, 5, 16), 1, 1)
        else:
            painter.drawPolygon(QPolygonF([QPointF(x - 5, y - 8), QPointF(x - 5, y + 8), QPointF(x + 9, y)]))
        painter.end()


class PlayerBar(QFrame):
    """Shows a `Playback` and lets a person steer it."""

    def __init__(self, playback: Playback, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._playback = playback
        self.setProperty("surface", "well")
        self.play_button = PlayButton()
        self.waveform = WaveformView()
        self.status = TextLabel("", TextRole.FINE, "ink2")
        self._position = TextLabel("0:00", TextRole.LABEL)
        self._duration = TextLabel("", TextRole.SMALL, "ink3")
        self._rate = Button("1×", ButtonKind.GHOST, size=ButtonSize.SMALL)
        self._rate.setToolTip("Speed")
        self._rate.setAccessibleName("Speed, normal")
        self._build()
        self._set_tabular()
        theme_changed.connect(self._set_tabular)
        self.play_button.clicked.connect(playback.toggle)
        self.waveform.position_wanted.connect(playback.seek)
        self._rate.clicked.connect(self._on_rate)
        playback.position_changed.connect(self._on_position)
        playback.playing_changed.connect(lambda is_playing: self.play_button.set_playing(is_playing=is_playing))
        playback.availability_changed.connect(self._on_availability)
        self._on_availability()

    def show_recording(self, peaks: bytes, transcript: Transcript | None, duration_s: float | None) -> None:
        length = duration_s if duration_s is not None else 0.0
        self.waveform.show_recording(peaks, transcript.utterances if transcript is not None else (), length)
        self._duration.setText(f"/ {timecode(length)}" if length else "")
        # As wide as it will get, so that nothing moves while it counts.
        self._position.setMinimumWidth(self._position.fontMetrics().horizontalAdvance(timecode(length)) + 1)
        self._on_position(self._playback.position_s)
        self._on_availability()

    def set_evidence(self, marks: tuple[EvidenceMark, ...]) -> None:
        self.waveform.set_evidence([mark.span_s for mark in marks if mark.span_s is not None])

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(12)
        times = QHBoxLayout()
        times.setSpacing(4)
        times.addWidget(self._position)
        times.addWidget(self._duration)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.waveform, 1)
        middle.addWidget(self.status)
        row.addWidget(self.play_button)
        row.addLayout(times)
        row.addLayout(middle, 1)
        row.addWidget(self._rate)

    def _set_tabular(self) -> None:
        theme = current_theme()
        self._position.setFont(theme.font(TextRole.LABEL, tabular=True))
        self._duration.setFont(theme.font(TextRole.SMALL, tabular=True))
        # Bars need no larger type: at 200 % the room belongs to the words.
        self.setFixedHeight(min(theme.px(_HEIGHT_PX), _MOST_PX))

    def _on_position(self, position_s: float) -> None:
        self._position.setText(timecode(position_s))
        self.waveform.set_position(position_s)

    def _on_rate(self) -> None:
        words = f"{self._playback.next_rate():g}×"
        self._rate.setText(words)
        self._rate.setAccessibleName(f"Speed, {words}")

    def _on_availability(self) -> None:
        words = _WORDS.get(self._playback.availability, "")
        self.status.setText(words)
        self.status.setVisible(bool(words))
        has_sound = self._playback.availability is not Availability.NO_RECORDING
        for widget in (self.waveform, self._position, self._duration, self._rate):
            widget.setVisible(has_sound)
        self.play_button.setEnabled(self._playback.can_play)
        self.play_button.setAccessibleDescription(words)
        self._rate.setEnabled(self._playback.can_play)
