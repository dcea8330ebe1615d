"""The log that a crash leaves, read without a key: whole, cut short, and broken in the middle."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from therapease.store.sqlcipher import open_database
from therapease.store.write_ahead_log import LogState, read_log

DEK = bytes(range(32))
COMMITS = 12
HEADER_BYTES, FRAME_BYTES = 32, 24 + 4096


@pytest.fixture
def crashed(tmp_path: Path) -> Path:
    """A database with commits in its log alone, as a crash leaves it."""
    path = tmp_path / "practice.vault"
    connection = open_database(path, DEK)
    connection.execute("CREATE TABLE t (words TEXT)")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for _ in range(COMMITS):
        connection.execute("INSERT INTO t VALUES ('x')")
    files = {name: (tmp_path / name).read_bytes() for name in ("practice.vault", "practice.vault-wal")}
    connection.close()
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return path


def log_of(database: Path) -> Path:
    return database.with_name(database.name + "-wal")


def test_no_log_and_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "practice.vault"
    assert read_log(path) == LogState()
    log_of(path).write_bytes(b"")
    assert read_log(path) == LogState()


def test_a_whole_log_has_every_commit(crashed: Path) -> None:
    state = read_log(crashed)
    assert (state.commits, state.commits_behind_break, state.is_broken) == (COMMITS, 0, False)


@pytest.mark.parametrize("within", [0, 9, 17, 24, 4000])
def test_a_break_in_the_middle_is_told_and_sqlite_reads_just_what_is_before_it(crashed: Path, within: int) -> None:
    raw = bytearray(log_of(crashed).read_bytes())
    raw[HEADER_BYTES + 5 * FRAME_BYTES + within] ^= 4
    log_of(crashed).write_bytes(raw)
    state = read_log(crashed)
    assert state.is_broken
    assert state.commits < COMMITS
    connection = open_database(crashed, DEK)
    (rows,) = connection.execute("SELECT count(*) FROM t").fetchone()
    connection.close()
    assert rows == state.commits


def test_a_log_cut_short_is_no_break(crashed: Path) -> None:
    raw = log_of(crashed).read_bytes()
    log_of(crashed).write_bytes(raw[: HEADER_BYTES + 5 * FRAME_BYTES + 100])
    state = read_log(crashed)
    assert not state.is_broken
    assert 0 < state.commits < COMMITS


def test_a_damaged_beginning_hides_every_commit(crashed: Path) -> None:
    raw = bytearray(log_of(crashed).read_bytes())
    raw[17] ^= 1
    log_of(crashed).write_bytes(raw)
    assert read_log(crashed) == LogState(len(raw), 0, COMMITS)


def test_frames_of_an_earlier_log_do_not_count(crashed: Path) -> None:
    raw = bytearray(log_of(crashed).read_bytes())
    last = len(raw) - FRAME_BYTES
    struct.pack_into(">I", raw, last + 8, 1)
    log_of(crashed).write_bytes(raw)
    state = read_log(crashed)
    assert (state.commits, state.is_broken) == (COMMITS - 1, False)
