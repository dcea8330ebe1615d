"""Questions, who answers them, and whether the answer is yes or no, elliptical ones included.

In sessions most facts are made by two people: “Any voices?” “Not since June.” Neither line says it alone. The reading
is by rule, so that a denial in a note can always be traced to a question that was asked and an answer that was given.
The phrases lie in `word_lists/speech.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from therapease.domain.transcript import SpeakerRole, Utterance
from therapease.engine.language.clauses import split_sentences
from therapease.engine.language.speech_patterns import alternatives, anywhere, at_start, straight

_ANSWER_REACH = 4
_SHORT_SENTENCE_WORDS = 2
_FINAL_NO = re.compile(r"\b(?:but|so|and|though|really),? no(?:pe|t)?[.! ]*$", re.IGNORECASE)
_COUNTED_MAYBE = re.compile(r"\W*(?:\w+\W+)?maybe\b", re.IGNORECASE)


class Answer(StrEnum):
    """What an answer says to a yes-or-no question. `NONE`: nothing in it says either."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"
    NONE = "none"


def asks(sentence: str) -> bool:
    """Whether one sentence, with its closing mark if it has one, is a question."""
    return sentence.rstrip("\"”’') ").endswith("?") or _question_opening().match(straight(sentence)) is not None


def is_question(text: str) -> bool:
    """Whether an utterance asks: a question mark, or in bare text a sentence that begins like a question."""
    return "?" in text or any(asks(sentence.text) for sentence in split_sentences(text))


def is_open_question(sentence: str) -> bool:
    """Whether a question asks what, how or when, so that it takes the thing itself for granted."""
    return _open_opening().match(straight(sentence)) is not None


def is_tag_question(text: str) -> bool:
    """Whether a statement ends in a tag that asks to confirm it (“…, right?”)."""
    return _tag_ending().search(straight(text)) is not None


def is_backchannel(text: str) -> bool:
    """Whether an utterance only shows listening (“mm-hm”, “okay”)."""
    return _listening().match(straight(text)) is not None


def has_quantity(text: str) -> bool:
    """Whether a text holds a number, a frequency, a date or a span of time."""
    return anywhere("answers", "quantity").search(straight(text)) is not None


def answer_polarity(text: str) -> Answer:
    """Read how an answer opens: “Uh-uh. Not my thing.” is NO, “Twice, maybe.” YES, “I couldn't swear.” UNCLEAR."""
    said = straight(text)
    opening = _opening_polarity(said)
    if opening is Answer.NO and anywhere("answers", "unclear").search(said) and "think so" in said.lower():
        return Answer.UNCLEAR
    if opening is not Answer.NONE:
        return opening
    sentences = split_sentences(said)
    # “The ninth. No, the second.” corrects a figure and denies nothing.
    for sentence in sentences[1:3] if sentences and not has_quantity(sentences[0].text) else ():
        later = _opening_polarity(sentence.text)
        if later in (Answer.YES, Answer.NO) and len(sentence.text.split()) <= _SHORT_SENTENCE_WORDS:
            return later
    return Answer.NO if _FINAL_NO.search(said) else Answer.NONE


def is_reassurance(text: str) -> bool:
    """Whether an answer opens by saying that all is well (“I'm fine”): a no to harm, a yes to safety."""
    return at_start("answers", "well").match(straight(text)) is not None


def answers_to(utterances: Sequence[Utterance], index: int) -> tuple[int, ...]:
    """Return the indexes of the utterances that answer the question at `index`, in order; empty when nobody does.

    The answer is what the others say until the asker speaks again; an “mm-hm” of the asker in between does not end
    it. A question from the answering side ends it too, unless it is the first thing said (“What? No.”).
    """
    asker = utterances[index]
    found: list[int] = []
    for position in range(index + 1, min(len(utterances), index + 1 + _ANSWER_REACH)):
        other = utterances[position]
        if _is_same_side(asker, other):
            if is_backchannel(other.text) or (found and _is_echo(other.text)):
                continue
            break
        if found and (is_question(other.text) or other.speaker != utterances[found[0]].speaker):
            break
        found.append(position)
    return tuple(found)


def _is_echo(text: str) -> bool:
    """Whether the asker only repeats a yes or no (“No. No.”)."""
    return len(text.split()) <= 2 and _opening_polarity(straight(text)) is not Answer.NONE


def _opening_polarity(said: str) -> Answer:
    if _COUNTED_MAYBE.match(said) and has_quantity(" ".join(said.split()[:4])):
        return Answer.YES
    for name, meaning in (
        ("unclear", Answer.UNCLEAR),
        ("no_but_yes", Answer.YES),
        ("no", Answer.NO),
        ("yes", Answer.YES),
    ):
        if at_start("answers", name).match(said):
            return meaning
    return Answer.NONE


def _is_same_side(one: Utterance, other: Utterance) -> bool:
    if SpeakerRole.UNKNOWN in (one.role, other.role):
        return one.speaker == other.speaker
    if SpeakerRole.THERAPIST in (one.role, other.role):
        return one.role is other.role
    return one.speaker == other.speaker


@cache
def _question_opening() -> re.Pattern[str]:
    filler = rf"(?:{alternatives('answers', 'filler')}\b[\s,.]*|(?:and|but|or|then|also)\b[\s,]*){{0,8}}"
    return re.compile(rf"^\W*{filler}{alternatives('questions', 'opening')}(?![\w'])", re.IGNORECASE)


@cache
def _open_opening() -> re.Pattern[str]:
    filler = rf"(?:{alternatives('answers', 'filler')}\b[\s,.]*|(?:and|but)\b[\s,]*){{0,8}}"
    # “What” alone is a filler of answers, but a question's own word here.
    return re.compile(rf"^\W*(?:(?!what|how){filler})?{alternatives('questions', 'open')}(?!\w)", re.IGNORECASE)


@cache
def _tag_ending() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives('questions', 'tag')}\s*\?\W*$", re.IGNORECASE)


@cache
def _listening() -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{alternatives('answers', 'listening')}(?!\w)\W*){{1,8}}$", re.IGNORECASE)
