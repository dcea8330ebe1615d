"""The next appointment as finally settled, out of the bargaining that leads to it.

Dates that somebody could not make are the trap: “the fourteenth at four” … “I can't” … “the fifteenth”. The line quotes
the last sentence that names a day together with a time, or the last that names a day at all, and adds a weekday only
from a sentence about the same date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from therapease.engine.drafting.candidate import Candidate, Frame, Matter, Piece, Quote
from therapease.engine.drafting.dialogue import Sentence, Turn
from therapease.engine.drafting.spans import quote_sentences
from therapease.engine.language.numbers import find_numbers, number_values

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_ORDINAL = (
    r"\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth"
    r"|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
    r"|(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
)
_DAY = re.compile(
    rf"\b(?:{_WEEKDAY}|tomorrow|next week|(?:two|three|four|six|\d+|a|few|couple(?: of)?) (?:weeks?|months?"
    rf"|days)(?: (?:time|from now|today))?|in (?:a|one|two|three|four|six|\d+|the next)(?: to \w+)? (?:days?|weeks?"
    rf"|months?)"
    r"|the (?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|(?:twenty"
    r"|thirty)[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))"
    r"|(?:\d+(?:st|nd|rd|th)|fifteenth|tenth|eleventh|twelfth|thirteenth|fourteenth|sixteenth|seventeenth"
    r"|eighteenth|nineteenth|twentieth|thirtieth|(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|sixth"
    r"|seventh|eighth|ninth)))\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?:at (?=\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|half|quarter|lunch)"
    r"|half past|quarter (?:past|to)|o['’]?clock|a\.?m\.?|p\.?m\.?|noon|midday|lunchtime|(?:same|usual) time)\b"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[- ](?:o['’]clock|fifteen|thirty"
    r"|forty[- ]five)\b|\b\d{1,2}[:.]\d{2}\b|\b(?:at|,) ?\d{1,2}\b",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"\b(?:see you|meet(?: again)?|next (?:session|appointment|time|week|one)|same time|come back|we(?:['’]re"
    r"| are) down for|book|schedul\w+|appointment|follow[- ]?up|can (?:we|i|you) do|could (?:we|it|you)(?: do| be)?"
    r"|would (?:the|that|it)"
    r"|works? for|i(?:['’]ve| have) (?:got )?(?:the|ten|a|(?:mon|tues|wednes|thurs|fri|satur)day)"
    r"|i(?:['’]m| am) away|you and me|and me,|back in)\b",
    re.IGNORECASE,
)
_OTHERS_VISIT = re.compile(
    r"\b(?:dr\.?|doctor|psychiatrist|gp|crisis team|hospital|group['’]?s|dentist|school|court)\b", re.IGNORECASE
)
_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_MINUTES = r"(?:five|ten|quarter|twenty|twenty[- ]five|half|\d{1,2})"
_TIME_OF_DAY = re.compile(
    rf"\b(?:half (?:past )?{_NUMBER}|(?:a )?{_MINUTES} (?:past|to) {_NUMBER}"
    rf"|{_NUMBER}[- ](?:fifteen|thirty|forty[- ]five|ten|twenty|o['’]?clock)|{_NUMBER}[:.]\d\d|noon|midday|lunchtime"
    rf"|{_NUMBER}(?= ?(?:a\.? ?m\b|p\.? ?m\b|in the (?:morning|afternoon|evening)))|(?<=at ){_NUMBER}"
    rf"|(?:the )?(?:same|usual) time)(?: ?(?:a\.? ?m\b\.?|p\.? ?m\b\.?|in the (?:morning|afternoon|evening)"
    r"|o['’]clock))?",
    re.IGNORECASE,
)
_BARE_TIME = re.compile(
    rf"(?<!the )\b{_NUMBER}\b(?! (?:weeks?|months?|days?|minutes?|hours?|times|years?|of|more|to|past|th))",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"\b(?:{_WEEKDAY}(?:,)?(?: (?:the )?(?:{_ORDINAL}))?|the (?:{_ORDINAL})"
    rf"|(?!(?:first|second|third)\b)(?:{_ORDINAL})|tomorrow"
    r"|(?:this|next) week|(?:two|three|four|six) weeks(?: (?:time|from now|today))?"
    r"|a (?:week|fortnight|month) (?:from )?today)"
    r"(?: of [A-Z][a-z]+)?",
    re.IGNORECASE,
)
_NOT_THEN = re.compile(
    r"\b(?:can['’]t|cannot|couldn['’]t|not (?:in a|the)|away|on leave|holiday|i(?:['’]m| am) (?:in|on|at|away|not)"
    r"|i(?:['’]ve| have)? (?:got )?(?:a|an|the|my)\b|i(?:['’]ve| have) [a-z]+['’]s"
    r"|she has|he has|she['’]s got|he['’]s|comes at|until|launch\b|day after|home for|['’]s the (?!\w+th\b)\w+"
    r"|i open|no[.,])",
    re.IGNORECASE,
)
_LOOKS_BACK = re.compile(r"\b(?:how|was|were|did|had|since|when did)\b", re.IGNORECASE)
_WEEKDAY_NAME = re.compile(rf"\b{_WEEKDAY}\b", re.IGNORECASE)


def find_appointment(turns: list[Turn]) -> list[Candidate]:
    """Return one required line with the next appointment, or nothing when none was settled."""
    cluster = _bargaining(turns)
    settled = _settled(turns, cluster)
    return [] if settled is None else [_line(turns, settled)]


def bargaining_turns(turns: list[Turn]) -> set[int]:
    """Return the places of the turns in which the next appointment is settled; other finders leave them alone."""
    cluster = _bargaining(turns)
    if _settled(turns, cluster) is None:
        return set()
    return set(range(min(turn.index for turn, _ in cluster), len(turns)))


def _bargaining(turns: list[Turn]) -> list[tuple[Turn, Sentence]]:
    """Return the sentences of the last bargaining over a day and a time, if one is about meeting again."""
    spoken = [turn for turn in turns if turn.words]
    tail = spoken[-max(10, len(spoken) // 5) :]
    mentions = [
        (turn, sentence)
        for turn in tail
        for sentence in turn.sentences
        if _DAY.search(sentence.text) or _CLOCK.search(sentence.text)
    ]
    cluster = _last_cluster(mentions)
    while cluster and not _offers(*cluster[0]):
        cluster.pop(0)
    return cluster


def _offers(turn: Turn, sentence: Sentence) -> bool:
    """Whether a mention is about meeting again: in so many words, or as a date the therapist asks about."""
    if _MEETING.search(sentence.text):
        return True
    if not turn.is_therapist or _LOOKS_BACK.search(turn.text):
        return False
    dated = any(number.is_ordinal for number in find_numbers(sentence.text)) and _DATE.search(sentence.text)
    asks = any(other.is_question for other in turn.sentences)
    return asks and bool(dated or (_WEEKDAY_NAME.search(sentence.text) and _TIME_OF_DAY.search(sentence.text)))


def _last_cluster(mentions: list[tuple[Turn, Sentence]]) -> list[tuple[Turn, Sentence]]:
    """Return the mentions of the last stretch of bargaining: no more than four turns apart."""
    cluster: list[tuple[Turn, Sentence]] = []
    for turn, sentence in reversed(mentions):
        if cluster and cluster[0][0].index - turn.index > 3:
            break
        cluster.insert(0, (turn, sentence))
    return cluster


@dataclass(frozen=True, slots=True)
class _Said:
    """A day or a time where it was said."""

    turn: Turn
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.turn.text[self.start : self.end]

    @property
    def figures(self) -> set[float]:
        return number_values(self.text)

    @property
    def weekday(self) -> str:
        match = _WEEKDAY_NAME.search(self.text)
        return match.group().lower()[:3] if match else ""

    @property
    def dates(self) -> set[float]:
        return {number.value for number in find_numbers(self.text) if number.is_ordinal}


@dataclass(frozen=True, slots=True)
class _Settled:
    """What holds in the end: a day, perhaps its weekday from elsewhere, perhaps a time."""

    day: _Said
    weekday: _Said | None
    time: _Said | None


def _settled(turns: list[Turn], cluster: list[tuple[Turn, Sentence]]) -> _Settled | None:
    """Follow the bargaining to its end: the last day and the last time that nobody took back.

    A new day drops the weekday and date before it; a sentence that says why somebody cannot come offers nothing.
    """
    if not cluster:
        return None
    first = cluster[0][0].index
    days: list[_Said] = []
    times: list[_Said] = []
    for turn in turns[first:]:
        for sentence in turn.sentences:
            if turn.index == first and sentence.start < cluster[0][1].start:
                continue
            if _OTHERS_VISIT.search(sentence.text) and not _MEETING.search(sentence.text):
                continue
            found_days, found_times = _days_in(turn, sentence), _times_in(turn, sentence, bool(days))
            if _is_obstacle(turn, sentence):
                if found_times:
                    continue  # the hour does not suit; the day may
                gone = {day.weekday for day in found_days} | {d for day in found_days for d in day.dates}
                days = [day for day in days if not ({day.weekday, *day.dates} - {""}) & gone]
                continue
            if " or " in sentence.text.lower():
                found_times = []  # a choice is no time yet
            days += found_days[-1:]
            times += found_times[-1:]
    if not days:
        return None
    day = days[-1]
    alike = [other for other in days if other.dates & day.dates or (not other.dates and other.weekday == day.weekday)]
    fullest = max(alike or [day], key=lambda said: (bool(said.weekday) + bool(said.dates), said.turn.index))
    if day.weekday and fullest.weekday and day.weekday != fullest.weekday:
        fullest = day
    if not day.dates and day.weekday:
        dated = [other for other in days if other.weekday == day.weekday and other.dates]
        fullest = dated[-1] if dated else fullest
    return _Settled(day, fullest if fullest is not day else None, _plainest(times))


def _plainest(times: list[_Said]) -> _Said | None:
    """Return the last time, or the same hour named before in more words (“One o'clock” … “One's good”)."""
    if not times:
        return None
    alike = [said for said in times[-3:] if said.figures == times[-1].figures and said.figures]
    return max(alike, key=lambda said: (len(said.text), said.turn.index)) if alike else times[-1]


def _days_in(turn: Turn, sentence: Sentence) -> list[_Said]:
    return [
        _Said(turn, match.start(), match.end()) for match in _DATE.finditer(turn.text, sentence.start, sentence.end)
    ]


def _times_in(turn: Turn, sentence: Sentence, has_day: bool) -> list[_Said]:
    found = [
        _Said(turn, match.start(), match.end())
        for match in _TIME_OF_DAY.finditer(turn.text, sentence.start, sentence.end)
    ]
    if found or sentence.word_count > 12 or not (has_day or _DATE.search(sentence.text)):
        return found
    return [
        _Said(turn, match.start(), match.end())
        for match in _BARE_TIME.finditer(turn.text, sentence.start, sentence.end)
        if not any(day.start <= match.start() < day.end for day in _days_in(turn, sentence))
    ]


def _is_obstacle(turn: Turn, sentence: Sentence) -> bool:
    """Whether a sentence says when somebody cannot come; an offer of the therapist's (“I have ten”) is none."""
    if turn.is_therapist:
        offers = re.search(r"\bso,? (?:can|could|shall|how|let|it)\b", sentence.text, re.IGNORECASE)
        obstacle = re.search(r"\b(?:can['’]t|on leave|away|holiday)\b", sentence.text, re.IGNORECASE)
        return obstacle is not None and offers is None
    return _NOT_THEN.search(sentence.text) is not None and not re.search(
        r"\b(?:can|could) (?:we|i|it)\b", sentence.text, re.IGNORECASE
    )


def _line(turns: list[Turn], settled: _Settled) -> Candidate:
    """Quote what was settled: one sentence that holds all of it, or the day and the time from where they were said."""
    parts = [part for part in (settled.weekday, settled.day, settled.time) if part is not None]
    if settled.weekday is not None:
        parts.remove(settled.day)
    quotes: list[Quote] = []
    for part in parts:
        if not any(_holds(quote, part) for quote in quotes):
            quotes.append(_around(part, parts))
    for one in list(quotes):
        others = [quote for quote in quotes if quote is not one]
        if len(quotes) > 1 and all(any(_holds(other, p) for other in others) for p in parts if _holds(one, p)):
            quotes.remove(one)
    quotes.sort(key=lambda quote: (quote.turn.index, quote.start))
    pieces: list[Piece] = [Frame("Next appointment:")]
    for number, quote in enumerate(quotes):
        pieces += [Frame(";"), quote] if number else [quote]
    places = {part.turn.index for part in (settled.day, settled.weekday, settled.time) if part is not None}
    last = max(places)
    context = [turns[place] for place in sorted(places)]
    context += [turn for turn in turns[max(0, last - 1) : last + 2] if turn.words and turn.index not in places]
    return Candidate(Matter.APPOINTMENT, tuple(pieces), 9.0, context=tuple(context), is_required=True)


def _holds(quote: Quote, part: _Said) -> bool:
    """Whether a quotation says a part: the same stretch, or the same figures and weekday in other words."""
    if quote.turn is part.turn and quote.start <= part.start and part.end <= quote.end:
        return True
    if part.text.lower() in quote.text.lower():
        return True
    figures = part.figures
    return bool(figures) and figures <= number_values(quote.text) and part.weekday in quote.text.lower()


def _same(one: _Said, other: _Said) -> bool:
    """Whether two mentions name the same day or the same hour."""
    if one.figures and other.figures:
        return bool(one.figures & other.figures) and (not one.weekday or other.weekday in ("", one.weekday))
    return one.text.lower() in other.text.lower() or (one.weekday != "" and one.weekday == other.weekday)


def _around(part: _Said, parts: list[_Said]) -> Quote:
    """Quote the whole sentence where it is short and says nothing else, the bare words elsewhere."""
    place = next(
        number for number, sentence in enumerate(part.turn.sentences) if sentence.start <= part.start < sentence.end
    )
    sentence = part.turn.sentences[place]
    said = _days_in(part.turn, sentence), _times_in(part.turn, sentence, True)
    plain = " or " not in sentence.text.lower() and not _is_obstacle(part.turn, sentence)
    settled = all(any(_same(one, other) for other in parts) for one in (*said[0], *said[1]))
    if sentence.word_count <= 12 and plain and settled:
        quote = quote_sentences(part.turn, place, place)
        alone = all(_holds(quote, other) for other in parts)
        if quote.start <= part.start and quote.end <= sentence.end and (alone or not sentence.is_question):
            return quote
    at = part.start - 3 if part.turn.text[: part.start].lower().endswith(" at ") else part.start
    return Quote(part.turn, at, part.end)
