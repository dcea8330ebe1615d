"""What stands in the fields of a form, as JSON values, and putting it back into the same form made anew.

Fields are known by their order: one form makes them in one order. What is hidden as it is typed is never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QDateTime, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDateTimeEdit,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

Value = str | int | bool


def typed_in(form: QWidget) -> list[Value]:
    """Return the value of every field of a form."""
    return [_value(field) for field in _fields(form)]


def type_again(form: QWidget, values: Sequence[object]) -> bool:
    """Put values back that `typed_in` returned; return False, with nothing changed, for those of another form."""
    fields = list(_fields(form))
    if len(fields) != len(values):
        return False
    for field, value in zip(fields, values, strict=True):
        _put(field, value)
    return True


def _fields(form: QWidget) -> Iterator[QWidget]:
    for widget in form.findChildren(QWidget):
        if isinstance(widget, QLineEdit):
            # The line of a spin box or of a choice belongs to that; a passphrase to nobody.
            is_own = not isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)
            if is_own and widget.echoMode() is QLineEdit.EchoMode.Normal:
                yield widget
        elif isinstance(widget, QPlainTextEdit):
            if not widget.isReadOnly():
                yield widget
        elif isinstance(widget, QComboBox | QDateTimeEdit | QSpinBox) or _is_choice(widget):
            yield widget


def _is_choice(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton) and widget.isCheckable() and not isinstance(widget, QAbstractItemView)


def _value(field: QWidget) -> Value:
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QComboBox):
        return field.currentIndex()
    if isinstance(field, QDateTimeEdit):
        return field.dateTime().toString(Qt.DateFormat.ISODate)
    if isinstance(field, QSpinBox):
        return field.value()
    return isinstance(field, QAbstractButton) and field.isChecked()


def _put(field: QWidget, value: object) -> None:
    if isinstance(value, str):
        if isinstance(field, QLineEdit):
            field.setText(value)
        elif isinstance(field, QPlainTextEdit):
            field.setPlainText(value)
        elif isinstance(field, QDateTimeEdit):
            field.setDateTime(QDateTime.fromString(value, Qt.DateFormat.ISODate))
    elif isinstance(field, QAbstractButton):
        # Of a group where nothing was chosen, nothing is; the others go out by themselves.
        if value is True or not field.autoExclusive():
            field.setChecked(bool(value))
    elif isinstance(value, int):
        if isinstance(field, QComboBox):
            field.setCurrentIndex(value)
        elif isinstance(field, QSpinBox):
            field.setValue(value)
