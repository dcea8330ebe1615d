"""Scoring drafted notes with rules of their own: nothing here imports what drafting decides with.

A fact of the labels counts as carried when one statement in its section cites at least one of its turns and holds at
least half of its content words (by stem) and all of its figures; “cited” asks for section and turn alone. Figures are
compared after Whisper's English normalisation, so that “fifty” and “50” meet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whisper_normalizer.english import EnglishTextNormalizer

from therapease.domain.note import Draft, DraftStatement, StatementKind
from therapease.domain.transcript import SpeakerRole, Utterance

ROLES = {
    "doctor": SpeakerRole.THERAPIST,
    "clinician": SpeakerRole.THERAPIST,
    "therapist": SpeakerRole.THERAPIST,
    "patient": SpeakerRole.CLIENT,
    "client": SpeakerRole.CLIENT,
    "client2": SpeakerRole.CLIENT,
}
SECTION_KEYS = {"S": "subjective", "O": "objective", "A": "assessment", "P": "plan"}
WRITTEN = (StatementKind.PARAPHRASE, StatementKind.QUOTATION)
_STOP = frozenset(
    (
        "a an the and or but so if then than that this these those it its is are was were be been am do does did "
        "have has had  of in on at to for from with by as into about over after before up down out off not no "
        "never none i you he she they  we me him her them us my your his their our who what when where how why "
        "which there here just very too also still  will would can could should may might must one own say says "
        "said report reports reported deny denies denied client  therapist patient doctor get got go goes went "
        "going okay yeah um uh like know think well right "
    ).split()
)
_NO = re.compile(
    r"^\W*(?:\[\w+\]\W*)?(?:(?:um|uh|oh|god|well|what|hell|today|and|so)\W+)*(?:no|nope|nah|not|never|i never|none"
    r"|uh-uh|blank|i (?:don|didn|haven|have not|do not)|haven|don|zero)",
    re.I,
)
_ASKED = re.compile(
    r"\?|\b(?:any|ever|(?:do|does|did|have|has|are|is|were|was|can|could) (?:you|your|he|she|it|they|there|the))\b",
    re.IGNORECASE,
)
_DRUG = re.compile(
    r"\b\w{3,}(?:oxetine|traline|faxine|zodone|apine|peridone|iprazole|triptyline|citalopram|azepam|azolam|zosin"
    r"|prazole|"
    r"statin|sartan|olol|pril|dipine|gliptin|formin|thiazide|triptan|cycline|cillin|mycin|trigine|trexone|clone)\b"
    r"|\b(?:lithium|prozac|zoloft|lexapro|xanax|ativan|ambien|melatonin|tylenol|ibuprofen|paracetamol|aspirin"
    r"|insulin|lasix)\b",
    re.IGNORECASE,
)
_normal = EnglishTextNormalizer()


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One dialogue of the evaluation data. `facts` is None where nobody labelled any."""

    id: str
    utterances: tuple[Utterance, ...]
    reference: str
    facts: dict[str, Any] | None


def dialogues(eval_data: Path) -> Iterator[Dialogue]:
    """Yield every dialogue of the data, with its facts where it has some."""
    facts = {}
    for line in (eval_data / "labels" / "facts.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        facts[entry["id"]] = entry
    for path in sorted((eval_data / "dialogues").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            read = json.loads(line)
            spoken = tuple(
                Utterance(place, turn["speaker"], ROLES.get(turn["speaker"], SpeakerRole.OTHER), turn["text"])
                for place, turn in enumerate(read["turns"])
            )
            yield Dialogue(read["id"], spoken, read.get("reference_note") or "", facts.get(read["id"]))


def statements(draft: Draft) -> Iterator[tuple[str, DraftStatement]]:
    """Yield (section key, statement) for every line of a draft."""
    for section in draft.sections:
        for statement in section.statements:
            yield section.key, statement


def word_count(draft: Draft) -> int:
    """Return how many words the note has, lines of every kind together."""
    return sum(len(statement.text.split()) for _, statement in statements(draft))


def faults(draft: Draft, utterances: Sequence[Utterance]) -> dict[str, int]:
    """Count what may never be in a note: evidence that does not resolve, words not said, denials, figures, drugs."""
    by_id = {utterance.id: utterance for utterance in utterances}
    count = dict.fromkeys(("evidence", "quotation", "denial", "number", "drug"), 0)
    for _, statement in statements(draft):
        if statement.kind not in WRITTEN:
            count["evidence"] += bool(statement.evidence)
            count["denial"] += bool(re.search(r"\b(?:den(?:y|ie)|without|no history)", statement.text, re.IGNORECASE))
            continue
        cited = [by_id[key] for key in statement.evidence if key in by_id]
        count["evidence"] += not cited or len(cited) != len(statement.evidence)
        spans = re.findall(r"“([^”]*)”", statement.text)
        count["quotation"] += sum(not any(span in one.text for one in cited) for span in spans)
        count["quotation"] += statement.kind is StatementKind.QUOTATION and not spans
        outside = re.sub(r"“[^”]*”", " ", statement.text)
        count["denial"] += bool(
            re.search(r"\bden(?:y|ie)|answered no", outside, re.IGNORECASE)
        ) and not _asked_and_denied(cited)
        # Quoted spans are compared to the letter above; figures and drugs can only be added outside of them.
        said = " ".join(one.text for one in cited)
        count["number"] += bool(_all_figures([outside]) - _all_figures([one.text for one in cited]))
        count["drug"] += bool(_drugs(statement.text) - _drugs(said))
    return count


def _asked_and_denied(cited: Sequence[Utterance]) -> bool:
    for place, one in enumerate(cited):
        if one.role is SpeakerRole.THERAPIST and _ASKED.search(one.text):
            if any(_NO.match(other.text) for other in cited[place + 1 :] if other.role is not SpeakerRole.THERAPIST):
                return True
    return False


def _figures(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", str(_normal(text))))


def _all_figures(texts: Sequence[str]) -> set[str]:
    """Return the figures of texts, read whole and sentence by sentence: normalisation runs neighbours together."""
    parts = [part for text in texts for part in [text, *re.split(r"[.,;?!]\s+", text)]]
    return {figure for part in parts for figure in _figures(part)}


def _drugs(text: str) -> set[str]:
    return {match.group().lower() for match in _DRUG.finditer(text)}


def stems(text: str) -> set[str]:
    """Return the stems of a text's content words, by cutting endings."""
    words = re.findall(r"[a-z]+|\d+(?:\.\d+)?", str(_normal(text)).lower())
    kept = [word for word in words if word not in _STOP and (len(word) > 2 or word.isdigit())]
    return {re.sub(r"(?:ing|edly|ed|ies|es|s|ly|e)$", "", word) if len(word) > 4 else word for word in kept}


def is_cited(fact: dict[str, Any], draft: Draft) -> bool:
    """Whether a statement in the fact's section cites one of its turns."""
    return any(
        key == SECTION_KEYS[fact["section"]] and set(statement.evidence) & set(fact["turns"])
        for key, statement in statements(draft)
    )


def is_carried(fact: dict[str, Any], draft: Draft, *, share: float = 0.5) -> bool:
    """Whether one such statement holds `share` of the fact's content words and all of its figures."""
    wanted, figures = stems(fact["fact"]), _figures(fact["fact"])
    for key, statement in statements(draft):
        if key != SECTION_KEYS[fact["section"]] or not set(statement.evidence) & set(fact["turns"]):
            continue
        held = len(wanted & stems(statement.text)) / max(1, len(wanted))
        if held >= share and figures <= _figures(statement.text):
            return True
    return False


def reference_recall(note: str, reference: str) -> float:
    """Return the share of the human note's content stems that a text holds."""
    wanted = stems(reference)
    return len(wanted & stems(note)) / max(1, len(wanted))


def first_sentences(utterances: Sequence[Utterance], words: int) -> str:
    """Return what the client said first, cut at a number of words: the note one gets without any thought."""
    spoken = " ".join(one.text for one in utterances if one.role is SpeakerRole.CLIENT)
    return " ".join(spoken.split()[:words])
