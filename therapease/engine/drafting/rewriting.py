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
    r"(?:(?<=^)|(?<=[\s,.;]))(?:um+|uh+|er+m?|you know|i mean|like(?=,)|well(?=,)|so(?=,)|honestly(?=,)"
    r"|actually(?=,))\b,?\s*",
    re.IGNORECASE,
)
_BETWEEN_COMMAS = re.compile(r",\s*(?:um+|uh+|er+m?|you know|i mean|well|honestly|actually),\s*", re.IGNORECASE)
_LIKE = re.compile(r", like,? |(?<=\bwas), like, ", re.IGNORECASE)
_REPEATED = re.compile(r"\b((?:[\w'’]+ ){0,2}[\w'’]+),? \1\b", re.IGNORECASE)
_OPENING = re.compile(
    r"^(?:(?:and|but|so|well|yeah|yes|okay|oh|'cause|because|then|right|also|no)\b[\s,.]*)+", re.IGNORECASE
)
_NOT_PLAIN = re.compile(
    r"[\"“”?—…;:\[\]]|\b(?:you|your|yours|they|them|their|goes|was like|i['’]m like|i guess|i don['’]t know|dunno"
    r"|swear|god|jesus|hell|gonna|wanna|gotta|it come"
    r"|says|said|isn['’]t it|wasn['’]t|weren['’]t it|innit|thing is|we|us|our)\b",
    re.IGNORECASE,
)
_BROKEN_OFF = re.compile(r"\b(?:a|an|the|my|to|of|with|for),", re.IGNORECASE)
_ADVERBS = frozenset(
    "just really only also never always still usually actually often sometimes probably kinda mostly".split()
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


def reworded(quote: Quote) -> str | None:
    """Return a quotation as a statement in the third person, or None where that is not plain to do."""
    label = quote.turn.label
    sentences = []
    for sentence in re.split(r"(?<=[.!])\s+", quote.text):
        plain = _reword_sentence(sentence, label)
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
        return _finish(_shift_rest(bare)) if says else None
    return None


def _figures_side_by_side(text: str) -> bool:
    """Whether two figures stand next to each other (“five, six”): an estimate or a correction, better left as said."""
    found = find_numbers(text)
    return any(not re.search(r"\w", text[one.end : two.start]) for one, two in pairwise(found))


def _tidied(sentence: str) -> str:
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
        return None if verb is None else _finish(_shift_rest(" ".join([label, verb, *rest])))
    adverbs: list[str] = []
    while rest and rest[0].lower() in _ADVERBS:
        adverbs.append(rest.pop(0))
    if not rest:
        return None
    inflected = _third_person(rest[0].replace("’", "'"))
    if inflected is None:
        return None
    return _finish(_shift_rest(" ".join([label, *adverbs, inflected, *rest[1:]])))


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


def _shift_rest(text: str) -> str | None:
    """Turn what is left of the first person: “and I left” → “and left”, “my” → “their”; None at a new clause."""
    text = re.sub(r"\b(and|then|but) (?:then )?I (?=\w+(?:ed|t|d|w|e|m|s)\b)", lambda m: f"{m.group(1)} ", text)
    text = re.sub(r"\bmy\b", "their", text)
    text = re.sub(r"\bmyself\b", "themselves", text)
    text = re.sub(r"\bme\b(?! mum)", "them", text)
    return None if re.search(r"\bI\b|\bI['’]|\bmine\b", text) else text


def _finish(text: str | None) -> str | None:
    if text is None:
        return None
    text = text.strip(" ,")
    return text if text.endswith((".", "!")) else f"{text}."
