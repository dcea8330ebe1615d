"""More of the component set: fields that drop down, drawers, tabs, menus, meters, and a ring that nothing cuts."""

from __future__ import annotations

import gc
from datetime import date

import pytest
from PySide6.QtCore import QDate, QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QAccessible, QEnterEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QCalendarWidget, QFocusFrame, QLineEdit, QStyle, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from therapease.domain.note import Stance
from therapease.ui import strings
from therapease.ui.theme import Mode, Theme, apply_theme
from therapease.ui.widgets import (
    Banner,
    BannerKind,
    Button,
    ComboField,
    DateField,
    Drawer,
    FlowLayout,
    GoalSteps,
    LevelMeter,
    MenuButton,
    ScrollingPage,
    SpeakerLabel,
    StanceLabel,
    Tabs,
    TextArea,
    TextField,
    TextLabel,
    Toast,
)


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Theme:
    return apply_theme(qapp, Mode.LIGHT)


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    QVBoxLayout(host)
    qtbot.addWidget(host)
    host.resize(700, 500)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)
    return host


def put(host: QWidget, *widgets: QWidget) -> None:
    layout = host.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    QApplication.processEvents()


def test_a_combo_tells_what_a_person_chose_and_is_named_by_its_label(host: QWidget, qtbot: QtBot) -> None:
    field = ComboField("Note format", ["SOAP", "DAP", "BIRP"])
    put(host, field)
    told: list[int] = []
    field.chosen.connect(told.append)
    field.set_choice(1)
    assert told == []
    qtbot.keyClick(field.box, Qt.Key.Key_Down)
    assert (field.choice, told) == (2, [2])
    assert field.box.accessibleName() == "Note format"


def test_a_date_is_typed_or_taken_from_the_calendar(host: QWidget, qtbot: QtBot) -> None:
    field = DateField("Date of birth")
    put(host, field)
    assert field.day is None
    qtbot.keyClicks(field.edit, "31.2.1990")
    assert not field.check()
    assert field.error == strings.Inputs.NO_DATE
    field.open_calendar()
    assert field.calendar is not None
    (calendar,) = field.calendar.findChildren(QCalendarWidget)
    calendar.clicked.emit(QDate(1990, 3, 2))
    assert field.day == date(1990, 3, 2)
    assert field.error == ""
    assert field.check()
    field.set_day(None)
    assert field.check()
    assert field.text == ""


def test_tab_leaves_a_field_of_several_lines(host: QWidget, qtbot: QtBot) -> None:
    area, after = TextArea("Reason for coming", lines=3), QLineEdit()
    put(host, area, after)
    area.edit.setFocus()
    qtbot.keyClicks(area.edit, "Panic on trains")
    qtbot.keyClick(area.edit, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert area.text == "Panic on trains"


def test_a_drawer_takes_the_keyboard_and_gives_it_back(host: QWidget, qtbot: QtBot) -> None:
    before = Button("Mentioned")
    put(host, before)
    drawer = Drawer("Mentioned in this session", host)
    inside = Button("Go to the words")
    drawer.body.addWidget(inside)
    before.setFocus()
    drawer.open_drawer()
    assert inside.hasFocus()
    assert drawer.geometry().right() == host.rect().right()
    host.resize(500, 400)
    assert drawer.geometry().right() == host.rect().right()
    with qtbot.waitSignal(drawer.closed):
        qtbot.keyClick(inside, Qt.Key.Key_Escape)
    assert before.hasFocus()
    assert not drawer.isVisible()


def test_tabs_go_by_arrow_keys_and_say_where_they_are(host: QWidget, qtbot: QtBot) -> None:
    tabs = Tabs("Parts of the page", ["Overview", "Notes", "Measures"])
    put(host, tabs)
    tabs.setFocus()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.tabText(tabs.currentIndex()) == "Notes"
    assert tabs.accessibleName() == "Parts of the page"
    assert tabs.sizeHint().height() >= 36


def test_a_menu_button_opens_by_key_and_acts(host: QWidget, qtbot: QtBot) -> None:
    button = MenuButton("All lines")
    put(host, button)
    chosen: list[str] = []
    button.add("Open lines", lambda: chosen.append("open"))
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert button.menu_shown.isVisible()
    assert button.menu_shown.layoutDirection() is Qt.LayoutDirection.LeftToRight
    qtbot.keyClick(button.menu_shown, Qt.Key.Key_Down)
    qtbot.keyClick(button.menu_shown, Qt.Key.Key_Return)
    assert chosen == ["open"]


@pytest.mark.parametrize(("done", "words"), [(0, "Step 0 of 5"), (2, "Step 2 of 5"), (5, "Reached"), (9, "Reached")])
def test_steps_are_said_in_words(host: QWidget, done: int, words: str) -> None:
    steps = GoalSteps(done, 5)
    put(host, steps)
    assert steps.words == words
    assert steps.accessibleName() == words


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ([], strings.Level.NOTHING),
        ([0.01, 0.03], strings.Level.QUIET),
        ([0.01, 0.4], strings.Level.GOOD),
        ([0.4, 1.7], strings.Level.LOUD),
    ],
)
def test_a_level_is_said_in_words(host: QWidget, levels: list[float], words: str) -> None:
    meter = LevelMeter()
    put(host, meter)
    meter.add_levels(levels)
    assert meter.words == meter.accessibleName() == words


def test_stance_and_voice_are_words_first(host: QWidget) -> None:
    stances = [StanceLabel(stance) for stance in Stance]
    put(host, *stances, SpeakerLabel("M. K.", is_client=True))
    assert {label.accessibleName() for label in stances} == {"Affirmed", "Unclear", "Denied"}
    pictures = [label.grab().toImage() for label in stances]
    assert all(one != other for n, one in enumerate(pictures) for other in pictures[:n])


def test_the_ring_is_not_cut_by_a_box_that_fits_its_button(host: QWidget, qtbot: QtBot) -> None:
    tight = QWidget()
    column = QVBoxLayout(tight)
    column.setContentsMargins(0, 0, 0, 0)
    button = Button("Sign note")
    column.addWidget(button)
    put(host, tight)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    (ring,) = host.findChildren(QFocusFrame)
    # It lies above now, and must not take the click that is meant for the button.
    assert ring.parentWidget() is host
    center = QPointF(button.rect().center())
    on_host = host.childAt(button.mapTo(host, button.rect().center()))
    assert on_host is button
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        left = Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, center, button.mapToGlobal(center), left, left, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(button, event)
    assert pressed == [True]


def test_a_narrow_column_on_a_wide_page_has_room_for_all_its_lines(qtbot: QtBot) -> None:
    page = ScrollingPage(width_px=300)
    qtbot.addWidget(page)
    label = TextLabel("Words that need many lines in a narrow column. " * 20, wrap=True)
    page.content.addWidget(label)
    page.resize(1200, 200)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: label.width() <= 300)
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))


def test_boxes_and_icons_in_fields_grow_with_the_text(qapp: QApplication) -> None:
    metrics = (QStyle.PixelMetric.PM_IndicatorWidth, QStyle.PixelMetric.PM_LineEditIconSize)
    small = [qapp.style().pixelMetric(metric) for metric in metrics]
    apply_theme(qapp, Mode.LIGHT, 2.0)
    assert [qapp.style().pixelMetric(metric) for metric in metrics] == [2 * size for size in small]
    apply_theme(qapp, Mode.LIGHT)


def test_reduced_motion_is_told_to_whoever_moves(qapp: QApplication) -> None:
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    moving = qapp.style().styleHint(hint)
    apply_theme(qapp, Mode.LIGHT, is_motion_reduced=True)
    assert qapp.style().styleHint(hint) == 0
    apply_theme(qapp, Mode.LIGHT)
    assert qapp.style().styleHint(hint) == moving > 0


def test_a_toast_stays_while_it_is_pointed_at_or_has_the_keyboard(host: QWidget, qtbot: QtBot) -> None:
    toast = Toast(host)
    toast.show_message("Line removed", "Undo", lambda: None)
    button = toast.findChildren(Button)[0]
    timer = toast.findChildren(QTimer)[0]
    assert timer.isActive()
    at = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(at, at, at))
    assert not timer.isActive()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert timer.isActive()
    button.setFocus()
    assert not timer.isActive()
    button.clearFocus()
    assert timer.isActive()


def test_what_appears_by_itself_is_spoken(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: spoken.append(event.message()))
    host, banner, field = QWidget(), Banner(), TextField("Name")
    for widget in (host, banner, field):
        qtbot.addWidget(widget)
    toast = Toast(host)
    toast.show_message("Line removed")
    banner.show_message(BannerKind.INFO, "Your draft is ready", "Three lines need a look.")
    field.show_error("Fill in a name.")
    assert spoken == ["Line removed", "Your draft is ready. Three lines need a look.", "Fill in a name."]


def test_a_flow_measures_anew_what_has_grown(qtbot: QtBot) -> None:
    holder = QWidget()
    flow = FlowLayout(holder, gap_px=8)
    first, second = Button("One"), Button("Two")
    flow.addWidget(first)
    flow.addWidget(second)
    qtbot.addWidget(holder)
    holder.show()
    width = first.sizeHint().width() + second.sizeHint().width() + 16
    assert flow.heightForWidth(width) == first.sizeHint().height()
    second.setText("Two, and much longer than it was before")
    assert flow.heightForWidth(width) > first.sizeHint().height()


def test_a_flow_outlives_what_was_in_it(host: QWidget, qtbot: QtBot) -> None:
    holder = QWidget()
    flow = FlowLayout(gap_px=8)
    column = QVBoxLayout(holder)
    column.addLayout(flow)
    buttons = [Button(f"Button {number}") for number in range(4)]
    for button in buttons:
        flow.addWidget(button)
    put(host, holder)
    for button in buttons[:2]:
        button.deleteLater()
    del button, buttons[:2]
    gc.collect()
    qtbot.waitUntil(lambda: flow.count() == 2)
    holder.resize(90, 400)
    assert flow.heightForWidth(90) > flow.sizeHint().height()
    buttons[0].hide()
    assert flow.heightForWidth(90) == buttons[1].sizeHint().height()
