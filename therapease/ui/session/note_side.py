"""The note's half of the review: what is done on the sheet, header and footer goes to the controller, and back."""

from __future__ import annotations

from collections.abc import Callable, Set

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu

from therapease.domain.edit_history import changed_lines
from therapease.domain.ids import StatementId
from therapease.domain.note import Note, VersionReason
from therapease.errors import TherapEaseError
from therapease.ui import strings
from therapease.ui.announcing import announce
from therapease.ui.commands import Command, Offers
from therapease.ui.session.controller import ReviewController
from therapease.ui.session.line_menu import LineActs, line_menu
from therapease.ui.session.note_changes import SaveStanding
from therapease.ui.session.note_sheet import NoteSheet
from therapease.ui.session.questions import ReviewQuestions
from therapease.ui.session.review_footer import ReviewFooter
from therapease.ui.session.review_header import ReviewHeader
from therapease.ui.session.walk import OpenItemWalk, neighbour
from therapease.ui.widgets import Toast


class NoteSide(QObject):
    """Wires the sheet, the header and the footer of one review. `show_note_part` brings the note into view where only
    one part of the review is shown at a time."""

    def __init__(
        self,
        controller: ReviewController,
        sheet: NoteSheet,
        header: ReviewHeader,
        footer: ReviewFooter,
        questions: ReviewQuestions,
        toast: Toast,
        show_note_part: Callable[[], None],
    ) -> None:
        super().__init__(sheet)
        self._controller, self._sheet, self._header, self._footer = controller, sheet, header, footer
        self._questions, self._toast, self._show_note_part = questions, toast, show_note_part
        self._walk = OpenItemWalk()
        self._focus_after: list[StatementId] = []
        self.copy_line: Callable[[StatementId], None] | None = None
        """How a line is copied, where somebody offers it."""
        self._connect_sheet()
        self._connect_changes()

    def _connect_sheet(self) -> None:
        controller, sheet = self._controller, self._sheet
        sheet.line_activated.connect(self._on_line)
        sheet.line_edited.connect(controller.edit)
        sheet.line_written.connect(controller.changes.write)
        sheet.line_abandoned.connect(controller.changes.abandon)
        sheet.line_accepted.connect(controller.accept)
        sheet.line_removed.connect(self.remove)
        sheet.line_moved.connect(controller.move)
        sheet.line_added.connect(
            lambda section, text, after, is_finished: controller.add_own(section, text, after, is_finished=is_finished)
        )
        sheet.menu_wanted.connect(self._open_menu)
        sheet.listen_wanted.connect(controller.listen_to)
        sheet.amend_wanted.connect(self._questions.ask_amend)
        sheet.seen.connect(self._on_seen)
        self._footer.review_wanted.connect(self.walk_on)
        self._footer.read_wanted.connect(self._read_on)
        self._footer.sign_wanted.connect(self._questions.ask_sign)
        self._header.retry_wanted.connect(controller.changes.retry)

    def _connect_changes(self) -> None:
        changes = self._controller.changes
        self._controller.handing_in.connect(self._sheet.hand_in)
        self._controller.signature_checked.connect(self._sheet.signature.show_check)
        changes.changed.connect(self._on_changed)
        changes.stepped.connect(self._on_stepped)
        changes.nothing_to_step.connect(lambda: self._toast.show_message(strings.Note.NOTHING_TO_STEP, icon="info"))
        changes.standing_changed.connect(lambda: self._header.show_saving(changes.standing))
        changes.failed.connect(self._on_failed)

    # ------------------------------------------------------------ showing

    def show_note(self, note: Note | None) -> None:
        """Show a version on sheet, header and footer."""
        controller = self._controller
        self._header.show_note(note)
        self._header.show_saving(controller.changes.standing)
        self._sheet.show_note(
            note,
            controller.index,
            is_editable=controller.is_editable,
            stale=controller.corrected_evidence,
            reassigned=controller.reassigned_lines,
            empty_words=strings.Note.EMPTY if controller.review is not None else "",
        )
        if self._walk.is_on:
            self._advance()
        self.show_signing()

    def show_nothing(self) -> None:
        """Drop every word."""
        self._walk = OpenItemWalk()
        self._toast.dismiss()
        self._header.clear()
        self._sheet.show_note(None, self._controller.index, is_editable=False)
        self.show_signing()

    def show_signing(self) -> None:
        controller, state = self._controller, self._controller.signing_state()
        self._walk = self._walk.going_on(state.open_lines)
        selected = controller.selected.id if controller.selected is not None else None
        place = self._walk.place(state.open_lines, selected) if self._walk.is_on else None
        self._footer.show_state(controller.note, state, stale=controller.stale_lines, place=place)

    # ------------------------------------------------------------ the way to a signature

    def walk_on(self) -> None:
        """Go to the next open item after the selected line."""
        self._walk_to(1)

    def _walk_to(self, step: int) -> None:
        controller, state = self._controller, self._controller.signing_state()
        if controller.note is None:
            return
        if not state.open_lines:
            self._to_signature()
            return
        if not self._walk.is_on:
            self._walk = OpenItemWalk.begun(state.open_lines)
        order = [s.id for s in controller.note.latest.statements]
        selected = controller.selected
        goal = neighbour(order, state.open_lines, selected.id if selected is not None else None, step)
        if goal is not None:
            self.go_to_line(goal)
            self.show_signing()

    def _advance(self) -> None:
        """Once the item one stands on is dealt with, go to the next; at the end, to the button that signs."""
        controller, state = self._controller, self._controller.signing_state()
        selected = controller.selected
        if selected is not None and selected.id in state.open_lines:
            return
        if state.open_lines:
            self._walk_to(1)
        else:
            self._footer.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_signature(self) -> None:
        """Nothing is open: go to what was not read yet, and at the end to the button that signs."""
        if self._controller.signing_state().unread_lines:
            self._read_on()
            return
        self._footer.primary.setFocus(Qt.FocusReason.TabFocusReason)
        announce(self._footer, self._footer.status.text())

    def ask_sign(self) -> None:
        """Ask for the signature, or say what is missing for it and go there."""
        state, words = self._controller.signing_state(), strings.NoteFooter
        if state.can_sign:
            self._questions.ask_sign()
        elif state.open_lines:
            self._walk_to(1)
            self._toast.show_message(words.OPEN_FIRST, icon="info")
        else:
            self._read_on()
            self._toast.show_message(words.READ_FIRST, icon="info")

    def _read_on(self) -> None:
        unread = self._controller.signing_state().unread_lines
        if unread:
            self.go_to_line(unread[0])

    def go_to_line(self, statement_id: StatementId) -> None:
        """Select a line, bring it into view and give it the keyboard."""
        self._show_note_part()
        self._controller.select(statement_id, listen=False)
        self._sheet.bring_into_view(statement_id)
        line = self._sheet.line(statement_id)
        if line is not None:
            line.setFocus(Qt.FocusReason.TabFocusReason)

    def stop_walking(self) -> None:
        self._walk = OpenItemWalk()

    def _on_seen(self, window: tuple[float, float], spans: dict[StatementId, tuple[float, float]]) -> None:
        if self._controller.reading.see(window, spans):
            self.show_signing()
            self._controller.reading_changed.emit()

    # ------------------------------------------------------------ lines

    def _on_line(self, statement_id: StatementId) -> None:
        if statement_id not in self._controller.signing_state().open_lines:
            self.stop_walking()
        self._controller.select(statement_id)
        self.show_signing()
        # Its sources appear below it once it is selected; they are what was asked for.
        QTimer.singleShot(0, self, lambda: self._sheet.reveal(statement_id))

    def _here(self) -> StatementId | None:
        """The line that has the keyboard, or else the selected one."""
        focused = next((line for line in self._sheet.lines if line.hasFocus()), None)
        if focused is not None:
            return focused.statement_id
        return self._controller.selected.id if self._controller.selected is not None else None

    def add_line(self) -> None:
        """Open a field below the line one is at, or at the end of the first section."""
        note, here = self._controller.note, self._here()
        if note is None or not self._controller.is_editable or not note.section_titles:
            return
        self._show_note_part()
        statement = self._controller.statement(here) if here is not None else None
        section = statement.section if statement is not None else note.section_titles[0][0]
        self._sheet.start_adding(section, here)

    def remove(self, statement_id: StatementId) -> None:
        """Take a line out at once: it can be brought back by the toast, by undo, and from an earlier version."""
        order = [line.statement_id for line in self._sheet.lines]
        at = order.index(statement_id) if statement_id in order else 0
        self._focus_after = (order[at + 1 :] + order[:at][::-1])[:1]
        self._controller.remove(statement_id)

    def _open_menu(self, statement_id: StatementId, at: QPoint) -> None:
        menu = self.menu_of(statement_id)
        if menu is not None:
            menu.popup(at)

    def menu_of(self, statement_id: StatementId) -> QMenu | None:
        """Return the menu of a line, or None when nothing can be done with it."""
        line, note, controller = self._sheet.line(statement_id), self._controller.note, self._controller
        if line is None or note is None:
            return None
        copy = self.copy_line
        acts = LineActs(
            add_below=lambda: self._sheet.start_adding(line.statement.section, statement_id),
            move=lambda step: controller.move(statement_id, step),
            move_to=lambda section: controller.move_to_section(statement_id, section),
            accept=lambda: controller.accept(statement_id),
            remove=lambda: self.remove(statement_id),
            copy=(lambda: copy(statement_id)) if copy is not None else None,
        )
        menu = line_menu(line, note.section_titles, acts, is_editable=controller.is_editable, parent=self._sheet)
        if menu.isEmpty():
            menu.deleteLater()
            return None
        return menu

    # ------------------------------------------------------------ after a change

    def _on_changed(self, before: Note, after: Note) -> None:
        gone = {s.id for s in before.latest.statements} - {s.id for s in after.latest.statements}
        reason = after.latest.reason
        if after.latest.version == before.latest.version:
            return
        if reason == VersionReason.REMOVED and gone:
            self._toast.show_message(
                strings.Note.REMOVED, strings.Note.UNDO, lambda: self._take_back(before, after, gone)
            )
            for key in self._focus_after:
                self._focus(key)
        elif reason == VersionReason.MOVED:
            moved = changed_lines(before.latest.statements, after.latest.statements)
            selected = self._here()
            for key in [*moved, *([selected] if selected is not None else [])][:1]:
                self._sheet.bring_into_view(key)
                self._focus(key)

    def _take_back(self, before: Note, after: Note, gone: Set[StatementId]) -> None:
        """Bring removed lines back and nothing else, whatever was changed while the toast was there."""
        note = self._controller.note
        if note is None or note.id != after.id:
            return
        if note.latest.version == after.latest.version:
            self._controller.changes.undo()
            return
        for key in gone:
            self._controller.bring_back(key, before.latest.version)

    def _on_stepped(self, reason: VersionReason, what: str) -> None:
        words = strings.Note.UNDONE if reason is VersionReason.UNDONE else strings.Note.REDONE
        known = {each.value: text for each, text in strings.REASON_WORDS.items()}
        self._toast.show_message(words.format(what=known.get(what, what)), icon="undo-2")

    def _on_failed(self, _error: TherapEaseError) -> None:
        self.stop_walking()
        if self._controller.changes.standing is not SaveStanding.FAILED:
            self._sheet.keep_writing()

    def _focus(self, statement_id: StatementId) -> None:
        line = self._sheet.line(statement_id)
        if line is not None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ commands

    def commands(self) -> Offers:
        """Return what can be done with the note now, for menus and keys."""
        controller, state = self._controller, self._controller.signing_state()
        offers: dict[Command, Callable[[], object]] = {}
        if controller.changes.can_undo:
            offers[Command.UNDO] = controller.changes.undo
        if controller.changes.can_redo:
            offers[Command.REDO] = controller.changes.redo
        if controller.is_editable:
            # Offered when nothing is open, too: the keys would move the keyboard out of the note without a word.
            offers[Command.NEXT_OPEN_ITEM] = self.walk_on
            offers[Command.PREVIOUS_OPEN_ITEM] = lambda: self._walk_to(-1)
            offers[Command.ADD_LINE] = self.add_line
            offers |= self._line_commands()
        if state.has_note and not state.is_signed:
            offers[Command.SIGN] = self.ask_sign
        if state.is_signed:
            offers[Command.AMEND] = self._questions.ask_amend
        return offers

    def _line_commands(self) -> dict[Command, Callable[[], object]]:
        here = self._here()
        line = self._sheet.line(here) if here is not None else None
        if line is None:
            return {}
        key = line.statement_id
        offers: dict[Command, Callable[[], object]] = {
            Command.EDIT_LINE: line.start_editing,
            Command.REMOVE_LINE: lambda: self.remove(key),
        }
        if line.can_be_accepted:
            offers[Command.ACCEPT_LINE] = lambda: self._controller.accept(key)
        return offers
