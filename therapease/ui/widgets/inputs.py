"""Inputs with their label above and a line below that either hints or says what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.announcing import announce
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.widgets.icon_label import IconLabel
from therapease.ui.widgets.text import TextLabel, set_property

REVEAL_KEYS = QKeySequence("Ctrl+Shift+E")
"""The eye inside of a passphrase field is no stop of Tab; these keys press it."""


class Field(QWidget):
    """A label, an input, and below it a hint or, in its place, an error with its glyph."""

    def __init__(self, label: str, control: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._hint = hint
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        title = TextLabel(label, TextRole.LABEL)
        title.setBuddy(control)
        control.setAccessibleName(label)
        self._icon = IconLabel("circle-x", "danger", 16)
        # In the middle of the first line beside it.
        self._icon.setContentsMargins(0, 2, 0, 0)
        self._line = TextLabel("", TextRole.SMALL, "ink2", wrap=True)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._line, 1)
        column.addWidget(title)
        column.addWidget(control)
        column.addLayout(below)
        column.addStretch(1)
        self.clear_error()

    @property
    def error(self) -> str:
        """The error on show, or an empty text."""
        return self._line.text() if self.control.property("invalid") else ""

    def show_error(self, message: str) -> None:
        set_property(self.control, "invalid", True)
        self._icon.show()
        self._line.set_tone("danger")
        self._line.setText(message)
        self._line.show()
        self.control.setAccessibleDescription(message)
        announce(self.control, message)

    def show_hint(self, hint: str) -> None:
        """Put another hint below; an error on show stays."""
        self._hint = hint
        if not self.error:
            self.clear_error()

    def clear_error(self) -> None:
        set_property(self.control, "invalid", False)
        self._icon.hide()
        self._line.set_tone("ink2")
        self._line.setText(self._hint)
        self._line.setVisible(bool(self._hint))
        self.control.setAccessibleDescription(self._hint)


class TextField(Field):
    """One line of text. Typing takes the error away."""

    def __init__(self, label: str, hint: str = "", placeholder: str = "", parent: QWidget | None = None) -> None:
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(placeholder)
        super().__init__(label, self.edit, hint, parent)
        self.edit.textEdited.connect(lambda _text: self.clear_error())

    @property
    def text(self) -> str:
        return self.edit.text()

    def set_text(self, text: str) -> None:
        self.edit.setText(text)


class PassphraseField(TextField):
    """A hidden text with an eye that shows it for as long as it is pressed on."""

    def __init__(self, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, hint, "", parent)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._reveal = QAction(self)
        self._reveal.setCheckable(True)
        self._reveal.setShortcut(REVEAL_KEYS)
        self._reveal.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._reveal.toggled.connect(self._on_reveal)
        self.edit.addAction(self._reveal, QLineEdit.ActionPosition.TrailingPosition)
        theme_changed.connect(self._tint)
        self._tint()

    @property
    def reveal_action(self) -> QAction:
        return self._reveal

    def clear(self) -> None:
        """Empty the field and hide what comes next."""
        self._reveal.setChecked(False)
        self.edit.clear()
        self.clear_error()

    def _on_reveal(self, is_revealed: bool) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if is_revealed else QLineEdit.EchoMode.Password)
        self._tint()

    def _tint(self) -> None:
        is_revealed = self._reveal.isChecked()
        self._reveal.setIcon(current_theme().icon("eye-off" if is_revealed else "eye", "ink2", 18))
        words = strings.Inputs.HIDE if is_revealed else strings.Inputs.REVEAL
        self._reveal.setText(words)
        self._reveal.setToolTip(f"{words} ({REVEAL_KEYS.toString(QKeySequence.SequenceFormat.NativeText)})")


class SearchField(QLineEdit):
    """Search as you type, with a glass in front and a cross to empty it."""

    def __init__(self, name_for_people: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(name_for_people)
        self.setAccessibleName(name_for_people)
        self.setClearButtonEnabled(True)
        for cross in self.findChildren(QToolButton):
            cross.setAccessibleName(strings.Inputs.CLEAR)
        self._glass = self.addAction(
            current_theme().icon("search", "ink3", 18), QLineEdit.ActionPosition.LeadingPosition
        )
        self._glass.setText(name_for_people)
        self._name_clear_button()
        theme_changed.connect(self._tint)

    def _name_clear_button(self) -> None:
        """Give Qt's own cross a name: it comes with an icon alone."""
        for button in self.findChildren(QToolButton):
            if not button.defaultAction() or button.defaultAction() is not self._glass:
                button.setAccessibleName(strings.Inputs.CLEAR)

    def _tint(self) -> None:
        self._glass.setIcon(current_theme().icon("search", "ink3", 18))


class CheckBox(QCheckBox):
    """A box with words; painted by the application's style in the theme's colours."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("focusRing", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
