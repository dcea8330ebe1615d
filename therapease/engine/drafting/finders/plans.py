"""What was agreed for the time ahead: homework, safety steps, referrals, who will do what.

Commitments are found by their wording (“I'll ring”, “how about three thought records”, “could we keep it at two”), and
count for more the later they come. What the therapist is about to do within the hour (“I'm going to ask you”) is none.
"""

from __future__ import annotations

import re

from therapease.engine.drafting.candidate import Candidate, Frame, Matter, Quote
from therapease.engine.drafting.dialogue import Sentence, Turn
from therapease.engine.drafting.finders.exchanges import is_planning
from therapease.engine.drafting.finders.reports import previous_other
from therapease.engine.drafting.salience import salience_of
from therapease.engine.drafting.spans import quote_sentences
from therapease.engine.language.answers import Answer, answer_polarity
from therapease.engine.language.numbers import find_numbers
from therapease.engine.language.tokens import content_stems

_IN_SESSION = (
    r"(?:ask|say|be (?:straight|honest|clear|there|on time|fine|okay|ok|all right)|tell you|slow|stay on|go back"
    r"|stop you|look|see (?:what|if|how)|listen|check (?:you|on)|examine"
    r"|take a (?:quick )?look|take it|give (?:him|her|you|them) that|not lie|put a question|write some|jump|start"
    r"|push|press|admit|never|not test|pull|go over|just|have you (?:bring|lie|sit)"
    r"|repeat|read|explain|quickly|let you (?:go|think)|remember|do the slow|bring up|show you|count)"
)
_THERAPIST_WILL = re.compile(
    rf"\b(?:i(?:['’]ll| will| am going to|['’]m going to|['’]m gonna)(?: (?:also|then|just|need to|have to"
    rf"|want to))* (?!{_IN_SESSION}\b)[a-z]+"
    r"|i(?:['’]ll|['’]ve)? (?:also )?(?:need|have|want|got|(?:have )?a duty) to (?:talk|speak|call|ring|consult"
    r"|discuss|let|refer|report|send"
    r"|order|check with)"
    r"|i(?:['’]d| would) (?:like|want|recommend|suggest|encourage|advise)\b(?! to (?:ask|look at|hear|go back|know"
    r"|check|listen|do my|do a quick))"
    r"|i(?:['’]d| would) (?:want|like) to (?:talk|speak|see you|order|refer)|i want you to|i recommend|i suggest"
    r"|i (?:can|could) (?:call|ring|write|send|speak|refer|ask|email|book|arrange)"
    r"|(?:then|,) you (?:ring|call|text|come to|go to|tell) (?:us|me|9|1|the|your)|i advise|we(?:['’]ll| will"
    r"| are going to|['’]re going to|['’]re gonna) (?!see\b|talk about)[a-z]+)",
    re.IGNORECASE,
)
_PROPOSES = re.compile(
    r"\b(?:for (?:the|this|next) week|this week[,:]|between now and|before (?:next time|we meet|then|you leave)"
    r"|how about|what about trying|could (?:we|you) (?:keep|try|make|do|text|call|write|put|start)"
    r"|can (?:we|you) (?:keep|try|make|write|put|start|agree)|would you be (?:willing|able|up for)"
    r"|would you (?:want|like) to (?:try|carry on|keep|go on|ring|call)|are you willing"
    r"|let['’]s (?:put|keep|make|plan|set|add|do (?!a quick)|try|get|go ahead|continue|start|increase|decrease"
    r"|check|have you|order|build)|keep (?:doing|up|going|taking|using|on with|that at|an eye)"
    r"|continue (?:with|the|on|taking|your|you)|go (?:up|down) (?:on the|to (?=\d|a hund|\w+(?:teen|ty)\b|ten\b))"
    r"|increase (?:the|your)|please (?:don['’]t"
    r"|do|call|ring|keep|bring|take)|don['’]t (?:restart|stop taking)|put (?:a|it|that) (?:bag|on the card)"
    r"|(?:^|[.,] )please (?!tell|say|go on|describe|take a seat|sit|come in|have a seat|continue|correct)[a-z]+"
    r"|on the card|homework|safety plan|make sure (?:you|to)|come back (?:in|if)|if (?:it|anything|things"
    r"|you) (?:gets?|doesn['’]t|does not|feel|start|notice)|mention (?:it|the|that)|referr(?:al|ed)|refer you"
    r"|prescri(?:be|ption)|start you on|put you on|set a timer|call before|follow[- ]?up|the goal|write down"
    r"|stick with|sign you up|schedule)\b",
    re.IGNORECASE,
)
_CLIENT_WILL = re.compile(
    rf"\b(?:(?:i|we|they)(?:['’]ll| will|['’]m going to|['’]m gonna|['’]re gonna| am going to)(?: (?:also|then|just"
    rf"|probably|definitely))* (?!{_IN_SESSION}\b)[a-z]+|i (?:can|could) (?:do|try|call|ring|ask|text|tell"
    rf"|write|go|take|borrow|walk|come|bring|use|sit|stay|get|book"
    rf"|start|keep|make|put)\b"
    r"|let me do|i(?:['’]m| am) (?:gonna|going to) (?!die|be (?:honest|straight))[a-z]+|could (?:text|call|ring"
    r"|try)\b|might do\b|(?:^|[.,] )put (?:that|me|it) (?:down|on|in)\b|(?:^|[.,] )put down\b|i want to (?:try"
    r"|start|keep|go back))",
    re.IGNORECASE,
)
_PAST_OR_IF = re.compile(
    r"\b(?:in here|right now|while we['’]re|(?:do|try) it with you|let['’]s try the|between (?:one|two|three"
    r"|\d)|in the dream|sleep window you|before i go\b|at the end\b|come back to (?:that|this)\b"
    r"|leave \w+ \w+ alone|you get an?\b"
    r"|(?:did|was|were|has|had) (?:you|the|he|she|they|it|your)\b|gonna (?:have an?|die|be (?:a|in|like))\b"
    r"|like i['’]m (?:gonna|going to)"
    r"|agenda|today we|before we (?:get|start|begin)|used to|last (?:week|month|year|time)|years? ago"
    r"|you['’]ll? (?:be|never)|i['’]ll be (?:like|in the|sitting)|when i was)\b",
    re.IGNORECASE,
)


_ASSIGNS = re.compile(
    r"(?:^|[.:;] )(?:(?:good|great|okay|ok|right|well|and|so|then|also|now|all right|lovely)[,.]? )*"
    r"(?:keep|bring|write|note|track|practi[sc]e|try|call|ring|text|log|record|read|send|tell|book|remember|carry on)"
    r" (?:the|a|an|your|it|this|them|one|two|three|him|her|down|to|with|on)\b",
    re.IGNORECASE,
)
"""“And keep the log”: an order is homework when it is given towards the end; before, it belongs to an exercise."""
_ASSIGNMENTS_FROM = 0.6
_POINTS_BACK = re.compile(r"\b(?:it|that|this|him|her|them|those)\b", re.IGNORECASE)
_TIMES = re.compile(
    r"\b(?:tomorrow|today|tonight|this (?:week|evening)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b", re.IGNORECASE
)
_DANGLES = re.compile(r"(?:and |so |but )*(?:it|that|this|they|he|she)\b", re.IGNORECASE)
_ABOUT_WHAT_WAS = re.compile(r"\b(?:did|was|were|had|has|have you|been|ever|how are|when do|why)\b", re.IGNORECASE)
_OWN_MATTER = 2
_HELD_HERE = re.compile(r"\b(?:do one in here|with me (?:sat|sitting|here|beside)|here with me)\b", re.IGNORECASE)
_SAYS_ITSELF = 2
_REACH_TURNS = 3
_MEANT_WORDS = 20
"""A promise of a word or two points back to what was just proposed; further back it would be a guess."""


def find_plans(turns: list[Turn]) -> list[Candidate]:
    """Return lines with proposals and what was answered to them, and with commitments of either side."""
    candidates: list[Candidate] = []
    answered: set[int] = set()
    for turn in turns:
        if turn.index in answered:
            continue
        late = turn.index / max(1, len(turns) - 1)
        runs = _runs([place for place, sentence in enumerate(turn.sentences) if _is_plan(turns, turn, sentence)], turn)
        for first, last in runs:
            line = _line(turns, turn, first, last, late)
            if sum(len(content_stems(quote.text)) for quote in line.quotes) >= (3 if turn.is_therapist else 2):
                candidates.append(line)
                answered |= {quote.turn.index for quote in line.quotes if quote.turn.index > turn.index}
    return candidates


def _is_plan(turns: list[Turn], turn: Turn, sentence: Sentence) -> bool:
    text = re.sub(r'"[^"]*"', " ", sentence.text)
    if _PAST_OR_IF.search(text):
        return False
    if turn.is_therapist:
        if sentence.word_count < 4 or _HELD_HERE.search(turn.text):
            return False
        if turn.index > _ASSIGNMENTS_FROM * len(turns) and _ASSIGNS.search(text) and not sentence.is_question:
            return True
        return _THERAPIST_WILL.search(text) is not None or _PROPOSES.search(text) is not None
    if sentence.is_question or re.match(r"(?:that|because|cause|like)\b", text, re.IGNORECASE):
        return False
    if '"' in sentence.text or re.search(r"\b(?:told|said|goes|thought|i go)\b", text, re.IGNORECASE):
        return False
    if _CLIENT_WILL.search(text):
        return True
    before = previous_other(turns, turn)
    asked = before is not None and before.is_therapist and is_planning(before.text)
    return asked and turn.index > 0.4 * len(turns) and sentence is turn.sentences[0] and len(turn.stems) >= 2


def _runs(places: list[int], turn: Turn) -> list[tuple[int, int]]:
    """Join neighbouring plan sentences into runs of at most 38 words."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place - runs[-1][1] <= 1:
            first = runs[-1][0]
            if sum(sentence.word_count for sentence in turn.sentences[first : place + 1]) <= 38:
                runs[-1] = (first, place)
                continue
        runs.append((place, place))
    return runs


def _settlement(turns: list[Turn], proposal: Turn, reply: Turn) -> list[Turn]:
    """Return the turns that settle another time or amount than was proposed: no refused one stands alone."""
    if not (find_numbers(proposal.text) and find_numbers(reply.text)):
        return []
    settling = []
    for other in turns[reply.index + 1 : reply.index + 4]:
        if len(other.words) > 14 or not other.sentences or not find_numbers(other.text):
            break
        settling.append(other)
    return settling


def _reply(after: Turn) -> Quote:
    """Quote a reply whole where it is short or brings in figures, else what it opens with."""
    last = len(after.sentences) - 1
    if len(after.words) > 12 and answer_polarity(after.text) is Answer.YES:
        last = next((n for n, s in enumerate(after.sentences) if s.end - after.sentences[0].start > 24), last)
    return Quote(after, after.sentences[0].start, quote_sentences(after, 0, last).end)


def _asks_assent(question: Sentence) -> bool:
    """Whether a question after a plan is about the plan: an answer to any other is no reply to what was proposed."""
    if is_planning(question.text):
        return True
    return not _ABOUT_WHAT_WAS.search(question.text) and len(set(content_stems(question.text))) < _OWN_MATTER


def _meant(turns: list[Turn], turn: Turn, quote: Quote) -> list[Frame | Quote]:
    """Return what the therapist said right before, where a client's “I'll book it” does not say what is meant."""
    if not _POINTS_BACK.search(quote.text) or len(set(content_stems(_TIMES.sub(" ", quote.text)))) > _SAYS_ITSELF:
        return []
    for other in reversed(turns[max(0, turn.index - _REACH_TURNS) : turn.index]):
        for sentence in reversed(other.sentences if other.is_therapist else ()):
            if _DANGLES.match(sentence.text):
                continue
            if len(set(content_stems(sentence.text))) >= 2 and sentence.word_count <= _MEANT_WORDS:
                place = other.sentences.index(sentence)
                return [Frame("Therapist:"), quote_sentences(other, place, place)]
        if other.is_therapist and content_stems(_TIMES.sub(" ", other.text)):
            return []
    return []


def _line(turns: list[Turn], turn: Turn, first: int, last: int, late: float) -> Candidate:
    quote = quote_sentences(turn, first, last)
    pieces: list[Frame | Quote] = [Frame(f"{turn.label}:"), quote]
    score = 1.6 + 0.7 * salience_of(quote.text) + 1.8 * late - (2.0 if late < 0.15 else 0.0)
    context: list[Turn] = []
    after = turns[turn.index + 1] if turn.index + 1 < len(turns) else None
    closing = turn.sentences[last + 1 :]
    ends = all(_asks_assent(sentence) if sentence.is_question else sentence.word_count <= 6 for sentence in closing)
    if turn.is_therapist and ends and after is not None and not after.is_therapist:
        reply = answer_polarity(after.text)
        if reply is Answer.NO:
            score -= 1.5
        if after.sentences and len(after.words) <= 22 and (after.stems or reply is not Answer.NONE):
            pieces += [Frame(f"{after.label}:"), _reply(after)]
            score += 0.8 if reply is Answer.YES or len(after.stems) >= 2 else 0.0
        context.append(after)
        for other in _settlement(turns, turn, after):
            pieces += [Frame(f"{other.label}:"), Quote(other, other.sentences[0].start, other.sentences[-1].end)]
    if not turn.is_therapist:
        before = previous_other(turns, turn)
        if before is not None and before.is_therapist:
            context.append(before)
        pieces = [*_meant(turns, turn, quote), *pieces]
        if after is not None and after.is_therapist and len(set(after.stems) & set(turn.stems)) >= 1:
            context.append(after)
    return Candidate(Matter.PLAN, tuple(pieces), score, context=tuple(context))
