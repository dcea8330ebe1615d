"""What a header knows of itself."""

from __future__ import annotations

from tests.vaults.headers import example_header
from therapease.store.header.model import NO_ANCHOR


def test_a_slot_finds_its_account() -> None:
    header = example_header()
    assert header.account(header.slots[1].user_id) is header.accounts[0]


def test_no_anchor_comes_before_the_first_event() -> None:
    assert (NO_ANCHOR.sequence, NO_ANCHOR.digest) == (0, bytes(32))
