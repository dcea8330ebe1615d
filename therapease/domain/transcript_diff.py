"""What differs between two versions of a transcript, utterance by utterance and word by word."""

from __future__ import annotations

from dataclasses import dataclass

from therapease.domain.corrections import is_same_speech
from therapease.domain.transcript import Transcript, Utterance
from therapease.domain.word_diff import WordRun, diff_words


@dataclass(frozen=True, slots=True)
class UtteranceDifference:
    """One utterance that is not the same in both; it may be missing from either."""

    before: Utterance | None
    after: Utterance | None

    @property
    def runs(self) -> tuple[WordRun, ...]:
        """The words, with what was added and what was removed."""
        old, new = (u.text if u is not None else "" for u in (self.before, self.after))
        return diff_words(old, new)

    @property
    def has_other_speaker(self) -> bool:
        return self.before is not None and self.after is not None and self.before.role is not self.after.role

    @property
    def start_s(self) -> float | None:
        shown = self.after or self.before
        return shown.start_s if shown is not None else None


def differences(before: Transcript, after: Transcript) -> tuple[UtteranceDifference, ...]:
    """Return what differs, in the order of the conversation: of `after`, with what it lacks where it used to stand."""
    old = {(type(u.id), u.id): u for u in before.utterances}
    new = {(type(u.id), u.id) for u in after.utterances}
    gone: dict[object, list[Utterance]] = {}
    behind: object = None
    for utterance in before.utterances:
        key = (type(utterance.id), utterance.id)
        if key in new:
            behind = key
        else:
            gone.setdefault(behind, []).append(utterance)
    found = [UtteranceDifference(lost, None) for lost in gone.get(None, ())]
    for utterance in after.utterances:
        key = (type(utterance.id), utterance.id)
        was = old.get(key)
        if was is None or not is_same_speech(was, utterance):
            found.append(UtteranceDifference(was, utterance))
        found += [UtteranceDifference(lost, None) for lost in gone.get(key, ())]
    return tuple(found)
