"""Corrections of a transcript as plain functions: utterances in, utterances out. Nothing is ever changed in place.

An utterance keeps its identifier through every correction, so that evidence goes on pointing at it. What a correction
leaves alone is the very same value before and after, which is how others tell cheaply what has changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from therapease.domain.ids import UtteranceId
from therapease.domain.transcript import SpeakerRole, Utterance
from therapease.errors import InvalidFieldError, NotFoundError

Utterances = tuple[Utterance, ...]

_SWAPPED = {SpeakerRole.THERAPIST: SpeakerRole.CLIENT, SpeakerRole.CLIENT: SpeakerRole.THERAPIST}


def with_words(utterances: Utterances, utterance_id: UtteranceId, words: str) -> Utterances:
    """Put other words into one utterance; breaks and runs of spaces become one space. Raise InvalidFieldError when
    nothing is left, NotFoundError."""
    tidy = " ".join(words.split())
    if not tidy:
        raise InvalidFieldError("words", "Write what was said, or go back.")
    row = row_of(utterances, utterance_id)
    if utterances[row].text == tidy:
        return utterances
    return (*utterances[:row], replace(utterances[row], text=tidy), *utterances[row + 1 :])


def with_role(utterances: Utterances, ids: Iterable[UtteranceId], role: SpeakerRole) -> Utterances:
    """Give utterances to another speaker: the one who has this role already, or a new one. Raise NotFoundError."""
    chosen = {row_of(utterances, utterance_id) for utterance_id in ids}
    speaker = _speaker_of(utterances, role, chosen)
    return tuple(
        replace(u, role=role, speaker=speaker) if row in chosen and u.role is not role else u
        for row, u in enumerate(utterances)
    )


def with_roles_swapped(utterances: Utterances) -> Utterances:
    """Exchange therapist and client throughout; others stay who they are."""
    return tuple(replace(u, role=_SWAPPED[u.role]) if u.role in _SWAPPED else u for u in utterances)


def is_same_speech(before: Utterance, after: Utterance) -> bool:
    """Say whether two versions of an utterance have the same words from the same speaker."""
    return before is after or (before.text == after.text and before.role is after.role)


def row_of(utterances: Utterances, utterance_id: UtteranceId) -> int:
    """Return where an utterance stands. Raise NotFoundError."""
    for row, utterance in enumerate(utterances):
        if utterance.id == utterance_id and type(utterance.id) is type(utterance_id):
            return row
    raise NotFoundError("These words are no longer in the transcript.")


def _speaker_of(utterances: Utterances, role: SpeakerRole, chosen: set[int]) -> str:
    """Return the label most utterances of a role have, or one that nobody has yet."""
    labels = Counter(u.speaker for row, u in enumerate(utterances) if u.role is role and row not in chosen)
    if labels:
        return labels.most_common(1)[0][0]
    taken = {u.speaker for u in utterances}
    number = 1
    while f"S{number}" in taken:
        number += 1
    return f"S{number}"
