"""From “I did two and then I left the sheet in the car” to “Client did two and then left the sheet in the car”.

Only plain statements are reworded: no questions, no quoted speech, nobody called “you” or “they”. Fillers and
broken-off starts go, the first person becomes the client or the therapist, and a verb in the present takes its -s.
Everything that is not plain stays a quotation; the checks see the result like any other line.
"""

from __future__ import annotations

import re
from itertools import pairwise

from therapease.engine.drafting.candidate import Quote
from therapease.engine.language.numbers import find_numbers
from therapease.engine.language.word_lists import word_pairs, words

_MARK = re.compile(r"\[[^\]]*\]")
_FILLERS = re.compile(
    r"(?:(?<=^)|(?<=[\s,.;]))(?:um+|uh+|er+m?|you know|i mean|like(?=,)|(?<!as )well(?=,)|so(?=,)|honestly(?=,)"
    r"|actually(?=,))\b,?\s*",
    re.IGNORECASE,
)
_BETWEEN_COMMAS = re.compile(r",\s*(?:um+|uh+|er+m?|you know|i mean|well|honestly|actually),\s*", re.IGNORECASE)
_LIKE = re.compile(r", like, |(?<=\bwas), like, ", re.IGNORECASE)
_REPEATED = re.compile(r"\b((?:[\w'’]+ ){0,2}[\w'’]+),? \1\b", re.IGNORECASE)
_OPENING = re.compile(
    r"^(?:(?:and|but|so|well|yeah|yes|okay|oh|'cause|because|then|right|also|no)\b[\s,.]*)+", re.IGNORECASE
)
_AND_I = re.compile(r"\b(and|then|but) (?:then )?I (\w+)\b", re.IGNORECASE)
_SOMEBODY_ELSE = re.compile(r"\b(?:he|she|it|they|we|who|which|that|there|because|when|if|so)\b|['’]s\b", re.IGNORECASE)
_NOT_PLAIN = re.compile(
    r"[\"“”?—…;:\[\]]|\b(?:you|your|yours|they|them|their|goes|was like|i['’]m like|i guess|i don['’]t know|dunno"
    r"|swear|god|jesus|hell|gonna|wanna|gotta|it come"
    r"|says|said|isn['’]t it|wasn['’]t|weren['’]t it|innit|thing is|we|us|our)\b",
    re.IGNORECASE,
)
_BROKEN_OFF = re.compile(
    r"\b(?:a|an|the|my|to|of|with|for|some|he|she|i),|\b\w{1,4}-(?=[\s,]|$)"
    r"|\b(?:and|but|or|so|then|because|the|a|an|my|his|her|to|of|with|for|from|than|that|as|if|when|is|was|uh|um)[\s,.]*$"
    r"|\btry and\b|, like my\b|\bnoticed like\b",
    re.IGNORECASE,
)
"""Where a sentence was not brought to an end, or runs on in a way that a change of person would not survive."""
_ADVERBS = frozenset(
    (
        "just really only also never always still usually actually often sometimes probably kinda mostly nearly almost"
    ).split()
)
_FIXED = {
    "'m": "is",
    "am": "is",
    "was": "was",
    "have": "has",
    "'ve": "has",
    "do": "does",
    "don't": "does not",
    "haven't": "has not",
    "had": "had",
    "used": "used",
    "did": "did",
    "didn't": "did not",
    "will": "will",
    "'ll": "will",
    "can": "can",
    "can't": "cannot",
    "could": "could",
    "couldn't": "could not",
    "might": "might",
    "should": "should",
    "won't": "will not",
    "wasn't": "was not",
    "hadn't": "had not",
}
_SAME_IN_PAST = frozenset("put cut hit quit let set hurt read shut cost bet spread burst cast".split())
MAX_WORDS = 30
MAX_ADDED_WORDS = 12
_FIRST_PERSON = re.compile(r"\b(?:i|me|my|mine|myself)\b", re.IGNORECASE)
_ADDS = re.compile(
    r"(?:not|about|since|till|until|from|for|at|in|on|with|every|most|maybe|once|twice|three|four|five|six|seven|eight"
    r"|nine|ten|half|couple|a|it|it's|it’s|never|sometimes|usually|only|always|mostly|last|this|(?:mon|tues|wednes|thurs"
    r"|fri|satur|sun)days?)\b",
    re.IGNORECASE,
)
"""How a fragment opens that belongs to the sentence before it."""


def reworded(quote: Quote) -> str | None:
    """Return a quotation as a statement in the third person, or None where that is not plain to do."""
    label = quote.turn.label
    sentences: list[str] = []
    for sentence in re.split(r"(?<=[.!])\s+", quote.text):
        plain = _reword_sentence(sentence, label) or (_added(sentence) if sentences else None)
        if plain is None:
            return None
        if plain:
            sentences.append(plain)
    text = " ".join(sentences)
    return text if sentences and 4 <= len(text.split()) <= MAX_WORDS + 4 and len(sentences) <= 2 else None


def _reword_sentence(sentence: str, label: str) -> str | None:
    bare = _tidied(sentence)
    if not bare:
        return ""
    if _NOT_PLAIN.search(bare) or _BROKEN_OFF.search(bare) or len(bare.split()) > MAX_WORDS:
        return None
    if len(bare.split()) < 3 or _figures_side_by_side(bare):
        return None
    if re.match(r"I\b", bare):
        return _from_first_person(bare, label)
    if re.match(r"My\b", bare):
        bare = f"{label}'s{bare[2:]}"
        says = re.search(
            r"\b(?:is|was|are|were|has|had|have|feels?|felt|hurts?|got|gets|died|told|went)\b|['’]s\b", bare[8:]
        )
        return _finish(_shift_rest(bare, label)) if says else None
    return None


def _added(sentence: str) -> str | None:
    """Return what is added to a reworded sentence (“Seven hours.”, “It's better now.”) as it was said, or None."""
    bare = _tidied(sentence)
    if not bare or _NOT_PLAIN.search(bare) or _BROKEN_OFF.search(bare) or _FIRST_PERSON.search(bare):
        return None
    if len(bare.split()) > MAX_ADDED_WORDS or _figures_side_by_side(bare) or not _ADDS.match(bare):
        return None
    return _finish(bare)


def _figures_side_by_side(text: str) -> bool:
    """Whether two figures stand next to each other (“five, six”): an estimate or a correction, better left as said."""
    found = find_numbers(text)
    return any(not re.search(r"\w", text[one.end : two.start]) for one, two in pairwise(found))


def _tidied(sentence: str) -> str:
    if re.search(r"\[[^\]]*(?:unintelligible|inaudible|unclear)[^\]]*\]", sentence, re.IGNORECASE):
        return ""
    bare = _MARK.sub("", sentence).strip()
    bare = _BETWEEN_COMMAS.sub(" ", _LIKE.sub(" ", bare))
    for _ in range(2):
        bare = _FILLERS.sub("", bare)
        bare = _OPENING.sub("", bare)
        bare = _REPEATED.sub(r"\1", bare)
    bare = re.sub(r",(?:\s*,)+", ",", bare)
    bare = re.sub(r"\s+([,.])", r"\1", re.sub(r"\s{2,}", " ", bare)).strip(" ,")
    return bare[:1].upper() + bare[1:] if bare else ""


def _from_first_person(bare: str, label: str) -> str | None:
    tokens = bare.split(" ")
    subject, rest = tokens[0].replace("’", "'"), tokens[1:]
    if subject != "I":
        verb = _FIXED.get(subject[1:])
        return None if verb is None else _finish(_shift_rest(" ".join([label, verb, *rest]), label))
    adverbs: list[str] = []
    while rest and rest[0].lower() in _ADVERBS:
        adverbs.append(rest.pop(0))
    if not rest:
        return None
    inflected = _third_person(rest[0].replace("’", "'"))
    if inflected is None:
        return None
    return _finish(_shift_rest(" ".join([label, *adverbs, inflected, *rest[1:]]), label))


def _third_person(verb: str) -> str | None:
    """Return the third person of a verb as it was said: past forms stay, known base forms take an -s."""
    bare = verb.rstrip(",.").lower()
    ending = verb[len(bare) :]
    if bare in _FIXED:
        return _FIXED[bare] + ending
    if bare in _SAME_IN_PAST:
        return None
    irregular = word_pairs("irregular_forms")
    if (bare in irregular and bare not in ("reads", "drinks", "lying", "dying")) or (
        bare.endswith("ed") and len(bare) > 4
    ):
        return bare + ending
    if bare not in words("plain_verbs") and bare not in irregular.values():
        return None
    if bare.endswith("y") and bare[-2] not in "aeou":
        return bare[:-1] + "ies" + ending
    return bare + ("es" if bare.endswith(("s", "sh", "ch", "x", "z", "o")) else "s") + ending


def _shift_rest(text: str, label: str) -> str | None:
    """Turn what is left of the first person: “and I left” → “and left”, “my” → “their”; None at a new clause.

    Where somebody else came in between, the speaker is named again: “Client's wife got them a dog and client likes it.”
    """

    def joined(match: re.Match[str]) -> str:
        verb = _third_person(match.group(2))
        if verb is None:
            return match.group()
        alone = text.startswith(f"{label} ") and not _SOMEBODY_ELSE.search(text[: match.start()])
        return f"{match.group(1)} {verb}" if alone else f"{match.group(1)} {label.lower()} {verb}"

    shifted = _AND_I.sub(joined, text)
    shifted = re.sub(r"\bmy\b", "their", shifted)
    shifted = re.sub(r"\bmyself\b", "themselves", shifted)
    shifted = re.sub(r"\bme\b(?! mum)", "them", shifted)
    return None if re.search(r"\bi\b|\bmine\b", shifted, re.IGNORECASE) else shifted


def _finish(text: str | None) -> str | None:
    if text is None:
        return None
    text = re.sub(r"[\s,]+([.!]?)$", r"\1", text.strip(" ,"))
    return text if text.endswith((".", "!")) else f"{text}."
