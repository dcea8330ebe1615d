"""The promises about the sample session: the demo's note is true of it line by line, and its transcript is right."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jiwer
from pypdf import PdfReader
from whisper_normalizer.english import EnglishTextNormalizer

from bench.claims import Claim
from bench.demo_run import DemoRun, demo_run
from therapease import paths

MAX_WORD_ERROR = 0.05


@dataclass(frozen=True, slots=True)
class _Fact:
    """What the note has to say of the session: in which section, in which words, and which words it must rest on."""

    name: str
    sections: tuple[str, ...]
    note: str
    spoken: str


_FACTS = (
    _Fact("sleep", ("subjective",), r"(four|4) hours", r"four hours"),
    _Fact("panic attack", ("subjective",), r"panic attack", r"panic attack"),
    _Fact("medication and dose", ("subjective", "plan"), r"prozac.*(twenty|20)|(twenty|20).*prozac", r"Prozac.*twenty"),
    _Fact(
        "denial of suicidal thoughts",
        ("subjective", "assessment"),
        r"(denie|no\b|“no).*(suicid|kill|nothing like that|not wanting to live)|suicid.*(denie|\bno\b)",
        r"nothing like that",
    ),
    _Fact("homework: diary", ("plan",), r"diary", r"diary"),
    _Fact("homework: supermarket", ("plan",), r"supermarket|(five|5) minutes", r"(supermarket once|[Ff]ive minutes)"),
    _Fact("next appointment", ("plan",), r"thursday.*(three|3)|(three|3).*thursday", r"Thursday"),
)

_NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_NUMBERS = {word: str(value) for value, word in enumerate(_NUMBER_WORDS.split())}


def claims(_eval_data: Path | None) -> Iterator[Claim]:
    """Yield the claims about the sample session; none needs the evaluation data."""
    run = demo_run()
    yield from _facts(run)
    unsupported = _unsupported(run)
    yield Claim("demo note: unsupported statements", f"{len(unsupported)} of {len(_drafted(run))}", "0 of > 5",
                not unsupported and len(_drafted(run)) > 5)  # fmt: skip
    yield _risk(run)
    reference = json.loads((paths.sample_session_dir() / "reference.json").read_text(encoding="utf-8"))
    yield _words(run, reference)
    yield _speakers(run, reference)
    yield _pdf(run)
    factor = run.transcript.get("real_time_factor", float("inf"))
    yield Claim("sample session: real-time factor of transcription with speakers", f"{factor:.2f}", "< 2", factor < 2)


def _statements(run: DemoRun) -> list[tuple[str, dict[str, Any]]]:
    return [(section["key"], line) for section in run.note["sections"] for line in section["statements"]]


def _drafted(run: DemoRun) -> list[dict[str, Any]]:
    return [line for _, line in _statements(run) if line["kind"] in ("paraphrase", "quotation")]


def _evidence(run: DemoRun, line: dict[str, Any]) -> str:
    return " ".join(run.utterance_texts.get(name, "") for name in line["evidence"])


def _facts(run: DemoRun) -> Iterator[Claim]:
    for fact in _FACTS:
        right = [
            line
            for section, line in _statements(run)
            if section in fact.sections
            and re.search(fact.note, line["text"], re.IGNORECASE | re.DOTALL)
            and re.search(fact.spoken, _evidence(run, line), re.DOTALL)
        ]
        where = " or ".join(fact.sections)
        yield Claim(f"demo note: {fact.name} stands in {where}", f"{len(right)} statements", ">= 1", bool(right))


def _figures(text: str) -> set[str]:
    """Return the numbers of a text, words up to twenty read as figures; “one”, mostly a pronoun, is left out."""
    words = re.findall(r"[a-z]+|\d+(?:[.:]\d+)*", text.lower())
    return {_NUMBERS.get(word, word) for word in words if word in _NUMBERS or word[0].isdigit()} - {"1"}


def _unsupported(run: DemoRun) -> list[dict[str, Any]]:
    """Return the statements whose evidence is missing, whose quotation differs, or whose numbers nobody said."""
    texts = run.utterance_texts
    bad = []
    for line in _drafted(run):
        cited = [texts[name] for name in line["evidence"] if name in texts]
        quotes = re.findall(r"“([^”]*)”", line["text"])
        if (
            not cited
            or len(cited) != len(line["evidence"])
            or line["verdict"] not in ("supported", "quoted")
            or any(not any(quote in text for text in cited) for quote in quotes)
            or _figures(line["text"]) - _figures(" ".join(cited))
        ):
            bad.append(line)
    return bad


def _risk(run: DemoRun) -> Claim:
    listed = [(entry["category"], entry["stance"], entry["subject"]) for entry in run.note["risk"]]
    wanted = ("suicide", "denied", "client")
    return Claim(
        "demo note: risk list holds the denial and nothing else",
        "; ".join(" ".join(entry) for entry in listed) or "empty",
        " ".join(wanted),
        bool(listed) and set(listed) == {wanted},
    )


def _words(run: DemoRun, reference: dict[str, Any]) -> Claim:
    normal = EnglishTextNormalizer()
    said = normal(" ".join(turn["text"] for turn in reference["turns"]))
    heard = normal(" ".join(run.utterance_texts.values()))
    error = jiwer.wer(said, heard)
    return Claim("sample session: word error", f"{error:.1%}", f"<= {MAX_WORD_ERROR:.0%}", error <= MAX_WORD_ERROR)


def _speakers(run: DemoRun, reference: dict[str, Any]) -> Claim:
    """Compare roles every 10 ms where the reference has speech."""
    right = total = 0
    spoken = [utterance for utterance in run.transcript["utterances"] if utterance["start_s"] is not None]
    for turn in reference["turns"]:
        for tick in range(int(turn["start_s"] * 100), int(turn["end_s"] * 100)):
            moment = tick / 100
            total += 1
            right += any(one["start_s"] <= moment < one["end_s"] and one["role"] == turn["role"] for one in spoken)
    share = right / total
    return Claim("sample session: speech given to the right role", f"{share:.1%}", ">= 95%", share >= 0.95)


def _pdf(run: DemoRun) -> Claim:
    if not run.pdf:
        return Claim("demo: the PDF holds every statement of the note", "no PDF", "all", ok=False)
    text = _letters("".join(page.extract_text() for page in PdfReader(io.BytesIO(run.pdf)).pages))
    lines = _drafted(run)
    found = sum(_letters(line["text"]) in text for line in lines)
    return Claim(
        "demo: the PDF holds every statement of the note", f"{found} of {len(lines)}", "all", 0 < len(lines) == found
    )


def _letters(text: str) -> str:
    """Return letters and figures only: line breaks and hyphenation of the page do not count."""
    return "".join(character for character in text.lower() if character.isalnum())
