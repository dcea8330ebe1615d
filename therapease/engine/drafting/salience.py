"""How much a sentence would be missed in the note: topics, figures, names, times, changes and feelings.

Nothing here is about truth. A sentence that scores high is only more likely to be offered to the checks.
"""

from __future__ import annotations

import re
from functools import cache

from therapease.engine.drafting.dialogue import Sentence, Turn
from therapease.engine.language.medications import find_medicines
from therapease.engine.language.names import find_names
from therapease.engine.language.numbers import find_numbers
from therapease.engine.language.tokens import content_stems, stem
from therapease.engine.language.word_lists import table

_TIME = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|yesterday|today|tonight|tomorrow|last (?:week|month|night"
    r"|year|summer)"
    r"|this (?:week|month|morning|year)|weeks?|months?|years?|days?|nights?|hours?|minutes?|ago|since|every|nightly"
    r"|daily"
    r"|mornings?|evenings?|weekends?|christmas|january|february|march|april|june|july|august|september|october"
    r"|november|december)\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:start(?:ed|ing)?|stopp?(?:ed|ing)?|quit|gave up|lost|began|came off|come off|cut (?:down|back|out)"
    r"|used to|no longer"
    r"|anymore|any more|first time|again|back to|went up|went down|better|worse|improv\w+|increas\w+|decreas\w+"
    r"|rais\w+|reduc\w+"
    r"|more|less|new|changed?|moved|broke up|split up|separated|missed|never)\b",
    re.IGNORECASE,
)
_FEELING = re.compile(
    r"\b(?:i|we)(?:['’](?:m|ve|d))? (?:\w+ ){0,2}?(?:feel|felt|feeling|think|thought|believe|believed|want|wanted"
    r"|wish|hope|love|hate"
    r"|hated|realised|realized|figured|miss|noticed|struggle|struggling|find|found|told|did|do|had|have|take|took"
    r"|use|used|tried)\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:happened|told me|said|asked|called|rang|texted|shouted|yelled|argument|row|fight|arguing|fell out|died"
    r"|found out|got the"
    r"|offered|left|threw|hit|shoved|pushed|threatened|diagnosed|hospital|police|court|came round|moved in"
    r"|moved out)\b",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(
    r"\b(?:how are you|nice to meet|thank(?:s| you)|sorry|no problem|you know what i mean|bye|hello|can you hear"
    r"|good morning"
    r"|(?:figured|thought|knew) you(?:['’]d| would)(?: say| ask|,)|(?:going to|gonna) (?:write (?:it|that|this)"
    r"|tell anyone)"
    r"|date of birth|my name(?:['’]s| is| was)|post ?code|phone number|my address"
    r"|have a (?:good|nice)|take care|see you|of course|no worries|weather|parking|traffic)\b",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"^(?:and |but |so |um,? |uh,? )*(?:that['’]?s|it['’]?s|he|she|they|this|which|that)\b", re.IGNORECASE
)


@cache
def _topic_stems() -> dict[str, tuple[str, float]]:
    found: dict[str, tuple[str, float]] = {}
    for topic, entry in table("topics").items():
        for word in str(entry["words"]).split():
            key = stem(word)
            if key not in found or found[key][1] < float(entry["weight"]):
                found[key] = (topic, float(entry["weight"]))
    return found


def topics_of(text: str) -> dict[str, float]:
    """Return the topics a text touches, each with its weight."""
    known = _topic_stems()
    found: dict[str, float] = {}
    for key in content_stems(text):
        if key in known:
            topic, weight = known[key]
            found[topic] = max(weight, found.get(topic, 0.0))
    if find_medicines(text):
        found["medication"] = 1.6
    return found


def salience_of(text: str) -> float:
    """Score a stretch of speech; about 0 for small talk, 3 to 8 for what belongs in a note."""
    stems = set(content_stems(text))
    if not stems:
        return 0.0
    topics = sorted(topics_of(text).values(), reverse=True)
    numbers = [number for number in find_numbers(text) if number.is_certain]
    score = 1.1 * sum(topics[:3]) + 0.7 * min(2, len(numbers)) + 0.5 * min(2, len(find_names(text)))
    score += 0.4 * min(2, len(_TIME.findall(text))) + 0.5 * min(2, len(_CHANGE.findall(text)))
    score += 0.6 * min(2, len(_FEELING.findall(text))) + 0.5 * min(2, len(_EVENT.findall(text)))
    score += 0.14 * min(len(stems), 12)
    if find_medicines(text):
        score += 1.0 + (1.5 if numbers else 0.0)
    if _SMALL_TALK.search(text):
        score -= 2.5
    return max(0.0, score)


def sentence_salience(turn: Turn, sentence: Sentence) -> float:
    """Score one sentence of a turn: questions and openings that lean on what was said before count for less."""
    score = salience_of(sentence.text)
    if sentence.is_question:
        score *= 0.3
    if _DANGLING.match(sentence.text) and sentence.start > 0:
        score *= 0.8
    return score
