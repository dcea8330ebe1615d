"""What is sealed to a person opens with her keys alone, in its place alone, and only as she wrote it."""

from __future__ import annotations

import pytest

from therapease.domain.ids import UserId
from therapease.domain.process_note import SealedKey, SealedText
from therapease.errors import SealedForOthersError, VaultDamagedError
from therapease.store.key_material import UserKeys
from therapease.store.sealed_text import open_text, seal_text

ADA, BEA = UserId("ada"), UserId("bea")
ADAS, BEAS = UserKeys.generate(), UserKeys.generate()
TEXT = "I felt protective; whose feeling is that? “Grüße” — 你好"
PLACE = b"note 1, version 1"


def public(keys: UserKeys) -> bytes:
    return bytes(keys.agreement.public_key)


def verifying(keys: UserKeys) -> bytes:
    return bytes(keys.signing.verify_key)


@pytest.fixture
def sealed() -> SealedText:
    return seal_text(ADAS, {ADA: public(ADAS)}, TEXT, PLACE)


def opened(sealed: SealedText, place: bytes = PLACE) -> str:
    return open_text(ADA, ADAS, verifying(ADAS), sealed, place)


@pytest.mark.parametrize("text", ["", "a", "x" * 191, "x" * 192, "x" * 193, "x" * 100_000, TEXT])
def test_its_owner_reads_it_to_the_letter(text: str) -> None:
    assert opened(seal_text(ADAS, {ADA: public(ADAS)}, text, PLACE)) == text


def test_nobody_else_does(sealed: SealedText) -> None:
    with pytest.raises(SealedForOthersError):
        open_text(BEA, BEAS, verifying(ADAS), sealed, PLACE)
    with pytest.raises(SealedForOthersError):
        open_text(ADA, BEAS, verifying(ADAS), sealed, PLACE)
    relabelled = SealedText(sealed.cipher, (SealedKey(BEA, sealed.keys[0].sealed),))
    with pytest.raises(SealedForOthersError):
        open_text(BEA, BEAS, verifying(ADAS), relabelled, PLACE)


def test_a_second_reader_opens_it_when_it_was_sealed_to_both() -> None:
    shared = seal_text(ADAS, {ADA: public(ADAS), BEA: public(BEAS)}, TEXT, PLACE)
    assert open_text(BEA, BEAS, verifying(ADAS), shared, PLACE) == opened(shared) == TEXT


def test_it_opens_nowhere_else(sealed: SealedText) -> None:
    with pytest.raises(VaultDamagedError):
        opened(sealed, b"note 1, version 2")


def test_every_changed_byte_is_noticed(sealed: SealedText) -> None:
    for position in range(len(sealed.cipher)):
        changed = bytearray(sealed.cipher)
        changed[position] ^= 1
        with pytest.raises(VaultDamagedError):
            opened(SealedText(bytes(changed), sealed.keys))
    for cut in (b"", sealed.cipher[:23], sealed.cipher[:-1]):
        with pytest.raises(VaultDamagedError):
            opened(SealedText(cut, sealed.keys))
    with pytest.raises(SealedForOthersError):
        opened(SealedText(sealed.cipher, (SealedKey(ADA, b"short"),)))


def test_nobody_can_write_in_another_s_name() -> None:
    planted = seal_text(BEAS, {ADA: public(ADAS)}, "I harmed a client", PLACE)
    with pytest.raises(VaultDamagedError):
        opened(planted)


def test_the_same_text_twice_shows_neither_itself_nor_its_length(sealed: SealedText) -> None:
    again = seal_text(ADAS, {ADA: public(ADAS)}, TEXT, PLACE)
    assert again.cipher != sealed.cipher
    assert again.keys != sealed.keys
    assert len(seal_text(ADAS, {ADA: public(ADAS)}, "short", PLACE).cipher) == len(sealed.cipher)
    assert TEXT.encode() not in sealed.cipher
