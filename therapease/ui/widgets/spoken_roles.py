"""What our own painted widgets are to a screen reader: Qt knows a plain QWidget only as an area without a meaning.

A widget class says `spoken_role = QAccessible.Role.ListItem`; name and description come from the widget as ever.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_installed: list[bool] = []


def install_spoken_roles() -> None:
    """Let Qt ask here before it makes an interface for a widget. Once per process; later calls do nothing."""
    if not _installed:
        QAccessible.installFactory(_interface_of)
        _installed.append(True)


def _interface_of(_class_name: str, candidate: QObject) -> QAccessibleInterface | None:
    role = getattr(candidate, "spoken_role", None)
    if not isinstance(role, QAccessible.Role) or not isinstance(candidate, QWidget):
        return None
    # Without a name of its own the interface says the widget's accessible name, also after a change.
    return QAccessibleWidget(candidate, role, "")
