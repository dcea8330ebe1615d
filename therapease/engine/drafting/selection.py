"""Which lines go into the note: as much of what would be missed as fits into a note somebody will read.

Greedy and deterministic: the line with the most salience per word comes first, what repeats chosen words counts less,
each section has its share of the words, and what a section leaves over goes to the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from therapease.engine.drafting.candidate import Candidate, Matter, Quote
from therapease.engine.drafting.dialogue import Turn
from therapease.engine.formats import FormatSection, NoteFormat

MAX_NOTE_WORDS = 350
MIN_NOTE_WORDS = 150
LONG_TRANSCRIPT_WORDS = 1400
SHARE_OF_LONG_TRANSCRIPT = 0.06
MAX_LONG_NOTE_WORDS = 560
"""A talk of a whole hour fills a page; its note is never longer than a quarter of it."""
MAX_POOL = 240
MIN_REQUIRED_WORDS = 20
LARGE_SHARE = 0.15
"""Sections below this share keep their few words whatever the others cost."""
REQUIRED_SHARE = 0.62
"""The part of the words that lines which must be in the note may take together."""
REPEAT_COST = 0.7
"""How much of its salience a line loses when all it says is said already."""
LENGTH_COST = 0.6
"""Between 0, where length costs nothing, and 1, where salience counts per word."""
LINE_COST_WORDS = 5
SHARE_OF_SHORT_TRANSCRIPT = 0.85


@dataclass
class _Section:
    section: FormatSection
    words_left: float
    chosen: list[Candidate]


def note_word_limit(turns: Sequence[Turn]) -> int:
    """Return how many words the note may have: 350, fewer after little talk, more after a long one."""
    spoken = sum(len(turn.text.split()) for turn in turns)
    longer = SHARE_OF_LONG_TRANSCRIPT * max(0, spoken - LONG_TRANSCRIPT_WORDS)
    most = min(MAX_NOTE_WORDS + longer, MAX_LONG_NOTE_WORDS)
    return int(min(most, max(MIN_NOTE_WORDS, SHARE_OF_SHORT_TRANSCRIPT * spoken)))


def select(
    candidates: Iterable[Candidate], note_format: NoteFormat, words: int, forms: Iterable[Candidate] = ()
) -> dict[str, list[Candidate]]:
    """Return the chosen lines per section key, in the order of the conversation, appointments last.

    `forms` are shorter forms of the candidates: they get the words that no whole line fits into.
    """
    sections = [_Section(section, words * section.share, []) for section in note_format.sections]
    # Far more lines than fit are found in a long session; the weakest are not worth weighing again and again.
    pool = sorted(
        candidates, key=lambda line: (not line.is_required, line.matter is not Matter.APPOINTMENT, -_worth(line, set()))
    )[:MAX_POOL]
    covered: set[str] = set()
    allowed = REQUIRED_SHARE * words
    for candidate in [candidate for candidate in pool if candidate.is_required]:
        home = _home(sections, candidate)
        # What must be in the note comes first, but not at the price of a note longer than anybody reads.
        if home is None or candidate.word_count > max(allowed, MIN_REQUIRED_WORDS):
            continue
        if not _repeats(home, sections, candidate):
            _take(sections, candidate, covered)
            allowed -= candidate.word_count
        pool.remove(candidate)
    _pay_back(sections)
    _fill(sections, pool, covered)
    left = sum(section.words_left for section in sections)
    for section in sections:
        section.words_left = left
    _fill(sections, pool, covered, shared=True)
    _fill(sections, sorted(forms, key=lambda line: -_worth(line, set()))[:MAX_POOL], covered, shared=True)
    return {section.section.key: sorted(section.chosen, key=_place) for section in sections}


def _pay_back(sections: list[_Section]) -> None:
    """Take what required lines cost beyond their section's share from the other large sections, each by its size."""
    over = -sum(min(0.0, section.words_left) for section in sections)
    large = [section for section in sections if section.section.share >= LARGE_SHARE]
    free = sum(max(0.0, section.words_left) for section in large)
    for section in sections:
        section.words_left = max(0.0, section.words_left)
        if section in large and free:
            section.words_left *= max(0.0, 1 - over / free)


def _fill(sections: list[_Section], pool: list[Candidate], covered: set[str], *, shared: bool = False) -> None:
    while True:
        best: tuple[float, Candidate] | None = None
        for candidate in pool:
            home = _home(sections, candidate)
            if home is None or candidate.word_count > home.words_left or _repeats(home, sections, candidate):
                continue
            worth = _worth(candidate, covered)
            if best is None or worth > best[0]:
                best = (worth, candidate)
        if best is None or best[0] < 0.12:
            return
        _take(sections, best[1], covered)
        pool.remove(best[1])
        if shared:
            for section in sections:
                section.words_left = min(section.words_left, min(s.words_left for s in sections))


def _worth(candidate: Candidate, covered: set[str]) -> float:
    """Salience per word, less for what the chosen lines say already."""
    novel = len(candidate.stems - covered) / max(1, len(candidate.stems))
    return float(
        candidate.salience * (1 - REPEAT_COST * (1 - novel)) / (candidate.word_count + LINE_COST_WORDS) ** LENGTH_COST
    )


def _take(sections: list[_Section], candidate: Candidate, covered: set[str]) -> None:
    home = _home(sections, candidate)
    if home is None:
        return
    home.chosen.append(candidate)
    home.words_left -= candidate.word_count
    covered.update(candidate.stems)


def _home(sections: list[_Section], candidate: Candidate) -> _Section | None:
    return next((section for section in sections if candidate.matter.value in section.section.takes), None)


def _repeats(home: _Section, sections: list[_Section], candidate: Candidate) -> bool:
    """Whether a chosen line already quotes half of what this one would."""
    mine = _quoted_chars(candidate)
    for chosen in (line for section in sections for line in section.chosen):
        shared = sum(_overlap_chars(a, b) for a in candidate.quotes for b in chosen.quotes)
        if shared > (0.3 if chosen in home.chosen else 0.5) * min(mine, _quoted_chars(chosen)):
            return True
    return False


def _quoted_chars(candidate: Candidate) -> int:
    return sum(quote.end - quote.start for quote in candidate.quotes)


def _overlap_chars(a: Quote, b: Quote) -> int:
    if a.turn.index != b.turn.index:
        return 0
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _place(candidate: Candidate) -> tuple[bool, int]:
    return candidate.matter is Matter.APPOINTMENT, min(turn.index for turn in (q.turn for q in candidate.quotes))
