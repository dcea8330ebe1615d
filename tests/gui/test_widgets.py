"""The component set: what it shows, what it says to a screen reader, and what the keyboard does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QFocusFrame, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from therapease.ui.rows import Row
from therapease.ui.session.note_column import SectionHead
from therapease.ui.theme import Mode, Theme, apply_theme, current_theme
from therapease.ui.theme.proxy_style import OFFSET_PX, RING_PX
from therapease.ui.widgets import (
    Banner,
    BannerKind,
    Button,
    ButtonKind,
    CheckBox,
    Chip,
    ChipKind,
    ElidedLabel,
    EmptyState,
    FilterChips,
    IconButton,
    Logo,
    MessageSheet,
    PageHeader,
    PassphraseField,
    ProgressRow,
    QuestionSheet,
    RadioGroup,
    Rail,
    RowKind,
    RowList,
    Tabs,
    TextField,
    TextLabel,
    Toast,
    Toggle,
)
from therapease.ui.widgets.tabs import TabsRow


@pytest.fixture(autouse=True)
def theme(qapp: QApplication) -> Theme:
    return apply_theme(qapp, Mode.LIGHT)


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    host = QWidget()
    QVBoxLayout(host)
    qtbot.addWidget(host)
    host.resize(600, 500)
    host.show()
    qtbot.waitExposed(host)
    return host


def put(host: QWidget, widget: QWidget) -> None:
    layout = host.layout()
    assert layout is not None
    layout.addWidget(widget)
    QApplication.processEvents()


def colors_in(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize(
    ("kind", "token"),
    [(ButtonKind.PRIMARY, "accent"), (ButtonKind.QUIET, "sheet"), (ButtonKind.DANGER_SOLID, "danger")],
)
@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_a_button_wears_its_kind_in_both_schemes(
    host: QWidget, qapp: QApplication, mode: Mode, kind: ButtonKind, token: str
) -> None:
    button = Button("Sign note", kind, icon="signature")
    put(host, button)
    apply_theme(qapp, mode)
    assert current_theme().color(token).name() in colors_in(button)
    assert button.height() >= 36


def test_a_disabled_primary_does_not_look_like_one(host: QWidget, theme: Theme) -> None:
    button = Button("Sign note", ButtonKind.PRIMARY)
    button.setEnabled(False)
    put(host, button)
    assert theme.color("accent").name() not in colors_in(button)


def test_words_that_come_later_have_their_gap_behind_the_icon(host: QWidget) -> None:
    early, late = Button("3 mentioned", icon="contrast"), Button("", icon="contrast")
    late.setText("3 mentioned")
    assert late.iconSize() == early.iconSize()
    late.setText("")
    assert late.iconSize().width() < early.iconSize().width()


def test_the_hairline_of_tabs_goes_on_under_what_stands_beside_them(host: QWidget, theme: Theme) -> None:
    row = TabsRow(Tabs("Parts", ["Note", "Transcript"]))
    row.row.addWidget(Button("All lines"))
    put(host, row)
    row.resize(600, row.height())
    picture = row.grab().toImage()
    bottom = {picture.pixelColor(x, picture.height() - 1).name() for x in range(picture.width() - 100, picture.width())}
    assert bottom == {theme.color("line").name()}


def test_the_ring_around_the_first_line_keeps_clear_of_its_heading(host: QWidget) -> None:
    head = SectionHead("subjective", "Subjective")
    put(host, head)
    label = head.findChild(TextLabel)
    assert isinstance(label, TextLabel)
    head.show_title("Subjective", is_editable=False)
    head.setFixedHeight(head.sizeHint().height())
    QApplication.processEvents()
    free_px = head.height() - label.geometry().bottom()
    assert free_px > RING_PX + OFFSET_PX


def test_an_icon_alone_has_a_name(host: QWidget) -> None:
    button = IconButton("x", "Close")
    assert button.accessibleName() == button.toolTip() == "Close"
    button.set_icon("check")
    button.set_name("Done")
    assert button.accessibleName() == "Done"


def test_the_ring_follows_the_keyboard_and_not_the_mouse(qtbot: QtBot, host: QWidget, theme: Theme) -> None:
    first, second = Button("First"), Button("Second")
    put(host, first)
    put(host, second)
    host.activateWindow()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    rings = [ring for ring in host.findChildren(QFocusFrame) if ring.isVisible()]
    assert [ring.widget() for ring in rings] == [first]
    assert rings[0].geometry().contains(first.geometry().adjusted(-3, -3, 3, 3))
    assert theme.color("accent").name() in colors_in(host)
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert not [ring for ring in host.findChildren(QFocusFrame) if ring.isVisible()]


def test_there_is_one_ring_however_the_keyboard_moves(host: QWidget) -> None:
    buttons = [Button(f"Button {number}") for number in range(4)]
    for button in buttons:
        put(host, button)
    host.activateWindow()
    for button in (*buttons, *buttons[::-1]):
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert [ring.widget() for ring in host.findChildren(QFocusFrame) if ring.isVisible()] == [button]


def test_a_field_says_what_is_wrong_until_one_types(qtbot: QtBot, host: QWidget) -> None:
    field = TextField("Client code", hint="Six characters")
    put(host, field)
    field.show_error("That code is taken.")
    assert field.error == "That code is taken."
    assert field.edit.accessibleName() == "Client code"
    assert field.edit.accessibleDescription() == "That code is taken."
    qtbot.keyClicks(field.edit, "C")
    assert field.error == ""
    assert field.edit.accessibleDescription() == "Six characters"


def test_the_eye_says_what_it_does(host: QWidget) -> None:
    field = PassphraseField("Passphrase")
    put(host, field)
    before = field.reveal_action.text()
    field.reveal_action.trigger()
    assert field.reveal_action.text() != before


def test_labels_never_read_markup(host: QWidget) -> None:
    label = TextLabel("<b>she said</b>")
    put(host, label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<b>she said</b>"


def test_a_long_line_ends_in_dots_and_is_whole_for_a_screen_reader(host: QWidget) -> None:
    words = "a very long line " * 30
    label = ElidedLabel(words)
    put(host, label)
    assert label.text().endswith("…")
    assert label.accessibleName() == words
    label.set_text("short")
    assert (label.text(), label.toolTip()) == ("short", "")


def test_a_chip_and_a_banner_carry_their_words(host: QWidget) -> None:
    chip = Chip("Works offline", ChipKind.ACCENT, "wifi-off")
    put(host, chip)
    chip.show_state("8 days old", ChipKind.ATTENTION, "clock")
    assert chip.accessibleName() == chip.text == "8 days old"
    acted: list[bool] = []
    banner = Banner()
    put(host, banner)
    assert banner.isHidden()
    banner.show_message(BannerKind.DANGER, "It stopped", "All is saved.", "Try again", lambda: acted.append(True))
    assert banner.accessibleName() == "It stopped. All is saved."
    banner.action_button.click()
    assert acted == [True]
    banner.dismiss()
    assert banner.isHidden()


def test_progress_is_shown_as_far_as_it_is_known(qtbot: QtBot, host: QWidget) -> None:
    row = ProgressRow()
    put(host, row)
    row.show_progress("Transcribing", "J. R.", None, "")
    assert row.fraction is None
    row.show_progress("Transcribing", "J. R.", 0.62, "62 %")
    assert row.fraction == 0.62
    with qtbot.waitSignal(row.cancel_requested):
        row.cancel_button.click()
    row.show_stopped("Stopped", "J. R.", "The recording is kept.")
    assert row.note == "The recording is kept."
    assert row.cancel_button.isHidden()


def test_a_toast_offers_its_way_on_and_goes(qtbot: QtBot, host: QWidget) -> None:
    acted: list[bool] = []
    toast = Toast(host)
    toast.show_message("Line removed", "Undo", lambda: acted.append(True))
    assert toast.isVisible()
    host.resize(800, 500)
    QApplication.processEvents()
    assert abs(toast.geometry().center().x() - 400) <= 2
    toast._button.click()
    assert acted == [True]
    assert toast.isHidden()


def test_rows_open_by_click_and_by_enter(qtbot: QtBot, host: QWidget) -> None:
    rows = RowList("Clients", RowKind.LINE)
    put(host, rows)
    rows.show_rows([Row("a", "A. T.", right="Signed"), Row("b", "M. K.")], fit=True)
    assert rows.height() == 2 * 56 + 2
    opened: list[str] = []
    rows.opened.connect(opened.append)
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 70))
    rows.setCurrentIndex(rows.row_model.index(0))
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert opened == ["b", "a"]


@pytest.mark.parametrize("kind", RowKind)
def test_every_kind_of_row_draws_in_theme_colours(host: QWidget, theme: Theme, kind: RowKind) -> None:
    rows = RowList("List", kind)
    put(host, rows)
    rows.show_rows([Row("a", "A. T.", "C-1", "Session 4", "10:00", "8 days old", "attention", "clock", "pen-line")])
    QApplication.processEvents()
    drawn = colors_in(rows)
    assert theme.color("ink").name() in drawn
    assert theme.color("attention").name() in drawn


def test_the_rail_marks_one_place(qtbot: QtBot, host: QWidget) -> None:
    rail = Rail({"today": ("sun", "Today"), "clients": ("users", "Clients")}, {"settings": ("settings", "Settings")})
    put(host, rail)
    with qtbot.waitSignal(rail.chosen) as chosen:
        rail.button("clients").click()
    assert chosen.args == ["clients"]
    rail.show_place("settings")
    assert [rail.button(name).isChecked() for name in ("today", "clients", "settings")] == [False, False, True]
    with qtbot.waitSignal(rail.lock_requested):
        rail.lock_button.click()


def test_at_double_text_size_the_rail_keeps_its_words_for_the_ear(host: QWidget, qapp: QApplication) -> None:
    rail = Rail({"today": ("sun", "Today")}, {})
    put(host, rail)
    apply_theme(qapp, Mode.LIGHT, 2.0)
    button = rail.button("today")
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    assert button.accessibleName() == "Today"
    apply_theme(qapp, Mode.LIGHT)


def test_a_dangerous_question_keeps_by_default(qtbot: QtBot, host: QWidget) -> None:
    acted: list[bool] = []
    words = ("Delete?", "It is gone then.", "Delete")
    question = QuestionSheet(*words, lambda: acted.append(True), host, is_dangerous=True)
    question.open()
    qtbot.keyClick(question, Qt.Key.Key_Return)
    assert acted == []
    again = QuestionSheet(*words, lambda: acted.append(True), host, is_dangerous=True)
    again.open()
    again.confirm_button.click()
    assert acted == [True]


def test_a_message_closes_by_escape(qtbot: QtBot, host: QWidget) -> None:
    sheet = MessageSheet("The disk is full", "Free some space.", host)
    sheet.open()
    with qtbot.waitSignal(sheet.finished):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_heads_and_empty_places_show_their_words(host: QWidget, theme: Theme) -> None:
    header = PageHeader("Clients", "Nobody yet")
    put(host, header)
    header.set_texts("M. K.", "Since 6 January", "C-0147")
    assert header.title == "M. K."
    empty = EmptyState("Nothing waiting", "Notes appear here.", Button("Open"))
    put(host, empty)
    assert theme.color("lineStrong").name() in colors_in(empty)
    logo = Logo(30)
    put(host, logo)
    assert theme.color("accent").name() in colors_in(logo)


def test_a_checked_box_is_filled_and_ticked(host: QWidget, theme: Theme) -> None:
    box = CheckBox("Keep audio")
    put(host, box)
    assert theme.color("accent").name() not in colors_in(box)
    box.setChecked(True)
    assert {theme.color("accent").name(), theme.color("onAccent").name()} <= colors_in(box)


def test_one_choice_is_on_and_a_person_changes_it(qtbot: QtBot) -> None:
    group = RadioGroup("Text size", ["100 %", "125 %", "150 %"])
    qtbot.addWidget(group)
    told: list[int] = []
    group.chosen.connect(told.append)
    group.set_choice(1)
    assert (group.choice, told) == (1, [])
    group.button(2).click()
    assert (group.choice, told) == (2, [2])
    assert group.button(2).accessibleName() == "Text size: 150 %"


def test_choices_go_on_in_the_next_line_where_the_room_ends(qtbot: QtBot) -> None:
    group = RadioGroup("Text size", ["100 %", "125 %", "150 %", "175 %", "200 %"], shows_title=False)
    qtbot.addWidget(group)
    wide, narrow = group.heightForWidth(1000), group.heightForWidth(220)
    assert narrow > 1.8 * wide
    group.resize(220, narrow)
    group.show()
    boxes = [group.button(number).geometry() for number in range(5)]
    assert boxes[0].top() < boxes[-1].top()
    assert all(box.right() <= 220 for box in boxes)


def test_a_filter_chip_shows_by_more_than_colour_that_it_is_on(qtbot: QtBot) -> None:
    chips = FilterChips("Clients", ["All", "Active", "Archived"])
    qtbot.addWidget(chips)
    assert chips.choice == 0
    before = chips.button(1).icon().pixmap(15).toImage()
    chips.button(1).click()
    assert chips.choice == 1
    assert chips.button(1).icon().pixmap(15).toImage() != before


def test_a_switch_says_its_state(qtbot: QtBot) -> None:
    toggle = Toggle("Keep audio after signing", "On", "Off")
    qtbot.addWidget(toggle)
    assert toggle.accessibleDescription() == "Off"
    qtbot.keyClick(toggle, Qt.Key.Key_Space)
    assert toggle.isChecked()
    assert toggle.accessibleDescription() == "On"
    assert toggle.sizeHint().height() >= 36
