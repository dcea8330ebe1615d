"""Tab goes through a window as it is read: by its layouts, from top left to bottom right, whenever what was made.

Qt's own chain is the order in which widgets were created, which a place that builds its lines anew cannot keep.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QTabWidget,
    QWidget,
)


class ReadingOrder:
    """Mixed into a window, before its Qt class. Lists, editors and date fields keep Tab for themselves as they need."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move the keyboard to the next stop, or the one before; the last leads to the first."""
        if not isinstance(self, QWidget):
            return False
        goal = _next_stop(self, forward=forward)
        if goal is None:
            return False
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        goal.setFocus(reason)
        _bring_into_view(goal)
        return True


def tab_stops(window: QWidget) -> list[QWidget]:
    """Return what takes the keyboard by Tab, in reading order; of a group of radio buttons the chosen one."""
    return [widget for widget in _in_reading_order(window) if _is_stop(widget)]


def _next_stop(window: QWidget, *, forward: bool) -> QWidget | None:
    everything = list(_in_reading_order(window))
    stops = [at for at, widget in enumerate(everything) if _is_stop(widget)]
    if not stops:
        return None
    here = _place_of(QApplication.focusWidget(), everything)
    if forward:
        return everything[next((at for at in stops if at > here), stops[0])]
    return everything[next((at for at in reversed(stops) if at < here), stops[-1])]


def _place_of(focus: QWidget | None, everything: list[QWidget]) -> int:
    """Return where the keyboard is; inside of something that stands for itself, where that is."""
    while focus is not None:
        if focus in everything:
            return everything.index(focus)
        focus = focus.parentWidget()
    return -1


def _is_stop(widget: QWidget) -> bool:
    if not widget.isEnabled() or widget.focusProxy() is not None:
        return False
    if isinstance(widget, QAbstractButton) and (choices := _choices_with(widget)):
        # Qt takes the policy from all but one; the chosen one is where the keyboard belongs, arrows go on from there.
        chosen = next((choice for choice in choices if choice.isChecked()), None)
        return widget is chosen or (chosen is None and widget is choices[0])
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _choices_with(button: QAbstractButton) -> list[QAbstractButton]:
    """Return the buttons of which only one can be on, this one among them; none for any other button."""
    group: QButtonGroup | None = button.group()
    if group is not None:
        return list(group.buttons()) if group.exclusive() and button.isCheckable() else []
    parent = button.parentWidget()
    if parent is None or not button.autoExclusive():
        return []
    siblings = parent.findChildren(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [other for other in siblings if other.autoExclusive() and other.group() is None]


def _in_reading_order(widget: QWidget, done: set[QWidget] | None = None) -> Iterator[QWidget]:
    """Yield the visible widgets below one, each before what it holds."""
    done = set() if done is None else done
    for child in _children(widget):
        if child in done or not child.isVisibleTo(widget) or child.isWindow():
            continue
        done.add(child)
        yield child
        if not isinstance(child, QComboBox | QAbstractSpinBox | QLineEdit):
            yield from _in_reading_order(child, done)


def _children(widget: QWidget) -> Iterator[QWidget]:
    """Yield what stands directly in a widget: as its layouts have it, then what lies over them."""
    if isinstance(widget, QScrollArea):
        yield from [inner for inner in (widget.widget(),) if inner is not None]
    elif isinstance(widget, QStackedWidget | QTabWidget):
        yield from [shown for shown in (widget.currentWidget(),) if shown is not None]
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout, [child for child in widget.children() if isinstance(child, QWidget)])
    for child in widget.children():
        if isinstance(child, QWidget):
            yield child


def _in_layout(layout: QLayout, widgets: list[QWidget]) -> Iterator[QWidget]:
    """Yield those of a widget's children that a layout holds, as they are read.

    By QObjects alone: the items of a layout are none, and Python does not hear of it when one is gone.
    """
    held: list[tuple[tuple[int, ...], QWidget | QLayout]] = []
    for widget in widgets:
        if (at := layout.indexOf(widget)) >= 0:
            held.append((_cell(layout, at), widget))
    for child in layout.children():
        if isinstance(child, QLayout) and (at := layout.indexOf(child)) >= 0:
            held.append((_cell(layout, at), child))
    for _at, one in sorted(held, key=lambda pair: pair[0]):
        if isinstance(one, QWidget):
            yield one
        else:
            yield from _in_layout(one, widgets)


def _cell(layout: QLayout, at: int) -> tuple[int, ...]:
    """Return what a layout's items are sorted by: a grid is read line by line."""
    if not isinstance(layout, QGridLayout):
        return (at,)
    position: Any = layout.getItemPosition(at)
    return int(position[0]), int(position[1])


def _bring_into_view(widget: QWidget) -> None:
    """Scroll every page around a widget so far that it is seen."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 0, 24)
        parent = parent.parentWidget()
