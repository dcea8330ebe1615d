"""More inputs under a label: a choice that drops down, a date, and text of several lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.widgets.inputs import Field, TextField
from therapease.ui.wording import parse_date


class ComboBox(QComboBox):
    """A choice that drops down, with the theme's own arrow. The wheel passes by unless the box has the keyboard."""

    def __init__(self, options: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addItems(list(options))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRing", False)
        theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme, painter = current_theme(), QPainter(self)
        size = theme.px(18)
        arrow = theme.pixmap("chevron-down", "ink2" if self.isEnabled() else "ink3", 18)
        painter.drawPixmap(self.width() - size - 12, (self.height() - size) // 2, arrow)
        painter.end()


class ComboField(Field):
    """A labelled choice. `chosen` carries the number of what a person chose."""

    chosen = Signal(int)

    def __init__(self, label: str, options: Sequence[str], hint: str = "", parent: QWidget | None = None) -> None:
        self.box = ComboBox(options)
        super().__init__(label, self.box, hint, parent)
        self.box.view().setAccessibleName(label)
        self.box.activated.connect(self.chosen)

    @property
    def choice(self) -> int:
        return self.box.currentIndex()

    def set_choice(self, number: int) -> None:
        self.box.setCurrentIndex(number)


class DateField(TextField):
    """A date, typed as day, month, year or taken from a calendar; empty means none.

    Typing comes first: a birth date is forty years of clicking away from today.
    """

    def __init__(self, label: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, hint, strings.Inputs.DATE_FORM, parent)
        self._calendar: QFrame | None = None
        self._open = QAction(strings.Inputs.OPEN_CALENDAR, self)
        self._open.setShortcut("Alt+Down")
        self._open.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.edit.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self._open.triggered.connect(self.open_calendar)
        theme_changed.connect(self._tint)
        self._tint()

    @property
    def day(self) -> date | None:
        """The date that stands in the field, None when it is empty. Raise ValueError when it is no date."""
        return parse_date(self.text)

    def set_day(self, day: date | None) -> None:
        self.set_text(f"{day.day}.{day.month}.{day.year}" if day is not None else "")
        self.clear_error()

    def check(self) -> bool:
        """Show what is wrong with what was typed; return whether it is a date or empty."""
        try:
            parse_date(self.text)
        except ValueError:
            self.show_error(strings.Inputs.NO_DATE)
            return False
        return True

    def open_calendar(self) -> None:
        """Drop a calendar down under the field, on the date in it or today."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("surface", "menu")
        calendar = QCalendarWidget()
        calendar.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setAccessibleName(self.edit.accessibleName())
        try:
            day = self.day or date.today()
        except ValueError:
            day = date.today()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.clicked.connect(self._take)
        calendar.activated.connect(self._take)
        column = QVBoxLayout(popup)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(calendar)
        popup.move(self.edit.mapToGlobal(self.edit.rect().bottomLeft()))
        self._calendar = popup
        popup.destroyed.connect(self._forget_calendar)
        popup.show()
        calendar.setFocus()

    @property
    def calendar(self) -> QFrame | None:
        """What dropped down, while it is open."""
        return self._calendar

    def _take(self, day: QDate) -> None:
        self.set_day(date(day.year(), day.month(), day.day()))
        if self._calendar is not None:
            self._calendar.close()
        self.edit.setFocus()

    def _forget_calendar(self) -> None:
        self._calendar = None

    def _tint(self) -> None:
        self._open.setIcon(current_theme().icon("calendar-days", "ink2", 18))


class TextArea(Field):
    """Several lines of plain text. Tab leaves the field: a form is walked through by keyboard."""

    def __init__(self, label: str, hint: str = "", *, lines: int = 4, parent: QWidget | None = None) -> None:
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self._lines = lines
        super().__init__(label, self.edit, hint, parent)
        self.edit.textChanged.connect(self.clear_error)
        theme_changed.connect(self._fit)
        self._fit()

    @property
    def text(self) -> str:
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        self.edit.setPlainText(text)

    def _fit(self) -> None:
        self.edit.setFixedHeight(current_theme().line_px(TextRole.BODY) * self._lines + 24)
