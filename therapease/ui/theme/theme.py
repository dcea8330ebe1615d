"""The theme in force: colours, fonts and icons by name, and the one call that puts it on the application."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from therapease.errors import InternalError
from therapease.ui.theme.icons import tinted_pixmap
from therapease.ui.theme.proxy_style import CalmStyle, FocusRing
from therapease.ui.theme.stylesheet import fill_style_sheet
from therapease.ui.theme.tokens import Mode, Scheme, TokenColors, token_colors
from therapease.ui.theme.typography import TYPE_SCALE, TextRole, font_for, load_fonts, scaled_px

TEXT_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)


@dataclass(frozen=True)
class Theme:
    """Everything visible that is not a picture, at one scheme and one text scale. Immutable; a change is a new one."""

    scheme: Scheme = Scheme.LIGHT
    scale: float = 1.0
    _colors: TokenColors = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_colors", token_colors(self.scheme))

    @property
    def is_dark(self) -> bool:
        return self.scheme is Scheme.DARK

    def color(self, token: str) -> QColor:
        """Return a token's colour. Raise InternalError for a name that is not in `tokens.json`."""
        if token not in self._colors:
            raise InternalError(detail=f"unknown colour token {token}")
        return QColor(self._colors[token])

    def font(self, role: TextRole, *, tabular: bool = False) -> QFont:
        return font_for(role, self.scale, tabular=tabular)

    def line_px(self, role: TextRole) -> int:
        """Return the line height of a role, for painters and QTextBlockFormat.FixedHeight."""
        return self.px(TYPE_SCALE[role].line_px)

    def px(self, length_px: float) -> int:
        """Return a length that grows with the text, such as a row's height."""
        return scaled_px(length_px, self.scale)

    def pixmap(self, name: str, token: str = "ink2", size_px: int = 18, *, opacity: float = 1.0) -> QPixmap:
        """Return a Lucide icon in a token's colour; `size_px` is at 100 % text size."""
        return tinted_pixmap(name, self.color(token), self.px(size_px), opacity=opacity)

    def icon(self, name: str, token: str = "ink2", size_px: int = 18, *, checked_token: str | None = None) -> QIcon:
        """Return the icon with its paler disabled state and, where given, another colour while checked."""
        icon = QIcon(self.pixmap(name, token, size_px))
        icon.addPixmap(self.pixmap(name, "ink3", size_px), QIcon.Mode.Disabled)
        if checked_token is not None:
            icon.addPixmap(self.pixmap(name, checked_token, size_px), QIcon.Mode.Normal, QIcon.State.On)
        return icon


class _Announcer(QObject):
    theme_changed = Signal()


class _Current:
    """The theme in force and the mode it came from; there is one application, so there is one of these."""

    def __init__(self) -> None:
        self.theme = Theme()
        self.mode = Mode.LIGHT
        self.style: CalmStyle | None = None
        self.announcer = _Announcer()


_current = _Current()
theme_changed = _current.announcer.theme_changed
"""Emitted on the UI thread after a new theme was put on; whoever paints or tints reads `current_theme()` again."""


def current_theme() -> Theme:
    """Return the theme in force; light at 100 % before `apply_theme`."""
    return _current.theme


def apply_theme(
    application: QApplication, mode: Mode = Mode.SYSTEM, scale: float = 1.0, *, is_motion_reduced: bool = False
) -> Theme:
    """Put a theme on the application: fonts, style, palette and style sheet, then announce it.

    With `Mode.SYSTEM` the theme follows the system's light or dark setting while the program runs. With
    `is_motion_reduced` the style reports that nothing moves; whoever moves something asks it.
    """
    load_fonts()
    if _current.style is None:
        _current.style = CalmStyle()
        application.setStyle(_current.style)
        FocusRing(application)
        application.styleHints().colorSchemeChanged.connect(lambda _scheme: _follow_system(application))
    _current.mode = mode
    theme = Theme(_scheme_for(mode, application), scale)
    _current.theme = theme
    _current.style.take_colors(theme.color)
    _current.style.is_motion_reduced = is_motion_reduced
    _current.style.scale = scale
    application.setFont(theme.font(TextRole.BODY))
    application.setPalette(_palette(theme))
    application.setStyleSheet(fill_style_sheet(token_colors(theme.scheme), scale))
    theme_changed.emit()
    return theme


def _follow_system(application: QApplication) -> None:
    if _current.mode is Mode.SYSTEM:
        is_motion_reduced = _current.style is not None and _current.style.is_motion_reduced
        apply_theme(application, Mode.SYSTEM, _current.theme.scale, is_motion_reduced=is_motion_reduced)


def _scheme_for(mode: Mode, application: QApplication) -> Scheme:
    if mode is Mode.SYSTEM:
        is_dark = application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return Scheme.DARK if is_dark else Scheme.LIGHT
    return Scheme.DARK if mode is Mode.DARK else Scheme.LIGHT


def _palette(theme: Theme) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: "paper",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.Base: "sheet",
        QPalette.ColorRole.AlternateBase: "well",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.PlaceholderText: "ink3",
        QPalette.ColorRole.Button: "sheet",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "onAccent",
        QPalette.ColorRole.ToolTipBase: "ink",
        QPalette.ColorRole.ToolTipText: "paper",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.LinkVisited: "accent",
        QPalette.ColorRole.BrightText: "danger",
        QPalette.ColorRole.Light: "sheet",
        QPalette.ColorRole.Midlight: "well",
        QPalette.ColorRole.Mid: "line",
        QPalette.ColorRole.Dark: "lineStrong",
        QPalette.ColorRole.Shadow: "edge",
        QPalette.ColorRole.Accent: "accent",
    }
    palette = QPalette()
    for role, token in roles.items():
        palette.setColor(role, theme.color(token))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color("ink3"))
    return palette
