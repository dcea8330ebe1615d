"""The private note without a widget: read when asked for, kept while one writes, dropped when the session is left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.fakes import START, FakeVault, new_workspace
from therapease.domain.audit import AuditAction
from therapease.domain.session import TherapySession
from therapease.errors import SealedForOthersError, StorageFullError, TherapEaseError
from therapease.services.workspace import Workspace
from therapease.store.key_material import UserKeys
from therapease.ui.background import Background
from therapease.ui.session import private_note
from therapease.ui.session.private_note import PrivateNote, PrivateStanding

TEXT = "I noticed how much I wanted to rescue her."


@pytest.fixture
def work() -> Workspace:
    return new_workspace()


@pytest.fixture
def session(work: Workspace) -> TherapySession:
    return work.schedule.add_session(work.clients.create("Mara Keller").id, START)


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    background = Background()
    yield background
    background.close()


@pytest.fixture
def note(work: Workspace, session: TherapySession, background: Background) -> PrivateNote:
    note = PrivateNote(work.process_notes, background, background)
    note.show(session.id, session.client_id)
    return note


def stands(note: PrivateNote, qtbot: QtBot, standing: PrivateStanding) -> None:
    qtbot.waitUntil(lambda: note.standing is standing, timeout=5_000)


def opened(note: PrivateNote, qtbot: QtBot) -> PrivateNote:
    note.open()
    qtbot.waitUntil(lambda: note.standing in (PrivateStanding.EMPTY, PrivateStanding.SAVED), timeout=5_000)
    return note


def vault_of(work: Workspace) -> FakeVault:
    assert isinstance(work.vault, FakeVault)
    return work.vault


def kept(work: Workspace, session: TherapySession) -> list[str]:
    return [version.text for version in work.process_notes.versions(session.id)]


def test_being_there_is_known_without_opening_it(
    work: Workspace, session: TherapySession, background: Background, qtbot: QtBot
) -> None:
    work.process_notes.save(session.id, TEXT)
    note = PrivateNote(work.process_notes, background, background)
    with qtbot.waitSignal(note.existence_known) as known:
        note.show(session.id, session.client_id)
    assert known.args == [True]
    assert AuditAction.PROCESS_NOTE_VIEWED not in vault_of(work).actions
    with qtbot.waitSignal(note.read) as read:
        note.open()
    assert read.args == [TEXT]
    assert vault_of(work).actions.count(AuditAction.PROCESS_NOTE_VIEWED) == 1


def test_what_is_typed_is_kept_after_a_pause(
    note: PrivateNote, work: Workspace, session: TherapySession, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(note, qtbot)
    note._pause.setInterval(10)
    for length in (4, 9, len(TEXT)):
        note.write(TEXT[:length])
    assert note.standing is PrivateStanding.TYPING
    stands(note, qtbot, PrivateStanding.SAVED)
    assert kept(work, session) == [TEXT], "one pause, one version"
    assert note.saved_at is not None
    assert private_note.PAUSE_MS < private_note.LONGEST_MS


def test_what_came_while_saving_follows(
    note: PrivateNote, work: Workspace, session: TherapySession, qtbot: QtBot
) -> None:
    opened(note, qtbot)
    note.write("one")
    note.hand_in()
    assert note.is_saving
    note.write("one two")
    note.hand_in()
    stands(note, qtbot, PrivateStanding.SAVED)
    assert kept(work, session) == ["one", "one two"]


def test_blanks_alone_make_no_note(note: PrivateNote, work: Workspace, session: TherapySession, qtbot: QtBot) -> None:
    opened(note, qtbot)
    note.write(" \n ")
    note.hand_in()
    stands(note, qtbot, PrivateStanding.EMPTY)
    assert kept(work, session) == []


def test_leaving_keeps_the_last_words(
    note: PrivateNote, work: Workspace, session: TherapySession, background: Background, qtbot: QtBot
) -> None:
    opened(note, qtbot)
    note.write("first")
    note.hand_in()
    note.write(TEXT)
    note.close()
    assert note.standing is PrivateStanding.CLOSED
    assert TEXT not in repr(vars(note))
    qtbot.waitUntil(lambda: not background.is_busy, timeout=5_000)
    assert kept(work, session)[-1] == TEXT


def test_a_full_disk_costs_no_word(note: PrivateNote, work: Workspace, session: TherapySession, qtbot: QtBot) -> None:
    opened(note, qtbot)
    vault_of(work).fail_commit_with = StorageFullError()
    note.write(TEXT)
    with qtbot.waitSignal(note.failed) as failed:
        note.hand_in()
    assert isinstance(failed.args[0], StorageFullError)
    assert note.has_unkept
    vault_of(work).fail_commit_with = None
    note.hand_in()
    stands(note, qtbot, PrivateStanding.SAVED)
    assert kept(work, session) == [TEXT]


def test_a_version_from_elsewhere_is_followed_and_not_written_over(
    note: PrivateNote, work: Workspace, session: TherapySession, qtbot: QtBot
) -> None:
    opened(note, qtbot)
    work.process_notes.save(session.id, "from elsewhere")
    note.write(TEXT)
    note.hand_in()
    stands(note, qtbot, PrivateStanding.SAVED)
    assert kept(work, session) == ["from elsewhere", TEXT]


def test_an_earlier_version_comes_back_as_the_newest(
    note: PrivateNote, work: Workspace, session: TherapySession, qtbot: QtBot
) -> None:
    work.process_notes.save(session.id, "one")
    opened(note, qtbot)
    note.write("two")
    with qtbot.waitSignal(note.versions_read) as read:
        note.read_versions()
    assert [text.text for text in read.args[0]] == ["two"], "one sitting"
    note.bring_back("one")
    stands(note, qtbot, PrivateStanding.SAVED)
    assert kept(work, session) == ["one", "two", "one"]


def test_a_deleted_note_can_be_begun_anew(
    note: PrivateNote, work: Workspace, session: TherapySession, qtbot: QtBot
) -> None:
    opened(note, qtbot)
    note.write(TEXT)
    note.hand_in()
    stands(note, qtbot, PrivateStanding.SAVED)
    with qtbot.waitSignal(note.deleted):
        note.delete()
    assert note.standing is PrivateStanding.EMPTY
    assert kept(work, session) == []
    note.write("anew")
    note.hand_in()
    stands(note, qtbot, PrivateStanding.SAVED)
    assert kept(work, session) == ["anew"]


def test_after_a_reset_it_says_so_and_can_be_deleted(
    note: PrivateNote, work: Workspace, session: TherapySession, qtbot: QtBot
) -> None:
    work.process_notes.save(session.id, TEXT)
    vault_of(work).keys = UserKeys.generate()
    errors: list[TherapEaseError] = []
    note.failed.connect(errors.append)
    note.open()
    stands(note, qtbot, PrivateStanding.SEALED)
    assert isinstance(errors[0], SealedForOthersError)
    note.write("nobody's")
    assert note.standing is PrivateStanding.SEALED
    note.delete()
    stands(note, qtbot, PrivateStanding.EMPTY)


def test_what_comes_back_late_belongs_to_no_other_session(
    note: PrivateNote, work: Workspace, session: TherapySession, qtbot: QtBot, background: Background
) -> None:
    work.process_notes.save(session.id, TEXT)
    other = work.schedule.add_session(session.client_id, START)
    texts: list[str] = []
    note.read.connect(texts.append)
    note.open()
    note.show(other.id, other.client_id)
    qtbot.waitUntil(lambda: not background.is_busy, timeout=5_000)
    assert texts == []
    assert note.standing is PrivateStanding.CLOSED
