"""The sign-in window: the picture at the left, one of its pages at the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from therapease.ui import strings
from therapease.ui.unlock.controller import VAULT_SUFFIX, SignInController, SignInPage, SignInState
from therapease.ui.unlock.create_page import CreatePage
from therapease.ui.unlock.join_page import JoinPage
from therapease.ui.unlock.landscape import Landscape
from therapease.ui.unlock.pages import RecoverySignInPage, ShowRecoveryCodePage, UnlockPage
from therapease.ui.widgets.reading_order import ReadingOrder

if TYPE_CHECKING:
    from therapease.ui.unlock.restore_sheet import RestoreSheet

MINIMUM_SIZE_PX = (1024, 640)
_PICTURE_SHARE = 0.389


class SignInView(ReadingOrder, QWidget):
    """Shows the controller's state and hands it what was typed. `closed` comes when the person closes the window."""

    closed = Signal()

    def __init__(self, controller: SignInController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(strings.APP_NAME)
        self.setProperty("surface", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(*MINIMUM_SIZE_PX)
        self.controller = controller
        self.landscape = Landscape()
        self.unlock_page = UnlockPage(controller)
        self.create_page = CreatePage(controller)
        self.show_code_page = ShowRecoveryCodePage(controller)
        self.recovery_page = RecoverySignInPage(controller)
        self.join_page = JoinPage(controller)
        self.restore_sheet: RestoreSheet | None = None
        self._stack = QStackedWidget()
        self._places: dict[
            SignInPage, UnlockPage | CreatePage | ShowRecoveryCodePage | RecoverySignInPage | JoinPage
        ] = {
            SignInPage.UNLOCK: self.unlock_page,
            SignInPage.CREATE: self.create_page,
            SignInPage.SHOW_RECOVERY_CODE: self.show_code_page,
            SignInPage.ENTER_RECOVERY_CODE: self.recovery_page,
            SignInPage.JOIN: self.join_page,
        }
        for page in self._places.values():
            self._stack.addWidget(_centred(page))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.landscape)
        row.addWidget(self._stack, 1)
        self._connect()
        self._shown: SignInPage | None = None
        self._show(controller.state)

    def _connect(self) -> None:
        self.controller.changed.connect(self._show)
        self.unlock_page.other_link.clicked.connect(self._choose_vault)
        self.create_page.existing_link.clicked.connect(self._choose_vault)
        for link in (self.unlock_page.restore_link, self.create_page.restore_link):
            link.clicked.connect(self.open_restore)
        self.unlock_page.new_link.clicked.connect(lambda: self.controller.offer_create())
        self.create_page.place_button.clicked.connect(self._choose_place)

    def _show(self, state: SignInState) -> None:
        page = self._places[state.page]
        page.show_state(state)
        self._stack.setCurrentIndex(list(self._places).index(state.page))
        if state.page is SignInPage.SHOW_RECOVERY_CODE:
            self.create_page.forget_secrets()
            self.join_page.forget_secrets()
        if state.page is not self._shown:
            self._shown = state.page
            self._focus_first(state.page)

    def _focus_first(self, page: SignInPage) -> None:
        first = {
            SignInPage.UNLOCK: self.unlock_page.passphrase.edit,
            SignInPage.CREATE: self.create_page.name.edit,
            SignInPage.SHOW_RECOVERY_CODE: self.show_code_page.typed.edit,
            SignInPage.ENTER_RECOVERY_CODE: self.recovery_page.code.edit,
            SignInPage.JOIN: self.join_page.code.edit,
        }[page]
        first.setFocus()

    def forget_secrets(self) -> None:
        """Empty every field that holds a secret; called once the vault is open."""
        self.unlock_page.passphrase.clear()
        self.create_page.forget_secrets()
        self.recovery_page.code.edit.clear()
        self.join_page.forget_secrets()
        self.show_code_page.form.forget()

    def retire(self) -> None:
        """Go, without being the window that ends the program when it closes."""
        self.closed.disconnect()
        self.hide()
        self.controller.deleteLater()
        self.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.landscape.setFixedWidth(round(self.width() * _PICTURE_SHARE))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.controller.close()
        super().closeEvent(event)
        self.closed.emit()

    def open_restore(self) -> None:
        """Open the form that restores a backup."""
        # Imported here: hardly anybody restores, and the window is to be painted at once.
        from therapease.ui.unlock.restore_sheet import RestoreSheet

        if self.restore_sheet is not None:
            return
        sheet = RestoreSheet(self.controller.restoring(self), self)
        sheet.sign_in_wanted.connect(self.controller.look)
        sheet.finished.connect(self._on_restore_closed)
        self.restore_sheet = sheet
        sheet.open()

    def _on_restore_closed(self) -> None:
        self.restore_sheet = None

    def _choose_vault(self) -> None:
        dialog = QFileDialog(self, strings.SignIn.CHOOSE_VAULT, str(self.controller.state.vault_path.parent))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(strings.SignIn.VAULT_FILES)
        _open(dialog, self.controller.look)

    def _choose_place(self) -> None:
        path = self.controller.state.vault_path
        folder = path.parent if path.parent.is_dir() else Path.home()
        dialog = QFileDialog(self, strings.Create.CHOOSE_PLACE, str(folder))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(VAULT_SUFFIX.removeprefix("."))
        dialog.selectFile(path.name)
        _open(dialog, self.controller.offer_create)


def _open(dialog: QFileDialog, use: Callable[[Path], None]) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda chosen: use(Path(chosen)))
    dialog.open()


def _centred(page: QWidget) -> QScrollArea:
    """Put a page in the middle of the room, and let it scroll where the room is low."""
    holder = QWidget()
    holder.setProperty("surface", "clear")
    column = QVBoxLayout(holder)
    column.setContentsMargins(24, 0, 24, 0)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(page)
    row.addStretch(1)
    # Rows and stretches, not an alignment: that would lose the height which wrapped words need.
    column.addStretch(1)
    column.addLayout(row)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(holder)
    return area
