"""Headers for tests: one with fixed bytes, and any that the format can hold."""

from __future__ import annotations

from hypothesis import strategies as st

from therapease.domain.ids import UserId
from therapease.domain.user import UserRole
from therapease.store.header.model import Account, AuditAnchor, Header, KeySlot, SlotKind
from therapease.store.kdf import Argon2Parameters

MAC_KEY = b"m" * 32


def example_header(generation: int = 7) -> Header:
    user_id = UserId("01954000-0000-7000-8000-000000000001")
    return Header(
        file_id=b"F" * 16,
        generation=generation,
        spool_public_key=b"S" * 32,
        anchor=AuditAnchor(12, b"D" * 32),
        accounts=(Account(user_id, UserRole.OWNER, "Ada Grün", b"A" * 32, b"E" * 32, b"K" * 80),),
        slots=(
            KeySlot(
                b"1" * 16, user_id, SlotKind.PASSPHRASE, Argon2Parameters(65536, 3, 4), b"s" * 16, b"n" * 12, b"w" * 80
            ),
            KeySlot(
                b"2" * 16, user_id, SlotKind.RECOVERY, Argon2Parameters(65536, 3, 4), b"t" * 16, b"o" * 12, b"x" * 80
            ),
        ),
    )


def _bytes(length: int) -> st.SearchStrategy[bytes]:
    return st.binary(min_size=length, max_size=length)


@st.composite
def headers(draw: st.DrawFn) -> Header:
    people = draw(st.lists(st.uuids().map(lambda made: UserId(str(made))), max_size=4, unique=True))
    account = st.builds(
        Account,
        user_id=st.just(UserId("")),
        role=st.sampled_from(UserRole),
        label=st.text(st.characters(codec="utf-8"), max_size=100),
        agreement_public_key=_bytes(32),
        signing_public_key=_bytes(32),
        sealed_dek=_bytes(80),
    )
    number = st.integers(0, 2**32 - 1)
    slot = st.builds(
        KeySlot,
        slot_id=_bytes(16),
        user_id=st.sampled_from(people) if people else st.nothing(),
        kind=st.sampled_from(SlotKind),
        kdf=st.builds(Argon2Parameters, number, number, number),
        salt=_bytes(16),
        nonce=_bytes(12),
        wrapped_keys=_bytes(80),
    )
    drawn = [draw(account) for _ in people]
    return Header(
        file_id=draw(_bytes(16)),
        generation=draw(st.integers(0, 2**64 - 1)),
        spool_public_key=draw(_bytes(32)),
        anchor=AuditAnchor(draw(st.integers(0, 2**64 - 1)), draw(_bytes(32))),
        accounts=tuple(
            Account(user_id, a.role, a.label, a.agreement_public_key, a.signing_public_key, a.sealed_dek)
            for user_id, a in zip(people, drawn, strict=True)
        ),
        slots=tuple(draw(st.lists(slot, max_size=6))) if people else (),
    )
