"""Only keyrings that guard secrets by the person's own sign-in are trusted."""

from __future__ import annotations

import pytest
from keyring.backend import KeyringBackend
from keyring.backends import SecretService, chainer, fail, null

from therapease.store import keychain


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring])
def test_a_failing_or_null_keyring_is_not_trusted(
    backend: type[KeyringBackend], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keychain.keyring, "get_keyring", backend)
    assert not keychain.keyring_state().is_trusted


def test_the_secret_service_is_trusted_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    service = SecretService.Keyring()
    monkeypatch.setattr(keychain.keyring, "get_keyring", lambda: service)
    state = keychain.keyring_state()
    assert state.is_trusted
    assert "SecretService" in state.backend


def test_a_chain_is_trusted_by_its_first_trusted_link(monkeypatch: pytest.MonkeyPatch) -> None:
    class Chain(chainer.ChainerBackend):
        backends = (null.Keyring(), SecretService.Keyring())

    monkeypatch.setattr(keychain.keyring, "get_keyring", Chain)
    assert keychain.keyring_state().is_trusted
