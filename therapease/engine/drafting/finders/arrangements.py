"""Planning done by question and answer: “And Target?” “And I stay in the line.”

Once two people plan, they stop saying so: the questions shrink to a word and the answers to a fragment. A planning
question opens a stretch, elliptic questions carry it on, and each answer stands beside what it answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from therapease.engine.drafting.candidate import Candidate, Frame, Matter, Piece, Quote
from therapease.engine.drafting.dialogue import Sentence, Turn
from therapease.engine.drafting.finders.exchanges import (
    PLANNING_QUESTION,
    Exchange,
    answer_quote,
    find_exchanges,
    shortened_question,
)
from therapease.engine.drafting.salience import salience_of
from therapease.engine.drafting.spans import quote_sentences
from therapease.engine.language.answers import Answer, answer_polarity
from therapease.engine.language.medications import find_medicines
from therapease.engine.language.numbers import find_numbers
from therapease.engine.language.tokens import content_stems

EARLIEST = 0.4
"""The part of a session before which questions are about what was, even in words of planning."""
_REACH_TURNS = 4
_ELLIPTIC_WORDS = 7
_ABOUT_WHAT_WAS = re.compile(
    r"\b(?:did|was|were|had|has|have|been|any|anything|still|how(?:['’]s| is| are| was)|feels?|felt|sleep\w*|eat\w*"
    r"|think|mean|wrong|side effects?|right|is that|safe|okay|ok|scale|number|how come|why)\b",
    re.IGNORECASE,
)
_ELLIPTIC = re.compile(
    r"^(?:\W*(?:okay|good|right|so|and|great|mm|\[[^\]]*\])\b\W*)*(?:and|or|when|where|who|which|what time|by when"
    r"|how (?:many|often|long|much)|from when|[a-z’']+\?)",
    re.IGNORECASE,
)
_SUMS_UP = re.compile(
    r"^(?:\W*(?:okay|ok|good|right|great|lovely|brilliant|alright|all right|thank you|\[[^\]]*\])\b\W*)*so\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:tonight|tomorrow|this (?:week|weekend|afternoon|evening)|every (?:day|night|morning|evening)|once|twice"
    r"|(?:one|two|three|four|five|six|seven|\d+) (?:times|days|nights|mornings|evenings|trips|meals|records)"
    r"|weekdays?|weekends?|from .{2,30} to|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|we (?:call|ring|say)|i ring"
    r"|i call|until|before)\b",
    re.IGNORECASE,
)
_NO_SUMMARY = re.compile(
    r"\b(?:was|were|did|had|been|you['’]ve|you said|that['’]s|sounds?|hearing|you (?:feel|felt|think|got|did)|years)\b",
    re.IGNORECASE,
)


def find_arrangements(turns: list[Turn], closing: Iterable[int] = ()) -> list[Candidate]:
    """Return a line per answer to a planning question, per elliptic one after it, and per closing summary.

    `closing` are the places of the turns that settle the next appointment, which another finder reads.
    """
    left_out = set(closing)
    lines: list[Candidate] = []
    planned = -_REACH_TURNS - 1
    for exchange in find_exchanges(turns):
        place = exchange.asking.index
        if place in left_out or place < EARLIEST * len(turns):
            continue
        goes_on = place - planned <= _REACH_TURNS and _is_elliptic(exchange.question)
        if not (is_planning(exchange.question.text) or goes_on):
            continue
        planned = exchange.answers[-1].index
        line = _line(exchange, turns)
        if line is not None:
            lines.append(line)
    return [*lines, *_summaries(turns, left_out)]


def is_planning(question: str) -> bool:
    """Whether a question asks what somebody is going to do, in words of its own."""
    return PLANNING_QUESTION.search(question) is not None


def _is_elliptic(question: Sentence) -> bool:
    text = question.text
    if question.word_count > _ELLIPTIC_WORDS or _ABOUT_WHAT_WAS.search(text) or find_medicines(text):
        return False
    return _ELLIPTIC.match(text) is not None


def _line(exchange: Exchange, turns: list[Turn]) -> Candidate | None:
    """Return the question with its answer, or None where the answer declines."""
    answer = answer_quote(exchange, turns)
    polarity = answer_polarity(answer.text)
    if polarity is Answer.NO or (polarity is Answer.NONE and len(answer.turn.stems) < 1):
        return None
    question = shortened_question(exchange.asking, exchange.question)
    if len(set(content_stems(f"{question.text} {answer.text}"))) < 2:
        return None
    late = exchange.asking.index / max(1, len(turns) - 1)
    pieces: list[Piece] = [Frame(f"{answer.turn.label}, asked"), question, Frame(":"), answer]
    score = 2.6 + 0.5 * salience_of(f"{question.text} {answer.text}") + 1.5 * late
    score += 0.6 if find_numbers(answer.text) else 0.0
    return Candidate(Matter.PLAN, tuple(pieces), score, context=_confirming(exchange, turns))


def _confirming(exchange: Exchange, turns: list[Turn]) -> tuple[Turn, ...]:
    """Return the therapist's next turn where it takes up the words of the answer."""
    place = exchange.answers[-1].index + 1
    if place >= len(turns) or not turns[place].is_therapist:
        return ()
    said = {stem for answer in exchange.answers for stem in answer.stems}
    return (turns[place],) if said & set(turns[place].stems) else ()


def _summaries(turns: list[Turn], left_out: set[int]) -> list[Candidate]:
    """Return the therapist's closing lists of what was agreed (“So this week, …, …”), with a short assent."""
    lines = []
    for turn in turns:
        if not turn.is_therapist or turn.index < 0.55 * len(turns) or turn.index in left_out:
            continue
        for place, sentence in enumerate(turn.sentences):
            opens = _SUMS_UP.match(sentence.text) is not None
            if not opens or sentence.is_question or sentence.word_count < 5:
                continue
            if not _AHEAD.search(sentence.text) or _NO_SUMMARY.search(sentence.text):
                continue
            last = place
            quote = quote_sentences(turn, place, last)
            pieces: list[Piece] = [Frame("Therapist:"), quote]
            score = 4.2 + 0.6 * salience_of(quote.text)
            after = turns[turn.index + 1] if turn.index + 1 < len(turns) else None
            context = (after,) if after is not None and not after.is_therapist else ()
            if context and answer_polarity(context[0].text) is Answer.NO:
                continue
            lines.append(Candidate(Matter.PLAN, tuple(pieces), score, context=context))
    return lines


def answer_of(line: Candidate) -> Quote:
    """Return the quotation of a line that answers: its last."""
    return line.quotes[-1]
