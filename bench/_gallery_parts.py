"""What the gallery shows: one function per group of components, in the order of a reader's way through a page."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFocusFrame, QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from therapease.domain.ids import StatementId
from therapease.domain.note import Stance, Statement, StatementKind, Verdict
from therapease.domain.transcript import SpeakerRole, Utterance
from therapease.ui.rows import Row
from therapease.ui.series import ChartBand, ChartPoint, ChartSeries
from therapease.ui.session.evidence import EvidenceMark
from therapease.ui.session.player_bar import PlayButton
from therapease.ui.session.statement_view import LineSignals, StatementView
from therapease.ui.session.waveform_view import WaveformView
from therapease.ui.theme import TextRole
from therapease.ui.widgets import (
    Banner,
    BannerKind,
    Button,
    ButtonKind,
    ButtonSize,
    Card,
    CheckBox,
    Chip,
    ChipKind,
    ComboField,
    DateField,
    Drawer,
    EmptyState,
    FilterChips,
    FlowLayout,
    GoalSteps,
    Hairline,
    IconButton,
    LevelMeter,
    MenuButton,
    PassphraseField,
    ProgressRow,
    RadioGroup,
    RowKind,
    RowList,
    ScoreChart,
    SearchField,
    SpeakerLabel,
    StanceLabel,
    Tabs,
    TextArea,
    TextField,
    TextLabel,
    Toast,
    Toggle,
)

WORKING_S = 240.0


def buttons() -> QWidget:
    """Return every kind and state."""
    hover = Button("Hover", ButtonKind.PRIMARY)
    hover.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    focus = Button("Focus", ButtonKind.PRIMARY)
    disabled = Button("Disabled")
    disabled.setEnabled(False)
    signing = Button("Sign note", icon="signature", size=ButtonSize.LARGE)
    signing.setEnabled(False)
    menu = MenuButton("All lines")
    for words in ("All lines", "Open lines", "Your own lines"):
        menu.add(words, lambda: None)
    focus.setProperty("showsRing", True)
    return _column(
        _row(Button("Sign note", ButtonKind.PRIMARY), hover, focus, disabled),
        _row(
            Button("Quiet", icon="pen-line"),
            Button("Ghost", ButtonKind.GHOST),
            Button("Delete audio", ButtonKind.DANGER, icon="trash-2"),
            Button("Delete for good", ButtonKind.DANGER_SOLID),
        ),
        _row(
            Button(
                "Review 3 open items",
                ButtonKind.PRIMARY,
                icon="arrow-right",
                size=ButtonSize.LARGE,
                icon_after=True,
            ),
            signing,
        ),
        _row(
            Button("Small", size=ButtonSize.SMALL),
            menu,
            IconButton("search", "Search"),
            IconButton("ellipsis", "More"),
        ),
    )


def inputs() -> QWidget:
    """Return fields as they are filled, wrong, hinted at and switched off."""
    code = TextField("Client code")
    code.set_text("C-0147")
    passphrase = PassphraseField("Passphrase")
    passphrase.edit.setText("eight888")
    passphrase.show_error("That did not open it. Four tries left.")
    keep = CheckBox("Keep audio after signing")
    keep.setChecked(True)
    on = Toggle("Keep audio", "On", "Off")
    on.setChecked(True)
    birth = DateField("Date of birth", "You can leave it empty.")
    birth.set_text("4.5.1988")
    area = TextArea("Reason for coming", "In a few words.", lines=2)
    area.set_text("Panic on trains since the autumn. Wants to travel to work again.")
    radio = RadioGroup("How the client took part", ["In person", "Video", "Phone"])
    radio.set_choice(0)
    off_field = TextField("Switched off")
    off_field.set_text("Cannot be changed now")
    off_field.edit.setEnabled(False)
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(14)
    switches = _column(keep, _row(on, Toggle("Keep drafts", "On", "Off"), gap=16), gap=0)
    fields = (code, ComboField("Note format", ["SOAP", "DAP", "BIRP"]), passphrase, switches, birth, off_field)
    for number, widget in enumerate(fields):
        grid.addWidget(widget, number // 2, number % 2)
    holder = _column(SearchField("Search by name or code"), radio, area)
    column = holder.layout()
    assert isinstance(column, QVBoxLayout)
    column.insertLayout(0, grid)
    return holder


def standings() -> QWidget:
    """Return the note's own lines, one of each form, and the one that is selected."""
    card = Card(padding_px=10)
    card.content.setSpacing(0)
    lines = (
        ("Wakes around 4 am most nights.", StatementKind.PARAPHRASE, Verdict.SUPPORTED, "Verified"),
        ("“It didn’t go away. It came down.”", StatementKind.QUOTATION, Verdict.QUOTED, "Quotation"),
        ("Tearful for a moment.", StatementKind.OWN, Verdict.NONE, "Your own"),
        ("Sleep.", StatementKind.NOT_ASSESSED, Verdict.NONE, "Not assessed"),
        ("Has stopped taking sertraline.", StatementKind.PARAPHRASE, Verdict.NONE, "Unverified"),
        ("Your judgement of risk today", StatementKind.CLINICIAN_TO_COMPLETE, Verdict.NONE, "To complete"),
        ("Rode the train twice this week.", StatementKind.PARAPHRASE, Verdict.SUPPORTED, "Selected"),
    )
    for number, (text, kind, verdict, words) in enumerate(lines):
        evidence = ("u1",) if verdict is not Verdict.NONE else ()
        statement = Statement(StatementId(str(number)), "subjective", text, kind, evidence, verdict)
        view = StatementView(statement, LineSignals())
        source = Utterance("u1", "S2", SpeakerRole.CLIENT, text, 737.0, 749.0)
        marks = (EvidenceMark(1, 0, source, ()),) if evidence else ()
        view.show_statement(statement, marks, is_editable=bool(evidence))
        view.set_selected(is_selected=words == "Selected")
        row = QHBoxLayout()
        row.addWidget(view, 1)
        row.setSpacing(14)
        row.addWidget(TextLabel(words, TextRole.FINE, "ink3"))
        card.content.addLayout(row)
    return card


def stances() -> QWidget:
    """Return stances, voices and chips."""
    return _column(
        _row(
            *(StanceLabel(stance) for stance in (Stance.AFFIRMED, Stance.UNCLEAR, Stance.DENIED)),
            SpeakerLabel("M. K.", is_client=True),
            SpeakerLabel("You", is_client=False),
            gap=22,
        ),
        _row(
            Chip("Built in"),
            Chip("Works offline", ChipKind.ACCENT, "wifi-off"),
            Chip("8 days old", ChipKind.ATTENTION, "clock"),
            Chip("Recording", ChipKind.DANGER, "mic"),
            Chip("Draft, not signed", ChipKind.OUTLINE, "file-pen-line"),
            gap=8,
        ),
        FilterChips("Clients", ["All", "Active", "Archived"]),
        Tabs("Parts of the page", ["Overview", "Notes", "Measures", "Documents"]),
    )


def rows() -> QWidget:
    """Return rows of each kind of list."""
    line = RowList("To sign", RowKind.LINE)
    line.show_rows(
        [
            Row("1", "A. T.", "Session 21", right="7 days old", right_tone="attention", right_icon="clock"),
            Row("2", "M. K.", "Session 9", right="Today"),
        ],
        fit=True,
    )
    agenda = RowList("Today", RowKind.AGENDA)
    agenda.show_rows(
        [Row("1", "M. K.", "C-0147", "Session 9, in person. Draft ready", "10:00", "Review", "accent")], fit=True
    )
    timeline = RowList("Sessions", RowKind.TIMELINE)
    timeline.show_rows(
        [
            Row(
                "1",
                "Session 9",
                "17 March",
                "Rode the train twice.",
                glyph="pen-line",
                is_open=True,
                right="3 open items",
            ),
            Row("2", "Session 8", "10 March", "Planned the first ride.", glyph="check", right="Signed"),
        ],
        fit=True,
    )
    return _column(line, agenda, timeline)


def banners() -> QWidget:
    """Return the three loudnesses."""
    shown = [Banner() for _ in range(3)]
    shown[0].show_message(BannerKind.INFO, "Your draft is ready", "Three lines need a look before you sign.")
    shown[1].show_message(
        BannerKind.ATTENTION,
        "Nine days since the last backup",
        "Connect “Blue USB drive” to make one.",
        "Back up",
        lambda: None,
    )
    shown[2].show_message(
        BannerKind.DANGER,
        "The microphone stopped at 22:41",
        "Everything before that is saved.",
        "Try again",
        lambda: None,
    )
    return _column(*shown)


def progress() -> QWidget:
    """Return a job on its way and one that was stopped."""
    running, stopped = ProgressRow(), ProgressRow()
    running.show_progress("Transcribing", "J. R., session 4", 0.62, "62 %, about 3 minutes left")
    stopped.show_progress("Transcribing", "J. R., session 4", 0.3, "")
    stopped.show_stopped("Stopped", "A. T., session 21", "The recording is in the vault.")
    return _column(running, stopped, gap=16)


def empty() -> QWidget:
    """Return what an empty place says."""
    return EmptyState("Nothing waiting to be signed", "Notes appear here after a session.", Button("Open calendar"))


def measures() -> QWidget:
    """Return goals in steps, a score on its bands, and a microphone's level."""
    goals = _column(gap=10)
    column = goals.layout()
    assert isinstance(column, QVBoxLayout)
    for words, done in (("Travel to work by train", 2), ("Tell one colleague about the panic", 5)):
        row = QHBoxLayout()
        row.addWidget(TextLabel(words), 1)
        row.addWidget(GoalSteps(done, 5))
        column.addLayout(row)
        column.addWidget(Hairline())
    column.addWidget(_chart())
    meter = LevelMeter()
    meter.add_levels(0.15 + 0.6 * abs(math.sin(0.41 * n) * math.sin(0.13 * n)) for n in range(64))
    level = QHBoxLayout()
    level.addWidget(meter, 1)
    level.addWidget(TextLabel(meter.words, TextRole.SMALL, "ink2"))
    column.addLayout(level)
    return goals


def _chart() -> QWidget:
    bands = (("Minimal", 0, 4), ("Mild", 5, 9), ("Moderate", 10, 14), ("Mod. severe", 15, 19), ("Severe", 20, 27))
    values = ((1, 17), (3, 15), (5, 14), (7, 13), (9, 11))
    chart = ScoreChart()
    chart.show_series(
        ChartSeries(
            "PHQ-9",
            tuple(ChartPoint(value, str(session), f"Session {session}: {value}") for session, value in values),
            tuple(ChartBand(*band) for band in bands),
            "Session",
        )
    )
    return chart


def player() -> QWidget:
    """Return the player's own parts on its well: client above the axis, therapist below."""
    voices = {True: SpeakerRole.THERAPIST, False: SpeakerRole.CLIENT}
    utterances = [
        Utterance(n, voices[n % 3 == 0].value, voices[n % 3 == 0], "…", n * 12.0, n * 12.0 + 10) for n in range(20)
    ]
    wave = WaveformView()
    peaks = bytes(round(120 + 110 * math.sin(0.007 * n) * math.sin(0.09 * n)) for n in range(12_000))
    wave.show_recording(peaks, utterances, WORKING_S)
    wave.set_position(96.0)
    wave.set_evidence([(84.0, 92.0)])
    wave.setMinimumHeight(72)
    well = Card(surface="well", padding_px=12)
    row = QHBoxLayout()
    row.setSpacing(16)
    play = PlayButton()
    play.set_playing(is_playing=True)
    play.setFixedSize(44, 44)
    row.addWidget(play)
    row.addWidget(TextLabel("1:36 / 4:00", TextRole.SMALL_LABEL))
    row.addWidget(wave, 1)
    well.content.addLayout(row)
    return well


def floating() -> QWidget:
    """Return what lies over a place: a menu, a drawer, a toast with Undo."""
    host = QWidget()
    host.setFixedHeight(250)
    drawer = Drawer("Mentioned", host)
    drawer.body.addWidget(StanceLabel(Stance.DENIED))
    drawer.body.addWidget(TextLabel("“No. Never that.”", TextRole.QUOTATION, "ink2"))
    drawer.body.addStretch(1)
    menu = QMenu(host)
    menu.setWindowFlags(Qt.WindowType.Widget)
    for words, keys in (("Accept the line", "A"), ("Edit the line", "E"), ("Remove the line", "Del")):
        menu.addAction(f"{words}\t{keys}")
    menu.addSeparator()
    menu.addAction("Amend the note…").setEnabled(False)
    menu.move(0, 8)
    menu.show()
    toast_host = QWidget(host)
    toast_host.setGeometry(0, 160, 300, 90)
    toast = Toast(toast_host)
    toast.show_message("Line removed", "Undo", lambda: None)
    drawer.show()
    host.setMinimumWidth(624)
    drawer.setGeometry(320, 8, 304, 236)
    return host


PARTS: dict[str, Callable[[], QWidget]] = {
    "Buttons": buttons,
    "Inputs": inputs,
    "Standings": standings,
    "Stances, speakers, chips, filters, tabs": stances,
    "List rows": rows,
    "Banners": banners,
    "Progress": progress,
    "Goals, scores, level": measures,
    "Player": player,
    "Empty state": empty,
    "Menu, drawer, toast": floating,
}


def show_rings(page: QWidget) -> None:
    """Put the ring of the keyboard around what asked for it; once the page is whole, so that nothing cuts it."""
    for button in page.findChildren(Button):
        if button.property("showsRing"):
            QFocusFrame(page).setWidget(button)


def _row(*widgets: QWidget, gap: int = 12) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, gap_px=gap, line_gap_px=gap)
    for widget in widgets:
        flow.addWidget(widget)
    return holder


def _column(*widgets: QWidget, gap: int = 12) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    _add_all(column, widgets)
    return holder


def _add_all(column: QVBoxLayout, widgets: Iterable[QWidget]) -> None:
    for widget in widgets:
        column.addWidget(widget)
