"""What a worker writes that outlives its parent: the outcome of its job, sealed so that it cannot read it back."""

from __future__ import annotations

import os

from nacl.public import PublicKey, SealedBox

from therapease.engine.messages import GoOnAlone, JobDone, JobFailed, Reply, SealedOutcome, decode, encode
from therapease.errors import InternalError


class SealedLetter:
    """An open file and the key to seal to. The file's lock goes with the descriptor and ends with the process."""

    def __init__(self, order: GoOnAlone, descriptor: int) -> None:
        self._order, self._descriptor = order, descriptor
        self._box = SealedBox(PublicKey(order.public_key))

    def write(self, outcome: Reply) -> None:
        """Seal the outcome of the job and put it on the disk."""
        if not isinstance(outcome, JobDone | JobFailed):
            raise InternalError(detail="no outcome")
        sealed = self._box.encrypt(encode(SealedOutcome(self._order.ticket, outcome)))
        with os.fdopen(self._descriptor, "wb") as sink:
            sink.write(sealed)
            sink.flush()
            os.fsync(sink.fileno())


def read_letter(unsealed: bytes, ticket: bytes) -> JobDone | JobFailed:
    """Return the outcome in the bytes of an opened letter. Raise InternalError unless it carries the ticket.

    Anybody can seal to the vault's public key; only the worker that was let go knows the ticket.
    """
    letter = decode(unsealed)
    if not isinstance(letter, SealedOutcome) or letter.ticket != ticket:
        raise InternalError(detail="a sealed result of unknown origin")
    return letter.outcome
