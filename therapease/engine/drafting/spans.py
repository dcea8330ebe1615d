"""Choosing how much of a turn to quote: whole sentences, without the fillers before them, never without a correction.

A quotation that ends before “no, sorry, fifty” would be a lie told with true words; so would one that leaves out the
“I don't think” in front. Spans are therefore made of whole sentences, and stretch over what takes a sentence back.
"""

from __future__ import annotations

import re

from therapease.engine.drafting.candidate import Quote
from therapease.engine.drafting.dialogue import Sentence, Turn
from therapease.engine.drafting.salience import sentence_salience
from therapease.engine.language.numbers import find_numbers

_OPENING = re.compile(
    r"^(?:(?:um+|uh+|er+m?|ah|oh|hmm|mm|well|hm|mm-?hm+|mhm|uh-?huh|so|okay|ok|o\.k\.|alright|all right|right|yeah"
    r"|yep|yes(?! (?:sir|ma))|and|like|you know|i mean|great"
    r"|good|thank you(?! for)|thanks(?! for)|brilliant|perfect|lovely|\[[^\]]*\])(?:[\s,.;—-]+|$))+",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"^(?:um,? |uh,? |oh,? )*(?:no\b|nope\b|well[,.]|actually\b|sorry\b|i mean\b|not\b|wait\b|rather\b|scratch that"
    r"|make that|or\b|it was\b|no,)",
    re.IGNORECASE,
)
_NEGATES = re.compile(r"n['’]t\b|\b(?:not|never|no|none|nothing)\b", re.IGNORECASE)
_LEANS_BACK = re.compile(
    r"^(?:no|not|because|'cause|cause|that(?:['’]s)?|which|it(?:['’]s)?|then|once|twice|he|she|they|this)\b",
    re.IGNORECASE,
)
PLAIN_NO = re.compile(
    r"^\W*(?:\[[^\]]*\]\W*)?(?:(?:um|uh|er|erm|oh|ohh|hm|hmm|well|so|god|what|hell|honestly)\b\W*)*"
    r"(?:no(?! idea\b)|nope|nah|never(?! mind)|none|not (?=at all|once|ever\b|since|one\b|a |that|like that"
    r"|anymore)\w+|nothing|neither|uh-uh"
    r"|i(?:['’]m| am)? (?:don['’]t|do not|haven['’]t|have not"
    r"|didn['’]t|never|not)"
    r"|i['’]ve (?:not|never)|i['’]m not|haven['’]t|don['’]t)\b(?! (?:mind|know|care)\b)",
    re.IGNORECASE,
)
"""How a plain denial begins. “I'd not mind” and “not sure” are none."""
MAX_QUOTE_WORDS = 30
WORTH_PER_WORD = 0.16


def quote_sentences(turn: Turn, first: int, last: int) -> Quote:
    """Quote sentences `first` to `last` of a turn, both included, widened over corrections, without opening fillers."""
    first, last = widened(turn, first, last)
    start, end = turn.sentences[first].start, turn.sentences[last].end
    opening = _OPENING.match(turn.text[start:end])
    if opening and opening.end() < end - start and len(turn.text[start + opening.end() : end].split()) >= 2:
        start += opening.end()
    return Quote(turn, start, end)


def widened(turn: Turn, first: int, last: int) -> tuple[int, int]:
    """Stretch a range of sentences over the corrections that follow it and over what it takes back itself."""
    while last + 1 < len(turn.sentences) and takes_back(turn.sentences[last], turn.sentences[last + 1]):
        last += 1
        # A bare “No.” takes back what was said but does not yet say what holds instead.
        if turn.sentences[last].word_count <= 2 and last + 1 < len(turn.sentences):
            last += 1
    while first > 0 and takes_back(turn.sentences[first - 1], turn.sentences[first]):
        first -= 1
    return first, last


def takes_back(before: Sentence, after: Sentence) -> bool:
    """Whether `after` corrects `before`: “Four beers.” “No.” “Five.” or “Twice.” “Well, three times.”"""
    if after.text.rstrip().endswith("?") and not _NEGATES.match(after.text):
        return False
    bare = after.text.strip()
    short = after.word_count <= 4
    if short and find_numbers(bare) and find_numbers(before.text):
        return True
    if short and _NEGATES.search(bare):
        return True
    return _TAKES_BACK.match(bare) is not None and (short or bool(find_numbers(before.text) and find_numbers(bare)))


def best_windows(turn: Turn, limit: int) -> list[tuple[float, int, int]]:
    """Return up to `limit` separate runs of sentences worth quoting, each with its salience, best first."""
    scored = [sentence_salience(turn, sentence) for sentence in turn.sentences]
    free = set(range(len(scored)))
    windows: list[tuple[float, int, int]] = []
    for _ in range(limit):
        if not free:
            break
        peak = max(sorted(free), key=lambda place: scored[place])
        if scored[peak] <= 0.8:
            break
        first, last = _grow(turn, scored, peak, free)
        windows.append((_window_salience(scored, first, last), first, last))
        free -= set(range(first - 1, last + 2))
    return windows


def _grow(turn: Turn, scored: list[float], peak: int, free: set[int]) -> tuple[int, int]:
    """Widen a peak to its neighbours while they are worth their words."""
    first = last = peak
    words = turn.sentences[peak].word_count
    while True:
        options = []
        if first - 1 in free:
            leaning = _LEANS_BACK.match(turn.sentences[first].text) is not None
            options.append((scored[first - 1] + (1.5 if leaning else 0.0), first - 1))
        if last + 1 in free:
            options.append((scored[last + 1], last + 1))
        options = [
            (score, place)
            for score, place in options
            if words + turn.sentences[place].word_count <= MAX_QUOTE_WORDS
            and (
                score / max(3, turn.sentences[place].word_count) >= WORTH_PER_WORD
                or turn.sentences[place].word_count <= 2
            )
        ]
        if not options:
            return first, last
        _, place = max(options)
        words += turn.sentences[place].word_count
        first, last = min(first, place), max(last, place)


def _window_salience(scored: list[float], first: int, last: int) -> float:
    ranked = sorted(scored[first : last + 1], reverse=True)
    return sum(score * (1.0 if place == 0 else 0.5) for place, score in enumerate(ranked))
