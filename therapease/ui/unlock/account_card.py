"""The cards of those who can sign in: initials, name, and a check on the one who does."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from therapease.domain.ids import UserId
from therapease.domain.user import VaultAccount
from therapease.ui import strings
from therapease.ui.theme import TextRole, current_theme, theme_changed


class AccountCard(QRadioButton):
    """One account, chosen like a radio button: arrows move, the choice is painted and told to screen readers."""

    def __init__(self, account: VaultAccount, parent: QWidget | None = None) -> None:
        super().__init__(account.name, parent)
        self.account = account
        self.setProperty("focusRing", True)
        self.setProperty("radius", 10)
        self.setProperty("kind", "account")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(account.name)
        theme_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(440, current_theme().px(66))

    def hitButton(self, position: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(theme.color("sheet"))
            painter.drawRoundedRect(box, 10, 10)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("well"))
            painter.drawRoundedRect(box, 10, 10)
        size = theme.px(40)
        circle = QRectF(16, (self.height() - size) / 2, size, size)
        paint_initials(painter, circle, self.account.name, is_chosen=self.isChecked())
        painter.setPen(theme.color("ink"))
        painter.setFont(theme.font(TextRole.LABEL))
        text = QRectF(circle.right() + 14, 0, self.width() - circle.right() - 60, self.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self.account.name)
        if self.isChecked():
            check = theme.pixmap("check", "accent", 22)
            painter.drawPixmap(self.width() - theme.px(38), (self.height() - theme.px(22)) // 2, check)
        painter.end()


def paint_initials(painter: QPainter, circle: QRectF, name: str, *, is_chosen: bool) -> None:
    """Paint a person's initials into a soft circle."""
    theme = current_theme()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accentSoft" if is_chosen else "well"))
    painter.drawEllipse(circle)
    painter.setPen(theme.color("accent" if is_chosen else "ink2"))
    painter.setFont(theme.font(TextRole.LABEL))
    initials = "".join(part[0].upper() for part in name.split()[:1] + name.split()[-1:] if part)
    painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials[: 2 if len(name.split()) > 1 else 1])


class AccountChooser(QWidget):
    """All accounts of a vault, one of them chosen."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self.chosen)
        self.setAccessibleName(strings.SignIn.ACCOUNT)

    def show_accounts(self, accounts: tuple[VaultAccount, ...]) -> None:
        """Show the accounts; a choice already made stays while its account is among them."""
        before = self.user_id
        for card in self._group.buttons():
            self._group.removeButton(card)
            card.hide()
            card.deleteLater()
        for account in accounts:
            card = AccountCard(account)
            self._group.addButton(card)
            self._column.addWidget(card)
            card.setChecked(account.user_id == before or (before is None and account is accounts[0]))

    @property
    def user_id(self) -> UserId | None:
        card = self._group.checkedButton()
        return card.account.user_id if isinstance(card, AccountCard) else None
