"""What the client tells: what would be missed of long turns, and the client's corrections of the therapist."""

from __future__ import annotations

import re

from therapease.engine.drafting.candidate import Candidate, Frame, Matter, Quote
from therapease.engine.drafting.dialogue import Turn
from therapease.engine.drafting.finders.exchanges import shortened_question, topic_of
from therapease.engine.drafting.salience import topics_of
from therapease.engine.drafting.spans import best_windows, quote_sentences
from therapease.engine.language.answers import Answer, answer_polarity, is_backchannel, is_open_question
from therapease.engine.language.numbers import find_numbers, number_values
from therapease.engine.language.tokens import content_stems

MAKES_SENSE = re.compile(
    r"\b(?:i(?:['’]m| am) hearing|what i(?:['’]m)? hear(?:ing)?|it sounds (?:like|as)|sounds (?:like|as if)"
    r"|i wonder (?:if|whether|what)|i(?:['’]m)? wondering (?:if|whether)"
    r"|my (?:sense|impression|guess) is|it seems (?:like|to me|as|that)|seems to me|i think (?:that )?(?:the|what"
    r"|this|that|your?|it|there|part)|the pattern|a pattern"
    r"|that makes sense (?:of|because|given)|it makes sense (?:that|because)|part of you|on (?:the )?one hand"
    r"|underneath|two people|so there(?:['’]s| is)"
    r"|consistent with|diagnos\w+|(?:most )?likely|could be (?:a|an|due|related)|suggests?|i believe|my assessment"
    r"|in terms of (?:the|your) (?:diagnosis|assessment)"
    r"|you(?:['’]re| are) (?:doing (?:well|better|great)|making progress|protecting)|in the (?:mild|moderate"
    r"|moderately severe|severe) range|criteria|well controlled|stable"
    r"|for your (?:first|second|third|next|last|fourth)? ?(?:problem|issue|concern|diagnosis))\b",
    re.IGNORECASE,
)
_LEAD_IN_WORDS = 12
"""An answer that begins within so many words of its turn still answers the question."""
_CLOSING = 0.82
"""The part of a session after which people settle what comes next more than they report."""
RISK_WORDS = 44
_MIN_CONTENT = 3
_AT_THE_DOOR = re.compile(
    r"\b(?:park(?:ed|ing)?|traffic|weather|rain(?:ing)?|journey|find (?:us|the place|it)|the (?:train|bus|stairs)"
    r"|come in|sit (?:down|where)|hear me|water|tea|coffee)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"\b(?:i|my|we|our|he|she|they|there)(?:['’]\w+)?\b", re.IGNORECASE)
_SUPPOSED = re.compile(r"i (?:could|might|would) (?:say|tell|just say)\b", re.IGNORECASE)
_RECAP = re.compile(
    r"^(?:\[[^\]]*\]\s*)?(?:okay|ok|right|alright|and|mm|so)?[,. ]*(?:so|and so|you(?:['’](?:ve|re|d))?"
    r"|it sounds like|sounds like)\b",
    re.IGNORECASE,
)


def find_reports(turns: list[Turn], risky: frozenset[int] = frozenset()) -> list[Candidate]:
    """Return lines that quote what clients and others say of themselves, up to three from one turn.

    Turns whose index is in `risky` are quoted whole up to RISK_WORDS.
    """
    candidates = []
    for turn in turns:
        if turn.is_therapist or len(turn.stems) < 3 or is_backchannel(turn.text):
            continue
        limit = 1 if len(turn.words) < 45 else 2 if len(turn.words) < 110 else 3
        windows = best_windows(turn, limit)
        if turn.index in risky and windows and len(turn.words) <= RISK_WORDS:
            windows = [(windows[0][0], 0, len(turn.sentences) - 1)]
        for salience, first, last in windows:
            quote = quote_sentences(turn, first, last)
            if len(content_stems(quote.text)) < _MIN_CONTENT or _needs_question(turns, turn):
                continue
            bonus = 1.4 if corrects_therapist(turns, turn) else 0.0
            if turn.index > _CLOSING * len(turns):
                salience *= 0.6
            if _is_chat(turns, turn) or _SUPPOSED.match(quote.text):
                salience *= 0.25
            pieces: list[Frame | Quote] = [*_lead(turns, turn, quote), quote, *_contradiction(turns, turn)]
            candidates.append(
                Candidate(Matter.REPORT, tuple(pieces), salience + bonus, context=tuple(_around(turns, turn)))
            )
    return candidates


def _lead(turns: list[Turn], turn: Turn, quote: Quote) -> list[Frame | Quote]:
    """Return who speaks, or what was asked where the words alone do not say what they are about."""
    before = turns[turn.index - 1] if turn.index else None
    question = before.question if before is not None and before.is_therapist else None
    opens = len(turn.text[: quote.start].split()) <= _LEAD_IN_WORDS
    if before is None or question is None or not opens:
        return [Frame(f"{turn.label}:")]
    lacks = set(topics_of(question.text)) - set(topics_of(quote.text))
    if stands_alone(quote.text) and not lacks:
        return [Frame(f"{turn.label}:")]
    return [Frame(f"{turn.label}, asked"), topic_of(shortened_question(before, question)), Frame(":")]


def stands_alone(text: str) -> bool:
    """Whether an answer names its subject, so that it can be understood without the question."""
    opening = " ".join(text.split()[:6])
    return _SUBJECT.search(opening) is not None


def _is_chat(turns: list[Turn], turn: Turn) -> bool:
    """Whether a turn answers the talk at the door: parking, traffic, the way here, the weather."""
    before = previous_other(turns, turn)
    return turn.index <= 4 and before is not None and _AT_THE_DOOR.search(before.text) is not None


def _contradiction(turns: list[Turn], turn: Turn) -> list[Frame | Quote]:
    """Return what somebody else than the therapist says against a report right away (“She's cutting.” “I'm not.”)."""
    after = turns[turn.index + 1] if turn.index + 1 < len(turns) else None
    if after is None or after.is_therapist or after.speaker == turn.speaker or not after.sentences:
        return []
    if len(after.words) > 12 or answer_polarity(after.text) is not Answer.NO:
        return []
    return [Frame(f"{after.label}:"), Quote(after, after.sentences[0].start, after.sentences[-1].end)]


def _needs_question(turns: list[Turn], turn: Turn) -> bool:
    """Whether a turn is a short yes or no to a question, which `find_answers` quotes together with what was asked."""
    before = turns[turn.index - 1] if turn.index else None
    if before is None or before.question is None or not before.is_therapist or len(turn.words) > 40:
        return False
    if len(turn.words) <= 12:
        alone = answer_polarity(turn.text) is Answer.NONE and stands_alone(turn.text)
        return not alone or not is_open_question(before.question.text)
    return not is_open_question(before.question.text) and answer_polarity(turn.text) is not Answer.NONE


def corrects_therapist(turns: list[Turn], turn: Turn) -> bool:
    """Whether a client sets the therapist's words right: “No, I wasn't mad. I was tired.”"""
    before = previous_other(turns, turn)
    if before is None or not before.is_therapist or before.question is not None:
        return False
    return answer_polarity(turn.text) is Answer.NO and len(turn.stems) >= 3


def is_contested(turns: list[Turn], turn: Turn) -> bool:
    """Whether what a turn says is set right by what others answer to it."""
    for other in turns[turn.index + 1 : turn.index + 3]:
        if other.speaker == turn.speaker:
            continue
        if answer_polarity(other.text) is Answer.NO:
            return True
        theirs = find_numbers(other.text)
        own = number_values(turn.text)
        return bool(own and theirs and theirs[0].value not in own and len(other.words) < 25)
    return False


def find_recaps(turns: list[Turn]) -> list[Candidate]:
    """Return the therapist's summaries of what the client said, where the client agrees to them."""
    candidates = []
    for turn in turns:
        if not turn.is_therapist or not _RECAP.match(turn.text) or len(turn.stems) < 4:
            continue
        if makes_sense_of(turn.text):
            continue
        after = turns[turn.index + 1] if turn.index + 1 < len(turns) else None
        if (
            after is None
            or after.is_therapist
            or answer_polarity(after.text) is not Answer.YES
            or is_contested(turns, turn)
        ):
            continue
        windows = [window for window in best_windows(turn, 1) if not turn.sentences[window[1]].is_question]
        for salience, first, last in windows:
            quote = quote_sentences(turn, first, last)
            lead = Frame(f"{after.label} agreed to the therapist's summary:")
            context = [after] + ([turns[turn.index - 1]] if turn.index else [])
            candidates.append(Candidate(Matter.REPORT, (lead, quote), 0.75 * salience, context=tuple(context)))
    return candidates


def makes_sense_of(text: str) -> bool:
    """Whether a therapist's words offer a way to understand what was told, not only what was told."""
    return MAKES_SENSE.search(text) is not None


def previous_other(turns: list[Turn], turn: Turn) -> Turn | None:
    """Return the nearest turn before by somebody else that is more than listening."""
    for other in reversed(turns[max(0, turn.index - 4) : turn.index]):
        if other.speaker != turn.speaker and not is_backchannel(other.text):
            return other
    return None


def _around(turns: list[Turn], turn: Turn) -> list[Turn]:
    """Return the question a report answers and a recap right after it that repeats its words."""
    context = []
    before = previous_other(turns, turn)
    if before is not None and before.is_therapist and any(sentence.is_question for sentence in before.sentences):
        context.append(before)
    if turn.index + 1 < len(turns) and turns[turn.index + 1].is_therapist:
        after = turns[turn.index + 1]
        if len(set(after.stems) & set(turn.stems)) >= 2 and not is_contested(turns, after):
            context.append(after)
    return context
