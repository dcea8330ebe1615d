"""Violence between people: who does it decides which risk it is.

“He hit me” is abuse of the client, “I hit him” harm to others, “he hits his kids” abuse of somebody else. The words
are the same, so they are read as a frame of doer, verb and object instead of as a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from therapease.domain.note import RiskCategory, RiskSubject
from therapease.domain.transcript import SpeakerRole
from therapease.engine.language.clauses import Span
from therapease.engine.risk.lexicon import not_meant_spans
from therapease.engine.risk.subject import Person, Reference, Speaker, doer, subject_of

_VERB = (
    r"hit(?:s|ting)?|slap(?:s|ped|ping)?|punch(?:es|ed|ing)?|kick(?:s|ed|ing)?|beat(?:s|en|ing)?|chok(?:e|es|ed|ing)|"
    r"strangl(?:e|es|ed|ing)|throttl(?:e|es|ed|ing)|shov(?:e|es|ed|ing)|push(?:es|ed|ing)?|grab(?:s|bed|bing)?|smack(?:s|ed|ing)?|"
    r"thump(?:s|ed|ing)?|whack(?:s|ed|ing)?|batter(?:s|ed|ing)?|headbutt(?:s|ed|ing)?|stab(?:s|bed|bing)?|attack(?:s|ed|ing)?|"
    r"assault(?:s|ed|ing)?|hurt(?:s|ing)?|harm(?:s|ed|ing)?|molest(?:s|ed|ing)?|rap(?:e|es|ed|ing)|grop(?:e|es|ed|ing)|"
    r"touch(?:es|ed|ing)?|burn(?:s|ed|t|ing)?|bit|threaten(?:s|ed|ing)?|abus(?:e|es|ed|ing)|kill(?:s|ed|ing)?|murder(?:s|ed|ing)?|"
    r"shoot(?:s|ing)?|shot|smother(?:s|ed|ing)?|spank(?:s|ed|ing)?|(?:threw|throw(?:s|ing)?|chuck(?:s|ed|ing)?) (?:\w+ ){1,3}at|terrori[sz](?:e|es|ed|ing)|drag(?:s|ged|ging)?|pin(?:s|ned|ning)?"
)
_PERSON = (
    r"wife|husband|partner|girlfriend|boyfriend|ex|kids?|child|children|sons?|daughters?|mum|mom|mother|dad|father|brothers?|"
    r"sisters?|baby|neighbou?rs?|boss|colleagues?|friends?|guy|man|woman|people|residents?|patients?|boy|girl|nan|gran\w*|"
    r"stepson|stepdaughter|classmates?|teacher|\w+mate"
)
_AFTER_HER = (
    r"(?:and|but|in|on|at|with|so|when|because|up|down|again|across|against|into|by|for|too|hard|once|twice|that|while|like|over|around|"
    r"every|if|or|until|before|after|last|yesterday|as|to|then|i|he|she|they|we|it|from|off|out|back)"
)
_FRAME = re.compile(
    rf"\b(?P<verb>{_VERB})(?: (?:out at|at|up))? (?P<object>me|us|you|him|her(?!\s+(?!{_AFTER_HER}\b)\w)|"
    rf"them|each other|someone|somebody|anyone|anybody|(?:my|your|his|her|their|our|the|a|some) (?:own |little |older |"
    rf"younger |ex-|ex |step)?(?:{_PERSON}))\b(?! else's)(?!')"
)
_NAMED = re.compile(r"\b(?:hurting|hurt|hit|hitting|kill|killing|stab|attack|attacking|punch|harm|harming) (?!Me\b|You\b)[A-Z][a-z]+\b")
_AFTER_NOT_MEANT = re.compile(
    r"\s+(?:that (?:it|i|he|she|they|we|you|the|this)\b|to (?!the (?:floor|ground|wall|bed)|death|sleep)|an? (?:look|coffee|drink|text|smile|message|hand|e-?mail|seat|bite)|"
    r"up\b(?! with)|out\b|away|on the back|deeply|how\b|like a (?:ton|truck)|at (?:chess|tennis|poker|golf|cards|scrabble|football|"
    r"darts|pool|table|snooker)|again at|in (?:a|the) (?:race|game|match|vote)|with (?:a bill|kindness|the news|questions)|first\b|off\b|"
    r"by saying|emotionally|with (?:his|her|their) words|about (?:it|the|my|how)|too hard|hard (?:that|when)|into (?:doing|it|becoming|therapy))"
)
_NEEDS_ATTEMPT = re.compile(r"kill|murder|shoot|shot")
_ATTEMPT = re.compile(r"\b(?:tried|trying|tries|try|threaten\w*|attempt\w*|said|wants?|wanted|plan\w*|thought\w*|think\w*)\b")
_SOFT = re.compile(r"push|grab|touch|burn|drag|pin|hurt|bit\b|kick|beat")
_THING = re.compile(
    r"\b(?:it|that|this|which|what|weather|heat|meeting|traffic|job|work|news|reali[sz]ation|thought|idea|back|knee|head|foot|feet|"
    r"shoes?)(?:'s|'ll|'d)?(?: (?:really|just|suddenly|has|had|was|is|will|would|then|finally))* $"
)
_LIKENESS = re.compile(r"\b(?:like|as if|as though) (?:somebody|someone|something|they|a \w+)(?:'s)?(?: \w+){0,2} $")
_LETHAL = re.compile(r"kill|murder|stab|sho[ot]|attack|assault|threat|strangl")


@dataclass(frozen=True, slots=True)
class ViolentAct:
    """Violence of somebody against somebody: the risk it is, whose, and where the words stand."""

    category: RiskCategory
    subject: RiskSubject
    start: int
    end: int


def find_violence(text: str, original: str, clauses: list[Span], speaker: Speaker) -> list[ViolentAct]:
    """Return the acts of violence named in an utterance. `text` is `original` lowered, of the same length."""
    figurative = not_meant_spans(text, RiskCategory.HARM_TO_OTHERS)
    acts = []
    for match in _FRAME.finditer(text):
        if any(match.start() < right and left < match.end() for left, right in figurative):
            continue
        act = _act(match, text, clauses, speaker)
        if act is not None:
            acts.append(act)
    for match in _NAMED.finditer(original):
        if any(match.start() < right and left < match.end() for left, right in figurative):
            continue
        agent = doer(text, match.start(), match.start() + 1, clauses)
        if agent.person is not Person.THIRD and not _THING.search(text[max(0, match.start() - 40) : match.start()]):
            acts.append(ViolentAct(RiskCategory.HARM_TO_OTHERS, RiskSubject.CLIENT, match.start(), match.end()))
    return acts


def _act(match: re.Match[str], text: str, clauses: list[Span], speaker: Speaker) -> ViolentAct | None:
    if _AFTER_NOT_MEANT.match(text, match.end()) or _THING.search(text[max(0, match.start() - 40) : match.start()]):
        return None
    if _LIKENESS.search(text[max(0, match.start() - 40) : match.start()]):
        return None
    agent = doer(text, match.start(), match.start() + 1, clauses)
    suffered = _object_person(match["object"])
    if _NEEDS_ATTEMPT.match(match["verb"]) and suffered is not Person.THIRD:
        if agent.person is not Person.THIRD or not _ATTEMPT.search(text[max(0, match.start() - 30) : match.start()]):
            return None
    if _SOFT.match(match["verb"]) and suffered is Person.THIRD and agent.person is Person.THIRD and not agent.kin:
        return None
    if agent.person is Person.NONE and not match["verb"].endswith("ing"):
        return None
    category, subject = _reading(agent, suffered, speaker)
    if category is None:
        return None
    stranger = re.match(r"(?:a|the|some) |someone|somebody|each other", match["object"]) is not None
    if category is RiskCategory.ABUSE and suffered is Person.THIRD and (stranger or _LETHAL.match(match["verb"])):
        category = RiskCategory.HARM_TO_OTHERS
    return ViolentAct(category, subject, match.start(), match.end())


def _object_person(words: str) -> Person:
    if words in ("me", "us"):
        return Person.FIRST
    return Person.SECOND if words == "you" else Person.THIRD


def _reading(agent: Reference, suffered: Person, speaker: Speaker) -> tuple[RiskCategory | None, RiskSubject]:
    own = Person.SECOND if speaker.role is SpeakerRole.THERAPIST else Person.FIRST
    if suffered is own and agent.person is not own:
        victim = RiskSubject.OTHER if speaker.role is SpeakerRole.OTHER else RiskSubject.CLIENT
        return RiskCategory.ABUSE, victim
    if suffered is Person.THIRD:
        if agent.person in (own, Person.NONE):
            return RiskCategory.HARM_TO_OTHERS, subject_of(Reference(own), speaker)
        if agent.person is Person.THIRD:
            return RiskCategory.ABUSE, subject_of(Reference(Person.THIRD, "someone"), speaker)
    return None, RiskSubject.UNCLEAR
