"""The proofs of `make prove ONLY=vault`, each in a small size: they run to their end and find nothing wrong.

And each of them bites: what would be wrong is counted as wrong.
"""

from __future__ import annotations

from bench.apart import run_apart
from bench.prove_vault_damage import bites, failing, flipped, killed, powerless


def test_kills_at_seeded_moments_of_every_act_lose_nothing() -> None:
    found = run_apart("bench._vault_kills", "--kills", "16", "--seed", "5")
    # How soon it opens is for the proof itself to time, on a machine that does nothing else.
    claims = [claim for claim in killed(found, 16) if not claim.claim.startswith("opening")]
    assert [claim.claim for claim in claims if not claim.ok] == []
    assert set(found["by_act"].values()) == {2}, "every act is killed"


def test_a_lost_change_and_a_vault_that_does_not_open_would_be_told() -> None:
    found = {
        "kills": 4,
        "acknowledged": 9,
        "lost": ["save: client x"],
        "did_not_open": ["restore: damaged"],
        "slowest_open_s": 2.5,
        "by_act": {"save": 4},
    }
    assert [claim.verdict for claim in killed(found, 4)] == ["short"] * 3


def test_flipped_bits_are_found_or_healed() -> None:
    found = run_apart("bench._vault_flips", "--database", "40", "--log", "12", "--key-file-step", "97")
    claims = {claim.claim: claim for claim in flipped(found, 40, 12)}
    assert [claim.claim for claim in claims.values() if not claim.ok] == []
    assert found["database"]["refused"] + found["database"]["found_by_check"] == 40
    assert found["log"]["refused"] >= 11
    assert found["key_file"]["healed"] > 600
    assert found["key_file"]["refused"] > 0


def test_an_unnoticed_flip_would_be_told() -> None:
    empty = {"count": 5, "refused": 0, "found_by_check": 0, "healed": 0, "harmless": 5, "silent": []}
    found = {"database": empty, "log": {**empty, "silent": ["bit 7: 3 of 80 commits"]}, "key_file": empty}
    assert [claim.verdict for claim in flipped(found, 5, 5)] == ["ok", "short", "ok"]
    assert [claim.verdict for claim in flipped(found, 6, 5)] == ["short", "short", "ok"]


def test_a_power_loss_at_any_point_loses_nothing_and_the_proof_bites() -> None:
    claims = list(powerless(run_apart("bench._vault_power", "--points", "12", "--seed", "5"), 12))
    assert [claim.claim for claim in claims if not claim.ok] == []
    assert bites(run_apart("bench._vault_power", "--points", "12", "--seed", "5", "--synchronous", "NORMAL")).ok


def test_a_full_and_a_failing_disk_are_told_and_cost_nothing() -> None:
    found = run_apart("bench._vault_faults", "--every", "130")
    assert [claim.claim for claim in failing(found) if not claim.ok] == []
    assert found["runs"] >= 10


def test_losses_unclear_words_and_work_that_stops_would_be_told() -> None:
    lost = {
        "points": 3,
        "changes": 9,
        "acknowledged": 4,
        "points_with_loss": 0,
        "lost": ["client x"],
        "did_not_open": ["x"],
    }
    assert [claim.verdict for claim in powerless(lost, 3)] == ["short"] * 2
    assert not bites({**lost, "did_not_open": []}).ok
    failed = {
        "changes": 9,
        "runs": 3,
        "told": 3,
        "acknowledged": 9,
        "unclear": ["x"],
        "lost": ["x"],
        "did_not_go_on": ["x"],
    }
    assert [claim.verdict for claim in failing(failed)] == ["short"] * 3
