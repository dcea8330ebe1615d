"""Questions with their answers: where most facts of a session are made, and every denial.

A line from here quotes the question and the answer, or cites the question and quotes an answer that stands alone.
“Denied” is written only where a yes-or-no question was asked and the answer opens with a clear no.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from therapease.engine.drafting.candidate import Candidate, Frame, Matter, Piece, Quote
from therapease.engine.drafting.dialogue import Sentence, Turn
from therapease.engine.drafting.salience import salience_of
from therapease.engine.drafting.spans import PLAIN_NO, quote_sentences
from therapease.engine.language.answers import (
    Answer,
    answer_polarity,
    asks,
    has_quantity,
    is_backchannel,
    is_open_question,
    is_tag_question,
)
from therapease.engine.language.numbers import find_numbers, number_values
from therapease.engine.language.tokens import content_stems

_CONTRAST = re.compile(
    r"\b(?:but|except|only|although|though|sometimes|maybe|might|used to|apart from|other than|just|unless|until"
    r"|think so|not sure|i know of|remember|i do|i did|i have|once|twice|a little|a bit|not really|not much"
    r"|not often)\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"(?:^|[,.;:—]\s|\b(?:and|but|or|so|okay|then|now|ask(?: you)?|anybody|everybody|slip|like),?\s)(?:[A-Z][a-z]+,\s)?"
    r"(?:do|does|did|are|is|was|were|have|has|had|can|could|would|will|any|anything|anyone|ever|still|no)\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(r",? or (?:is|are|do|does|did|was|were|would|more|rather|just)\b|\bor,", re.IGNORECASE)
_CLAUSE_BREAK = re.compile(r"[,;:—]\s+|\s(?=(?:and|but|or)\s)")
_WHEN_IT = re.compile(r"(?:and |but |or )?when (?:it|that|this|he|she|they|things|you)\b", re.IGNORECASE)
_LOGISTICS = re.compile(
    r"\b(?:confirm your|date of birth|can you hear|hear me|your name|is that (?:ok|okay|all right|alright)"
    r"|make sense|makes sense"
    r"|(?:like|want|where|who['’]d like|rather) (?:you )?(?:to )?start|how are (?:you"
    r"|things)(?: doing)?(?: today)?\?|how can i help|what brings|anything (?:else )?you(?:['’]d)? (?:want|like)"
    r"|is there anything (?:else|we)"
    r"|is that (?:right|fair|correct)(?=\?)|any (?:other )?questions"
    r"|ring a bell|happy (?:with|to)|sound (?:right|okay|good)|ready)\b",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r"^(?:\[[^\]]*\]|um|uh|well|[ ,])*(?:but|except|although|though|only|sometimes|maybe|unless|i mean|i might"
    r"|i do\b(?! not)|i did\b(?! not)|once|twice)\b",
    re.IGNORECASE,
)
_TAKES_PART_BACK = re.compile(r"\b(?:though|one time)\b", re.IGNORECASE)
_YES_AFTER_ALL = re.compile(
    r"\b(?:i do|i did|sometimes)\b(?! not)|^(?:\W|well|and|so)*i(?:['’]ve)? (?:smoke|drink|use|take|took|had|tried"
    r"|used|get|got|did)\b|\bi['’]d (?:like|love|rather|not mind)\b|\b(?:wouldn['’]t|not) mind\b|\bthough\W*$"
    r"|\bnot quit\b|\byes\b|\bi(?:['’]ve| have) (?:thought|wanted|considered|wished)\b",
    re.IGNORECASE,
)
_OF_SYMPTOMS = re.compile(
    r"^(?:any|anything|anybody|ever)\b|\b(?:have you (?:had|ever|noticed|been|got|thought|felt|tried|done)|you ever"
    r"|do you (?:drink|smoke|use|have|take|feel|get|hear"
    r"|see|think)|you (?:ever )?(?:think|thought|want|wanted|hear|see) |don['’]t want to live"
    r"|are you (?:having|feeling|taking|thinking|hearing|using|drinking|scared|afraid)|were there"
    r"|have there been|has there been|are there any|is there any|any)\b",
    re.IGNORECASE,
)
PLANNING_QUESTION = re.compile(
    r"\b(?:what (?:would|could|might|will|can) you (?:want|like|do|take|try|need|say|tell)"
    r"|what you['’]d (?:want|like|do)|how will you|who (?:could|can|will|would) (?:you|else)"
    r"|who else (?:could|can|will|would|might)"
    r"|(?:could|will|can) you (?!tell me|say|remember|describe|hear|see|sleep|feel|think|give me|explain|imagine|rate"
    r"|live|hold|get|stop|stay on)[a-z]+"
    r"|would you (?:be willing|try|text|ring|call|write|put|let|count|go|want to (?:carry|keep|go|try))"
    r"|what if (?:i|we) [a-z]+|do you want (?:me )?to (?:try|call|set|speak|ring|write|talk)|would you let me"
    r"|would it help if i"
    r"|can i (?:ring|call|write|speak)|is that a piece|what do (?:we|you) (?:want|need)"
    r"|(?:what(?:['’]s| is) (?:a|the|your|our) (?:next|first|one|smallest|plan|signal|deal)|a next step)"
    r"|is there (?:a|any) (?:deal|plan)|would (?:make|help)|shall (?:we|i) (?!start|look|begin)"
    r"|(?:if|when) (?:it|that|the|this|she|he|they|things)\b.{0,60}\b(?:comes? back|happens?|again|worse|stronger|bad"
    r"|turns? up)"
    r"|anything you could|how about|what about (?:the|this)|for (?:the|this|next) week|by when|from when)\b",
    re.IGNORECASE,
)
_NO_PLANNING = re.compile(
    r"\b(?:thoughts?|ever|been|feel(?:ing)?|does it|get so|with me|right now|while we|do you (?:think|feel|mean"
    r"|hear)|hurting|harming"
    r"|ending your|come up|comes up when|remember|tell me|what (?:did|was|were))\b",
    re.IGNORECASE,
)
ANSWER_WEIGHT = 0.9
"""A question lends its topic to the answer, and with it words of salience the client did not say."""
RISK_WORDS = 44
_ANSWER_WORDS = 34
ENOUGH_WORDS = 18
TOPIC_WORDS = 7


@dataclass(frozen=True)
class Exchange:
    """A question and what was answered, each with its turns."""

    asking: Turn
    question: Sentence
    answers: tuple[Turn, ...]

    @property
    def reply(self) -> str:
        return " ".join(turn.text for turn in self.answers)

    @property
    def polarity(self) -> Answer:
        return answer_polarity(self.answers[0].text)

    @property
    def is_denied(self) -> bool:
        """Whether a yes-or-no question was met by a clear no that nothing in the answer takes back."""
        text = shortened_question(self.asking, self.question).text
        if text.count("?") > 1:
            return False  # a no to the second of two questions is no answer to the first
        if is_open_question(text) or _CHOICE.search(text):
            return False
        if re.search(r"\b(?:what|how|when|where|who|why|which)\b", text, re.IGNORECASE) and not re.match(
            r"any\b", text, re.I
        ):
            return False
        if _YES_NO.search(text) is None or re.match(r"(?:\w+, )?(?:what|how|when|where|who|why|which)\b", text, re.I):
            return False
        if re.search(r"n['’]t\b|\b(?:no|never)\b", text, re.IGNORECASE):
            return False
        if _OF_SYMPTOMS.search(text) is None or re.search(r"\bstill\b", text, re.IGNORECASE):
            return False  # a no to “has the doctor seen you?” denies no complaint
        opening = PLAIN_NO.match(self.answers[0].text) is not None
        return opening and self.polarity is Answer.NO and not self._is_qualified

    @property
    def _is_qualified(self) -> bool:
        """Whether the no itself is hedged, or a later sentence begins to take it back."""
        sentences = [sentence.text for turn in self.answers for sentence in turn.sentences]
        opening = next((n for n, text in enumerate(sentences) if len(text.split()) > 3), len(sentences) - 1)
        if any(_CONTRAST.search(text) for text in sentences[:opening]):
            return True
        if sentences and answer_polarity(sentences[opening]) is Answer.NO and _CONTRAST.search(sentences[opening]):
            return True
        return any(
            _TURNS.match(text) or _YES_AFTER_ALL.search(text) or _TAKES_PART_BACK.search(text) for text in sentences[1:]
        )


def find_exchanges(turns: list[Turn]) -> list[Exchange]:
    """Pair each therapist's question with the turns that answer it; questions nobody answers are left out."""
    found = []
    for turn in turns:
        question = turn.question if turn.is_therapist else None
        if question is None:
            continue
        answers: list[Turn] = []
        for other in turns[turn.index + 1 : turn.index + 5]:
            if other.is_therapist:
                if answers and not is_backchannel(other.text):
                    break
                if not answers and (other.question is not None or not is_backchannel(other.text)):
                    break
                continue
            if other.question is not None and not answers and not has_quantity(other.text):
                break  # a question back is no answer; “What, three times?” is one
            if other.words:
                answers.append(other)
        if answers:
            found.append(Exchange(turn, question, tuple(answers)))
    return found


def find_answers(turns: list[Turn], risky: frozenset[int] = frozenset()) -> list[Candidate]:
    """Return a line per question whose answer needs the question to be understood.

    Turns whose index is in `risky` are quoted whole up to RISK_WORDS: what a person adds about a risk is never cut off.
    """
    candidates = []
    for exchange in find_exchanges(turns):
        first = exchange.answers[0]
        if len(first.words) > 40 and not exchange.is_denied:
            continue
        if _LOGISTICS.search(exchange.question.text):
            continue
        line = _answer_line(exchange, turns, risky)
        late = exchange.asking.index > 0.4 * len(turns)
        if late and is_planning(exchange.question.text):
            line = replace(line, matter=Matter.PLAN, salience=line.salience + 1.5)
        candidates.append(line)
    return candidates


def is_planning(question: str) -> bool:
    """Whether a question asks what somebody is going to do, in words of its own."""
    return PLANNING_QUESTION.search(question) is not None and not _NO_PLANNING.search(question)


def _answer_line(exchange: Exchange, turns: list[Turn], risky: frozenset[int]) -> Candidate:
    question = shortened_question(exchange.asking, exchange.question)
    answer = answer_quote(exchange, turns, risky)
    denied = exchange.is_denied
    label = answer.turn.label
    lead = f"{label} denied, when asked" if denied else f"{label}, asked"
    if not denied and answer.turn.index not in risky:
        question = topic_of(question)
    pieces: list[Piece] = [Frame(lead), question, Frame(":"), answer]
    salience = ANSWER_WEIGHT * salience_of(f"{question.text} {answer.text}") + (0.6 if denied else 0.3)
    if is_tag_question(question.text) or len(set(content_stems(f"{question.text} {answer.text}"))) < 3:
        salience *= 0.5
    if (
        not denied
        and len(answer.text.split()) <= 4
        and set(content_stems(answer.text)) <= set(content_stems(question.text))
    ):
        salience *= 0.6  # “Is that right?” “That's right.” and “Nothing since?” “Nothing since.” tell next to nothing
    if (
        not denied
        and exchange.polarity is Answer.NONE
        and not find_numbers(answer.text)
        and len(answer.text.split()) < 5
    ):
        salience *= 0.6
    return Candidate(
        Matter.DENIAL if denied else Matter.ANSWER,
        tuple(pieces),
        salience,
        context=tuple(_confirming(exchange, turns)),
    )


def shortened_question(turn: Turn, question: Sentence) -> Quote:
    """Quote a question without what leads up to it: the last part that still asks by itself."""
    whole = quote_sentences(turn, turn.sentences.index(question), turn.sentences.index(question))
    start = question.start if whole.start > question.start + 60 else max(whole.start, question.start)
    place = turn.sentences.index(question)
    if (
        place
        and turn.sentences[place - 1].is_question
        and turn.sentences[place - 1].word_count <= 10
        and len(content_stems(question.text)) < 2
    ):
        return quote_sentences(turn, place - 1, place)
    if not content_stems(question.text) and place and len(turn.sentences[place - 1].text.split()) <= 12:
        start = turn.sentences[place - 1].start
    best = Quote(turn, start, question.end)
    for match in _CLAUSE_BREAK.finditer(turn.text, start, question.end):
        rest = turn.text[match.end() : question.end]
        if (
            len(rest.split()) >= 5
            and asks(rest)
            and re.match(r"(?:and |but |or )?(?:any|do|does|did|have|has|are|is|was|were|how|what|when)\b", rest, re.I)
        ):
            # “…, when it gets like that?” asks nothing: what is asked stands before it.
            if len(best.text.split()) > 12 and len(set(content_stems(rest))) >= 2 and not _WHEN_IT.match(rest):
                best = Quote(turn, match.end(), question.end)
    return best


def topic_of(question: Quote) -> Quote:
    """Quote a long question only up to its first comma, where that names what it is about."""
    if len(question.text.split()) <= TOPIC_WORDS:
        return question
    for match in re.finditer(r",? (?:or|since|because|when|like|so|and)\b|,", question.text):
        if any(number.start < match.start() < number.end for number in find_numbers(question.text)):
            continue  # “a hundred and fifty” is one figure
        head, rest = question.text[: match.start()], question.text[match.end() :].lstrip()
        if not asks(head) and asks(rest.rstrip("? ")) and len(rest.split()) >= 4:
            # “That sounds frightening, do you know how long it lasted?”: what leads up to a question asks nothing.
            return Quote(question.turn, question.end - len(rest), question.end)
        if len(head.split()) >= 3 and len(set(content_stems(head))) >= 2:
            return Quote(question.turn, question.start, question.start + match.start())
    return question


def answer_quote(exchange: Exchange, turns: list[Turn], risky: frozenset[int] = frozenset()) -> Quote:
    """Quote the answer from its start until it says something; where people settle a figure, the settled one."""
    turn = _settled(exchange, turns)
    if turn.index in risky and turn.sentences and len(turn.words) <= RISK_WORDS:
        return Quote(turn, turn.sentences[0].start, turn.sentences[-1].end)
    last, words = 0, 0
    for place, sentence in enumerate(turn.sentences):
        if place and words + sentence.word_count > _ANSWER_WORDS:
            break
        last, words = place, words + sentence.word_count
        if words >= (8 if exchange.is_denied else ENOUGH_WORDS):
            break
    if not turn.sentences:
        return Quote(turn, 0, len(turn.text))
    quote = quote_sentences(turn, 0, last)
    if exchange.polarity is Answer.NONE or is_open_question(exchange.question.text):
        return quote
    return Quote(turn, turn.sentences[0].start, quote.end)


def _settled(exchange: Exchange, turns: list[Turn]) -> Turn:
    """Return the turn with the last word on a figure when several answer (“Three times?” “Twice.” “Twice, then.”)."""
    first = exchange.answers[0]
    settled = first
    for turn in exchange.answers[1:]:
        if turn.speaker != first.speaker and number_values(turn.text) and number_values(first.text):
            if not number_values(first.text) & number_values(turn.text):
                settled = turn
                break
    return settled


def _confirming(exchange: Exchange, turns: list[Turn]) -> list[Turn]:
    """Return the turns beside the quoted ones that the line rests on: other answers, and a recap that repeats them."""
    context = [turn for turn in exchange.answers if not is_backchannel(turn.text)][:3]
    after = exchange.answers[-1].index + 1
    if after < len(turns) and turns[after].is_therapist:
        recap = turns[after]
        shared = set(recap.stems) & set(exchange.answers[0].stems + content_of(exchange))
        if len(shared) >= 2 or number_values(recap.text) & number_values(exchange.reply):
            context.append(recap)
    return context


def content_of(exchange: Exchange) -> list[str]:
    """Return the stems of a question that say something."""
    return [stem for stem in exchange.asking.stems]
