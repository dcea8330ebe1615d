"""From recognized segments and speaker turns to utterances: whose words are these?

The recognizer cuts at pauses and the diarizer at voices, so a segment can hold two speakers. Each word is given a
time (the recognizer's, or else its share of the segment's speech by length), then the turn it overlaps most. Where
words had no times of their own, the cut moves to the end of a sentence nearby: people rarely stop inside one.
No word is ever lost here; text that looks invented is only reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from therapease.domain.transcript import Segment, SpeakerRole, SpeakerTurn, Utterance, Word

JOIN_GAP_S = 1.0
"""A speaker who pauses longer begins a new utterance, so that its times hold speech and evidence stays short."""

_LONG_UTTERANCE_WORDS = 60
_SHORTEST_TURN_S = 0.3
_CUT_REACH_WORDS = 2
_SENTENCE_END = re.compile(r"[.?!…][\"'”’)]*$")
_CLAUSE_END = re.compile(r"[,;:–—][\"'”’)]*$")
_LOOP_MAX_WORDS = 8
_LOOP_REPEATS = 4


@dataclass(frozen=True, slots=True)
class SpokenPiece:
    """Consecutive words of one segment that one speaker said."""

    start_s: float
    end_s: float
    speaker: str
    words: tuple[str, ...]


def assign_speakers(segments: Sequence[Segment], turns: Sequence[SpeakerTurn]) -> list[Utterance]:
    """Give each word the turn it overlaps most, ties to the earlier turn, and join what one speaker says in one go.

    Speakers are named S1, S2 … in the order they first speak, ids count from 0, roles are still unknown. With no
    turns at all everything is S1's.
    """
    pieces: list[SpokenPiece] = []
    for segment in segments:
        pieces.extend(_pieces_of(segment, turns, pieces[-1].speaker if pieces else ""))
    return _numbered(_joined(pieces))


def looping_share(text: str) -> float:
    """Return the share of words that stand in a loop: up to eight words said four times or more in a row.

    Recognizers of this family fall into such loops over noise and silence (arXiv 2212.04356, section 4.5).
    """
    words = [re.sub(r"\W", "", word).lower() for word in text.split()]
    looping = [False] * len(words)
    for length in range(1, _LOOP_MAX_WORDS + 1):
        run = 0
        for at in range(length, len(words)):
            run = run + 1 if words[at] == words[at - length] else 0
            if run >= length * (_LOOP_REPEATS - 1):
                looping[at - run - length + 1 : at + 1] = [True] * (run + length)
    return sum(looping) / len(words) if words else 0.0


def is_over_silence(segment: Segment, turns: Sequence[SpeakerTurn], tolerance_s: float = 1.0) -> bool:
    """Say whether nobody was heard speaking anywhere near a segment: text over silence is often invented."""
    return not any(t.start_s < segment.end_s + tolerance_s and segment.start_s - tolerance_s < t.end_s for t in turns)


# ---------------------------------------------------------------- one segment


def _pieces_of(segment: Segment, turns: Sequence[SpeakerTurn], previous: str) -> list[SpokenPiece]:
    inside = _turns_inside(segment, turns)
    words = segment.words or _words_with_shares(segment, inside)
    if not words:
        return []
    if not inside:
        return [_whole(segment, words, _nearest_speaker(segment, turns) or previous or "1")]
    speakers = [_speaker_of(word, inside) for word in words]
    if not segment.words:
        speakers = _cut_at_sentences(words, speakers)
    return _grouped(words, speakers, inside, bool(segment.words))


def _turns_inside(segment: Segment, turns: Sequence[SpeakerTurn]) -> list[SpeakerTurn]:
    """Return the turns clipped to the segment, without slivers shorter than a word."""
    clipped = [
        SpeakerTurn(max(t.start_s, segment.start_s), min(t.end_s, segment.end_s), t.speaker)
        for t in turns
        if t.start_s < segment.end_s and segment.start_s < t.end_s
    ]
    whole = [t for t in clipped if t.end_s - t.start_s >= _SHORTEST_TURN_S]
    return whole or clipped


def _words_with_shares(segment: Segment, inside: Sequence[SpeakerTurn]) -> tuple[Word, ...]:
    """Lay the words of a segment out over its speech, each as long as it is written."""
    texts = segment.text.split()
    spans = _united(inside) or [(segment.start_s, segment.end_s)]
    weights = [len(re.sub(r"\W", "", text)) + 2 for text in texts]
    speech_s, total = sum(end - start for start, end in spans), sum(weights)
    words, said = [], 0
    for text, weight in zip(texts, weights, strict=True):
        start_s = _on_timeline(spans, speech_s * said / total, is_end=False)
        said += weight
        words.append(Word(start_s, _on_timeline(spans, speech_s * said / total, is_end=True), text))
    return tuple(words)


def _united(turns: Sequence[SpeakerTurn]) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    for turn in sorted(turns, key=lambda t: t.start_s):
        if spans and turn.start_s <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], turn.end_s))
        else:
            spans.append((turn.start_s, turn.end_s))
    return spans


def _on_timeline(spans: Sequence[tuple[float, float]], speech_s: float, *, is_end: bool) -> float:
    """Return the moment at which `speech_s` seconds of the spans have passed."""
    for start, end in spans:
        length = end - start
        if speech_s < length or (is_end and speech_s <= length + 1e-9):
            return start + speech_s
        speech_s -= length
    return spans[-1][1]


def _speaker_of(word: Word, turns: Sequence[SpeakerTurn]) -> str:
    best, best_overlap_s = None, 0.0
    for turn in turns:
        overlap_s = min(word.end_s, turn.end_s) - max(word.start_s, turn.start_s)
        if overlap_s > best_overlap_s:
            best, best_overlap_s = turn, overlap_s
    if best is None:
        middle_s = (word.start_s + word.end_s) / 2
        best = min(turns, key=lambda t: max(t.start_s - middle_s, middle_s - t.end_s))
    return best.speaker


def _cut_at_sentences(words: Sequence[Word], speakers: list[str]) -> list[str]:
    """Move each change of speaker to the end of a sentence, or else of a clause, within two words of it."""
    moved = list(speakers)
    for at in range(1, len(words)):
        if speakers[at] == speakers[at - 1]:
            continue
        cut = _best_cut(words, at)
        if cut < at:
            moved[cut:at] = [speakers[at]] * (at - cut)
        elif cut > at:
            moved[at:cut] = [speakers[at - 1]] * (cut - at)
    return moved


def _best_cut(words: Sequence[Word], at: int) -> int:
    reach = [cut for cut in range(at - _CUT_REACH_WORDS, at + _CUT_REACH_WORDS + 1) if 0 < cut < len(words)]
    for end in (_SENTENCE_END, _CLAUSE_END):
        ends = [cut for cut in reach if end.search(words[cut - 1].text)]
        if ends:
            return min(ends, key=lambda cut: abs(cut - at))
    return at


def _grouped(
    words: Sequence[Word], speakers: Sequence[str], inside: Sequence[SpeakerTurn], is_timed: bool
) -> list[SpokenPiece]:
    pieces, start = [], 0
    for at in range(1, len(words) + 1):
        if at < len(words) and speakers[at] == speakers[start]:
            continue
        run, speaker = words[start:at], speakers[start]
        span = _span_of(run, speaker, inside, is_only=not is_timed and at - start == len(words))
        pieces.append(SpokenPiece(*span, speaker, tuple(word.text.strip() for word in run)))
        start = at
    return pieces


def _span_of(run: Sequence[Word], speaker: str, inside: Sequence[SpeakerTurn], *, is_only: bool) -> tuple[float, float]:
    """Return when a run of words was said: the turns around it know better than guessed word times."""
    own = [t for t in inside if t.speaker == speaker]
    if not is_only:
        own = [t for t in own if t.start_s < run[-1].end_s and run[0].start_s < t.end_s]
    if not own:
        return run[0].start_s, run[-1].end_s
    return min(t.start_s for t in own), max(t.end_s for t in own)


def _whole(segment: Segment, words: Sequence[Word], speaker: str) -> SpokenPiece:
    return SpokenPiece(segment.start_s, segment.end_s, speaker, tuple(word.text.strip() for word in words))


def _nearest_speaker(segment: Segment, turns: Sequence[SpeakerTurn]) -> str | None:
    if not turns:
        return None
    return min(turns, key=lambda t: max(t.start_s - segment.end_s, segment.start_s - t.end_s)).speaker


# ---------------------------------------------------------------- utterances


def _joined(pieces: Sequence[SpokenPiece]) -> list[SpokenPiece]:
    joined: list[SpokenPiece] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if before is not None and before.speaker == piece.speaker and _goes_on(before, piece):
            joined[-1] = SpokenPiece(
                before.start_s, max(before.end_s, piece.end_s), before.speaker, before.words + piece.words
            )
        else:
            joined.append(piece)
    return joined


def _goes_on(before: SpokenPiece, piece: SpokenPiece) -> bool:
    if piece.start_s - before.end_s > JOIN_GAP_S:
        return False
    is_long = len(before.words) >= _LONG_UTTERANCE_WORDS
    return not (is_long and _SENTENCE_END.search(before.words[-1]))


def _numbered(pieces: Sequence[SpokenPiece]) -> list[Utterance]:
    names: dict[str, str] = {}
    for piece in pieces:
        names.setdefault(piece.speaker, f"S{len(names) + 1}")
    return [
        Utterance(
            id=at,
            speaker=names[piece.speaker],
            role=SpeakerRole.UNKNOWN,
            text=" ".join(piece.words),
            start_s=round(piece.start_s, 2),
            end_s=round(piece.end_s, 2),
        )
        for at, piece in enumerate(pieces)
    ]
