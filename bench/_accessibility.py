"""What a screen reader and a keyboard find in a window: names, roles, the way of Tab, shortcuts, sizes of targets.

`audit(window)` visits every visible widget and returns what is wrong with it, in words, as Findings. Qt's own
accessibility interfaces are asked, the same that a screen reader asks; nothing is read from our own properties.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QLayout,
    QLineEdit,
    QMenu,
    QScrollBar,
    QTabBar,
    QWidget,
)

MIN_TARGET_PX = 36
_MOST_TABS = 400
_MOST_SECTIONS = 8
"""A field for date and time takes Tab from part to part first."""
_SAMPLED_ROWS = 200

_Role = QAccessible.Role
_NAMELESS_ROLES = frozenset(
    {
        _Role.Client,
        _Role.Pane,
        _Role.Grouping,
        _Role.LayeredPane,
        _Role.ScrollBar,
        _Role.Separator,
        _Role.Border,
        _Role.Window,
        _Role.Whitespace,
        _Role.Splitter,
        _Role.Grip,
        _Role.Document,
    }
)
"""Roles of what only holds others: a reader passes through them in silence."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: the rule, the widget as a developer finds it, and the words for it."""

    rule: str
    where: str
    words: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.where}: {self.words}"


@dataclass(frozen=True, slots=True)
class Audit:
    """What was visited and what was found."""

    widget_count: int
    tab_stop_count: int
    row_count: int
    findings: tuple[Finding, ...]


def audit(window: QWidget) -> Audit:
    """Visit a shown window. It keeps the keyboard where the walk with Tab ends."""
    QAccessible.setActive(True)
    widgets = [window, *_visible_children(window)]
    stops, walk_findings = walk(window)
    findings = [
        *(finding for widget in widgets for finding in _names(widget)),
        *walk_findings,
        *_shortcuts(widgets),
        *(finding for widget in widgets for finding in _target(widget)),
        *(finding for view in widgets if isinstance(view, QAbstractItemView) for finding in _rows(view)),
    ]
    return Audit(
        len(widgets), len(stops), sum(_row_count(widget) for widget in widgets), tuple(dict.fromkeys(findings))
    )


def _row_count(widget: QWidget) -> int:
    model = widget.model() if isinstance(widget, QAbstractItemView) else None
    return model.rowCount() if model is not None else 0


def where(widget: QObject) -> str:
    """Return how a developer finds a widget: its class and words, within the nearest of our own classes."""
    own = type(widget).__name__
    words = _own_words(widget)
    parent = widget.parent()
    while parent is not None and not type(parent).__module__.startswith("therapease"):
        parent = parent.parent()
    place = f" in {type(parent).__name__}" if parent is not None else ""
    return f"{own}{f' “{words}”' if words else ''}{place}"


def _own_words(widget: QObject) -> str:
    for name in ("accessibleName", "text", "title", "windowTitle"):
        getter = getattr(widget, name, None)
        if callable(getter):
            words = str(getter())
            if words:
                return words[:40]
    return widget.objectName()


def _visible_children(window: QWidget) -> list[QWidget]:
    return [
        child
        for child in window.findChildren(QWidget)
        if child.isVisibleTo(window) and child.window() is window and _has_a_place(child)
    ]


def _has_a_place(widget: QWidget) -> bool:
    """Say whether any of a widget shows or can be scrolled to; a decoration of no size is not there."""
    return widget.width() > 0 and widget.height() > 0


# ---------------------------------------------------------------- names and roles


def _names(widget: QWidget) -> Iterator[Finding]:
    if _belongs_to_qt(widget):
        return
    interface: Any = QAccessible.queryAccessibleInterface(widget)
    if interface is None or not interface.isValid():
        yield Finding("role", where(widget), "unknown to screen readers")
        return
    role = interface.role()
    takes_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
    if role == _Role.NoRole or (takes_keys and role in (_Role.Client, _Role.Pane, _Role.Whitespace)):
        yield Finding("role", where(widget), f"takes the keyboard but is spoken as {role.name}")
    if role in _NAMELESS_ROLES and not takes_keys:
        return
    if not interface.text(QAccessible.Text.Name).strip() and not _is_empty_text(widget):
        yield Finding("name", where(widget), f"a {role.name} without a name")


def _belongs_to_qt(widget: QWidget) -> bool:
    """Viewports, corners and inner line edits are parts of a widget that speaks for them."""
    parent = widget.parentWidget()
    if isinstance(widget, QScrollBar) or widget.objectName().startswith("qt_"):
        return True
    if isinstance(widget, QLineEdit) and isinstance(parent, QComboBox | QAbstractSpinBox):
        return True
    viewport = getattr(parent, "viewport", None)
    return callable(viewport) and viewport() is widget


def _is_empty_text(widget: QWidget) -> bool:
    """A label that has nothing to say now says nothing: no defect."""
    text = getattr(widget, "text", None)
    return callable(text) and not isinstance(widget, QAbstractButton | QLineEdit) and not str(text())


# ---------------------------------------------------------------- the way of Tab


def tab_stops(window: QWidget) -> list[QWidget]:
    """Return what Tab has to reach: enabled, visible, taking focus by Tab; of a radio group the chosen one."""
    stops = []
    for widget in _visible_children(window):
        takes = widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if not takes or widget.focusProxy() is not None or _belongs_to_qt(widget):
            continue
        if isinstance(widget, QAbstractButton) and not widget.isChecked() and _group_has_choice(widget):
            continue
        stops.append(widget)
    return stops


def _group_has_choice(button: QAbstractButton) -> bool:
    group: QButtonGroup | None = button.group()
    if group is not None:
        return group.exclusive() and group.checkedButton() is not None
    parent = button.parentWidget() if button.autoExclusive() else None
    siblings = parent.findChildren(QAbstractButton) if parent is not None else []
    return any(sibling.autoExclusive() and sibling.isChecked() for sibling in siblings)


def walk(window: QWidget) -> tuple[list[QWidget], list[Finding]]:
    """Press Tab until the keyboard is back where it was first; return the stops in order, and what is wrong."""
    window.activateWindow()
    QTest.qWaitForWindowActive(window, 1_000)
    wanted = tab_stops(window)
    if not wanted:
        return [], []
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    findings: list[Finding] = []
    here = QApplication.focusWidget()
    while here is not None and here not in seen and len(seen) < _MOST_TABS:
        seen.append(here)
        following = here
        for _ in range(_MOST_SECTIONS if isinstance(here, QAbstractSpinBox) else 1):
            if following is here:
                QTest.keyClick(here, Qt.Key.Key_Tab)
                following = QApplication.focusWidget() or here
        if following is here and len(wanted) > 1:
            findings.append(Finding("trap", where(here), "Tab does not lead out of it"))
            break
        here = following
    reached = {id(widget) for widget in seen}
    findings += [
        Finding("reach", where(widget), "Tab does not reach it") for widget in wanted if id(widget) not in reached
    ]
    findings += _order(window, seen)
    return seen, findings


def _order(window: QWidget, stops: list[QWidget]) -> Iterator[Finding]:
    """Look at each step of Tab: within a column it must not go up, within a line it must not go back.

    One step goes back to the beginning, which is what stands nearest to the top left corner.
    """
    beginning = min(stops, key=lambda stop: stop.mapTo(window, QPoint(0, 0)).manhattanLength(), default=None)
    for before, after in pairwise([*stops, *stops[:1]]):
        box, next_box = _box(window, before, after), _box(window, after, before)
        if after is beginning or before is after or _lies_over(after, before):
            continue
        if _shares(box.left(), box.right(), next_box.left(), next_box.right()) and next_box.bottom() <= box.top():
            words = "the next one with Tab stands above it"
        elif _shares(box.top(), box.bottom(), next_box.top(), next_box.bottom()) and next_box.right() <= box.left():
            words = "the next one with Tab stands to its left"
        else:
            continue
        yield Finding("order", where(before), f"{words}: {where(after)}")


def _lies_over(widget: QWidget, other: QWidget) -> bool:
    """Say whether a widget is on something no layout places, such as a drawer: that comes last, wherever it lies."""
    parent = widget.parentWidget()
    while parent is not None and not widget.isAncestorOf(other):
        layout: QLayout | None = parent.layout()
        if layout is not None and not _is_placed(layout, widget):
            return True
        widget, parent = parent, parent.parentWidget()
    return False


def _is_placed(layout: QLayout, widget: QWidget) -> bool:
    inner = [child for child in layout.children() if isinstance(child, QLayout)]
    return layout.indexOf(widget) >= 0 or any(_is_placed(one, widget) for one in inner)


def _box(window: QWidget, widget: QWidget, other: QWidget) -> QRect:
    """Return where a widget stands to another: unscrolled where both scroll, as a whole page where it alone does."""
    shown, offset, parent = widget, QPoint(0, 0), widget.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QAbstractScrollArea):
            if parent.isAncestorOf(other):
                offset += QPoint(parent.horizontalScrollBar().value(), parent.verticalScrollBar().value())
            else:
                shown = parent
        parent = parent.parentWidget()
    return QRect(shown.mapTo(window, QPoint(0, 0)) + offset, shown.size())


def _shares(first_from: int, first_to: int, second_from: int, second_to: int) -> bool:
    """Say whether two spans overlap by more than half of the shorter one."""
    shared = min(first_to, second_to) - max(first_from, second_from)
    return shared > min(first_to - first_from, second_to - second_from) / 2


# ---------------------------------------------------------------- shortcuts, targets, rows


def _shortcuts(widgets: list[QWidget]) -> Iterator[Finding]:
    """Find keys that stand for two things at once: Qt then does neither."""
    taken: dict[str, list[tuple[QObject, QWidget, bool]]] = {}
    for key, owner, host, is_local in _bound_keys(widgets):
        for other, other_host, other_is_local in taken.get(key, []):
            apart = is_local and other_is_local and not (host.isAncestorOf(other_host) or other_host.isAncestorOf(host))
            if other is not owner and (host is other_host or not apart):
                yield Finding("shortcut", where(owner), f"{key} is taken by {where(other)}, too")
        taken.setdefault(key, []).append((owner, host, is_local))


def _bound_keys(widgets: list[QWidget]) -> Iterator[tuple[str, QObject, QWidget, bool]]:
    local = (Qt.ShortcutContext.WidgetShortcut, Qt.ShortcutContext.WidgetWithChildrenShortcut)
    seen: set[int] = set()
    for widget in widgets:
        shortcuts = widget.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
        bound: list[QShortcut | QAction] = [*shortcuts, *widget.actions()]
        for one in bound:
            is_on = one.isEnabled() and (isinstance(one, QShortcut) or one.isVisible())
            if not is_on or id(one) in seen or isinstance(widget, QMenu):
                continue
            seen.add(id(one))
            sequences = one.keys() if isinstance(one, QShortcut) else one.shortcuts()
            context = one.context() if isinstance(one, QShortcut) else one.shortcutContext()
            for sequence in sequences:
                if not sequence.isEmpty():
                    name = sequence.toString(QKeySequence.SequenceFormat.PortableText)
                    yield name, one, widget, context in local
        if isinstance(widget, QAbstractButton) and widget.isEnabled() and not widget.shortcut().isEmpty():
            yield widget.shortcut().toString(), widget, widget, False


def _target(widget: QWidget) -> Iterator[Finding]:
    is_pressed = isinstance(widget, QAbstractButton | QLineEdit | QComboBox | QAbstractSpinBox)
    if isinstance(widget, QTabBar):
        boxes = [widget.tabRect(at).size() for at in range(widget.count()) if widget.isTabVisible(at)]
    elif is_pressed and widget.isEnabled() and not _belongs_to_qt(widget):
        boxes = [widget.size()]
    else:
        return
    for size in boxes:
        if min(size.width(), size.height()) < MIN_TARGET_PX:
            yield Finding("target", where(widget), f"{size.width()} × {size.height()} px")


def _rows(view: QAbstractItemView) -> Iterator[Finding]:
    model: QAbstractItemModel | None = view.model()
    if model is None:
        return
    for row in range(min(model.rowCount(), _SAMPLED_ROWS)):
        index = model.index(row, 0)
        spoken = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data(Qt.ItemDataRole.DisplayRole)
        if not str(spoken or "").strip():
            yield Finding("row", where(view), f"row {row} says nothing")
        elif view.visualRect(index).height() < MIN_TARGET_PX and view.isEnabled():
            yield Finding("target", where(view), f"rows are {view.visualRect(index).height()} px high")


# ---------------------------------------------------------------- what is left as it is

EXCUSED = {
    (
        "reach",
        "_Field",
    ): "the field for an utterance's words: Enter opens it, and leaving it by Tab saves and closes it",
    ("target", "EvidenceButton"): "a source in the line of its statement: 24 px, as WCAG 2.2 (2.5.8) asks of those",
    ("target", "LinkButton"): "36 px high, and as wide as its word",
    ("target", "QToolButton"): "the eye and the cross at the end of a text field, inside its 44 px; both have keys",
}
"""Findings that are decisions, by rule and class, each with its reason."""


def unexcused(findings: tuple[Finding, ...]) -> list[Finding]:
    """Return the findings that are no decision."""
    return [finding for finding in findings if (finding.rule, finding.where.split()[0]) not in EXCUSED]
