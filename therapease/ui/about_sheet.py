"""Help, About: what this is, which version, and whose work it stands on, with the licences to read."""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from therapease import __version__, paths
from therapease.ui import strings
from therapease.ui.theme import TextRole, current_theme
from therapease.ui.widgets import Button, ButtonKind, Logo, Sheet, TextLabel


class AboutSheet(Sheet):
    """Opens no link: the program reaches for nothing outside itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        theme = current_theme()
        super().__init__(strings.About.TITLE, parent, width_px=min(theme.px(680), 960))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Logo(44), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(TextLabel(strings.About.VERSION.format(version=__version__), TextRole.LABEL))
        for sentence in (strings.About.PROMISE, strings.About.JUDGEMENT):
            words.addWidget(TextLabel(sentence, TextRole.SMALL, "ink2", wrap=True))
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self.body.addSpacing(4)
        title = TextLabel(strings.About.THIRD_PARTY, TextRole.LABEL)
        self.licences = QTextBrowser()
        self.licences.setOpenLinks(False)
        self.licences.setAccessibleName(strings.About.THIRD_PARTY)
        self.licences.setMinimumHeight(min(theme.px(260), 340))
        self.licences.document().setDefaultFont(theme.font(TextRole.SMALL))
        self.licences.setMarkdown(third_party_text())
        _set_in_our_faces(self.licences.document())
        title.setBuddy(self.licences)
        self.body.addWidget(title)
        self.body.addWidget(self.licences, 1)
        self.copy_button = Button(strings.About.COPY_DETAILS, ButtonKind.QUIET, icon="copy")
        self.copy_button.clicked.connect(self._copy)
        close = Button(strings.Actions.CLOSE, ButtonKind.PRIMARY)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self.buttons.insertWidget(0, self.copy_button)
        self.buttons.addWidget(close)
        close.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(version_details())
        self.copy_button.setText(strings.About.COPIED)


def version_details() -> str:
    """Return the versions that somebody who helps will ask for: program, Qt, Python, system."""
    return "\n".join(
        [
            f"TherapEase {__version__}",
            f"Qt for Python {PySide6.__version__}",
            f"Python {platform.python_version()}",
            f"{platform.system()} {platform.release()} {platform.machine()}",
        ]
    )


def third_party_text() -> str:
    """Return the list of third parties that comes with the program, without its own title."""
    try:
        text = paths.third_party_file().read_text(encoding="utf-8")
    except OSError:
        return strings.About.THIRD_PARTY_MISSING
    # What stands before the first heading tells those who build the program how the list is made.
    return text[max(0, text.find("\n## ")) :].lstrip()


def _set_in_our_faces(document: QTextDocument) -> None:
    """Put headings and code into the theme's type: Markdown brings a bold without a face, and a typewriter."""
    theme = current_theme()
    block = document.begin()
    while block.isValid():
        is_heading = block.blockFormat().headingLevel() > 0
        spans = block.begin()
        while not spans.atEnd():
            fragment = spans.fragment()
            spans += 1
            is_bold = is_heading or fragment.charFormat().fontWeight() > QFont.Weight.DemiBold
            cursor = QTextCursor(document)
            cursor.setPosition(fragment.position())
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
            form = QTextCharFormat()
            role = TextRole.LABEL if is_heading else (TextRole.SMALL_LABEL if is_bold else TextRole.SMALL)
            form.setFont(theme.font(role))
            cursor.mergeCharFormat(form)
        block = block.next()
