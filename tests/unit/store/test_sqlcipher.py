"""Connections: their settings hold and cannot be undone, the key fits or is refused in silence, nothing leaks."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, insert, text

from tests.fakes import START
from tests.vaults.making import bytes_of
from therapease.errors import (
    ConflictError,
    InternalError,
    StorageFullError,
    StorageUnavailableError,
    VaultDamagedError,
)
from therapease.store.dbapi import DatabaseError
from therapease.store.sqlcipher import (
    build_engine,
    build_inspection_engine,
    checkpoint,
    open_database,
    open_for_inspection,
)
from therapease.store.tables import clients

DEK = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "tables.vault"
    connection = open_database(path, DEK)
    connection.execute("CREATE TABLE words (word TEXT UNIQUE)")
    connection.execute("INSERT INTO words VALUES ('CANARY')")
    connection.close()
    return path


@pytest.fixture
def engine(path: Path) -> Engine:
    return build_engine(path, DEK)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("cipher_memory_security", "1"),
        ("foreign_keys", 1),
        ("cipher_use_hmac", "1"),
        ("cipher_log_level", "NONE"),
    ],
)
def test_every_connection_has_the_settings(engine: Engine, pragma: str, value: object) -> None:
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value
    engine.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        "PRAGMA temp_store = FILE",
        "PRAGMA TEMP_STORE(1)",
        "PRAGMA temp_store_directory = '/tmp'",
        "PRAGMA synchronous = OFF",
        "PRAGMA main.synchronous = 1",
        "PRAGMA cipher_log = stderr",
        "PRAGMA cipher_log_level = TRACE",
        "PRAGMA cipher_memory_security = OFF",
        "PRAGMA writable_schema = ON",
        "ATTACH DATABASE 'plain.db' AS plain KEY ''",
        "VACUUM INTO 'plain.db'",
    ],
)
def test_what_protects_cannot_be_undone(engine: Engine, statement: str, tmp_path: Path) -> None:
    connection = engine.raw_connection()
    with pytest.raises(DatabaseError):
        connection.cursor().execute(statement)
    connection.close()
    engine.dispose()
    assert not list(tmp_path.glob("plain*"))


def test_a_wrong_key_is_refused_in_silence_and_changes_nothing(
    path: Path, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    before = bytes_of(tmp_path)
    with pytest.raises(VaultDamagedError):
        open_database(path, bytes(32))
    with pytest.raises(VaultDamagedError):
        open_for_inspection(path, bytes(32))
    assert bytes_of(tmp_path) == before
    assert capfd.readouterr() == ("", "")


def test_a_key_of_another_length_is_never_handed_on(path: Path) -> None:
    with pytest.raises(InternalError):
        open_database(path, DEK[:31])


def test_an_inspection_reads_without_making_a_file_or_writing_a_byte(path: Path, tmp_path: Path) -> None:
    before = bytes_of(tmp_path)
    connection = open_for_inspection(path, DEK)
    assert connection.execute("SELECT word FROM words").fetchone() == ("CANARY",)
    with pytest.raises(DatabaseError):
        connection.execute("DELETE FROM words")
    connection.close()
    assert bytes_of(tmp_path) == before


def test_an_inspection_after_a_crash_reads_the_log_and_leaves_it(path: Path, tmp_path: Path) -> None:
    writer = open_database(path, DEK)
    writer.execute("INSERT INTO words VALUES ('in the log')")
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for suffix in ("", "-wal"):
        (crashed / ("tables.vault" + suffix)).write_bytes(path.with_name(path.name + suffix).read_bytes())
    writer.close()
    before = bytes_of(crashed)
    connection = open_for_inspection(crashed / "tables.vault", DEK)
    assert connection.execute("SELECT count(*) FROM words").fetchone() == (2,)
    connection.close()
    after = bytes_of(crashed)
    assert {name: after[name] for name in before} == before


def test_a_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "noise.vault"
    path.write_bytes(b"noise" * 2000)
    with pytest.raises(VaultDamagedError):
        open_for_inspection(path, DEK)
    assert path.read_bytes() == b"noise" * 2000


def test_a_missing_file_is_unavailable_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailableError):
        open_for_inspection(tmp_path / "nothing.vault", DEK)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("page", [2, 3])
def test_a_flipped_bit_in_a_page_is_damage_and_not_other_words(path: Path, page: int) -> None:
    raw = bytearray(path.read_bytes())
    assert len(raw) >= page * 4096
    raw[(page - 1) * 4096 + 100] ^= 1
    path.write_bytes(raw)
    engine = build_engine(path, DEK)
    with pytest.raises(VaultDamagedError), engine.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM words").all()
        connection.exec_driver_sql("SELECT * FROM words WHERE word = 'CANARY'").all()
    engine.dispose()


def test_a_full_disk_keeps_what_was_committed_and_writing_goes_on_afterwards(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 20")
        with pytest.raises(StorageFullError):
            for number in range(1000):
                connection.exec_driver_sql("INSERT INTO words VALUES (?)", (f"{number}" * 500,))
        connection.rollback()
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
        connection.exec_driver_sql("INSERT INTO words VALUES ('afterwards')")
        connection.commit()
        assert connection.exec_driver_sql("SELECT word FROM words").scalars().all() == ["CANARY", "afterwards"]
    engine.dispose()


BAD_ROWS: dict[str, dict[str, object]] = {
    "a missing value": {"created_at": None},
    "a moment without a zone": {"created_at": datetime(2026, 3, 1)},
    "text that is no text": {"created_at": START, "therapist_id": "\ud800"},
    "a kind of value nobody knows": {"created_at": START, "therapist_id": object()},
}


@pytest.mark.parametrize("kind", BAD_ROWS)
def test_errors_carry_neither_the_words_nor_the_key(kind: str, connection: Connection) -> None:
    words = "CANARY".lower()
    row = {"id": "1", "code": "C-0001", "name": words, **BAD_ROWS[kind]}
    with pytest.raises(InternalError) as caught:
        connection.execute(insert(clients).values(row))
    chain: list[BaseException] = [caught.value]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) is not None:
        assert cause not in chain
        chain.append(cause)
    shown = "".join(f"{error!s} {error!r} {vars(error)}" for error in chain)
    assert words not in shown
    assert DEK.hex() not in shown


def test_sqlalchemy_s_own_log_holds_no_values(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "sqlalchemy"):
        engine = build_engine(path, DEK)
        with engine.connect() as connection:
            connection.execute(text("INSERT INTO words VALUES (:word)"), {"word": "canary"})
        engine.dispose()
    assert "INSERT INTO words" in caplog.text
    assert "canary" not in caplog.text
    assert DEK.hex() not in caplog.text


def test_a_broken_uniqueness_is_a_conflict(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(ConflictError):
        connection.execute(text("INSERT INTO words VALUES ('CANARY')"))
    engine.dispose()


def test_the_url_shows_neither_path_nor_key(engine: Engine) -> None:
    assert str(engine.url) == "sqlite://"
    assert DEK.hex() not in repr(engine)


def test_leaving_without_commit_rolls_back(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("INSERT INTO words VALUES ('lost')")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM words").scalar_one() == 1
    engine.dispose()


def test_a_checkpoint_leaves_an_empty_log(engine: Engine, path: Path) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO words VALUES ('kept')")
    log = path.with_name(path.name + "-wal")
    assert log.stat().st_size > 0
    checkpoint(engine)
    assert log.stat().st_size == 0
    engine.dispose()


def test_the_inspection_engine_reads_only(path: Path) -> None:
    engine = build_inspection_engine(path, DEK)
    with engine.connect().execution_options(read_only=True) as connection:
        assert connection.exec_driver_sql("SELECT word FROM words").scalar_one() == "CANARY"
        with pytest.raises(StorageUnavailableError):
            connection.exec_driver_sql("DELETE FROM words")
    engine.dispose()
