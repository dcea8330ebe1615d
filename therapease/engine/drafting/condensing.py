"""Other bounds for a line's last quotation: shorter where its ends are not worth their words, mended where refused.

People answer in the first sentence and go on talking. A shorter form keeps one run of sentences, so that more of what
was told fits into a note somebody reads. Nothing is left out that turns, weakens or corrects what stays; whether a form
may stand at all is decided by the checks, as for any other line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace

from therapease.engine.drafting.candidate import Candidate, Matter, Quote
from therapease.engine.drafting.dialogue import Sentence
from therapease.engine.drafting.finders.reports import stands_alone
from therapease.engine.drafting.salience import salience_of
from therapease.engine.drafting.spans import takes_back
from therapease.engine.drafting.verify import verify_statement

MAX_UNITS = 6
MAX_FORMS = 3
MIN_SAVED_WORDS = 3
MAX_MENDED_WORDS = 44
MAX_STRETCH = 2
_TOLD = frozenset({Matter.REPORT, Matter.ANSWER})
_TURNS = re.compile(
    r"\b(?:but|except|unless|if|only|though|although|however|not|no|never|none|nothing|maybe|perhaps|might|sometimes"
    r"|hardly|until|instead|actually|sorry|wait|mean)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words that may turn or weaken what was said before or after: a sentence with one is never left out."""
_LEANS = re.compile(
    r"^(?:(?:and|but|so|then|or)\b,? )*(?:it|that|this|he|she|they|them|which|because|cause|then|no|not|only|or|but"
    r"|except|once|twice)\b",
    re.IGNORECASE,
)


_TAKES_BACK = re.compile(
    r"(?:\W|\b(?:um|uh|well|and|so|oh|okay)\b)*(?:but|except|unless|only|though|although|not|no|or|if|maybe|sorry|actually"
    r"|i mean|wait|hang on)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence of a quotation with what it is worth."""

    start: int
    end: int
    worth: float
    text: str


def shorter_forms(line: Candidate, untouched: Set[int] = frozenset()) -> list[Candidate]:
    """Return up to MAX_FORMS shorter forms of a line that pass the checks, most worth per word first.

    Required lines, denials, and lines that quote a turn whose index is in `untouched` have none.
    """
    place = len(line.pieces) - 1
    quote = line.pieces[place]
    if line.is_required or line.matter not in _TOLD or not isinstance(quote, Quote) or quote.turn.is_therapist:
        return []
    if any(other.turn.index in untouched for other in line.quotes):
        return []
    units = _units(quote)
    if not 2 <= len(units) <= MAX_UNITS:
        return []
    whole = _sum(units)
    forms = []
    for first, last in _runs(units, answers=line.matter is Matter.ANSWER or len(line.quotes) > 1):
        pieces = (*line.pieces[:place], Quote(quote.turn, units[first].start, units[last].end))
        lost = whole - _sum(units[first : last + 1])
        form = replace(line, pieces=pieces, salience=max(0.3 * line.salience, line.salience - 0.9 * lost))
        if form.word_count + MIN_SAVED_WORDS <= line.word_count and _says_enough(form):
            forms.append(form)
    forms.sort(key=lambda form: -form.salience / (form.word_count + 5) ** 0.6)
    return [form for form in forms if verify_statement(form.text, form.turns).is_supported][:MAX_FORMS]


def mended(line: Candidate) -> Candidate | None:
    """Return a line that passes the checks: as it is, or with its last quotation stretched or cut to whole sentences.

    A quotation that begins after a “like” or ends before a “but I don't” is refused; with the words it left out, or
    without its last sentence, it may stand. None where nothing of the kind helps.
    """
    if verify_statement(line.text, line.turns).is_supported:
        return line
    place = len(line.pieces) - 1
    quote = line.pieces[place]
    if line.matter not in _TOLD or not isinstance(quote, Quote) or quote.turn.is_therapist:
        return None
    for start, end in _other_bounds(quote):
        form = replace(line, pieces=(*line.pieces[:place], Quote(quote.turn, start, end)))
        if (
            len(form.quotes[-1].text.split()) <= MAX_MENDED_WORDS
            and verify_statement(form.text, form.turns).is_supported
        ):
            return form
    return None


def _other_bounds(quote: Quote) -> Iterator[tuple[int, int]]:
    """Yield bounds to try: from the sentence's beginning, on to the next sentences, without the last ones."""
    sentences = quote.turn.sentences
    inside = [n for n, sentence in enumerate(sentences) if sentence.start < quote.end and sentence.end > quote.start]
    if not inside:
        return
    first, last = inside[0], inside[-1]
    for start in (sentences[first].start, quote.start):
        yield start, quote.end
        for further in sentences[last + 1 : last + 1 + MAX_STRETCH]:
            yield start, further.end
        for shorter in reversed(sentences[first:last]):
            yield start, shorter.end


def _says_enough(form: Candidate) -> bool:
    """Whether a form has content left and, without a question before it, somebody it is about."""
    return len(form.stems) >= 3 and (len(form.quotes) > 1 or stands_alone(form.quotes[-1].text))


def _units(quote: Quote) -> list[_Unit]:
    """Cut a quotation into its sentences."""
    turn = quote.turn
    found: list[_Unit] = []
    for sentence in turn.sentences:
        start, end = max(sentence.start, quote.start), min(sentence.end, quote.end)
        if start >= end:
            continue
        text = turn.text[start:end]
        found.append(_Unit(start, end, salience_of(text) * (0.3 if sentence.is_question else 1.0), text))
    return found


def _runs(units: list[_Unit], *, answers: bool) -> Iterator[tuple[int, int]]:
    """Yield which runs of units could stay: an answer keeps its opening, and nothing left out turns what stays."""
    for first in range(1 if answers else len(units)):
        for last in range(first, len(units)):
            if last - first + 1 == len(units) or (first and _LEANS.match(units[first].text)):
                continue
            if first and _corrects(units[first - 1], units[first]):
                continue
            if any(_TURNS.search(unit.text) for unit in (*units[:first], *units[last + 1 :])):
                continue
            if last + 1 < len(units) and _corrects(units[last], units[last + 1]):
                continue
            yield first, last


def _corrects(before: _Unit, after: _Unit) -> bool:
    """Whether `after` takes back or turns `before`."""
    return takes_back(_sentence(before), _sentence(after)) or _TAKES_BACK.match(after.text) is not None


def _sentence(unit: _Unit) -> Sentence:
    return Sentence(unit.start, unit.end, unit.text, unit.text.rstrip().endswith("?"))


def _sum(units: list[_Unit]) -> float:
    ranked = sorted((unit.worth for unit in units), reverse=True)
    return sum(worth * (1.0 if place == 0 else 0.5) for place, worth in enumerate(ranked))
