"""Under a signed note: who signed it and when, whether the signature still fits, and the amendments."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from therapease.domain.note import Amendment, Note, Signature
from therapease.ui.export.document import key_fingerprint
from therapease.ui.session.timecode import local_moment
from therapease.ui.theme import TextRole, current_theme
from therapease.ui.widgets import (
    Button,
    ButtonKind,
    ButtonSize,
    Field,
    Hairline,
    IconLabel,
    Sheet,
    TextField,
    TextLabel,
    clear_layout,
)

_TEXT_X = 34


class SignatureBlock(QWidget):
    """Hidden until the note is signed."""

    amend_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._words = QVBoxLayout()
        self._words.setSpacing(2)
        self._amendments = QVBoxLayout()
        self._amendments.setSpacing(2)
        self._check_icon = IconLabel("shield-check", "ink2", 16)
        self.check = TextLabel("", TextRole.FINE, "ink2", wrap=True)
        self.amend_button = Button("Add an amendment", ButtonKind.QUIET, icon="file-pen-line", size=ButtonSize.SMALL)
        self.amend_button.clicked.connect(self.amend_wanted)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._check_icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.check, 1)
        self._column.addWidget(Hairline())
        self._column.addLayout(self._words)
        self._column.addLayout(line)
        self._column.addLayout(self._amendments)
        self._column.addSpacing(4)
        self._column.addWidget(self.amend_button)
        self._note_id: str | None = None
        self.hide()

    def show_note(self, note: Note | None) -> None:
        """Show signature and amendments, or nothing for a draft."""
        signature = note.signature if note is not None else None
        self.setVisible(signature is not None)
        if note is None or signature is None:
            self._note_id = None
            return
        left = current_theme().px(_TEXT_X)
        self._column.setContentsMargins(left, 20, 10, 0)
        if self._note_id != note.id:
            self._note_id = note.id
            self.check.setText("Checking the signature")
            self._check_icon.set_icon("hourglass", "ink3")
        clear_layout(self._words)
        clear_layout(self._amendments)
        self._add_signature(signature)
        for number, amendment in enumerate(note.amendments, 1):
            self._add_amendment(number, amendment)

    def show_check(self, *, holds: bool) -> None:
        """Say whether the signature still fits the words."""
        self._check_icon.set_icon("shield-check" if holds else "triangle-alert", "ink2" if holds else "danger")
        self.check.set_tone("ink2" if holds else "danger")
        self.check.setText(
            "The signature fits these words."
            if holds
            else "The signature does not fit these words. Do not rely on them."
        )

    def _add_signature(self, signature: Signature) -> None:
        signer = ", ".join(part for part in (signature.signer_name, signature.signer_credentials) if part)
        _add(self._words, f"Signed by {signer}", TextRole.LABEL)
        _add(self._words, local_moment(signature.signed_at), TextRole.SMALL, "ink2")
        _add(self._words, f"Key {key_fingerprint(signature.public_key)}", TextRole.FINE, "ink3")

    def _add_amendment(self, number: int, amendment: Amendment) -> None:
        signed = amendment.signature
        signer = ", ".join(part for part in (signed.signer_name, signed.signer_credentials) if part)
        self._amendments.addSpacing(14)
        _add(self._amendments, f"Amendment {number}", TextRole.SMALL_LABEL, "ink3")
        _add(self._amendments, amendment.text, TextRole.NOTE)
        _add(self._amendments, f"Reason: {amendment.reason}", TextRole.FINE, "ink2")
        _add(self._amendments, f"Signed by {signer}, {local_moment(amendment.created_at)}", TextRole.FINE, "ink2")


def _add(column: QVBoxLayout, text: str, role: TextRole, tone: str = "ink") -> None:
    label = TextLabel(text, role, tone, wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(label)


class AmendmentSheet(Sheet):
    """Asks for the words and the reason of an amendment; it is signed when it is added."""

    def __init__(self, on_amend: Callable[[str, str], None], parent: QWidget | None = None) -> None:
        super().__init__("Add an amendment", parent, width_px=520)
        self._on_amend = on_amend
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(120)
        self._text_field = Field("What changes or is added", self.text)
        self.reason = TextField("Reason", "For example: wrong date, client called back.")
        words = "The signed note stays as it is. The amendment is dated, signed with your key and stands below it."
        self.body.addWidget(TextLabel(words, TextRole.BODY, "ink2", wrap=True))
        self.body.addWidget(self._text_field)
        self.body.addWidget(self.reason)
        cancel = Button("Cancel", ButtonKind.QUIET)
        cancel.clicked.connect(self.reject)
        self.sign_button = Button("Sign amendment", ButtonKind.PRIMARY, icon="signature")
        self.sign_button.clicked.connect(self._on_sign)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.sign_button)
        self.text.setFocus()

    def _on_sign(self) -> None:
        text, reason = self.text.toPlainText().strip(), self.reason.text.strip()
        self._text_field.clear_error()
        if not text:
            self._text_field.show_error("Write the amendment.")
        elif not reason:
            self.reason.show_error("Say why; it stands below the amendment.")
        else:
            self._on_amend(text, reason)
            self.accept()
