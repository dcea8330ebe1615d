"""Where the waveform is marked: places worth finding again, each with a glyph and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from therapease.domain.note import RiskMention
from therapease.ui import strings
from therapease.ui.session import wording
from therapease.ui.session.evidence import TranscriptIndex
from therapease.ui.session.timecode import timecode


@dataclass(frozen=True, slots=True)
class Marker:
    """A place in the recording; `words` say what is there."""

    position_s: float
    icon: str
    words: str


def mention_markers(mentions: Sequence[RiskMention], index: TranscriptIndex) -> tuple[Marker, ...]:
    """Return one marker for each place where something was mentioned, in order."""
    found: dict[float, list[str]] = {}
    for mention in mentions:
        rows = index.rows(mention.evidence)
        start_s = index.utterances[rows[0]].start_s if rows else None
        if start_s is not None:
            what = f"{wording.RISK_WORDS[mention.category]}, {wording.stance_words(mention)}"
            found.setdefault(start_s, []).append(what)
    words = {at: strings.Player.MARKED.format(words="; ".join(found[at]), time=timecode(at)) for at in sorted(found)}
    return tuple(Marker(start_s, "flag", said) for start_s, said in words.items())


def grouped(markers: Sequence[Marker], places_px: Sequence[float], least_px: float) -> list[tuple[float, list[Marker]]]:
    """Join markers that would lie over each other; return where each group stands, in pixels, and what is in it."""
    groups: list[tuple[float, list[Marker]]] = []
    for marker, x in zip(markers, places_px, strict=True):
        if groups and x - groups[-1][0] < least_px:
            groups[-1][1].append(marker)
        else:
            groups.append((x, [marker]))
    return groups
