"""The pages of the sign-in window beside the picture: unlock, and the recovery code in and out."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from therapease.errors import WrongPassphraseError, WrongRecoveryCodeError
from therapease.ui import strings
from therapease.ui.error_presenter import show_in_place
from therapease.ui.theme import TextRole, current_theme, theme_changed
from therapease.ui.unlock.account_card import AccountChooser
from therapease.ui.unlock.code_form import RecoveryCodeForm
from therapease.ui.unlock.controller import SignInController, SignInState
from therapease.ui.widgets import (
    Banner,
    Button,
    ButtonKind,
    ButtonSize,
    FlowLayout,
    IconLabel,
    LinkButton,
    PassphraseField,
    QuestionSheet,
    TextField,
    TextLabel,
)
from therapease.ui.wording import place_words

COLUMN_PX, WIDEST_PX = 440, 550
"""The column grows with the text, as far as the smallest window has room beside the picture."""
RING_ROOM_PX = 6
"""So that the focus ring of what stands at the edge is not cut off."""


class SignInColumn(QWidget):
    """A column in the middle of the page: title, line, banner, fields, one large primary button, links."""

    def __init__(self, title: str, subtitle: str, primary: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme_changed.connect(self._fit)
        self._fit()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(RING_ROOM_PX, 24, RING_ROOM_PX, 24)
        self.column.setSpacing(0)
        self.title = TextLabel(title, TextRole.TITLE, wrap=True)
        self.subtitle = TextLabel(subtitle, TextRole.BODY, "ink2", wrap=True)
        self.banner = Banner()
        self.fields = QVBoxLayout()
        self.fields.setSpacing(18)
        self.primary = Button(primary, ButtonKind.PRIMARY, size=ButtonSize.LARGE)
        self.primary.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.primary.setDefault(True)
        self.links = QHBoxLayout()
        self.links.setSpacing(16)
        self.column.addWidget(self.title)
        self.column.addWidget(self.subtitle)
        self.column.addSpacing(20)
        self.column.addWidget(self.banner)
        self.column.addSpacing(8)
        self.column.addLayout(self.fields)
        self.column.addSpacing(24)
        self.column.addWidget(self.primary)
        self.column.addSpacing(14)
        self.column.addLayout(self.links)

    def _fit(self) -> None:
        self.setFixedWidth(min(current_theme().px(COLUMN_PX), WIDEST_PX) + 2 * RING_ROOM_PX)


class UnlockPage(SignInColumn):
    """Who, passphrase, Unlock. A wrong passphrase is said below the field; everything else in the banner above."""

    def __init__(self, controller: SignInController) -> None:
        super().__init__(strings.SignIn.TITLE, "", strings.SignIn.UNLOCK)
        self._controller = controller
        self.accounts = AccountChooser()
        self.passphrase = PassphraseField(strings.SignIn.PASSPHRASE, strings.SignIn.PASSPHRASE_HINT)
        self.fields.addWidget(self.accounts)
        self.fields.addWidget(self.passphrase)
        self.recovery_link = LinkButton(strings.SignIn.HAVE_RECOVERY_CODE)
        self.links.addWidget(self.recovery_link)
        self.links.addStretch(1)
        layout_name = QGuiApplication.inputMethod().locale().nativeLanguageName()
        if layout_name:
            self._show_keyboard(layout_name)
        self.column.addSpacing(28)
        self._add_other_vaults()
        self.primary.clicked.connect(self._unlock)
        self.passphrase.edit.returnPressed.connect(self._unlock)
        self.recovery_link.clicked.connect(controller.offer_recovery)

    def _show_keyboard(self, layout_name: str) -> None:
        """A wrong layout is the commonest reason for a passphrase that does not open."""
        words = TextLabel(layout_name, TextRole.SMALL, "ink2")
        words.setAccessibleName(strings.SignIn.KEYBOARD.format(layout=layout_name))
        self.links.addWidget(IconLabel("keyboard", "ink2", 16))
        self.links.addWidget(words)

    def _add_other_vaults(self) -> None:
        # Below each other where the text is large.
        row = FlowLayout(gap_px=20)
        self.other_link = LinkButton(strings.SignIn.OTHER_VAULT)
        self.new_link = LinkButton(strings.SignIn.NEW_VAULT)
        self.invitation_link = LinkButton(strings.Join.LINK)
        self.invitation_link.clicked.connect(self._controller.offer_invitation)
        row.addWidget(self.invitation_link)
        row.addWidget(self.other_link)
        self.restore_link = LinkButton(strings.Restore.LINK)
        row.addWidget(self.new_link)
        row.addWidget(self.restore_link)
        self.column.addLayout(row)

    def show_state(self, state: SignInState) -> None:
        path = state.vault_path
        who = strings.SignIn.WHO if sum(not account.is_invited for account in state.accounts) > 1 else ""
        where = strings.SignIn.VAULT_AT.format(name=path.name, folder=place_words(path.parent))
        self.subtitle.setText(self._controller.notice or who or where)
        known = tuple(account for account in state.accounts if not account.is_invited)
        self.accounts.show_accounts(known)
        can_open = bool(known)
        self.invitation_link.setVisible(len(known) < len(state.accounts))
        self.passphrase.setVisible(can_open or state.is_busy)
        self.recovery_link.setVisible(can_open)
        self.primary.setVisible(can_open or state.is_busy)
        self.primary.setText(strings.SignIn.UNLOCKING if state.is_busy and can_open else strings.SignIn.UNLOCK)
        # All of it: were anything left, the keyboard would jump there while a key is being derived.
        links = (self.recovery_link, self.invitation_link, self.other_link, self.new_link, self.restore_link)
        for widget in (self.primary, self.passphrase.edit, self.accounts, *links):
            widget.setEnabled(not state.is_busy)
        self._show_error(state)

    def _show_error(self, state: SignInState) -> None:
        self.banner.dismiss()
        if state.error is None:
            self.passphrase.clear_error()
        elif isinstance(state.error, WrongPassphraseError):
            self.passphrase.show_error(f"{state.error.title}. {state.error.message}")
            self.passphrase.edit.selectAll()
            self.passphrase.edit.setFocus()
        else:
            show_in_place(state.error, self.banner, self._controller.look)

    def _unlock(self) -> None:
        if self.passphrase.text and not self._controller.state.is_busy:
            self._controller.unlock(self.passphrase.text, self.accounts.user_id)


class RecoverySignInPage(SignInColumn):
    """The other way in: the code from the paper."""

    def __init__(self, controller: SignInController) -> None:
        super().__init__(strings.SignIn.RECOVERY_TITLE, strings.SignIn.RECOVERY_SUBTITLE, strings.SignIn.UNLOCK)
        self._controller = controller
        self.code = TextField(strings.SignIn.RECOVERY_FIELD, strings.Recovery.TYPE_BACK_HINT)
        self.fields.addWidget(self.code)
        back = LinkButton(strings.SignIn.USE_PASSPHRASE)
        self.links.addWidget(back)
        self.links.addStretch(1)
        back.clicked.connect(controller.offer_passphrase)
        self.primary.clicked.connect(self._unlock)
        self.code.edit.returnPressed.connect(self._unlock)

    def show_state(self, state: SignInState) -> None:
        self.primary.setText(strings.SignIn.UNLOCKING if state.is_busy else strings.SignIn.UNLOCK)
        self.primary.setEnabled(not state.is_busy)
        self.code.edit.setEnabled(not state.is_busy)
        self.banner.dismiss()
        if isinstance(state.error, WrongRecoveryCodeError):
            self.code.show_error(f"{state.error.title}. {state.error.message}")
            self.code.edit.setFocus()
        elif state.error is not None:
            show_in_place(state.error, self.banner, self._unlock)

    def _unlock(self) -> None:
        if self.code.text.strip():
            self._controller.unlock_with_recovery_code(self.code.text)


class ShowRecoveryCodePage(SignInColumn):
    """The code of a new vault, once; it opens after it was typed back, or after the person was told what leaving
    without it costs."""

    def __init__(self, controller: SignInController) -> None:
        super().__init__(strings.Recovery.TITLE, strings.Recovery.SUBTITLE, strings.Recovery.CONTINUE)
        self._controller = controller
        self.form = RecoveryCodeForm()
        self.fields.addWidget(self.form)
        self.skip_link = LinkButton(strings.Recovery.SKIP)
        self.links.addWidget(self.skip_link)
        self.links.addStretch(1)
        self.question: QuestionSheet | None = None
        self.primary.clicked.connect(self._confirm)
        self.form.entered.connect(self._confirm)
        self.skip_link.clicked.connect(self._ask_skip)

    @property
    def typed(self) -> TextField:
        return self.form.typed

    @property
    def code(self) -> str:
        return self._controller.state.recovery_code

    def show_state(self, state: SignInState) -> None:
        self.form.show_code(state.recovery_code)
        # Who joins has nothing else to do first; an owner could help her, and would have to.
        self.skip_link.setVisible(not state.is_joining)

    def _confirm(self) -> None:
        if self.form.check(self.code):
            self._controller.confirm_recovery_code(self.typed.text)

    def _ask_skip(self) -> None:
        self.question = QuestionSheet(
            strings.Recovery.SKIP_TITLE,
            strings.Recovery.SKIP_MESSAGE,
            strings.Recovery.SKIP_CONFIRM,
            self._controller.skip_recovery_code,
            self.window(),
            keep=strings.Recovery.SKIP_KEEP,
            is_dangerous=True,
        )
        self.question.open()
