"""Argon2id against the RFC's own vector and against another implementation, its bounds, and its calibration."""

from __future__ import annotations

import argon2.low_level
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from therapease.errors import EnvironmentProblem, UnsafeKeyParametersError
from therapease.store import kdf
from therapease.store.kdf import CEILING, FLOOR, START, Argon2Parameters


def test_the_vector_of_rfc_9106_section_5_3() -> None:
    tag = kdf.argon2id(
        b"\x01" * 32,
        b"\x02" * 16,
        Argon2Parameters(memory_kib=32, iterations=3, lanes=4),
        associated_data=b"\x04" * 12,
        pepper=b"\x03" * 8,
    )
    assert tag.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


@settings(max_examples=25, deadline=None)
@given(
    secret=st.binary(max_size=80),
    salt=st.binary(min_size=16, max_size=16),
    parameters=st.builds(Argon2Parameters, st.integers(64, 512), st.integers(1, 4), st.integers(1, 8)),
)
@example(secret=b"", salt=bytes(16), parameters=Argon2Parameters(64, 1, 1))
def test_it_agrees_with_argon2_cffi(secret: bytes, salt: bytes, parameters: Argon2Parameters) -> None:
    reference = argon2.low_level.hash_secret_raw(
        secret,
        salt,
        time_cost=parameters.iterations,
        memory_cost=parameters.memory_kib,
        parallelism=parameters.lanes,
        hash_len=32,
        type=argon2.low_level.Type.ID,
    )
    assert kdf.argon2id(secret, salt, parameters) == reference


def test_a_key_at_the_floor_agrees_with_argon2_cffi() -> None:
    reference = argon2.low_level.hash_secret_raw(
        b"copper violin", b"s" * 16, time_cost=3, memory_cost=65536, parallelism=4, hash_len=32,
        type=argon2.low_level.Type.ID,
    )  # fmt: skip
    assert kdf.derive_kek("copper violin", b"s" * 16, FLOOR) == reference


def test_one_passphrase_typed_on_two_systems_is_one_key() -> None:
    composed, decomposed, wide = "Grüße 123", "Gru\u0308ße 123", "Ｇrüße １２３"
    keys = {kdf.derive_kek(typed, b"s" * 16, FLOOR) for typed in (composed, decomposed, wide)}
    assert len(keys) == 1


@pytest.mark.parametrize(
    "parameters",
    [
        Argon2Parameters(FLOOR.memory_kib - 1, 3, 4),
        Argon2Parameters(FLOOR.memory_kib, 2, 4),
        Argon2Parameters(FLOOR.memory_kib, 3, 0),
        Argon2Parameters(CEILING.memory_kib + 1, 3, 4),
        Argon2Parameters(FLOOR.memory_kib, 11, 4),
        Argon2Parameters(FLOOR.memory_kib, 3, 9),
        Argon2Parameters(2**32 - 1, 2**32 - 1, 2**32 - 1),
    ],
)
def test_parameters_out_of_bounds_are_refused_before_any_work(
    parameters: Argon2Parameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(*_: object, **__: object) -> bytes:
        raise AssertionError("derivation was started")

    monkeypatch.setattr(kdf, "argon2id", work)
    with pytest.raises(UnsafeKeyParametersError):
        kdf.derive_kek("copper violin anchor", b"s" * 16, parameters)


@pytest.mark.parametrize("parameters", [FLOOR, START, CEILING])
def test_parameters_at_the_bounds_are_accepted(parameters: Argon2Parameters) -> None:
    kdf.check_bounds(parameters)


def linear_machine(seconds_for_start: float) -> kdf.Callable[[Argon2Parameters], float]:
    """Return a machine whose time grows with memory and passes, as Argon2's does."""
    unit = seconds_for_start / (START.memory_kib * START.iterations)
    return lambda parameters: unit * parameters.memory_kib * parameters.iterations


@settings(max_examples=200)
@given(st.floats(0.001, 60))
def test_calibration_stays_in_bounds_and_near_a_second_where_bounds_allow(seconds: float) -> None:
    machine = linear_machine(seconds)
    found = kdf.calibrate(1.0, machine)
    kdf.check_bounds(found)
    if found.memory_kib > FLOOR.memory_kib and found != CEILING and found.iterations < CEILING.iterations:
        assert 0.65 <= machine(found) <= 1.3


def test_an_ordinary_machine_gets_the_start_value() -> None:
    assert kdf.calibrate(1.0, linear_machine(0.9)) == START


def test_a_slow_machine_gets_the_floor_and_a_fast_one_more_memory() -> None:
    assert kdf.calibrate(1.0, linear_machine(30)) == FLOOR
    assert kdf.calibrate(1.0, linear_machine(0.5)).memory_kib == 2 * START.memory_kib


def test_a_moment_of_load_does_not_make_a_slot_cheap_for_good() -> None:
    times = iter([8.0, 0.9])
    assert kdf.calibrate(1.0, lambda _: next(times)) == START


def test_a_machine_without_the_memory_gets_the_floor() -> None:
    def too_small(_: Argon2Parameters) -> float:
        raise EnvironmentProblem

    assert kdf.calibrate(1.0, too_small) == FLOOR


def test_measuring_takes_time() -> None:
    assert kdf.measure_s(FLOOR) > 0.005
