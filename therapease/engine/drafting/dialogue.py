"""A transcript made ready for reading: turns with sentences, labels, questions and what answers them.

Offsets are character offsets into the utterance's own text, so that everything built from them can be quoted to the
letter. Nothing here changes a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from therapease.domain.ids import UtteranceId
from therapease.domain.transcript import SpeakerRole, Utterance
from therapease.engine.language.answers import asks
from therapease.engine.language.numbers import find_numbers
from therapease.engine.language.tokens import content_stems, plain_words, tokens

_ABBREVIATION = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|St|vs|approx|etc|e\.g|i\.e|[ap]\.m)|(?<![\w'’])[A-Z])\.$")
_SENTENCE_END = re.compile(r"[.!?]+[\"')\]]*(?=\s|$)|[\r\n“”\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]+|—(?=\s*$)")
_SOFT_BREAK = re.compile(
    r"\s(?=(?:and|but|so|because|then|okay|alright|also|anyway|or|which|when|if|like|yeah|well)\s)|,\s|\s(?=\[)|;\s"
)
_MARK = re.compile(r"\[[^\]]*\]")
LONG_SENTENCE_WORDS = 26
_LONGEST_QUOTED = 240


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a turn, or a breath of one where the recognizer gave no punctuation."""

    start: int
    end: int
    text: str
    is_question: bool

    @property
    def word_count(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True, eq=False)
class Turn:
    """An utterance with its place, the name the note calls its speaker by, and its sentences."""

    index: int
    id: UtteranceId
    speaker: str
    role: SpeakerRole
    label: str
    text: str
    sentences: tuple[Sentence, ...]

    @property
    def is_therapist(self) -> bool:
        return self.role is SpeakerRole.THERAPIST

    @cached_property
    def words(self) -> list[str]:
        """Lower-case words with contractions taken apart and marks like [laughs] left out."""
        return plain_words(_MARK.sub(" ", self.text))

    @cached_property
    def stems(self) -> list[str]:
        """Stems of the words that say something."""
        return content_stems(_MARK.sub(" ", self.text))

    @property
    def question(self) -> Sentence | None:
        """The last question of the turn, unless more than a few words follow it."""
        after = 0
        for sentence in reversed(self.sentences):
            if sentence.is_question:
                return sentence
            after += sentence.word_count
            if after > 14:
                return None
        return None


def read_dialogue(utterances: Sequence[Utterance]) -> list[Turn]:
    """Return one turn per utterance, in order, empty ones included so that places stay the same."""
    labels = _labels(utterances)
    therapist_known = any(u.role is SpeakerRole.THERAPIST for u in utterances)
    guessed = None if therapist_known else _asks_most(utterances)
    turns = []
    for index, utterance in enumerate(utterances):
        role = utterance.role
        if role is SpeakerRole.UNKNOWN and guessed is not None:
            role = SpeakerRole.THERAPIST if utterance.speaker == guessed else SpeakerRole.CLIENT
        key = (utterance.speaker, utterance.role)
        turns.append(
            Turn(
                index,
                utterance.id,
                utterance.speaker,
                role,
                labels[key],
                utterance.text,
                tuple(split_into_sentences(utterance.text)),
            )
        )
    return turns


def split_into_sentences(text: str) -> list[Sentence]:
    """Split at full stops, question and exclamation marks; long stretches without them at conjunctions.

    Control characters, line breaks and typographic quotation marks end a sentence, so that no quotation holds one.
    """
    sentences: list[Sentence] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match.group()[0] == "." and _ABBREVIATION.search(text[start : match.start() + 1]):
            continue
        if match.group() == "." and _number_goes_on(text, match.start(), match.end()):
            continue
        if (
            text.count('"', start, match.end()) % 2
            and match.group()[0] in ".!?"
            and match.end() - start < _LONGEST_QUOTED
        ):
            continue
        keep = match.end() if match.group()[0] in ".!?—" else match.start()
        sentences += _pieces(text, start, keep)
        start = match.end()
    return sentences + _pieces(text, start, len(text))


def _number_goes_on(text: str, before: int, after: int) -> bool:
    """Whether a full stop stands inside a number as it was said: “six. eight”, “three. Four”."""
    last = find_numbers(text[max(0, before - 14) : before])
    following = find_numbers(text[after : after + 14])
    return (
        bool(last and following and last[-1].is_certain and following[0].is_certain)
        and last[-1].end == min(14, before)
        and text[after : after + following[0].start].isspace()
    )


def _pieces(text: str, start: int, end: int) -> list[Sentence]:
    """Return text[start:end] as one sentence, or as breaths of at most LONG_SENTENCE_WORDS words."""
    while start < end and (text[start].isspace() or text[start] in ",;"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if not tokens(text[start:end]):
        return []
    if len(text[start:end].split()) > LONG_SENTENCE_WORDS:
        cut = _best_cut(text, start, end)
        if cut is not None:
            return _pieces(text, start, cut) + _pieces(text, cut, end)
    body = text[start:end]
    return [Sentence(start, end, body, _is_question(body))]


def _best_cut(text: str, start: int, end: int) -> int | None:
    """Return the break nearest the middle that leaves at least six words on both sides."""
    middle = (start + end) / 2
    best: int | None = None
    for match in _SOFT_BREAK.finditer(text, start, end):
        place = match.end()
        if len(text[start:place].split()) < 6 or len(text[place:end].split()) < 6:
            continue
        if best is None or abs(place - middle) < abs(best - middle):
            best = place
    return best


def _is_question(sentence: str) -> bool:
    """Whether a sentence asks: by its mark; by its wording only where the recognizer left no mark at all."""
    bare = _MARK.sub(" ", sentence).strip().rstrip("\"”’')")
    if bare.endswith("?"):
        return True
    if bare.endswith((".", "!")):
        return re.match(r"(?:and |or |so )?(?:any\b|tell me\b)", bare, re.IGNORECASE) is not None and len(bare) > 12
    return asks(bare)


def _labels(utterances: Sequence[Utterance]) -> dict[tuple[str, SpeakerRole], str]:
    """Return what the note calls each speaker: without figures, so that a label is never taken for a number."""
    seen: dict[SpeakerRole, list[str]] = {}
    for utterance in utterances:
        speakers = seen.setdefault(utterance.role, [])
        if utterance.speaker not in speakers:
            speakers.append(utterance.speaker)
    labels: dict[tuple[str, SpeakerRole], str] = {}
    base = {
        SpeakerRole.THERAPIST: "Therapist",
        SpeakerRole.CLIENT: "Client",
        SpeakerRole.OTHER: "Other speaker",
        SpeakerRole.UNKNOWN: "Speaker",
    }
    for role, speakers in seen.items():
        for place, speaker in enumerate(speakers):
            named = _relation(speaker) if role is SpeakerRole.OTHER else None
            several = len(speakers) > 1 and named is None
            labels[(speaker, role)] = (named or base[role]) + (f" {_letter(place)}" if several else "")
    return labels


def _relation(speaker: str) -> str | None:
    """Return “Parent” for a speaker labelled parent, and so on; None for labels that say nothing."""
    words = [word for word in re.findall(r"[a-z]+", speaker.lower()) if word not in ("patient", "guest", "client")]
    known = {"parent", "mother", "father", "mum", "mom", "dad", "partner", "wife", "husband", "family", "clinician"}
    named = [word for word in words if word in known]
    if not named:
        return None
    given = {"family": "Family member", "clinician": "Other clinician"}
    return given.get(str(named[0]), str(named[0]).capitalize())


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else "Z"


def _asks_most(utterances: Sequence[Utterance]) -> str | None:
    """Return the speaker who asks the largest share of questions, where roles are not known at all."""
    asked: dict[str, int] = {}
    for utterance in utterances:
        asked[utterance.speaker] = asked.get(utterance.speaker, 0) + utterance.text.count("?")
    if len(asked) < 2:
        return None
    best = max(asked, key=lambda speaker: asked[speaker])
    return best if asked[best] > 0 else None
