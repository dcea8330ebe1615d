"""How long a note takes: a talk of a full session's length, and a proposal beside the bare library's own call."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from llama_cpp import Llama

from bench.claims import Figure
from therapease.domain.job import CancelToken, DraftingOptions, ignore_progress
from therapease.domain.transcript import SpeakerRole, Utterance
from therapease.engine.drafting import draft_note
from therapease.engine.llm import (
    CONTEXT_TOKENS,
    MAX_SENTENCE_TOKENS,
    STARTER_MODEL,
    load_language_model,
    prompt_for,
)
from therapease.engine.risk import find_mentions
from therapease.paths import resources_dir, starter_models_dir

SESSION_WORDS = 7000
"""About what two people say in 50 minutes."""
_ROUNDS = 8
_LONG_TALK = 3000


def figures(eval_data: Path | None) -> Iterable[Figure]:
    """Yield the speed of drafting; needs no evaluation data."""
    spoken = _long_session()
    started = time.perf_counter()
    draft_note(spoken, DraftingOptions(), ignore_progress, CancelToken())
    words = sum(len(one.text.split()) for one in spoken)
    yield Figure(f"a note of {words} words of talk, model included", f"{time.perf_counter() - started:.1f} s")
    yield _risk(spoken)
    yield _proposals([one.text for one in spoken if one.role is SpeakerRole.CLIENT][:_ROUNDS])


def _long_session() -> list[Utterance]:
    """Return the sample session over and over until it is as long as a real one."""
    path = resources_dir() / "sample_session" / "reference.json"
    turns = json.loads(path.read_text(encoding="utf-8"))["turns"]
    spoken: list[Utterance] = []
    words = 0
    while words < SESSION_WORDS:
        turn = turns[len(spoken) % len(turns)]
        spoken.append(Utterance(len(spoken), turn["speaker"], SpeakerRole(turn["role"]), turn["text"]))
        words += len(turn["text"].split())
    return spoken


def _risk(spoken: list[Utterance]) -> Figure:
    """Time the reading of risk in a long talk, which a correction of its transcript repeats."""
    long = [replace(spoken[turn % len(spoken)], id=turn) for turn in range(_LONG_TALK)]
    find_mentions(long[:50])
    started = time.process_time()
    find_mentions(long)
    return Figure(
        f"risk mentions of {_LONG_TALK} utterances", f"{time.process_time() - started:.1f} s of the processor"
    )


def _proposals(said: list[str]) -> Figure:
    """Time our proposals and the library's own completion of the same prompts, one after the other."""
    model = load_language_model(None)
    bare = Llama(
        str(starter_models_dir() / STARTER_MODEL),
        n_ctx=CONTEXT_TOKENS,
        n_threads=1,
        n_threads_batch=1,
        seed=1,
        verbose=False,
    )
    started = time.perf_counter()
    for text in said:
        model.propose(text, "Client", CancelToken())
    ours = (time.perf_counter() - started) / len(said)
    started = time.perf_counter()
    for text in said:
        bare.create_completion(
            prompt_for(text, "Client"), max_tokens=MAX_SENTENCE_TOKENS, temperature=0.0, stop=["\n", '"']
        )
    plain = (time.perf_counter() - started) / len(said)
    return Figure("one proposal of the starter model", f"{ours:.2f} s", f"{plain:.2f} s", ours / plain)
