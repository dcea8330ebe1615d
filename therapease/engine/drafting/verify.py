"""Whether the cited words carry a line. The one gate of the note: nothing leaves drafting without passing here.

Two kinds of line pass. A *quotation* is words of ours from a closed list around spans that stand in one cited utterance
to the letter, begin and end where a sentence or clause does, and leave out nothing that takes them back. A *paraphrase*
is a compression of one cited stretch of speech: its words stand there in the same order and the same tense; what was
left out is filler; and no negation, doubt, condition, figure, name, or speaker is gained, lost or moved.

That is stricter than truth asks and looser than a copy. docs/grounding.md tells why, with examples.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from therapease.engine.drafting.compression import compresses
from therapease.engine.drafting.dialogue import Turn
from therapease.engine.drafting.spans import PLAIN_NO, takes_back
from therapease.engine.language.answers import Answer, answer_polarity
from therapease.engine.language.medications import find_medicines
from therapease.engine.language.names import name_set
from therapease.engine.language.numbers import find_numbers, number_values

_SPAN = re.compile(r"“([^“”]*)”")
_LABELS = (
    r"(?:Client|Therapist|Speaker|Other speaker|Family member|Other clinician|Parent|Mother|Father|Mum|Mom|Dad|Partner"
    r"|Wife|Husband)(?: [A-Z])?"
)
_FRAME = re.compile(
    rf"(?:[Aa]sked|(?:{_LABELS})(?: denied, when asked|, asked|:| noted:"
    rf"| agreed to the therapist's summary:| on)?"
    rf"|Therapist's view:"
    r"|Next appointment:|after saying|[:;,.]|\s)*",
)
_DENIES = re.compile(r"\b(?:denie[sd]|denying|denial)\b", re.IGNORECASE)
_GOVERNS = re.compile(
    r"\b(?:not|never|n['’]t|no longer|without|if|unless|maybe|might|think|thinks|thought|said|says|goes|told"
    r"|used to|as if|like|pretend\w*|dream\w*|imagin\w*|wish)\b[^.!?]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What the checks found: `reason` is empty where the line may stand, else says in plain words why it may not."""

    reason: str = ""

    @property
    def is_supported(self) -> bool:
        return not self.reason


SUPPORTED = Finding()


def verify_statement(text: str, evidence: Sequence[Turn]) -> Finding:
    """Decide whether the cited turns carry every fact of a line: numbers, names, medication, negation, who said it.

    Quoted words stand in “ ”. A line with quoted words is checked as a quotation, any other as a paraphrase.
    """
    if not evidence:
        return Finding("it cites nothing")
    if "“" in text or "”" in text:
        return _verify_quotation(text, evidence)
    return _verify_paraphrase(text, evidence)


def _verify_quotation(text: str, evidence: Sequence[Turn]) -> Finding:
    spans = _SPAN.findall(text)
    outside = _SPAN.sub(" ", text)
    if not spans or "“" in outside or "”" in outside:
        return Finding("its quotation marks do not pair up")
    if not _FRAME.fullmatch(outside.strip()):
        return Finding("it adds words of its own around the quotation")
    for span in spans:
        holders = [turn for turn in evidence if span in turn.text]
        if not span.strip() or not holders:
            return Finding("it quotes words that the cited utterances do not hold")
        if not any(_is_whole(turn, span) for turn in holders):
            return Finding("the quotation leaves out what takes it back")
    if _DENIES.search(outside) and not _is_denial(spans, evidence):
        return Finding("it calls a denial what was not asked and denied")
    return _check_speakers(outside, spans, evidence)


def _is_whole(turn: Turn, span: str) -> bool:
    """Whether a span can stand alone: nothing right before it governs it and nothing right after takes it back."""
    start = turn.text.find(span)
    while start >= 0:
        end = start + len(span)
        if not _cuts_figure(turn, start, end) and not _is_governed(turn, start) and not _is_taken_back(turn, end):
            return True
        start = turn.text.find(span, start + 1)
    return False


def _cuts_figure(turn: Turn, start: int, end: int) -> bool:
    """Whether a span begins or ends inside a figure: “up to a hundred” of “up to a hundred and fifty”."""
    return any(
        number.start < edge < number.end and number.is_certain
        for number in find_numbers(turn.text)
        for edge in (start, end)
    )


def _is_governed(turn: Turn, start: int) -> bool:
    """Whether the words before the span, in its own sentence, change what it says (“I don't think that …”)."""
    before = turn.text[:start]
    sentence = re.split(r"[.!?]\s+|[\n;]", before)[-1]
    if not sentence.strip() or re.search(r"[,—-]\s*$|\b(?:and|but|so|or)\s*,?\s*$", sentence, re.IGNORECASE):
        return re.search(r"\b(?:if|unless)\b[^,.!?]*,\s*$", sentence, re.IGNORECASE) is not None
    return _GOVERNS.search(sentence) is not None


def _is_taken_back(turn: Turn, end: int) -> bool:
    following = [sentence for sentence in turn.sentences if sentence.start >= end]
    inside = [sentence for sentence in turn.sentences if sentence.start < end]
    rest = re.match(r"[^.!?]*", turn.text[end:])
    if rest and re.match(r"\s*,?\s*(?:no|not|sorry|I mean|or rather|actually)\b[ ,]", rest.group(), re.IGNORECASE):
        return True
    return bool(following and inside and takes_back(inside[-1], following[0]))


def _is_denial(spans: list[str], evidence: Sequence[Turn]) -> bool:
    """Whether a cited therapist's turn asks the first span and another cited turn answers it with no."""
    asked = [turn for turn in evidence if turn.is_therapist and spans[0] in turn.text and turn.question is not None]
    if not asked or len(spans) < 2:
        return False
    return any(
        answer_polarity(turn.text) is Answer.NO and PLAIN_NO.match(spans[1])
        for turn in evidence
        if not turn.is_therapist and turn.index > asked[0].index and any(span in turn.text for span in spans[1:])
    )


def _check_speakers(outside: str, spans: list[str], evidence: Sequence[Turn]) -> Finding:
    """Whether each quotation follows the label of somebody who said it; a question may follow an “asked”."""
    labels = re.findall(rf"({_LABELS})(?=[:,]| denied| noted| agreed|'s view|$)", outside)
    said_by = {turn.label for span in spans for turn in evidence if span in turn.text}
    for label in labels:
        if label not in said_by and "agreed to" not in outside:
            return Finding("it names a speaker who did not say it")
    return SUPPORTED


def _verify_paraphrase(text: str, evidence: Sequence[Turn]) -> Finding:
    words = " ".join(turn.text for turn in evidence)
    if number_values(text) - number_values(words):
        return Finding("a number that the cited words do not hold")
    if {m.name for m in find_medicines(text)} - {m.name for m in find_medicines(words)}:
        return Finding("a medicine that the cited words do not hold")
    lowered = words.lower()
    if any(name not in lowered for name in name_set(text) if name not in ("client", "therapist")):
        return Finding("a name that the cited words do not hold")
    if _DENIES.search(text):
        return Finding("it calls a denial what was not asked and denied")
    reasons = [compresses(text, turn) for turn in evidence]
    return SUPPORTED if "" in reasons else Finding(_nearest(reasons))


def _nearest(reasons: list[str]) -> str:
    """Return the reason of the turn that came closest: any but “words”, if there is one."""
    return next((reason for reason in reasons if "words" not in reason), reasons[0])
