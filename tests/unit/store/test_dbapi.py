"""The driver is SQLCipher's build, not the standard library's, which would write everything in the clear."""

from __future__ import annotations

from therapease.store.dbapi import Connection, DatabaseError, driver


def test_it_is_sqlcipher_with_the_features_the_store_builds_on() -> None:
    connection = driver.connect(":memory:")
    assert isinstance(connection, Connection)
    version, _, edition = connection.execute("PRAGMA cipher_version").fetchone()[0].partition(" ")
    assert tuple(map(int, version.split("."))) >= (4, 5, 0)
    assert edition == "community"
    options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    assert {"HAS_CODEC", "TEMP_STORE=2"} <= options
    connection.close()


def test_its_errors_are_caught_by_the_name_the_border_uses() -> None:
    assert issubclass(driver.OperationalError, DatabaseError)
    assert issubclass(driver.IntegrityError, DatabaseError)
