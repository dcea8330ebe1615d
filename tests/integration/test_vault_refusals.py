"""Every way in which a vault does not open: its own clear error, and not a byte changed on disk."""

from __future__ import annotations

import hashlib
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.vaults.making import PASSPHRASE, MadeVault, bytes_of, make_vault, store
from therapease.errors import (
    HeaderDamagedError,
    HeaderMissingError,
    StorageUnavailableError,
    TherapEaseError,
    UnsafeKeyParametersError,
    VaultDamagedError,
    VaultInUseError,
    VaultMissingError,
    VaultTooNewError,
    WrongPassphraseError,
)
from therapease.store.header.envelope import COPY_BYTES, MAGIC
from therapease.store.header.file import read_header
from therapease.store.header.model import SlotKind
from therapease.store.key_material import new_dek
from therapease.store.sqlcipher import build_engine, checkpoint
from therapease.store.unsealing import unseal

HOLD = """
import sys
from pathlib import Path
from tests.vaults.making import PASSPHRASE, store
vault = store().unlock(Path(sys.argv[1]), PASSPHRASE)
print("open", flush=True)
sys.stdin.read()
vault.close()
"""


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeVault:
    return make_vault(tmp_path_factory.mktemp("made"))


@pytest.fixture
def made(made_once: MadeVault, tmp_path: Path) -> MadeVault:
    return made_once.copied_to(tmp_path)


def sealed_again(raw: bytearray) -> bytes:
    """Give each copy a new checksum, as somebody without any key can."""
    for start in (0, COPY_BYTES):
        (body_bytes,) = struct.unpack_from(">I", raw, start + 18)
        end = start + 22 + body_bytes
        raw[end : end + 32] = hashlib.sha256(raw[start:end]).digest()
    return bytes(raw)


def change_header(made: MadeVault, change: Callable[[bytearray], None]) -> None:
    raw = bytearray(made.keys.read_bytes())
    change(raw)
    made.keys.write_bytes(raw)


def nothing_at_all(made: MadeVault) -> None:
    made.path.unlink()
    made.keys.unlink()


def empty_key_file(made: MadeVault) -> None:
    made.keys.write_bytes(b"")


def both_copies_damaged(made: MadeVault) -> None:
    def change(raw: bytearray) -> None:
        raw[300] ^= 1
        raw[COPY_BYTES + 500] ^= 1

    change_header(made, change)


def newer_header(made: MadeVault) -> None:
    raw = bytearray(made.keys.read_bytes())
    for start in (0, COPY_BYTES):
        struct.pack_into(">8sH", raw, start, MAGIC, 2)
    made.keys.write_bytes(sealed_again(raw))


def forged_header(made: MadeVault) -> None:
    raw = bytearray(made.keys.read_bytes())
    for start in (0, COPY_BYTES):
        # The public key that recordings under lock would be sealed to.
        raw[start + 22 + 16 : start + 22 + 48] = b"X" * 32
    made.keys.write_bytes(sealed_again(raw))


def absurd_key_parameters(made: MadeVault) -> None:
    _replace_memory(made, 2**32 - 1)


def weak_key_parameters(made: MadeVault) -> None:
    _replace_memory(made, 8)


def _replace_memory(made: MadeVault, memory_kib: int) -> None:
    raw = bytearray(made.keys.read_bytes())
    floor = struct.pack(">III", 65536, 3, 4)
    for start in (0, COPY_BYTES):
        at = raw.index(floor, start)
        raw[at : at + 12] = struct.pack(">III", memory_kib, 3, 4)
    made.keys.write_bytes(sealed_again(raw))


def newer_schema(made: MadeVault) -> None:
    _execute(made, "UPDATE alembic_version SET version_num = '9999'")


def account_without_a_person(made: MadeVault) -> None:
    _execute(made, "UPDATE users SET id = 'somebody else'")


def _execute(made: MadeVault, statement: str) -> None:
    dek = unseal(read_header(made.keys), SlotKind.PASSPHRASE, PASSPHRASE).dek
    engine = build_engine(made.path, dek)
    with engine.begin() as connection:
        connection.execute(text(statement))
    checkpoint(engine)
    engine.dispose()


def another_vault_s_database(made: MadeVault) -> None:
    made.path.unlink()
    engine = build_engine(made.path, new_dek())
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE other (id INTEGER)"))
    checkpoint(engine)
    engine.dispose()


def noise_for_a_database(made: MadeVault) -> None:
    made.path.write_bytes(b"\x5a" * made.path.stat().st_size)


def empty_database(made: MadeVault) -> None:
    made.path.write_bytes(b"")


def cut_database(made: MadeVault) -> None:
    made.path.write_bytes(made.path.read_bytes()[:4096])


CASES: dict[str, tuple[Callable[[MadeVault], None], type[TherapEaseError]]] = {
    "no vault": (nothing_at_all, VaultMissingError),
    "no database": (lambda made: made.path.unlink(), VaultMissingError),
    "no key file": (lambda made: made.keys.unlink(), HeaderMissingError),
    "an empty key file": (empty_key_file, HeaderDamagedError),
    "both copies damaged": (both_copies_damaged, HeaderDamagedError),
    "a key file of a newer format": (newer_header, VaultTooNewError),
    "a forged key file": (forged_header, HeaderDamagedError),
    "a key file that would hang the machine": (absurd_key_parameters, UnsafeKeyParametersError),
    "a key file that makes guessing cheap": (weak_key_parameters, UnsafeKeyParametersError),
    "a newer schema": (newer_schema, VaultTooNewError),
    "another vault's database": (another_vault_s_database, VaultDamagedError),
    "an account that nobody has": (account_without_a_person, VaultDamagedError),
    "noise for a database": (noise_for_a_database, VaultDamagedError),
    "an empty database": (empty_database, VaultDamagedError),
    "a cut database": (cut_database, VaultDamagedError),
}


@pytest.mark.parametrize("case", CASES)
def test_it_does_not_open_says_why_and_is_left_as_it_was(
    case: str, made: MadeVault, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    damage, error = CASES[case]
    damage(made)
    before = bytes_of(tmp_path)
    with pytest.raises(error) as refused:
        store().unlock(made.path, made.passphrase)
    assert type(refused.value) is error
    assert refused.value.message
    assert bytes_of(tmp_path) == before
    assert capfd.readouterr() == ("", ""), "nothing of it reaches a terminal or a log"


def test_a_wrong_passphrase_changes_nothing_even_where_there_is_something_to_heal(
    made: MadeVault, tmp_path: Path
) -> None:
    change_header(made, lambda raw: raw.__setitem__(300, raw[300] ^ 1))
    before = bytes_of(tmp_path)
    with pytest.raises(WrongPassphraseError):
        store().unlock(made.path, "another violin anchor sunday lamp")
    assert bytes_of(tmp_path) == before


def after_a_crash(made: MadeVault, statement: str) -> None:
    """Leave a statement's effect in the write-ahead log alone, as a crash right after its commit does."""
    dek = unseal(read_header(made.keys), SlotKind.PASSPHRASE, PASSPHRASE).dek
    engine = build_engine(made.path, dek)
    with engine.begin() as connection:
        connection.execute(text(statement))
    left = {path: path.read_bytes() for path in (made.path, made.path.with_name(made.path.name + "-wal"))}
    engine.dispose()
    for path, content in left.items():
        path.write_bytes(content)


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", VaultTooNewError),
        ("UPDATE vault_meta SET file_id = zeroblob(16)", VaultDamagedError),
    ],
)
def test_what_is_refused_after_a_crash_keeps_its_log(
    statement: str, error: type[TherapEaseError], made: MadeVault, tmp_path: Path
) -> None:
    after_a_crash(made, statement)
    before = bytes_of(tmp_path)
    assert len(before["practice.vault-wal"]) > 0
    with pytest.raises(error):
        store().unlock(made.path, made.passphrase)
    # SQLite cannot read a log without its index in shared memory, which holds nothing of its own.
    assert {name: content for name, content in bytes_of(tmp_path).items() if not name.endswith("-shm")} == before


@pytest.mark.parametrize("start", [0, COPY_BYTES])
def test_one_damaged_copy_does_no_harm_and_is_healed(start: int, made: MadeVault) -> None:
    whole = made.keys.read_bytes()
    change_header(made, lambda raw: raw.__setitem__(start + 300, raw[start + 300] ^ 1))
    assert [account.name for account in store().accounts(made.path)] == ["Ada Sommer"]
    vault = store().unlock(made.path, made.passphrase)
    assert made.keys.read_bytes() == whole
    vault.close()


def test_a_second_process_is_told_and_the_first_goes_on(made: MadeVault, tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(made.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "open\n"
        before = bytes_of(tmp_path)
        with pytest.raises(VaultInUseError):
            store().unlock(made.path, made.passphrase)
        with pytest.raises(VaultInUseError):
            store().unlock_with_recovery_code(made.path, made.recovery_code)
        assert bytes_of(tmp_path) == before
        _, _ = first.communicate("")
        assert first.returncode == 0
    store().unlock(made.path, made.passphrase).close()


def test_a_killed_process_leaves_no_lock(made: MadeVault) -> None:
    command = [sys.executable, "-c", HOLD, str(made.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        first.stdout.readline()
        first.kill()
    store().unlock(made.path, made.passphrase).close()


def test_a_folder_for_a_key_file_is_no_reason_to_crash(made: MadeVault) -> None:
    made.keys.unlink()
    made.keys.mkdir()
    with pytest.raises(HeaderMissingError):
        store().accounts(made.path)


def test_after_every_refusal_the_right_files_open(made_once: MadeVault, tmp_path: Path) -> None:
    good = made_once.copied_to(tmp_path)
    noise_for_a_database(good)
    with pytest.raises(VaultDamagedError):
        store().unlock(good.path, good.passphrase)
    shutil.copy2(made_once.path, good.path)
    store().unlock(good.path, good.passphrase).close()


def test_unavailable_storage_is_told_from_damage(made: MadeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError(5, "input/output error")

    monkeypatch.setattr(Path, "open", fails)
    with pytest.raises(StorageUnavailableError):
        store().accounts(made.path)
