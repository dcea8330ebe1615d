"""The bar under the header: play, the time, the waveform and the speed, or in words why there is nothing to hear."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from therapease.domain.note import RiskMention
from therapease.domain.transcript import Transcript, Utterance
from therapease.ui import strings
from therapease.ui.session.evidence import EvidenceMark, TranscriptIndex
from therapease.ui.session.markers import mention_markers
from therapease.ui.session.playback import RATES, Availability, Playback
from therapease.ui.session.timecode import timecode
from therapease.ui.session.waveform_view import WaveformView
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.widgets import Button, ButtonKind, ButtonSize, TextLabel

_HEIGHT_PX, _MOST_PX, _EMPTY_PX = 80, 116, 44
_WORDS = {
    Availability.NO_RECORDING: strings.Player.NO_RECORDING,
    Availability.NO_SOUND_OUTPUT: strings.Player.NO_SOUND_OUTPUT,
    Availability.UNPLAYABLE: strings.Player.UNPLAYABLE,
    Availability.LOADING: strings.Player.LOADING,
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
        act = strings.Player.PAUSE if is_playing else strings.Player.PLAY
        self.setAccessibleName(act)
        self.setToolTip(strings.Player.WITH_KEY.format(act=act))
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
        self._has_sound = True
        self.setProperty("surface", "well")
        self.play_button = PlayButton()
        self.waveform = WaveformView()
        self.status = TextLabel("", TextRole.FINE, "ink2")
        self._position = TextLabel("0:00", TextRole.LABEL)
        self._duration = TextLabel("", TextRole.SMALL, "ink3")
        self._rate = Button("", ButtonKind.GHOST, size=ButtonSize.SMALL)
        self._rate.setToolTip(strings.Player.SPEED)
        self._rate_menu = QMenu(self)
        self._rate_group = QActionGroup(self)
        self.skip_action = QAction(strings.Player.SKIP_SILENCE, self._rate_menu)
        self.setAccessibleName(strings.Player.NAME)
        self._build()
        self._build_menu()
        self._set_tabular()
        theme_changed.connect(self._set_tabular)
        self.play_button.clicked.connect(playback.toggle)
        self.waveform.position_wanted.connect(playback.seek)
        self._rate.clicked.connect(self._open_menu)
        playback.position_changed.connect(self._on_position)
        playback.playing_changed.connect(lambda is_playing: self.play_button.set_playing(is_playing=is_playing))
        playback.availability_changed.connect(self._on_availability)
        self._on_availability()

    def show_recording(self, peaks: bytes, transcript: Transcript | None, duration_s: float | None) -> None:
        length = duration_s if duration_s is not None else 0.0
        self.waveform.show_recording(peaks, (), length)
        self.show_speakers(transcript.utterances if transcript is not None else ())
        self._duration.setText(f"/ {timecode(length)}" if length else "")
        # As wide as it will get, so that nothing moves while it counts.
        self._position.setMinimumWidth(self._position.fontMetrics().horizontalAdvance(timecode(length)) + 1)
        self._on_position(self._playback.position_s)
        self._on_availability()

    def show_speakers(self, utterances: Sequence[Utterance]) -> None:
        """Put the bars on the sides of whoever spoke, and learn where nobody does."""
        self.waveform.show_speakers(utterances)
        self._playback.set_speech(
            sorted((u.start_s, u.end_s) for u in utterances if u.start_s is not None and u.end_s is not None)
        )

    def show_mentions(self, mentions: Sequence[RiskMention], index: TranscriptIndex) -> None:
        """Mark where risks were mentioned, by the flag and the words of the list beside the note."""
        self.waveform.set_markers(mention_markers(mentions, index))

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
        self._set_height()

    def _set_height(self) -> None:
        """Without a recording one line of words is all there is."""
        theme = current_theme()
        # Bars need no larger type: at 200 % the room belongs to the words.
        wanted_px = min(theme.px(_HEIGHT_PX), _MOST_PX) if self._has_sound else theme.px(_EMPTY_PX)
        self.setFixedHeight(wanted_px)

    def _on_position(self, position_s: float) -> None:
        self._position.setText(timecode(position_s))
        self.waveform.set_position(position_s)

    def _build_menu(self) -> None:
        for rate in RATES:
            action = QAction(strings.Player.RATE.format(rate=rate), self._rate_menu)
            action.setCheckable(True)
            action.setChecked(rate == self._playback.rate)
            action.triggered.connect(partial(self.set_rate, rate))
            self._rate_group.addAction(action)
            self._rate_menu.addAction(action)
        self._rate_menu.addSeparator()
        self.skip_action.setCheckable(True)
        self.skip_action.toggled.connect(self._on_skip)
        self._rate_menu.addAction(self.skip_action)
        self._show_rate()

    def set_rate(self, rate: float, _is_checked: bool = True) -> None:
        """Play at a speed from now on."""
        self._playback.set_rate(rate)
        self._show_rate()

    def _show_rate(self) -> None:
        words = strings.Player.RATE.format(rate=self._playback.rate)
        self._rate.setText(words)
        self._rate.setAccessibleName(strings.Player.SPEED_IS.format(rate=words))

    def _on_skip(self, is_on: bool) -> None:
        self._playback.skips_silence = is_on

    def _open_menu(self) -> None:
        size = self._rate_menu.sizeHint()
        self._rate_menu.popup(
            self._rate.mapToGlobal(QPoint(self._rate.width() - size.width(), self._rate.height() + 4))
        )

    def _on_availability(self) -> None:
        words = _WORDS.get(self._playback.availability, "")
        self.status.setText(words)
        self.status.setVisible(bool(words))
        self._has_sound = self._playback.availability is not Availability.NO_RECORDING
        for widget in (self.play_button, self.waveform, self._position, self._duration, self._rate):
            widget.setVisible(self._has_sound)
        self._set_height()
        self.play_button.setEnabled(self._playback.can_play)
        self.play_button.setAccessibleDescription(words)
        self._rate.setEnabled(self._playback.can_play)
