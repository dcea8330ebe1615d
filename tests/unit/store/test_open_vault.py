"""An open vault: signatures, and closing it."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

import nacl.bindings
import pytest

from tests.fakes import FakeClock
from tests.vaults.making import OWNER, MadeVault, bytes_of, store
from therapease.clock import SystemClock
from therapease.domain.audit import AuditAction
from therapease.domain.client import Client
from therapease.domain.history_check import BreakKind
from therapease.domain.ids import ClientId
from therapease.errors import (
    InternalError,
    StorageUnavailableError,
    WeakPassphraseError,
    WrongPassphraseError,
    WrongRecoveryCodeError,
)
from therapease.store import open_vault
from therapease.store.header.file import read_header
from therapease.store.header.model import SlotKind
from therapease.store.kdf import FLOOR
from therapease.store.open_vault import OpenVault
from therapease.store.vault import SqlCipherVaultStore


def test_a_signature_is_ed25519_and_holds(vault: OpenVault) -> None:
    signature = vault.sign(b"message")
    assert len(signature) == 64
    assert vault.verify(vault.signing_public_key, b"message", signature)
    # libsodium itself, past PyNaCl's classes.
    assert nacl.bindings.crypto_sign_open(signature + b"message", vault.signing_public_key) == b"message"


def test_a_signature_fits_its_message_and_its_key_only(vault: OpenVault) -> None:
    signature, key = vault.sign(b"message"), vault.signing_public_key
    assert not vault.verify(key, b"another", signature)
    assert not vault.verify(bytes(32), b"message", signature)
    assert not vault.verify(key, b"message", bytes(64))
    assert not vault.verify(key[:31], b"message", signature)
    assert not vault.verify(key, b"message", signature[:63])
    assert not vault.verify(key, b"message", b"")


def test_the_key_stays_the_same_from_sign_in_to_sign_in(made: MadeVault) -> None:
    keys = set()
    for _ in range(2):
        vault = store().unlock(made.path, made.passphrase)
        keys.add(vault.signing_public_key)
        vault.close()
    assert len(keys) == 1


def test_closing_leaves_two_files_one_newer_header_and_the_head_of_the_history_in_it(
    made: MadeVault, tmp_path: Path
) -> None:
    before = read_header(made.keys).newest
    vault = store().unlock(made.path, made.passphrase)
    vault.close()
    after = read_header(made.keys).newest
    assert set(bytes_of(tmp_path)) == {"practice.vault", "practice.keys", "practice.head"}
    assert after.generation == before.generation + 1
    assert after.anchor.sequence == before.anchor.sequence + 2
    assert (after.slots, after.accounts, after.spool_public_key) == (
        before.slots,
        before.accounts,
        before.spool_public_key,
    )


def test_the_log_is_folded_in_before_the_header_says_so(
    made: MadeVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = store().unlock(made.path, made.passphrase)
    log = tmp_path / "practice.vault-wal"
    before = log.stat().st_size
    seen: list[int] = []

    def watched(*arguments: object) -> None:
        seen.append(log.stat().st_size)
        write_header(*arguments)

    write_header = open_vault.write_header
    monkeypatch.setattr(open_vault, "write_header", watched)
    vault.close()
    assert before > 0
    assert seen == [0]


def test_sign_in_and_sign_out_are_in_the_history(made: MadeVault) -> None:
    store().unlock(made.path, made.passphrase).close()
    vault = store().unlock_with_recovery_code(made.path, made.recovery_code)
    with vault.unit_of_work() as unit:
        events = unit.audit.list_recent(99)
        unit.audit.verify()
    vault.close()
    assert [event.action for event in reversed(events)] == [
        AuditAction.VAULT_CREATED,
        AuditAction.SIGN_IN,
        AuditAction.SIGN_OUT,
        AuditAction.SIGN_IN,
        AuditAction.SIGN_OUT,
        AuditAction.SIGN_IN,
    ]
    slots = {slot.slot_id.hex(): slot.kind.name for slot in read_header(made.keys).newest.slots}
    assert slots[str(events[0].object_id)] == "RECOVERY"
    assert slots[str(events[2].object_id)] == "PASSPHRASE"


def test_a_closed_vault_does_nothing_any_more(vault: OpenVault) -> None:
    vault.close()
    vault.close()
    with pytest.raises(InternalError), vault.unit_of_work():
        pass
    with pytest.raises(InternalError):
        vault.sign(b"message")


def test_a_close_that_fails_still_lets_go(made: MadeVault, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    vault = store().unlock(made.path, made.passphrase)

    def fails(*_: object) -> None:
        raise StorageUnavailableError

    with monkeypatch.context() as patched:
        patched.setattr(open_vault, "write_header", fails)
        with pytest.raises(StorageUnavailableError):
            vault.close()
    # The database is one generation ahead of the header now, as after a crash at this very place.
    again = store().unlock(made.path, made.passphrase)
    again.close()
    store().unlock(made.path, made.passphrase).close()


def test_several_threads_may_work_at_once_and_the_history_stays_whole(vault: OpenVault, clock: FakeClock) -> None:
    failures: list[BaseException] = []

    def work(name: int) -> None:
        try:
            for number in range(5):
                with vault.unit_of_work() as unit:
                    code = unit.clients.next_code()
                    unit.clients.add(Client(ClientId(f"{name}-{number}"), code, "x", clock.now()))
                    unit.audit.append(AuditAction.CLIENT_CREATED, f"{name}-{number}")
                    unit.commit()
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=work, args=(name,)) for name in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with vault.unit_of_work() as unit:
        assert len({client.code for client in unit.clients.list_all()}) == 15
        unit.audit.verify()


def test_closing_waits_for_the_work_of_other_threads(made: MadeVault, clock: FakeClock) -> None:
    vault = store().unlock(made.path, made.passphrase)
    begun, closing = threading.Event(), threading.Event()

    def work() -> None:
        with vault.unit_of_work() as unit:
            begun.set()
            closing.wait()
            # Long enough for a close that does not wait to be over.
            time.sleep(0.5)
            unit.clients.add(Client(ClientId("late"), "C-0001", "x", clock.now()))
            unit.commit()

    thread = threading.Thread(target=work)
    thread.start()
    begun.wait()
    closing.set()
    vault.close()
    thread.join()
    again = store().unlock(made.path, made.passphrase)
    with again.unit_of_work() as unit:
        assert [client.id for client in unit.clients.list_all()] == ["late"]
        newest_first = [event.action for event in unit.audit.list_recent(2)]
    again.close()
    assert newest_first == [AuditAction.SIGN_IN, AuditAction.SIGN_OUT]


def test_no_key_shows_in_a_repr(vault: OpenVault) -> None:
    assert repr(vault._keys) == "VaultKeys()"


def test_a_new_recovery_code_opens_and_the_earlier_one_no_longer(made: MadeVault) -> None:
    vault = store().unlock(made.path, made.passphrase)
    code = vault.new_recovery_code()
    vault.replace_recovery_code(code.lower().replace("-", " "))
    vault.close()
    with pytest.raises(WrongRecoveryCodeError):
        store().unlock_with_recovery_code(made.path, made.recovery_code)
    store().unlock_with_recovery_code(made.path, code).close()
    vault = store().unlock(made.path, made.passphrase)
    with vault.unit_of_work() as unit:
        assert AuditAction.RECOVERY_CODE_CHANGED in [event.action for event in unit.audit.list_recent(10)]
    vault.close()


def test_a_code_that_was_only_shown_opens_nothing(made: MadeVault) -> None:
    vault = store().unlock(made.path, made.passphrase)
    code = vault.new_recovery_code()
    vault.close()
    with pytest.raises(WrongRecoveryCodeError):
        store().unlock_with_recovery_code(made.path, code)
    store().unlock_with_recovery_code(made.path, made.recovery_code).close()


def test_the_earlier_code_stays_when_the_new_one_cannot_be_written(
    made: MadeVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise StorageUnavailableError

    vault = store().unlock(made.path, made.passphrase)
    with monkeypatch.context() as patch:
        patch.setattr(open_vault, "write_header", refuse)
        with pytest.raises(StorageUnavailableError):
            vault.replace_recovery_code(vault.new_recovery_code())
    vault.close()
    store().unlock_with_recovery_code(made.path, made.recovery_code).close()


def test_a_text_that_is_no_code_is_refused(vault: OpenVault) -> None:
    with pytest.raises(WrongRecoveryCodeError):
        vault.replace_recovery_code("K7QM")


# ---------------------------------------------------------------- the passphrase


NEW_PASSPHRASE = "lantern meadow cobalt thirty ships"


def test_a_new_passphrase_opens_and_the_old_one_does_not(made: MadeVault) -> None:
    vault = store().unlock(made.path, made.passphrase)
    vault.change_passphrase(NEW_PASSPHRASE, made.passphrase)
    vault.close()
    with pytest.raises(WrongPassphraseError):
        store().unlock(made.path, made.passphrase)
    store().unlock(made.path, NEW_PASSPHRASE).close()
    store().unlock_with_recovery_code(made.path, made.recovery_code).close()


def test_who_finds_an_open_window_cannot_change_the_passphrase(made: MadeVault) -> None:
    vault = store().unlock(made.path, made.passphrase)
    for guess in (None, "", "not the passphrase at all"):
        with pytest.raises(WrongPassphraseError):
            vault.change_passphrase(NEW_PASSPHRASE, guess)
    with pytest.raises(WeakPassphraseError):
        vault.change_passphrase("short", made.passphrase)
    vault.close()
    store().unlock(made.path, made.passphrase).close()


def test_who_came_by_the_recovery_code_sets_a_new_passphrase(made: MadeVault) -> None:
    vault = store().unlock_with_recovery_code(made.path, made.recovery_code)
    vault.change_passphrase(NEW_PASSPHRASE)
    vault.close()
    store().unlock(made.path, NEW_PASSPHRASE).close()


def test_a_new_slot_is_never_cheaper_than_the_old_one(made: MadeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("therapease.store.open_vault.calibrate", lambda: FLOOR)
    dear = replace(FLOOR, iterations=5)
    vault = SqlCipherVaultStore(SystemClock(), dear).create(made.path.with_name("dear.vault"), OWNER, made.passphrase)[
        0
    ]
    vault.change_passphrase(NEW_PASSPHRASE, made.passphrase)
    slot = next(slot for slot in vault._header.slots if slot.kind is SlotKind.PASSPHRASE)
    vault.close()
    assert slot.kdf == dear


def test_the_whole_history_is_checked_while_the_vault_is_open(vault: OpenVault) -> None:
    report = vault.check_history(lambda count: None)
    assert report.holds
    with vault.unit_of_work() as unit:
        assert report.event_count == len(unit.audit.list_recent(100))
        unit.audit.append(AuditAction.NOTE_VIEWED, "x")
        unit.commit()
    with vault._engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_events_no_delete")
        connection.exec_driver_sql("DELETE FROM audit_events WHERE object_id = 'x'")
    (found,) = vault.check_history(lambda count: None).breaks
    assert (found.kind, found.count) == (BreakKind.MISSING_AT_END, 1)
