"""What the client tells: the parts of long turns that would be missed, and the client's corrections of the therapist."""

from __future__ import annotations

import re

from therapease.engine.drafting.candidate import Candidate, Frame, Matter
from therapease.engine.drafting.dialogue import Turn
from therapease.engine.drafting.spans import best_windows, quote_sentences
from therapease.engine.language.answers import Answer, answer_polarity, is_backchannel
from therapease.engine.language.numbers import find_numbers, number_values
from therapease.engine.language.tokens import content_stems

_MIN_CONTENT = 4
_RECAP = re.compile(
    r"^(?:\[[^\]]*\]\s*)?(?:okay|ok|right|alright|and|mm|so)?[,. ]*(?:so|and so|you(?:['’](?:ve|re|d))?|it sounds like|sounds like)\b",
    re.IGNORECASE,
)


def find_reports(turns: list[Turn]) -> list[Candidate]:
    """Return lines that quote what clients and others say of themselves, up to two from one turn."""
    candidates = []
    for turn in turns:
        if turn.is_therapist or len(turn.stems) < 3 or is_backchannel(turn.text):
            continue
        limit = 1 if len(turn.words) < 45 else 2 if len(turn.words) < 110 else 3
        for salience, first, last in best_windows(turn, limit):
            quote = quote_sentences(turn, first, last)
            if len(content_stems(quote.text)) < _MIN_CONTENT:
                continue
            bonus = 1.4 if corrects_therapist(turns, turn) else 0.0
            frame = Frame(f"{turn.label}:")
            candidates.append(
                Candidate(Matter.REPORT, (frame, quote), salience + bonus, context=tuple(_around(turns, turn)))
            )
    return candidates


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
        after = turns[turn.index + 1] if turn.index + 1 < len(turns) else None
        if after is None or after.is_therapist or answer_polarity(after.text) is not Answer.YES or is_contested(turns, turn):
            continue
        windows = [window for window in best_windows(turn, 1) if not turn.sentences[window[1]].is_question]
        for salience, first, last in windows:
            quote = quote_sentences(turn, first, last)
            lead = Frame(f"{after.label} agreed to the therapist's summary:")
            context = [after] + ([turns[turn.index - 1]] if turn.index else [])
            candidates.append(Candidate(Matter.REPORT, (lead, quote), 0.75 * salience, context=tuple(context)))
    return candidates


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
    if before is not None and before.is_therapist and before.question is not None:
        context.append(before)
    if turn.index + 1 < len(turns) and turns[turn.index + 1].is_therapist:
        after = turns[turn.index + 1]
        if len(set(after.stems) & set(turn.stems)) >= 2 and not is_contested(turns, after):
            context.append(after)
    return context
