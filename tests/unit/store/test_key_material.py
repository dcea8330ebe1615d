"""Private keys and subkeys."""

from __future__ import annotations

import traceback

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from therapease.store.key_material import DEK_BYTES, SubkeyPurpose, UserKeys, new_dek, subkey


def test_private_keys_survive_their_bytes() -> None:
    keys = UserKeys.generate()
    raw = keys.to_bytes()
    assert len(raw) == 64
    assert UserKeys.from_bytes(raw).to_bytes() == raw
    assert UserKeys.from_bytes(raw).signing.verify_key == keys.signing.verify_key


def test_no_key_shows_in_a_repr() -> None:
    keys = UserKeys.generate()
    shown = repr(keys) + "".join(traceback.format_exception_only(ValueError(keys)))
    assert bytes(keys.agreement).hex() not in shown
    assert repr(bytes(keys.signing)) not in shown


def test_subkeys_differ_by_purpose_and_by_vault() -> None:
    dek = bytes(32)
    made = {subkey(dek, purpose, file_id) for purpose in SubkeyPurpose for file_id in (b"a" * 16, b"b" * 16)}
    assert len(made) == 2 * len(SubkeyPurpose)
    assert dek not in made


def test_a_subkey_is_plain_hkdf_sha256() -> None:
    # Fixed for ever: existing vaults depend on it.
    derivation = HKDF(hashes.SHA256(), 32, salt=b"f" * 16, info=b"therapease/header-mac/v1")
    assert subkey(b"k" * 32, SubkeyPurpose.HEADER_MAC, b"f" * 16) == derivation.derive(b"k" * 32)


def test_every_vault_has_a_key_of_its_own() -> None:
    assert len({new_dek() for _ in range(20)}) == 20
    assert len(new_dek()) == DEK_BYTES
