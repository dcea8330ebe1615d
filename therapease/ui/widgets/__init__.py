"""The component set: every place is made of these, so that each looks and behaves the same everywhere."""

from __future__ import annotations

from therapease.ui.widgets.banners import Banner, BannerKind
from therapease.ui.widgets.buttons import Button, ButtonKind, ButtonSize, IconButton, LinkButton
from therapease.ui.widgets.chips import Chip, ChipKind
from therapease.ui.widgets.choices import FilterChip, FilterChips, RadioGroup, Toggle
from therapease.ui.widgets.dialogs import MessageSheet, QuestionSheet, Sheet
from therapease.ui.widgets.drawer import Drawer
from therapease.ui.widgets.empty_state import EmptyState
from therapease.ui.widgets.fields import ComboBox, ComboField, DateField, TextArea
from therapease.ui.widgets.flow import FlowLayout
from therapease.ui.widgets.icon_label import IconLabel
from therapease.ui.widgets.inputs import CheckBox, Field, PassphraseField, SearchField, TextField
from therapease.ui.widgets.logo import Logo, paint_logo
from therapease.ui.widgets.menu_button import MenuButton
from therapease.ui.widgets.meters import GoalSteps, LevelMeter
from therapease.ui.widgets.page_header import PageHeader
from therapease.ui.widgets.progress_row import ProgressRow
from therapease.ui.widgets.rail import Rail
from therapease.ui.widgets.reading_order import ReadingOrder
from therapease.ui.widgets.row_list import RowKind, RowList
from therapease.ui.widgets.score_chart import ScoreChart
from therapease.ui.widgets.stances import SpeakerLabel, StanceLabel, paint_stance
from therapease.ui.widgets.surfaces import Card, DashedCard, Hairline, ScrollingPage, clear_layout
from therapease.ui.widgets.tabs import Tabs
from therapease.ui.widgets.text import ElidedLabel, TextLabel, set_property
from therapease.ui.widgets.toast import Toast

__all__ = [
    "Banner",
    "BannerKind",
    "Button",
    "ButtonKind",
    "ButtonSize",
    "Card",
    "CheckBox",
    "Chip",
    "ChipKind",
    "ComboBox",
    "ComboField",
    "DashedCard",
    "DateField",
    "Drawer",
    "ElidedLabel",
    "EmptyState",
    "Field",
    "FilterChip",
    "FilterChips",
    "FlowLayout",
    "GoalSteps",
    "Hairline",
    "IconButton",
    "IconLabel",
    "LevelMeter",
    "LinkButton",
    "Logo",
    "MenuButton",
    "MessageSheet",
    "PageHeader",
    "PassphraseField",
    "ProgressRow",
    "QuestionSheet",
    "RadioGroup",
    "Rail",
    "ReadingOrder",
    "RowKind",
    "RowList",
    "ScoreChart",
    "ScrollingPage",
    "SearchField",
    "Sheet",
    "SpeakerLabel",
    "StanceLabel",
    "Tabs",
    "TextArea",
    "TextField",
    "TextLabel",
    "Toast",
    "Toggle",
    "clear_layout",
    "paint_logo",
    "paint_stance",
    "set_property",
]
