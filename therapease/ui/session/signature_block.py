"""Under a signed note: who signed it and when, whether the signature still fits, and the amendments."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from therapease.domain.ids import AmendmentId
from therapease.domain.note import Amendment, Note, Signature
from therapease.services.notes import SignatureCheck
from therapease.ui import strings
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
    TextField,
    TextLabel,
    clear_layout,
)
from therapease.ui.widgets.form_sheet import FormSheet

_TEXT_X = 34


class CheckLine(QWidget):
    """Whether one signature fits its words, with a glyph and in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("hourglass", "ink3", 16)
        self.words = TextLabel(strings.Signing.CHECKING, TextRole.FINE, "ink2", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def show_result(self, *, holds: bool) -> None:
        self._icon.set_icon("shield-check" if holds else "triangle-alert", "ink2" if holds else "danger")
        self.words.set_tone("ink2" if holds else "danger")
        self.words.setText(strings.Signing.HOLDS if holds else strings.Signing.BROKEN)


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
        self._line = CheckLine()
        self._amendment_lines: dict[AmendmentId, CheckLine] = {}
        self.amend_button = Button(strings.Signing.AMEND, ButtonKind.QUIET, icon="file-pen-line", size=ButtonSize.SMALL)
        self.amend_button.clicked.connect(self.amend_wanted)
        self._column.addWidget(Hairline())
        self._column.addLayout(self._words)
        self._column.addWidget(self._line)
        self._column.addLayout(self._amendments)
        self._column.addSpacing(4)
        self._column.addWidget(self.amend_button)
        self.hide()

    @property
    def check(self) -> TextLabel:
        """What is said of the note's own signature."""
        return self._line.words

    @property
    def amendment_checks(self) -> list[str]:
        """What is said of each amendment's signature."""
        return [line.words.text() for line in self._amendment_lines.values()]

    def show_note(self, note: Note | None) -> None:
        """Show signature and amendments, or nothing for a draft."""
        signature = note.signature if note is not None else None
        self.setVisible(signature is not None)
        clear_layout(self._words)
        clear_layout(self._amendments)
        self._amendment_lines = {}
        if note is None or signature is None:
            return
        left = current_theme().px(_TEXT_X)
        self._column.setContentsMargins(left, 20, 10, 0)
        self._add_signature(signature)
        for number, amendment in enumerate(note.amendments, 1):
            self._add_amendment(number, amendment)

    def show_check(self, check: SignatureCheck) -> None:
        """Say of the note and of each amendment whether the signature still fits the words."""
        self._line.show_result(holds=check.note_holds)
        for amendment_id, line in self._amendment_lines.items():
            line.show_result(holds=amendment_id not in check.broken_amendments)

    def _add_signature(self, signature: Signature) -> None:
        _add(self._words, strings.Signing.BY.format(name=_signer(signature)), TextRole.LABEL)
        _add(self._words, local_moment(signature.signed_at), TextRole.SMALL, "ink2")
        key = strings.Signing.KEY.format(fingerprint=key_fingerprint(signature.public_key))
        _add(self._words, key, TextRole.FINE, "ink3")

    def _add_amendment(self, number: int, amendment: Amendment) -> None:
        words, column = strings.Signing, self._amendments
        column.addSpacing(14)
        _add(column, words.AMENDMENT.format(number=number), TextRole.SMALL_LABEL, "ink3")
        _add(column, amendment.text, TextRole.NOTE)
        _add(column, words.REASON.format(reason=amendment.reason), TextRole.FINE, "ink2")
        signed = words.AMENDMENT_BY.format(name=_signer(amendment.signature), time=local_moment(amendment.created_at))
        _add(column, signed, TextRole.FINE, "ink2")
        line = CheckLine()
        column.addWidget(line)
        self._amendment_lines[amendment.id] = line


def _signer(signature: Signature) -> str:
    return ", ".join(part for part in (signature.signer_name, signature.signer_credentials) if part)


def _add(column: QVBoxLayout, text: str, role: TextRole, tone: str = "ink") -> None:
    label = TextLabel(text, role, tone, wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(label)


class AmendmentSheet(FormSheet):
    """Asks for the words and the reason of an amendment; it is signed when it is added."""

    def __init__(self, on_amend: Callable[[str, str], None], parent: QWidget | None = None) -> None:
        super().__init__(strings.Signing.AMEND, parent, width_px=520)
        self._on_amend = on_amend
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(120)
        self._text_field = Field(strings.Signing.AMEND_TEXT, self.text)
        self.reason = TextField(strings.Signing.AMEND_REASON, strings.Signing.AMEND_REASON_HINT)
        self.form.addWidget(TextLabel(strings.Signing.AMEND_MESSAGE, TextRole.BODY, "ink2", wrap=True))
        self.form.addWidget(self._text_field)
        self.form.addWidget(self.reason)
        cancel = Button(strings.Actions.CANCEL, ButtonKind.QUIET)
        cancel.clicked.connect(self.reject)
        self.sign_button = Button(strings.Signing.AMEND_SIGN, ButtonKind.PRIMARY, icon="signature")
        self.sign_button.setDefault(True)
        self.sign_button.clicked.connect(self._on_sign)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.sign_button)
        self.text.setFocus()

    @property
    def has_changes(self) -> bool:
        return bool(self.text.toPlainText().strip() or self.reason.text.strip())

    def _on_sign(self) -> None:
        text, reason = self.text.toPlainText().strip(), self.reason.text.strip()
        self._text_field.clear_error()
        if not text:
            self._text_field.show_error(strings.Signing.AMEND_TEXT_MISSING)
        elif not reason:
            self.reason.show_error(strings.Signing.AMEND_REASON_MISSING)
        else:
            self._on_amend(text, reason)
            self.accept()
