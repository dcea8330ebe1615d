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
    Exchange,
    answer_quote,
    find_exchanges,
    is_planning,
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
_REACH_TURNS = 2
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
_IN_THE_ROOM = re.compile(
    r"\b(?:with me|right now|while we|in here|the last part|the rest of (?:the|our|this)|you['’](?:ve|re)|you have)\b",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"\b(?:shall i (?:ring|call|write|speak|send|tell|ask)|do you want me to|would you let me|would it help if i"
    r"|can i (?:ring|call|write to|speak to))\b",
    re.IGNORECASE,
)
_PROMISES = re.compile(
    r"\b(?:i promise|i will\b|i(?:['’]ll| can| could) (?!be honest|see|think|say)[a-z]+|deal\b|will do|go on,? then)",
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
    r"\b(?:was|were|did|had|been|you['’]ve|you said|that['’]s|sounds?|hearing|went|came|you (?:feel|felt|think"
    r"|got|did)|years)\b",
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
        offers = _OFFERS.search(exchange.question.text) is not None
        if place in left_out or (place < EARLIEST * len(turns) and not offers):
            continue
        goes_on = place - planned <= _REACH_TURNS and _is_elliptic(exchange.question)
        if _IN_THE_ROOM.search(exchange.question.text):
            planned = exchange.answers[-1].index if place - planned <= _REACH_TURNS else planned
            continue
        if not (offers or is_planning(exchange.question.text) or goes_on or _commits(exchange, turns)):
            continue
        planned = exchange.answers[-1].index
        line = _line(exchange, turns)
        if line is not None:
            lines.append(line)
    return [*lines, *_summaries(turns, left_out)]


def _commits(exchange: Exchange, turns: list[Turn]) -> bool:
    """Whether an answer in the second half promises something, whatever the words of the question."""
    if exchange.asking.index < 0.5 * len(turns) or _ABOUT_WHAT_WAS.search(exchange.question.text):
        return False
    if re.search(r"\b(?:said|says|told|he|she)\b", exchange.answers[0].text, re.IGNORECASE):
        return False  # somebody else's promise
    return len(exchange.answers[0].words) <= 16 and _PROMISES.search(exchange.answers[0].text) is not None


def _is_elliptic(question: Sentence) -> bool:
    text = question.text
    if question.word_count > _ELLIPTIC_WORDS or _ABOUT_WHAT_WAS.search(text) or find_medicines(text):
        return False
    return _ELLIPTIC.match(text) is not None


def _line(exchange: Exchange, turns: list[Turn]) -> Candidate | None:
    """Return the question with its answer, or None where the answer declines."""
    answer = answer_quote(exchange, turns)
    if answer.turn is not exchange.answers[0]:
        return _bargain(exchange, turns)
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


def _bargain(exchange: Exchange, turns: list[Turn]) -> Candidate | None:
    """Return the whole of a short bargaining between several people: the last word alone would say too little."""
    said = [turn for turn in exchange.answers if turn.sentences]
    if sum(len(turn.text.split()) for turn in said) > 40:
        return None
    pieces: list[Piece] = []
    for turn in said:
        pieces += [Frame(f"{turn.label}:"), Quote(turn, turn.sentences[0].start, turn.sentences[-1].end)]
    return Candidate(Matter.PLAN, tuple(pieces), 5.5, context=(exchange.asking, *_confirming(exchange, turns)))


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
            if sentence.text.endswith("—"):
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
