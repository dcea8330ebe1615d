"""What a vault in memory seals and signs with: the real cryptography, under a person's made-up keys."""

from __future__ import annotations

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from therapease.domain.process_note import SealedText
from therapease.domain.user import User
from therapease.store.key_material import UserKeys
from therapease.store.sealed_text import open_text, seal_text


class FakeSealing:
    """What `FakeVault` inherits. `keys` may be replaced, as an administrator's reset would."""

    user: User
    keys = UserKeys.from_bytes(bytes(range(64))[::-1])

    def sign(self, message: bytes) -> bytes:
        return self.keys.signing.sign(message).signature

    @property
    def signing_public_key(self) -> bytes:
        return bytes(self.keys.signing.verify_key)

    def verify(self, public_key: bytes, message: bytes, signature: bytes) -> bool:
        try:
            VerifyKey(public_key).verify(message, signature)
        except BadSignatureError:
            return False
        return True

    def seal_text(self, text: str, binding: bytes) -> SealedText:
        return seal_text(self.keys, {self.user.id: bytes(self.keys.agreement.public_key)}, text, binding)

    def open_text(self, sealed: SealedText, binding: bytes) -> str:
        return open_text(self.user.id, self.keys, self.signing_public_key, sealed, binding)
