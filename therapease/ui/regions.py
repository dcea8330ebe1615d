"""F6 and Shift+F6: from one part of the window to the next, as assistive technology users expect."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def go_to_region(regions: Sequence[QWidget], step: int) -> QWidget | None:
    """Move the keyboard `step` regions on, round in a circle; return what has it now, or None when nothing can."""
    reachable = [region for region in regions if region.isVisible() and _first_in(region) is not None]
    if not reachable:
        return None
    here = _region_of(QApplication.focusWidget(), reachable)
    if here is None:
        there = 0 if step > 0 else len(reachable) - 1
    else:
        there = (here + step) % len(reachable)
    first = _first_in(reachable[there])
    if first is not None:
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
    return first


def _region_of(widget: QWidget | None, regions: Sequence[QWidget]) -> int | None:
    if widget is None:
        return None
    inside = [number for number, region in enumerate(regions) if region is widget or region.isAncestorOf(widget)]
    # The innermost one: a place may name itself and, after it, a part of itself.
    return inside[-1] if inside else None


def _first_in(region: QWidget) -> QWidget | None:
    """Return what gets the keyboard in a region: what had it last, the checked button of a rail, or the first."""
    can = [widget for widget in [region, *region.findChildren(QWidget)] if _can_have_focus(widget)]
    last = region.focusWidget()
    if last is not None and last in can:
        return last
    checked = [widget for widget in can if widget.property("checked")]
    return next(iter(checked or can), None)


def _can_have_focus(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
