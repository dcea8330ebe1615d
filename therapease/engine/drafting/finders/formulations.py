"""How the therapist makes sense of it aloud, and whether the client agreed. Judgement is left to the clinician."""

from __future__ import annotations

import re
from dataclasses import replace

from therapease.engine.drafting.candidate import Candidate, Frame, Matter, Quote
from therapease.engine.drafting.dialogue import Turn
from therapease.engine.drafting.finders.reports import is_contested, makes_sense_of
from therapease.engine.drafting.salience import salience_of
from therapease.engine.drafting.spans import quote_sentences
from therapease.engine.language.answers import Answer, answer_polarity, is_backchannel
from therapease.engine.language.tokens import content_stems

_REFLECTION = re.compile(
    r"^(?:\[[^\]]*\]\s*)?(?:okay[,.] |mm[,.] |right[,.] )*so (?:a|the|an|when|it|in|there|part|each|every|what|old)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:and|because|that|so|it)\b(?!.{0,12}\b(?:want to ask|ask you|wanted to))", re.IGNORECASE)
_STRONG = re.compile(
    r"\b(?:what i(?:['’]m)? hear(?:ing)?|i think (?:that )?(?:the|what|this|part)|(?:mild|moderate"
    r"|moderately severe|severe) range"
    r"|pattern|my (?:sense|impression)|diagnos\w+|criteria)\b|^(?:\W*(?:mm|okay|right)\W+)?so (?:a"
    r"|the) \w+ (?:had|has|is|was)\b",
    re.IGNORECASE,
)
_EMPATHY = re.compile(
    r"\bsounds? (?:like )?(?:an awful|a lot|really|so|very|hard|tough|awful|difficult|(?:a|an) (?:(?:very|really)"
    r" )?\w+ (?:moment|time|day|week|night|year)|exhausting|lovely|brilliant)\b"
    r"|\b(?:funny side|well done|that['’]s (?:great|brilliant|lovely))\b",
    re.IGNORECASE,
)
_NO_FORMULATION = re.compile(
    r"\b(?:i think (?:i|we|you) (?:should|can|could|need|lost|missed|froze)|(?:i|we)(?:['’]d| would) (?:like"
    r"|suggest|recommend)|i understand\b|let['’]s"
    r"|tell me|i(?:['’]m going to| will|['’]ll)|next (?:week|time)|how about|would you)\b",
    re.IGNORECASE,
)


STRONG_SALIENCE = 6.0
MAX_REQUIRED_WORDS = 45
"""What the therapist says plainly of how it hangs together is in the note, up to this length."""


def find_formulations(turns: list[Turn]) -> list[Candidate]:
    """Return the therapist's own words of sense-making that the client did not set right."""
    candidates: list[Candidate] = []
    for turn in turns:
        if not turn.is_therapist:
            continue
        for place, sentence in enumerate(turn.sentences):
            if sentence.is_question or sentence.word_count < 6:
                continue
            cue = makes_sense_of(sentence.text)
            reflection = place == 0 and _REFLECTION.match(sentence.text)
            if not (cue or reflection) or _NO_FORMULATION.search(sentence.text):
                continue
            if place >= len(turn.sentences) - 2 and is_contested(turns, turn):
                continue
            if _EMPATHY.search(sentence.text) or (not cue and turn.index < 0.15 * len(turns)):
                continue
            if len(content_stems(sentence.text)) < (3 if cue else 5):
                continue
            strong = _STRONG.search(sentence.text) is not None
            candidates.append(_line(turns, turn, place, STRONG_SALIENCE if strong else 3.2 if cue else 2.2))
    plain = [line for line in candidates if line.salience >= STRONG_SALIENCE and line.word_count <= MAX_REQUIRED_WORDS]
    if plain:
        best = max(plain, key=lambda line: line.salience)
        candidates[candidates.index(best)] = replace(best, is_required=True)
    return candidates


def _line(turns: list[Turn], turn: Turn, place: int, base: float) -> Candidate:
    last = place
    if place + 1 < len(turn.sentences) and not turn.sentences[place + 1].is_question:
        follows = turn.sentences[place + 1]
        short = turn.sentences[place].word_count + follows.word_count <= 34
        if short and _GOES_ON.match(follows.text):
            last = place + 1
    quote = quote_sentences(turn, place, last)
    base -= 1.5 if len(content_stems(quote.text)) < 4 else 0.0
    pieces: list[Frame | Quote] = [Frame("Therapist's view:"), quote]
    score = base + 0.35 * salience_of(quote.text)
    context: tuple[Turn, ...] = ()
    after = turns[turn.index + 1] if turn.index + 1 < len(turns) else None
    if after is not None and not after.is_therapist and last == len(turn.sentences) - 1:
        agreed = answer_polarity(after.text) is Answer.YES
        score += 0.8 if agreed else 0.0
        if after.sentences and len(after.words) <= 14 and (agreed or not is_backchannel(after.text)):
            pieces += [Frame(f"{after.label}:"), Quote(after, after.sentences[0].start, after.sentences[-1].end)]
        context = (after,)
    return Candidate(Matter.FORMULATION, tuple(pieces), score, context=context)
