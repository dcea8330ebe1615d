"""What was measured or noticed aloud: scores, readings, what the therapist says of behaviour and voice.

Audio shows no affect and no dress. Only what somebody put into words is offered.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from therapease.engine.drafting.candidate import Candidate, Frame, Matter, Quote
from therapease.engine.drafting.dialogue import Sentence, Turn
from therapease.engine.drafting.finders.reports import is_contested, previous_other
from therapease.engine.drafting.salience import salience_of
from therapease.engine.drafting.spans import quote_sentences
from therapease.engine.language.numbers import number_values
from therapease.engine.language.tokens import content_stems

_SCALE = re.compile(
    r"\b(?:phq|gad|pcl|audit|dast|dass|bdi|bai|hads|madras|madrs|ham-?d|y-?bocs|core|k-?10|k-?6|who-?5|isi|psqi"
    r"|epds|moca|mmse|des"
    r"|oq|ors|srs|c-?ssrs|mdq|asrs|gaf|whodas|suds?|questionnaire|number nine|item (?:nine|9|ten|10)|you (?:circled"
    r"|scored|marked) an?|scale score|depression (?:score|scale)"
    r"|anxiety (?:score|scale)"
    r"|edinburgh|pain score|peg\b|potassium|sodium|lithium level|(?:you|nurse|they|i) weigh(?:ed|s)?|on (?:the"
    r"|my) scales|stone (?:\w+ )?(?:now|today)"
    r"|blood pressure (?:was|is|of|at|reading)|heart rate|pulse|temperature|oxygen|saturation|bmi|a1c"
    r"|blood sugar|glucose|weight is"
    r"|vital signs|vitals"
    r"|x-?ray|m ?r ?i|ct scan|ekg|ecg|echocardiogram|ultrasound|lab(?:s| results| work)|blood test|results? (?:show"
    r"|came|of))\b",
    re.IGNORECASE,
)
_EXAMINATION = re.compile(
    r"\b(?:on (?:the )?(?:physical )?exam(?:ination)?|your (?:lungs?|heart|abdomen|belly|throat|knee|shoulder|neck"
    r"|back|skin|ears?|eyes"
    r"|reflexes|strength|pulses|incision|wound|ankle|wrist|hand|foot|hip|leg|arm)s? (?:is|are|sounds?|looks?|feels?"
    r"|has|have|seems?)"
    r"|i (?:hear|see|feel|can hear|can see|can feel|don['’]t (?:hear|see|feel)) (?:a|an|some|any|no"
    r"|the) (?:\w+ ){0,3}(?:murmur|bruising|swelling|redness|wheez\w+|crackles|lesions?|laceration|rash)"
    r"|i['’]m (?:appreciating|not (?:seeing|noticing|hearing) any)|range of motion|tender(?:ness)?|palpation"
    r"|swelling|edema|murmur)\b",
    re.IGNORECASE,
)
_NOTICED = re.compile(
    r"\b(?:i(?:['’]m| am)? notic(?:e|ed|ing)|i can (?:see|hear)|you(?:['’]re| are| were)? (?:look(?:ed|ing)?"
    r"|sound(?:ed|ing)?|seem(?:ed)?|smil(?:ed|ing)"
    r"|crying|shaking|fidgeting|sat|sitting|slowed|sighed|sighing|paused|speaking|talking (?:fast|slow|quick)\w*)"
    r"|you(?:['’]ve| have) been (?:watching|looking|avoiding|holding|shaking|fidgeting|tapping|rubbing|picking)"
    r"|your (?:breathing|breath|shoulders|voice|hands?|eyes|face|jaw|foot|feet|legs?|fists?|posture|whole body|body)\b"
    r"|(?:there(?:['’]s| is) )?(?:tears|a tear|a smile|more in your voice))",
    re.IGNORECASE,
)
_NOT_NOTICED = re.compile(
    r"\b(?:you (?:look|seem|sound) like (?:a|an|you|somebody|someone)\b|your hands? (?:in|flat)|you (?:look"
    r"|seem|sound) (?:for|like you need)|i can see (?:why|how|that (?:must|you))|how (?:do|did"
    r"|are) you|you look(?:ing)? (?:at (?:your|the)|it up|for))\b",
    re.IGNORECASE,
)
_CRIED = re.compile(r"\[(?:[a-z ]*(?:crying|cries|tearful|tears|sobbing|sobs|weeping)[a-z ]*)\]", re.IGNORECASE)
_EXERCISE = re.compile(
    r"\b(?:want to practi[cs]e (?:it|that)|let['’]s (?:practi[cs]e|try (?:it|that|a|an|the|some)|do (?:a|an|some"
    r"|the) (?:exercise|breathing|grounding))"
    r"|i(?:['’]m going to|['’]ll) (?:do|guide|lead|walk you)|role[- ]?play|chain analysis|feet on the floor"
    r"|close your eyes|take a (?:slow |deep )?breath"
    r"|notice (?:the|your|what)|could you turn and|say it to|empty chair|thought record|body scan"
    r"|bilateral|taps)\b",
    re.IGNORECASE,
)


_WITH_ME = re.compile(
    r"\b(?:with me|with you|in here|together now|right here|lid|again now|slow breath|breathe|straw)\b", re.IGNORECASE
)
_RATES = re.compile(
    r"\b(?:number|now|out of (?:ten|a hundred)|(?:zero|nought) to|how (?:high|strong|bad)|where(?:['’]s| is| are))\b",
    re.IGNORECASE,
)
_EXERCISE_TURNS = 12
_MAX_REQUIRED_WORDS = 36
"""How anxiety went during an exercise is what was observed of it: it stands in the note up to this length."""


def find_measures(turns: list[Turn]) -> list[Candidate]:
    """Return lines with scores and readings; of several about the same scale, the last word counts most."""
    candidates: list[Candidate] = []
    for turn in turns:
        for place, sentence in enumerate(turn.sentences):
            match = _SCALE.search(sentence.text)
            if match is None or (sentence.is_question and not number_values(sentence.text)):
                continue
            values = number_values(sentence.text[match.end() :] + sentence.text[: match.start()])
            following = turn.sentences[place + 1 : place + 3]
            last = place
            for offset, other in enumerate(following, start=1):
                if number_values(other.text) and other.word_count < 24:
                    last = place + offset
            if (
                not values
                and last == place
                and not re.search(r"x-?ray|m ?r ?i|scan|ekg|ecg|echo|lab|result|vital", match.group(), re.I)
            ):
                continue
            if turn.is_therapist and is_contested(turns, turn):
                continue
            if place and sum(s.word_count for s in turn.sentences[place : last + 1]) > 34:
                last = place + 1 if number_values(following[0].text) else place
            quote = quote_sentences(turn, place, last)
            score = 5.0 + 0.3 * salience_of(quote.text) + (0.5 if turn.is_therapist else -1.0)
            candidates.append(
                Candidate(
                    Matter.MEASURE,
                    (Frame(f"{turn.label}:"), quote),
                    score + (1.5 if turn.is_therapist else 0.0),
                    context=_answered(turns, turn),
                    is_required=turn.is_therapist and bool(values or last > place) and len(quote.text.split()) <= 30,
                )
            )
    return [*(line for line in candidates if not _is_within(line, candidates)), *_ratings(turns)]


def _is_within(line: Candidate, others: list[Candidate]) -> bool:
    """Whether another line quotes all of this one and more: “You circled a one.” says little without its item."""
    mine = line.quotes[0]
    return any(
        quote.turn is mine.turn and quote is not mine and quote.start <= mine.start and mine.end <= quote.end
        for other in others
        for quote in other.quotes
    )


def _ratings(turns: list[Turn]) -> list[Candidate]:
    """Return one line with the ratings a client gives during an exercise (“What's the number?” “Seventy-five.”)."""
    practised: int | None = None
    rated: list[tuple[Turn, Sentence, Turn]] = []
    for before, turn in pairwise(turns):
        if before.is_therapist and (_EXERCISE.search(before.text) or _WITH_ME.search(before.text)):
            practised = before.index
        asked = before.question if before.is_therapist else None
        if practised is None or asked is None or turn.is_therapist or turn.index - practised > _EXERCISE_TURNS:
            continue
        if _RATES.search(asked.text) and len(turn.words) <= 16 and number_values(turn.text) and turn.sentences:
            rated.append((before, asked, turn))
    if not rated:
        return []
    pieces: list[Frame | Quote] = []
    for before, asked, turn in rated[:3]:
        place = before.sentences.index(asked)
        pieces += [Frame("Asked" if not pieces else "; asked"), quote_sentences(before, place, place), Frame(":")]
        pieces.append(quote_sentences(turn, 0, len(turn.sentences) - 1))
    line = Candidate(Matter.MEASURE, tuple(pieces), 6.0)
    return [replace(line, is_required=line.word_count <= _MAX_REQUIRED_WORDS)]


def find_observations(turns: list[Turn]) -> list[Candidate]:
    """Return what the therapist noticed aloud, findings of an examination, and crying that the transcript marks."""
    candidates: list[Candidate] = []
    for turn in turns:
        if not turn.is_therapist:
            candidates += _crying(turns, turn)
            continue
        for place, sentence in enumerate(turn.sentences):
            noticed = _NOTICED.search(sentence.text) and not _NOT_NOTICED.search(sentence.text)
            examined = _EXAMINATION.search(sentence.text)
            if not (noticed or examined) or sentence.is_question or sentence.word_count < 4:
                continue
            quote = quote_sentences(turn, place, place)
            score = (4.2 if noticed else 3.0) + 0.25 * salience_of(quote.text)
            lead = "Therapist noted:" if noticed else f"{turn.label}:"
            candidates.append(Candidate(Matter.OBSERVATION, (Frame(lead), quote), score))
    return candidates


def find_interventions(turns: list[Turn]) -> list[Candidate]:
    """Return what the therapist did in the session, in the therapist's words, with the client's response."""
    candidates: list[Candidate] = []
    for turn in turns:
        if not turn.is_therapist:
            continue
        for place, sentence in enumerate(turn.sentences):
            if _EXERCISE.search(sentence.text) is None:
                continue
            quote = quote_sentences(turn, place, place)
            if len(content_stems(quote.text)) < 2:
                continue
            after = turns[turn.index + 1] if turn.index + 1 < len(turns) else None
            pieces: list[Frame | Quote] = [Frame("Therapist:"), quote]
            if after is not None and not after.is_therapist and after.sentences and len(after.stems) >= 2:
                pieces += [Frame(f"{after.label}:"), quote_sentences(after, 0, 0)]
            candidates.append(Candidate(Matter.INTERVENTION, tuple(pieces), 2.2 + 0.2 * salience_of(quote.text)))
            break
    return candidates


def _crying(turns: list[Turn], turn: Turn) -> list[Candidate]:
    """Return a line that the transcript marks crying, with what was being said."""
    mark = _CRIED.search(turn.text)
    if mark is None:
        return []
    spoken = [sentence for sentence in turn.sentences if sentence.start >= mark.end() or sentence.end > mark.end()]
    before = previous_own(turns, turn)
    pieces: list[Frame | Quote] = [
        Frame(f"{turn.label}:"),
        Quote(turn, mark.start(), spoken[0].end if spoken else mark.end()),
    ]
    if before is not None and before.sentences:
        last = len(before.sentences) - 1
        pieces += [Frame("after saying"), quote_sentences(before, last, last)]
    return [Candidate(Matter.OBSERVATION, tuple(pieces), 5.0)]


def previous_own(turns: list[Turn], turn: Turn) -> Turn | None:
    """Return the same speaker's turn before this one, if it is near and says something."""
    for other in reversed(turns[max(0, turn.index - 3) : turn.index]):
        if other.speaker == turn.speaker and len(other.stems) >= 2:
            return other
    return None


def _answered(turns: list[Turn], turn: Turn) -> tuple[Turn, ...]:
    before = previous_other(turns, turn)
    return (before,) if before is not None and number_values(before.text) else ()
