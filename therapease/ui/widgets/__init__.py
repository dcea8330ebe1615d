"""The component set: every place is made of these, so that each looks and behaves the same everywhere."""

from __future__ import annotations

from therapease.ui.widgets.banners import Banner, BannerKind
from therapease.ui.widgets.buttons import Button, ButtonKind, ButtonSize, IconButton, LinkButton
from therapease.ui.widgets.chips import Chip, ChipKind
from therapease.ui.widgets.choices import FilterChip, FilterChips, RadioGroup, Toggle
from therapease.ui.widgets.dialogs import MessageSheet, QuestionSheet, Sheet
from therapease.ui.widgets.empty_state import EmptyState
from therapease.ui.widgets.flow import FlowLayout
from therapease.ui.widgets.icon_label import IconLabel
from therapease.ui.widgets.inputs import CheckBox, Field, PassphraseField, SearchField, TextField
from therapease.ui.widgets.logo import Logo, paint_logo
from therapease.ui.widgets.page_header import PageHeader
from therapease.ui.widgets.progress_row import ProgressRow
from therapease.ui.widgets.rail import Rail
from therapease.ui.widgets.row_list import RowKind, RowList
from therapease.ui.widgets.surfaces import Card, DashedCard, Hairline, ScrollingPage, clear_layout
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
    "DashedCard",
    "ElidedLabel",
    "EmptyState",
    "Field",
    "FilterChip",
    "FilterChips",
    "FlowLayout",
    "Hairline",
    "IconButton",
    "IconLabel",
    "LinkButton",
    "Logo",
    "MessageSheet",
    "PageHeader",
    "PassphraseField",
    "ProgressRow",
    "QuestionSheet",
    "Rail",
    "RadioGroup",
    "RowKind",
    "RowList",
    "ScrollingPage",
    "SearchField",
    "Sheet",
    "TextField",
    "TextLabel",
    "Toast",
    "Toggle",
    "clear_layout",
    "paint_logo",
    "set_property",
]
