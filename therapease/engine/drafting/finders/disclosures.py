"""The sentences of a turn that disclose a risk: what may be trimmed around, never away.

A line about a risk is worth nothing when it keeps the lead-in and loses the disclosure. The finder of risks itself is
asked about single sentences, so that the note and the list beside it mean the same words.
"""

from __future__ import annotations

from dataclasses import replace

from therapease.domain.note import RiskCategory, RiskMention
from therapease.domain.transcript import Utterance
from therapease.engine.drafting.candidate import Candidate, Frame, Matter, Quote
from therapease.engine.drafting.dialogue import Turn
from therapease.engine.drafting.finders.reports import previous_other
from therapease.engine.drafting.spans import quote_sentences
from therapease.engine.language.answers import Answer, answer_polarity
from therapease.engine.risk import find_mentions

SALIENCE = 9.0
MAX_WORDS = 44
LONG_WORDS = 24
"""Above this a lead-in is left out."""


def discloses(quote: Quote, mention: RiskMention) -> bool:
    """Whether the quoted words alone speak of the mention's risk, or are the whole of what the turn says."""
    turn = quote.turn
    if (
        len(turn.stems) >= 3
        and turn.sentences
        and quote.start <= turn.sentences[0].start + 12
        and quote.end >= turn.sentences[-1].end
    ):
        return True
    return names(quote, mention)


def names(quote: Quote, mention: RiskMention) -> bool:
    """Whether the quoted words alone, without what was asked or said before, speak of the mention's risk."""
    return mention.category in _categories(quote.turn, quote.start, quote.end)


def disclosure(turn: Turn, mention: RiskMention, turns: list[Turn]) -> Candidate | None:
    """Return a required line that quotes the disclosing sentences of a turn, or None where no sentence stands alone."""
    places = [
        place
        for place, sentence in enumerate(turn.sentences)
        if mention.category in _categories(turn, sentence.start, sentence.end)
    ]
    if not places:
        return None
    first = last = places[0]
    # What is added (“I wouldn't do it. I've got my granddaughter.”) stays as far as the words allow.
    for place in range(first + 1, len(turn.sentences)):
        if sum(sentence.word_count for sentence in turn.sentences[first : place + 1]) <= MAX_WORDS:
            last = place
    before = previous_other(turns, turn)
    context = (before,) if before is not None and before.is_therapist else ()
    quote = quote_sentences(turn, first, last)
    return Candidate(Matter.REPORT, (Frame(f"{turn.label}:"), quote), SALIENCE, context=context, is_required=True)


def put_in_words_for(reply: Turn, mention: RiskMention, turns: list[Turn]) -> Candidate | None:
    """Return a required line with the therapist's words for a risk and a short reply (“You circled a one.” “Yeah.”)."""
    before = previous_other(turns, reply)
    if before is None or not before.is_therapist or before.id not in mention.evidence or not reply.sentences:
        return None
    named = next(
        (n for n, s in enumerate(before.sentences) if mention.category in _categories(before, s.start, s.end)), None
    )
    if named is None or before.sentences[named].is_question or len(reply.words) > LONG_WORDS:
        return None
    last, words = named, before.sentences[named].word_count
    while last + 1 < len(before.sentences) and words + before.sentences[last + 1].word_count <= LONG_WORDS + 10:
        last += 1
        words += before.sentences[last].word_count
    if words > MAX_WORDS:
        return None
    said = quote_sentences(before, named, last)
    answer = Quote(reply, reply.sentences[0].start, reply.sentences[-1].end)
    pieces = (Frame("Therapist:"), said, Frame(f"{reply.label}:"), answer)
    return Candidate(Matter.ANSWER, pieces, SALIENCE, is_required=True)


def without_lead_in(line: Candidate, mention: RiskMention) -> Candidate:
    """Return a line that begins with the disclosure: what led up to it is left out, what was added to it stays."""
    if line.matter is not Matter.REPORT or len(line.pieces) != 2 or line.word_count < LONG_WORDS:
        return line
    if answer_polarity(line.quotes[0].text) is not Answer.NONE:
        return line  # the yes or no that opens an answer is no lead-in
    quote = line.quotes[0]
    for place, sentence in enumerate(quote.turn.sentences):
        if sentence.start >= quote.end or sentence.end <= quote.start:
            continue
        if mention.category in _categories(quote.turn, sentence.start, sentence.end):
            shorter = quote_sentences(quote.turn, place, place)
            return replace(line, pieces=(line.pieces[0], Quote(quote.turn, max(shorter.start, quote.start), quote.end)))
    return line


def _categories(turn: Turn, start: int, end: int) -> set[RiskCategory]:
    alone = Utterance(0, turn.speaker, turn.role, turn.text[start:end])
    return {mention.category for mention in find_mentions([alone])}
