"""Letters of the vault in memory. One in `held_letters` is still being written; a closed one is whole."""

from __future__ import annotations

import io
from typing import BinaryIO

from therapease.errors import NotFoundError


class _Letter(io.BytesIO):
    def __init__(self, letters: dict[str, bytes], letter_id: str) -> None:
        super().__init__()
        self._letters, self._id = letters, letter_id

    def write(self, words: object) -> int:
        self._letters[self._id] = bytes(words)  # type: ignore[call-overload]  # because bytes are written
        return len(self._letters[self._id])


class FakeLetters:
    """What `FakeVault` inherits."""

    def __init__(self) -> None:
        self.letters: dict[str, bytes] = {}
        self.held_letters: set[str] = set()

    def begin_letter(self, letter_id: str) -> tuple[BinaryIO, bytes]:
        self.letters[letter_id] = b""
        return _Letter(self.letters, letter_id), bytes(32)

    def open_letter(self, letter_id: str) -> bytes | None:
        if letter_id in self.held_letters:
            return None
        if not self.letters.get(letter_id):
            raise NotFoundError
        return self.letters[letter_id]

    def drop_letter(self, letter_id: str) -> None:
        self.letters.pop(letter_id, None)
