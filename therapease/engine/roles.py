"""Who is the therapist? Found from the conversation."""

from __future__ import annotations

from collections.abc import Sequence

from therapease.domain.transcript import Utterance


def assign_roles(utterances: Sequence[Utterance]) -> list[Utterance]:
    """Return the utterances with roles."""
    return list(utterances)
