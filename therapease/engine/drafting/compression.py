"""Whether a sentence is a compression of a stretch of speech: fewer words, same order, same meaning.

The sentence is laid along the turn word by word. What it adds must be articles and auxiliaries; what it leaves out must
be filler. Person shifts (“I” to “client”) are undone first, by who is speaking. Deleting words keeps a sentence true
far more often than rewriting it, and the exceptions can be listed: negation, doubt, conditions, reported speech, other
people as subjects, and amounts (cf. natural-logic deletion rules, MacCartney and Manning 2007).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from therapease.domain.transcript import SpeakerRole
from therapease.engine.drafting.dialogue import Turn
from therapease.engine.drafting.spans import takes_back
from therapease.engine.language.numbers import find_numbers
from therapease.engine.language.tokens import expand, stem, tokens

_FIRST = frozenset("i me myself we us ourselves".split())
_OWN = frozenset("my mine our ours".split())
_SECOND = frozenset("you yourself yourselves".split())
_SECOND_OWN = frozenset("your yours".split())
_THIRD_PLURAL = frozenset("they them themselves".split())
_THIRD_OWN = frozenset("their theirs".split())
_OTHERS = frozenset(("he him his himself she her hers herself it its itself they them their you your who ").split())
_SUBJECTS = frozenset("he she they we who there".split())
_ADDED = frozenset(
    ("a an the that is are am has have be been do does will and then client therapist speaker report reports ").split()
)
_NEGATIONS = frozenset(("no not never none nothing nobody nowhere neither nor without hardly barely cannot ").split())
_DOUBTS = frozenset(
    (
        "maybe perhaps might may could would should if unless probably possibly guess think thinks thought "
        "suppose seem seems seemed wonder almost nearly about around only just used supposed try trying tried "
        "want wanted wish wished hope hoped said says say saying tell told tells goes asked dream dreamt "
        "dreamed believe believed feel felt afraid least until till unsure sure likely sometimes usually "
        "mostly rarely once half less more over under up down ago last next before after when while because "
        "since who which except but "
    ).split()
)
_FILLER = frozenset(
    (
        "um uh er erm ah oh well so okay ok yeah yes right like mean know actually really honestly basically "
        "literally anyway very quite just kind sort of kinda a an the that it's and then now there this these "
        "those some any i you "
    ).split()
)
_SAME_TENSE = re.compile(r"^(.+?)(?:e?s)$")
_PEOPLE = frozenset({"SELF", "SELF'S", "THERAPIST", "THERAPIST'S", "YOU", "YOU'S"})


@dataclass(frozen=True, slots=True)
class _Word:
    """A word ready for comparison: `key` is what must meet, `form` what was written, `sentence` where it stands."""

    key: str
    form: str
    sentence: int


def compresses(text: str, turn: Turn) -> str:
    """Return "" when `text` compresses one run of sentences of the turn, else the reason in plain words."""
    said = _said(turn)
    wanted = _claimed(text, turn)
    if not wanted:
        return "it says nothing"
    placed = _align(wanted, said)
    if placed is None:
        return "words that the cited utterance does not hold in this order"
    first, last = said[placed[0]].sentence, said[placed[-1]].sentence
    if last - first > 1:
        return "words from parts that do not belong together"
    for number in range(first, last + 1):
        if turn.sentences[number].is_question:
            return "a question taken for a statement"
    if last + 1 < len(turn.sentences) and takes_back(turn.sentences[last], turn.sentences[last + 1]):
        return "what was said next takes it back"
    return _left_out(wanted, said, placed, first, last) or _changed(wanted, said, placed)


def _said(turn: Turn) -> list[_Word]:
    own, other = ("SELF", "YOU") if turn.role is not SpeakerRole.THERAPIST else ("THERAPIST", "SELF")
    words = []
    for number, sentence in enumerate(turn.sentences):
        body = re.sub(r"\[[^\]]*\]", lambda match: " " * len(match.group()), sentence.text)
        for form, value in _forms(body):
            key = own if form in _FIRST else other if form in _SECOND else value
            key = f"{own}'S" if form in _OWN else f"{other}'S" if form in _SECOND_OWN else key
            words.append(_Word(key, form, number))
    return words


def _claimed(text: str, turn: Turn) -> list[_Word]:
    """Read a note's sentence: “client” and “they” stand for the client, unless others are called “they” in the turn."""
    plural = bool((_THIRD_PLURAL | _THIRD_OWN) & set(turn.words))
    bare = re.sub(r"\b(Client|Therapist|Speaker)(?: [A-Z]\b)?", r"\1", text.strip())
    bare = re.sub(r"\b(?:Client|Speaker)['’]s\b", "clientsown", bare)
    bare = re.sub(r"\bTherapist['’]s\b", "therapistsown", bare)
    speaker = "THERAPIST" if turn.role is SpeakerRole.THERAPIST else "SELF"
    names = {"client": "SELF", "speaker": speaker, "clientsown": "SELF'S"}
    names |= {"therapist": "THERAPIST" if speaker == "THERAPIST" else "YOU"}
    names |= {"therapistsown": f"{names['therapist']}'S"}
    if not plural:
        names |= dict.fromkeys(_THIRD_PLURAL, speaker) | dict.fromkeys(_THIRD_OWN, f"{speaker}'S")
    return [_Word(names.get(form, value), form, 0) for form, value in _forms(bare)]


def _forms(text: str) -> list[tuple[str, str]]:
    """Return (form, key) per word; figures and number words share a key by value."""
    numbers = {}
    for number in find_numbers(text):
        numbers[number.start] = number
    found: list[tuple[str, str]] = []
    skip_until = 0
    for token in tokens(text):
        if token.start < skip_until:
            continue
        if token.start in numbers and numbers[token.start].is_certain:
            number = numbers[token.start]
            skip_until = number.end
            found.append(
                (text[number.start : number.end].lower(), f"#{number.value:g}{'th' if number.is_ordinal else ''}")
            )
            continue
        found += [(part, stem(part)) for part in expand(token.norm)]
    return found


def _align(wanted: list[_Word], said: list[_Word]) -> list[int] | None:
    """Lay the claimed words along the said ones, in order, as late as the last word allows and as close as possible.

    Words that may be added find a place or none; every other must find its own. Returns the places used.
    """
    needed = [word for word in wanted if word.form not in _ADDED or word.key in _PEOPLE]
    if not needed:
        return None
    best: list[int] | None = None
    for anchor in [place for place, word in enumerate(said) if word.key == needed[0].key]:
        places = [anchor]
        for word in needed[1:]:
            following = next((p for p in range(places[-1] + 1, len(said)) if said[p].key == word.key), None)
            if following is None:
                break
            places.append(following)
        if len(places) == len(needed) and (best is None or places[-1] - places[0] < best[-1] - best[0]):
            best = places
    return best


def _left_out(wanted: list[_Word], said: list[_Word], placed: list[int], first: int, last: int) -> str:
    """Return why a left-out word may not be left out, or ""."""
    kept_keys = {said[place].key for place in placed}
    between: list[_Word] = []
    for place, word in enumerate(said):
        if not first <= word.sentence <= last or place in placed:
            continue
        if place > placed[-1] and word.form in ("because", "cause"):
            break  # a reason given afterwards may be left out with all it says
        opens = place == 0 or said[place - 1].sentence != word.sentence
        if opens and word.form == "but":
            continue  # it joins to the sentence before and says nothing of this one
        if word.form in _NEGATIONS:
            return "a negation is lost"
        if word.form in _DOUBTS:
            return "doubt, a condition or whose words they are is lost"
        if word.key.startswith("#") and word.key not in kept_keys:
            return "a number is lost"
        if placed[0] < place < placed[-1]:
            if word.form == "well" and said[place - 1].form == "as":
                return "words between are lost"
            between.append(word)
    if _subject_lost(said, placed):
        return "who it is about is lost"
    carried = kept_keys | {stem(word.form) for word in wanted}
    lost = [word for word in between if word.form not in _FILLER and word.key not in carried]
    if any(word.form in _OTHERS for word in lost):
        return "who it is about is lost"
    return "words between are lost" if lost else ""


def _subject_lost(said: list[_Word], placed: list[int]) -> bool:
    """Whether an “I” is left out that no “I” before it stands for: “my wife came and I cried” is not hers to cry."""
    kept = set(placed)
    for place in range(placed[0] + 1, placed[-1]):
        if place in kept or said[place].form != "i":
            continue
        before = [said[number] for number in range(placed[0], place) if number in kept]
        subject = next((word for word in reversed(before) if word.form == "i" or word.form in _SUBJECTS), None)
        repeated = place + 1 in kept and said[place + 1].form == "i"
        if not repeated and (subject is None or subject.form != "i"):
            return True
    return False


def _changed(wanted: list[_Word], said: list[_Word], placed: list[int]) -> str:
    """Return why a kept word may not stand in another form, or ""."""
    needed = [word for word in wanted if word.form not in _ADDED or word.key in _PEOPLE]
    for word, place in zip(needed, placed, strict=True):
        form, heard = word.form, said[place].form
        if word.key in _PEOPLE or word.key.startswith("#") or form == heard:
            continue
        shorter, longer = sorted((form, heard), key=len)
        match = _SAME_TENSE.match(longer)
        if not (match and (match.group(1) == shorter or longer == shorter[:-1] + "ies")):
            return "the tense or form is changed"
    added = [word.form for word in wanted if word.form in _ADDED]
    past = {"was", "were", "had", "did"} & {said[place].form for place in range(placed[0], placed[-1] + 1)}
    if past and not past & {word.form for word in wanted} and {"is", "has", "does", "are"} & set(added):
        return "past and present are exchanged"
    return ""
