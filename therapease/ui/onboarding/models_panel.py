"""The models on this computer, each as a card, and how to add a better one. It lists; it installs nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from therapease.domain.model import ModelOverview, ModelPurpose
from therapease.ui import strings
from therapease.ui.error_presenter import show_in_place
from therapease.ui.onboarding.item_model import ModelItem, gap_words, model_items, rejected_words
from therapease.ui.onboarding.models_controller import ModelsController
from therapease.ui.theme import TextRole
from therapease.ui.widgets import (
    Banner,
    BannerKind,
    Button,
    ButtonKind,
    Card,
    Chip,
    DashedCard,
    IconLabel,
    TextLabel,
    clear_layout,
    set_property,
)
from therapease.ui.widgets.flow import FlowLayout
from therapease.ui.wording import place_words

_STATE_PX = 150


class ModelCard(Card):
    """One model: what it is for, where it comes from, how large it is, and whether it does the work."""

    def __init__(self, item: ModelItem) -> None:
        super().__init__(padding_px=18)
        if item.is_in_use:
            set_property(self, "surface", "cardSelected")
        head = FlowLayout(gap_px=10, line_gap_px=4)
        head.addWidget(TextLabel(item.title, TextRole.LABEL))
        head.addWidget(Chip(item.chip))
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addLayout(head)
        words.addWidget(TextLabel(item.words, TextRole.SMALL, "ink2", wrap=True))
        state = QHBoxLayout()
        state.setSpacing(8)
        state.addWidget(IconLabel(item.glyph, item.tone, 18))
        state.addWidget(TextLabel(item.state, TextRole.SMALL_LABEL, item.tone))
        state.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(2)
        right.addLayout(state)
        right.addWidget(TextLabel(item.size, TextRole.SMALL, "ink3"))
        right.addStretch(1)
        side = QWidget()
        side.setLayout(right)
        right.setContentsMargins(0, 2, 0, 0)
        side.setMinimumWidth(_STATE_PX)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addLayout(words, 1)
        row.addWidget(side)
        self.content.addLayout(row)
        self.setAccessibleName(item.spoken)


class ModelsPanel(QWidget):
    """The list, and below it how to add a Whisper model."""

    def __init__(self, controller: ModelsController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.controller = controller
        self.banner = Banner()
        self.ready = TextLabel(strings.Models.READY, TextRole.LABEL, "accent", wrap=True)
        self.ready.hide()
        self.open_button = Button(strings.Models.OPEN_FOLDER, ButtonKind.QUIET, icon="folder-open")
        self.look_button = Button(strings.Models.LOOK_AGAIN, ButtonKind.QUIET, icon="rotate-cw")
        self.folder = TextLabel("", TextRole.SMALL_LABEL, wrap=True)
        self.rejected = TextLabel("", TextRole.SMALL, "attention", wrap=True)
        # Widgets of their own: emptying a layout inside another confuses who owns the page around.
        holders = {purpose: QWidget() for purpose in ModelPurpose}
        self._lists = {purpose: QVBoxLayout(holder) for purpose, holder in holders.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.banner)
        column.addWidget(self.ready)
        column.addSpacing(8)
        titles = {
            ModelPurpose.RECOGNITION: strings.Models.RECOGNITION,
            ModelPurpose.DRAFTING: strings.Models.DRAFTING,
        }
        for purpose, cards in self._lists.items():
            cards.setContentsMargins(0, 0, 0, 0)
            cards.setSpacing(10)
            column.addWidget(TextLabel(titles[purpose], TextRole.LABEL))
            column.addWidget(holders[purpose])
            column.addSpacing(10)
        column.addWidget(self._more())
        controller.changed.connect(self._show)
        controller.folder_ready.connect(self._open_folder)
        controller.failed.connect(lambda error: show_in_place(error, self.banner, controller.load))
        self.open_button.clicked.connect(controller.prepare_folder)
        self.look_button.clicked.connect(controller.load)

    def cards(self, purpose: ModelPurpose) -> list[ModelCard]:
        """Return the cards on show for a purpose."""
        layout = self._lists[purpose]
        items = [layout.itemAt(at) for at in range(layout.count())]
        return [card for item in items if item is not None and isinstance(card := item.widget(), ModelCard)]

    def _more(self) -> DashedCard:
        card = DashedCard(padding_px=18)
        card.content.addWidget(TextLabel(strings.Models.MORE_TITLE, TextRole.LABEL))
        card.content.addWidget(TextLabel(strings.Models.MORE, TextRole.SMALL, "ink2", wrap=True))
        card.content.addWidget(self.folder)
        card.content.addWidget(self.rejected)
        row = FlowLayout(gap_px=12, line_gap_px=8)
        row.addWidget(self.open_button)
        row.addWidget(self.look_button)
        card.content.addSpacing(4)
        card.content.addLayout(row)
        return card

    def _show(self, overview: ModelOverview) -> None:
        self.banner.dismiss()
        gap = gap_words(overview)
        self.ready.setVisible(gap is None)
        if gap is not None:
            self.banner.show_message(BannerKind.ATTENTION, *gap)
        for purpose, layout in self._lists.items():
            clear_layout(layout)
            for item in model_items(overview, purpose):
                layout.addWidget(ModelCard(item))
        self.folder.setText(place_words(overview.folder))
        self.folder.setAccessibleName(f"{strings.Models.FOLDER}: {place_words(overview.folder)}")
        rejected = rejected_words(overview)
        self.rejected.setText("\n".join(rejected))
        self.rejected.setVisible(bool(rejected))

    def _open_folder(self, folder: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            words = strings.Models.NO_FOLDER_WINDOW.format(folder=place_words(folder))
            self.banner.show_message(BannerKind.INFO, words)
