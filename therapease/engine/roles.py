"""Who is the therapist? Found from what is said, sentence by sentence, over the whole conversation.

Each sentence gives evidence, as a log-likelihood ratio: above 0 it sounds like the therapist (asks about “you”,
reflects, sets an agenda, agrees homework), below 0 like the client (tells of “I” and “my”, answers yes or no). The
weights are few, general and set by hand; none stands for one topic or one style of therapy. A speaker's evidence is the
sum, so that many weak signs outweigh one odd sentence. The speaker with the most is the therapist; there is one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from therapease.domain.transcript import SpeakerRole, Utterance

_MOST_PER_SENTENCE = 2.5
_ALONE_NEEDS_EVIDENCE = 12.0
"""With one speaker only there is nobody to compare with: dictation and half-deaf recordings stay unknown below this."""

_OTHER_SHARE = 0.08
"""Whoever says less than this share of what is not the therapist's is in the room, but hardly the client."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """A sign in the wording, its weight, and how often it may count in one sentence."""

    pattern: re.Pattern[str]
    weight: float
    most: int = 1


def _cue(pattern: str, weight: float, most: int = 1) -> _Cue:
    return _Cue(re.compile(pattern, re.IGNORECASE), weight, most)


_FILLERS = re.compile(
    r"\b(?:you know|you guys|you see|thank you|thanks|see you|i mean|um+|uh+|er+m?)\b,?", re.IGNORECASE
)
_SENTENCES = re.compile(r"[^.?!…]+[.?!…]*")
_QUESTION_WORDS = re.compile(
    r"^(?:(?:and|so|but|okay|ok|well|right|now|alright|great|sure|yeah|good)\b[, ]*)*"
    r"(?:what|how|when|where|which|who|why|whose"
    r"|(?:do|does|did|are|is|was|were|have|has|had|can|could|would|will|should|any)(?:n't)?)\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b(?:you|your|yours|yourself|you're|you've|you'll|you'd)\b", re.IGNORECASE)
_I = re.compile(r"\b(?:i|me|my|mine|myself|i'm|i've|i'll|i'd)\b", re.IGNORECASE)

_ASKS_ABOUT_YOU, _ASKS, _ASKS_ABOUT_ME = 1.6, 0.9, -0.3

_CUES = (
    # The therapist asks, reflects and leads.
    _cue(r"\b(?:tell|walk|talk) me (?:more|about|a bit|a little|through|what|how)\b", 1.5),
    _cue(
        r"\bany(?:thing)? (?:other|else|history|problems?|thoughts?|allerg\w+|pain|changes?|concerns?"
        r"|questions)\b",
        0.8,
    ),
    _cue(r"\bon a scale\b|\bout of (?:ten|10)\b.*\?|\bzero to (?:ten|10)\b", 1.2),
    _cue(
        r"\b(?:it |that |this )?sounds (?:like|as if|as though|really|very)\b|\bi(?:'m| am) hearing\b"
        r"|\bi hear (?:that|you)\b",
        1.5,
    ),
    _cue(r"\bi(?:'m| am)? (?:wonder(?:ing)?|curious)\b|\bi'm noticing\b|\bi notice (?:that|you)\b", 1.0),
    _cue(
        r"\b(?:so|and) (?:you|you're|you've|your)\b|\byou(?:'re| are) (?:saying|telling me|feeling)\b"
        r"|\byou (?:said|mentioned)\b",
        0.8,
    ),
    _cue(
        r"\bthat must\b|\bthat makes (?:a lot of |total |perfect )?sense\b|\bthat(?:'s| is) (?:understandable"
        r"|a big step)\b",
        0.9,
    ),
    _cue(
        r"\bthank(?:s| you) for (?:sharing|telling|coming|being|letting|explaining)\b|\b(?:sorry|glad"
        r"|good) to hear\b",
        1.3,
    ),
    _cue(
        r"\b(?:agenda|homework|worksheet|our (?:session|time|work|last)|last (?:session|time we)"
        r"|next (?:session|appointment))\b",
        0.8,
    ),
    _cue(r"\blet(?:'s| us| me)\b|\bshall we\b|\bwe(?:'ll| will| can| could|'re going to)\b", 0.6),
    _cue(
        r"\bi(?:'d| would) (?:like (?:you|us|to)|recommend|suggest|encourage|want you)\b|\bi (?:want"
        r"|need) you to\b",
        1.0,
    ),
    _cue(r"\bi(?:'m| am) going to (?:ask|send|give|order|prescribe|put|have|refer|check|take|examine|go ahead)\b", 1.0),
    _cue(
        r"\bi(?:'ll| will) (?:send|give|order|prescribe|refer|write|arrange|print|get you|let you|see you"
        r"|put)\b",
        0.9,
    ),
    _cue(
        r"\b(?:does|how does) that (?:make sense|sound)\b|\bis that (?:okay|ok|all right|alright|right"
        r"|correct)\b",
        1.2,
    ),
    _cue(
        r"\b(?:this is|i'm|i am|name(?:'s| is)) (?:dr|doctor)\b|\bone of the (?:doctors|gps|nurses|therapists"
        r"|counsell?ors)\b",
        2.5,
    ),
    _cue(
        r"\b(?:confirm|check) your (?:name|date|address)\b|\bwhat brings you\b|\bhow can i help\b"
        r"|\bcome (?:on )?in\b",
        2.0,
    ),
    _cue(r"\bfollow up\b|\bcheck in (?:on|with|about)\b|\bkeep (?:a|an eye|track)\b", 0.4),
    _cue(r"\b(?:deep breath|breathe (?:in|out)|take a (?:moment|breath))\b", 0.6),
    # The client tells, answers, thanks.
    _cue(
        r"\bmy (?:husband|wife|partner|boyfriend|girlfriend|ex|mum|mom|mother|dad|father|parents|boss|manager|job|work"
        r"|kids?|son|daughter|sister|brother|family|friends?|doctor|gp|therapist|head|chest|back|stomach|sleep|life)\b",
        -0.9,
        2,
    ),
    _cue(
        r"\bi (?:feel|felt|can't|couldn't|cannot|don't know|haven't|didn't|wasn't|get|got|had|went|woke"
        r"|used to|keep|kept)\b",
        -0.5,
        2,
    ),
    _cue(r"\bi(?:'ve| have) been\b|\bi was\b|\bit hurts\b|\bmakes me\b|\bi guess\b|\bi suppose\b", -0.5, 2),
    _cue(r"^(?:yes|yeah|yep|no|nope|nah|not really|i think so|sometimes|a little)\b", -0.3),
    _cue(r"\b(?:yes|yeah|no|okay|thanks|thank you|hi|hello|well),? (?:doctor|doc)\b|\bdoctor[.?!]?$", -1.5),
)


def assign_roles(utterances: Sequence[Utterance]) -> list[Utterance]:
    """Return the utterances with roles: one therapist, the client or clients, others who say little.

    A single speaker is unknown unless the evidence is strong by itself.
    """
    roles = _roles_of_speakers(utterances)
    return [replace(utterance, role=roles[utterance.speaker]) for utterance in utterances]


def therapist_evidence(text: str) -> float:
    """Return how much `text` sounds like the therapist: a sum over its sentences, 0 for nothing either way."""
    return sum(_sentence_evidence(sentence) for sentence in _SENTENCES.findall(text))


def _roles_of_speakers(utterances: Sequence[Utterance]) -> dict[str, SpeakerRole]:
    evidence: dict[str, float] = defaultdict(float)
    words: dict[str, int] = defaultdict(int)
    for utterance in utterances:
        evidence[utterance.speaker] += therapist_evidence(utterance.text)
        words[utterance.speaker] += len(utterance.text.split())
    if len(evidence) == 1:
        return {speaker: _role_alone(total) for speaker, total in evidence.items()}
    # Ties go to whoever speaks first: in most sessions the therapist opens.
    therapist = max(evidence, key=lambda speaker: evidence[speaker], default="")
    rest = sum(count for speaker, count in words.items() if speaker != therapist)
    return {speaker: _role_beside(speaker == therapist, words[speaker], rest) for speaker in evidence}


def _role_alone(evidence: float) -> SpeakerRole:
    if abs(evidence) < _ALONE_NEEDS_EVIDENCE:
        return SpeakerRole.UNKNOWN
    return SpeakerRole.THERAPIST if evidence > 0 else SpeakerRole.CLIENT


def _role_beside(is_therapist: bool, word_count: int, rest: int) -> SpeakerRole:
    if is_therapist:
        return SpeakerRole.THERAPIST
    return SpeakerRole.CLIENT if word_count >= _OTHER_SHARE * rest else SpeakerRole.OTHER


def _sentence_evidence(sentence: str) -> float:
    text = _FILLERS.sub(" ", sentence.replace("’", "'")).strip(" ,-–—")
    if not text:
        return 0.0
    you, me = len(_YOU.findall(text)), len(_I.findall(text))
    total = 0.3 * min(you, 2) - 0.25 * min(me, 3)
    if text.endswith("?") or (you and _QUESTION_WORDS.match(text)):
        total += _ASKS_ABOUT_YOU if you else _ASKS_ABOUT_ME if me else _ASKS
    for cue in _CUES:
        found = sum(1 for _ in cue.pattern.finditer(text))
        total += cue.weight * min(found, cue.most)
    return max(-_MOST_PER_SENTENCE, min(_MOST_PER_SENTENCE, total))
