"""The counter of attempts: it holds through restarts, other processes and other clocks, and tells when it is gone."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from nacl.public import PrivateKey

from tests.fakes import FakeClock
from tests.vaults.making import PASSPHRASE, MadeVault, store
from therapease.domain.audit import AuditAction
from therapease.errors import SignInHeldError, StorageUnavailableError, VaultInUseError, WrongPassphraseError
from therapease.store import sign_in_guard
from therapease.store.header.model import SlotKind
from therapease.store.sign_in_guard import SignInGuard, hold_s
from therapease.store.vault_files import VaultFiles

KEY = PrivateKey(bytes(range(32)))
PUBLIC = bytes(KEY.public_key)


class MachineClock(FakeClock):
    """A wall clock that can be set, and a monotonic one that cannot."""

    def __init__(self) -> None:
        super().__init__()
        self.up_s = 1_000.0

    def advance(self, **duration: float) -> None:
        super().advance(**duration)
        self.up_s += timedelta(**duration).total_seconds()

    def set_wall(self, **duration: float) -> None:
        super().advance(**duration)

    def monotonic_ns(self) -> int:
        return int(self.up_s * 1e9)


@pytest.fixture
def clock() -> MachineClock:
    return MachineClock()


@pytest.fixture
def guard(tmp_path: Path, clock: MachineClock) -> SignInGuard:
    return SignInGuard(tmp_path / "practice.signins", clock)


def fail(guard: SignInGuard, times: int = 1) -> None:
    for _ in range(times):
        guard.begin(SlotKind.PASSPHRASE, None, PUBLIC)


def wait_of(guard: SignInGuard) -> float:
    with pytest.raises(SignInHeldError) as held:
        fail(guard)
    return held.value.wait_s


def test_waits_grow_from_the_third_failure_and_end_at_a_quarter_of_an_hour() -> None:
    assert [hold_s(failures) for failures in (0, 2, 3, 4, 5)] == [0, 0, 5, 10, 20]
    assert hold_s(50) == 900


def test_a_wait_ends_by_itself_and_a_right_attempt_ends_the_row(guard: SignInGuard, clock: MachineClock) -> None:
    fail(guard, 3)
    assert wait_of(guard) == 5
    clock.advance(seconds=4)
    assert wait_of(guard) == 1
    clock.advance(seconds=1)
    fail(guard)
    assert wait_of(guard) == 10
    clock.advance(seconds=10)
    fail(guard)
    guard.passed()
    fail(guard, 2)


def test_a_restart_of_the_program_waits_on(guard: SignInGuard, clock: MachineClock, tmp_path: Path) -> None:
    fail(guard, 3)
    assert wait_of(SignInGuard(tmp_path / "practice.signins", clock)) == 5


def test_setting_the_clock_neither_ends_nor_prolongs_a_wait(guard: SignInGuard, clock: MachineClock) -> None:
    fail(guard, 3)
    clock.set_wall(days=400)
    assert wait_of(guard) == 5
    clock.set_wall(days=-900)
    clock.advance(seconds=5)
    fail(guard)


def test_a_restart_of_the_machine_counts_the_time_since_and_not_what_the_clock_says(
    guard: SignInGuard, clock: MachineClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(guard, 3)
    for wait_s in (5, 10, 20):
        clock.advance(seconds=wait_s)
        fail(guard)
    assert wait_of(guard) == 40
    monkeypatch.setattr(sign_in_guard, "boot_id", lambda: "another start")
    clock.up_s = 12.0
    clock.set_wall(days=9)
    assert wait_of(guard) == 28
    clock.set_wall(days=-30)
    assert wait_of(guard) == 28
    clock.advance(seconds=28)
    fail(guard)


def test_what_came_to_nothing_is_taken_back(guard: SignInGuard) -> None:
    for _ in range(2):
        fail(guard)
        guard.excuse()
    fail(guard, 3)
    assert wait_of(guard) == 5
    assert guard.generation == 5, "every attempt moves the counter on"


def test_failed_attempts_open_with_the_vaults_key_only(guard: SignInGuard, clock: MachineClock) -> None:
    fail(guard)
    clock.advance(minutes=2)
    guard.begin(SlotKind.RECOVERY, None, PUBLIC)
    found = guard.failed_attempts(bytes(KEY))
    assert [attempt.kind for attempt in found] == [SlotKind.PASSPHRASE, SlotKind.RECOVERY]
    assert found[1].at - found[0].at == timedelta(minutes=2)
    assert guard.failed_attempts(bytes(PrivateKey.generate())) == []
    guard.forget()
    assert guard.failed_attempts(bytes(KEY)) == []


def test_a_file_that_holds_something_else_counts_from_nothing(guard: SignInGuard, tmp_path: Path) -> None:
    fail(guard, 3)
    (tmp_path / "practice.signins").write_text("nonsense")
    assert guard.generation == 0
    fail(guard, 3)
    assert wait_of(guard) == 5


def test_a_folder_that_cannot_be_written_is_said_so(clock: MachineClock, tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailableError):
        fail(SignInGuard(tmp_path / "gone" / "practice.signins", clock))


TWO_GUESS = """
import sys
from pathlib import Path
from therapease.clock import SystemClock
from therapease.errors import SignInHeldError
from therapease.store.header.model import SlotKind
from therapease.store.sign_in_guard import SignInGuard
guard = SignInGuard(Path(sys.argv[1]), SystemClock())
done = 0
try:
    while True:
        guard.begin(SlotKind.PASSPHRASE, None, bytes.fromhex(sys.argv[2]))
        done += 1
except SignInHeldError:
    print(done)
"""


def test_two_programs_share_one_count(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TWO_GUESS, str(tmp_path / "practice.signins"), PUBLIC.hex()]
    guessing = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert sum(int(program.communicate()[0]) for program in guessing) == 3


# ---------------------------------------------------------------- with a vault


def history(made: MadeVault) -> list[AuditAction]:
    vault = store().unlock(made.path, PASSPHRASE)
    with vault.unit_of_work() as unit:
        actions = [event.action for event in unit.audit.list_recent(5)]
    vault.close()
    return actions


def test_wrong_passphrases_are_held_and_told_in_the_history(made: MadeVault) -> None:
    for _ in range(3):
        with pytest.raises(WrongPassphraseError):
            store().unlock(made.path, "not the right one at all")
    with pytest.raises(SignInHeldError, match="Wait 5 seconds"):
        store().unlock(made.path, PASSPHRASE)
    with pytest.raises(SignInHeldError):
        store().unlock_with_recovery_code(made.path, made.recovery_code)


def test_failures_before_a_good_sign_in_are_in_the_history_once(made: MadeVault) -> None:
    with pytest.raises(WrongPassphraseError):
        store().unlock(made.path, "not the right one at all")
    assert history(made)[:2] == [AuditAction.SIGN_IN, AuditAction.SIGN_IN_FAILED]
    assert history(made)[:2] == [AuditAction.SIGN_IN, AuditAction.SIGN_OUT]


def test_a_counter_that_was_removed_or_put_back_is_told(made: MadeVault) -> None:
    counter = VaultFiles(made.path).sign_ins
    history(made)
    kept = counter.read_bytes()
    history(made)
    counter.unlink()
    assert history(made)[1] is AuditAction.SIGN_IN_COUNTER_GONE
    assert history(made)[1] is AuditAction.SIGN_OUT
    history(made)
    counter.write_bytes(kept)
    assert AuditAction.SIGN_IN_COUNTER_GONE in history(made)[:2]


def test_a_vault_in_use_is_no_wrong_attempt(made: MadeVault) -> None:
    vault = store().unlock(made.path, PASSPHRASE)
    for _ in range(5):
        with pytest.raises(VaultInUseError):
            store().unlock(made.path, PASSPHRASE)
    vault.close()
    assert AuditAction.SIGN_IN_FAILED not in history(made)
