"""The next appointment as finally settled, out of the bargaining that leads to it.

Dates that somebody could not make are the trap: “the fourteenth at four” … “I can't” … “the fifteenth”. The line quotes
the last sentence that names a day together with a time, or the last that names a day at all, and adds a weekday only
from a sentence about the same date.
"""

from __future__ import annotations

import re

from therapease.engine.drafting.candidate import Candidate, Frame, Matter, Piece, Quote
from therapease.engine.drafting.dialogue import Sentence, Turn
from therapease.engine.drafting.spans import quote_sentences
from therapease.engine.language.answers import Answer, answer_polarity
from therapease.engine.language.numbers import find_numbers, number_values

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
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
    r"\b(?:see you|meet(?: again)?|next (?:session|appointment|time|week)|same time|come back|we(?:['’]re"
    r"| are) down for|book|schedul\w+|appointment|follow[- ]?up|can (?:we|i|you) do|could (?:we|it|you)(?: do| be)?"
    r"|would (?:the|that|it)"
    r"|works? for|i(?:['’]ve| have) (?:got )?(?:the|ten|a)|i(?:['’]m| am) away|you and me|and me,|back in)\b",
    re.IGNORECASE,
)
_OTHERS_VISIT = re.compile(
    r"\b(?:dr\.?|doctor|psychiatrist|gp|crisis team|hospital|group['’]?s|dentist|school|court)\b", re.IGNORECASE
)
_WEEKDAY_NAME = re.compile(rf"\b{_WEEKDAY}\b", re.IGNORECASE)


def find_appointment(turns: list[Turn]) -> list[Candidate]:
    """Return one required line with the next appointment, or nothing when none was settled."""
    cluster = _bargaining(turns)
    settled = _settled(turns, cluster)
    return [] if settled is None else [_line(turns, cluster, *settled)]


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
    before: list[tuple[Turn, Sentence]] = []
    while cluster and not _MEETING.search(cluster[0][1].text):
        before.append(cluster.pop(0))
    # The first offer often is a bare date (“so, the ninth?”), and the counter-offer only makes sense after it.
    while cluster and before and before[-1][0].is_therapist and before[-1][1].is_question:
        if cluster[0][0].index - before[-1][0].index > 1:
            break
        cluster.insert(0, before.pop())
    return cluster


def _last_cluster(mentions: list[tuple[Turn, Sentence]]) -> list[tuple[Turn, Sentence]]:
    """Return the mentions of the last stretch of bargaining: no more than four turns apart."""
    cluster: list[tuple[Turn, Sentence]] = []
    for turn, sentence in reversed(mentions):
        if cluster and cluster[0][0].index - turn.index > 3:
            break
        cluster.insert(0, (turn, sentence))
    return cluster


def _settled(turns: list[Turn], cluster: list[tuple[Turn, Sentence]]) -> tuple[Turn, Sentence] | None:
    """Return the last mention that says most: day and time before day alone, the therapist's before an echo."""
    ranked = []
    for turn, sentence in cluster:
        day, clock = _DAY.search(sentence.text), _CLOCK.search(sentence.text) or _bare_time(sentence.text)
        if day is None or (_OTHERS_VISIT.search(sentence.text) and not _MEETING.search(sentence.text)):
            continue
        if sentence.is_question and not _accepted(turns, turn):
            continue
        if _refused(turns, turn):
            continue
        ranked.append((2 if clock else 1, turn.index, turn, sentence))
    if not ranked:
        return None
    full = [entry for entry in ranked if entry[0] == 2]
    meeting = [entry for entry in ranked if _MEETING.search(entry[3].text)]
    last_day = max(meeting or ranked, key=lambda entry: entry[1])
    best = _fullest(full) if full else last_day
    if full and last_day[1] - best[1] > 3:
        best = last_day
    return best[2], best[3]


def _fullest(full: list[tuple[int, int, Turn, Sentence]]) -> tuple[int, int, Turn, Sentence]:
    """Return the last full mention, or the turn right before it when that names the same time with more words."""
    last = max(full, key=lambda entry: entry[1])
    said = number_values(last[3].text)
    near = [entry for entry in full if last[1] - entry[1] <= 2 and not re.search(r"\bor\b", entry[3].text)]
    alike = [entry for entry in near if said <= number_values(entry[3].text)] or [last]
    return max(alike, key=_fullness)


def _fullness(entry: tuple[int, int, Turn, Sentence]) -> tuple[int, bool, bool, bool, int]:
    """Rank mentions of one time: more figures, no question, words of meeting, the therapist's, the later one."""
    _, place, turn, sentence = entry
    figures, meeting = len(number_values(sentence.text)), _MEETING.search(sentence.text) is not None
    return figures, not sentence.is_question, meeting, turn.is_therapist, place


def _bare_time(text: str) -> bool:
    """Whether a short sentence holds a number that is no date: “Friday, ten o'clock”, “Monday four-thirty”."""
    return any(not number.is_ordinal for number in find_numbers(text)) and len(text.split()) <= 9


def _accepted(turns: list[Turn], turn: Turn) -> bool:
    after = turns[turn.index + 1] if turn.index + 1 < len(turns) else None
    if after is None:
        return False
    return answer_polarity(after.text) is Answer.YES or bool(_DAY.search(after.text) or _CLOCK.search(after.text))


def _refused(turns: list[Turn], turn: Turn) -> bool:
    after = turns[turn.index + 1] if turn.index + 1 < len(turns) else None
    if after is None or after.speaker == turn.speaker:
        return False
    return re.search(
        r"\b(?:i|we|she|he)(?: |['’])(?:can['’]t|cannot|couldn['’]t|ve got|open|m in|m on|ve)\b"
        r"|['’]s (?:the )?(?:launch|holiday)",
        after.text,
        re.I,
    ) is not None and bool(_DAY.search(after.text) or re.search(r"can['’]t", after.text, re.I))


def _line(turns: list[Turn], cluster: list[tuple[Turn, Sentence]], turn: Turn, sentence: Sentence) -> Candidate:
    place = turn.sentences.index(sentence)
    pieces: list[Piece] = [Frame("Next appointment:"), quote_sentences(turn, place, place)]
    if not _WEEKDAY_NAME.search(sentence.text):
        added = _weekday_for(sentence, cluster)
        if added is not None:
            pieces += [Frame(";"), added]
    context = [other for other, _ in cluster if abs(other.index - turn.index) <= 2]
    if turn.index + 1 < len(turns) and not turns[turn.index + 1].is_therapist:
        context.append(turns[turn.index + 1])
    return Candidate(Matter.APPOINTMENT, tuple(pieces), 9.0, context=tuple(context), is_required=True)


def _weekday_for(settled: Sentence, cluster: list[tuple[Turn, Sentence]]) -> Quote | None:
    """Quote “Wednesday the fifteenth” from another sentence that names the same date with its weekday."""
    dates = {number.value for number in find_numbers(settled.text) if number.is_ordinal}
    for turn, sentence in reversed(cluster):
        for match in re.finditer(rf"\b{_WEEKDAY}(?:,)? (?:the )?[\w-]+", sentence.text, re.IGNORECASE):
            if dates & {number.value for number in find_numbers(match.group()) if number.is_ordinal}:
                return Quote(turn, sentence.start + match.start(), sentence.start + match.end())
    return None
