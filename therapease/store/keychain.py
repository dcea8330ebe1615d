"""The operating system's keyring: which one answers, and whether it may be trusted with a secret."""

from __future__ import annotations

from dataclasses import dataclass

import keyring
from keyring.backend import KeyringBackend
from keyring.backends import chainer

# Backends that keep secrets under the person's own sign-in. Anything else (plaintext files, null, third-party)
# is never used: the passphrase works without a keyring.
TRUSTED_BACKENDS = frozenset(
    {
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
    }
)


@dataclass(frozen=True, slots=True)
class KeyringState:
    """What answers as keyring here. `is_trusted` is what quick unlock needs; without it only the passphrase is used."""

    backend: str
    is_trusted: bool


def keyring_state() -> KeyringState:
    """Return the keyring that would be used, without storing or reading anything in it."""
    backend = keyring.get_keyring()
    candidates: list[KeyringBackend] = (
        list(backend.backends) if isinstance(backend, chainer.ChainerBackend) else [backend]
    )
    for candidate in candidates:
        if _name(candidate) in TRUSTED_BACKENDS:
            return KeyringState(_name(candidate), is_trusted=True)
    return KeyringState(_name(backend), is_trusted=False)


def _name(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"
