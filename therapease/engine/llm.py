"""The language model: any GGUF file through llama.cpp, greedy, one plain sentence at a time.

Runs in the engine worker only. The model has no tools, no memory of the session and no say: it proposes a sentence for
a few words at a time, and `drafting.verify` decides.
"""

from __future__ import annotations

import ctypes
import os
import re
from functools import cache
from pathlib import Path
from typing import Protocol

import llama_cpp
from llama_cpp import Llama, StoppingCriteriaList

from therapease.domain.job import CancelToken
from therapease.errors import ModelMissingError, ModelRejectedError
from therapease.paths import resources_dir, starter_models_dir

STARTER_MODEL = "SmolLM2-135M-Instruct.Q4_1.gguf"
CONTEXT_TOKENS = 1024
MAX_SENTENCE_TOKENS = 60
SMALL_MODEL_BYTES = 500 * 2**20
_GGUF_MAGIC = b"GGUF"
_SENTENCE = re.compile(r"[A-Za-z0-9 ,'’%£$€:-]{3,300}?\.(?=\s|$)")


class LanguageModel(Protocol):
    """Something that proposes sentences."""

    @property
    def name(self) -> str: ...
    def propose(self, said: str, label: str, cancel: CancelToken) -> str:
        """Return one sentence about the speaker called `label`, or "" when the model has none."""
        ...


class LlamaModel:
    """A GGUF model loaded by llama.cpp. Greedy: the same words in give the same words out.

    A grammar would cost ten times the sampling itself; what is no plain sentence is thrown away afterwards instead.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        _silence_native_log()
        try:
            threads = _threads_for(path.stat().st_size)
            self._llama = Llama(
                str(path), n_ctx=CONTEXT_TOKENS, n_threads=threads, n_threads_batch=threads, seed=1, verbose=False
            )
        except (ValueError, OSError, RuntimeError) as error:
            raise ModelRejectedError(detail=f"{path.name}: {type(error).__name__}") from error

    def propose(self, said: str, label: str, cancel: CancelToken) -> str:
        """Return the model's sentence. Raise JobCancelledError within one token of `cancel`."""
        cancel.raise_if_cancelled()
        prompt = prompt_for(said, label)
        stop = StoppingCriteriaList([lambda _tokens, _logits: cancel.is_cancelled])
        answer = self._llama.create_completion(
            prompt,
            max_tokens=MAX_SENTENCE_TOKENS,
            temperature=0.0,
            stop=["\n", '"'],
            stopping_criteria=stop,
        )
        cancel.raise_if_cancelled()
        text = answer["choices"][0]["text"] if isinstance(answer, dict) else ""
        joined = f"{label}{text}" if text.startswith("'") else f"{label} {text.strip()}"
        sentence = _SENTENCE.match(re.sub(r"\s+", " ", joined))
        return sentence.group() if sentence else ""


def load_language_model(path: Path | None) -> LanguageModel:
    """Load the given GGUF file, or the starter model without one. Raise ModelMissingError, ModelRejectedError."""
    if path is None:
        path = starter_models_dir() / STARTER_MODEL
        if not path.is_file():
            raise ModelMissingError(detail=STARTER_MODEL)
    if not path.is_file():
        raise ModelMissingError("The language model file is not there.", detail=path.name)
    with path.open("rb") as file:
        if file.read(4) != _GGUF_MAGIC:
            raise ModelRejectedError("This file is not a language model in GGUF format.", detail=path.name)
    return _loaded(path)


@cache
def _loaded(path: Path) -> LlamaModel:
    return LlamaModel(path)


def _threads_for(model_bytes: int) -> int:
    """Return how many threads pay: a small model on a busy machine spends most of two threads waiting for the other."""
    if model_bytes < SMALL_MODEL_BYTES:
        return 1
    return max(1, (os.cpu_count() or 2) - 1)


def prompt_for(said: str, label: str) -> str:
    """Return the prompt that asks for one sentence about the speaker called `label`."""
    template = (resources_dir() / "prompts" / "third_person.txt").read_text(encoding="utf-8").rstrip("\n")
    return template.replace("{label}", label).replace("{said}", _one_line(said))


def _one_line(said: str) -> str:
    """Return what was said without line breaks, control characters and double quotes, so that it stays one value."""
    return re.sub(r"\s+", " ", re.sub(r"[\x00-\x1f\x7f\"“”{}]", " ", said)).strip()[:600]


@cache
def _silence_native_log() -> None:
    """Keep llama.cpp's own lines off stderr: they are not for people and the worker's stderr may be shown."""
    callback = llama_cpp.llama_log_callback(lambda _level, _text, _data: None)
    llama_cpp.llama_log_set(callback, ctypes.c_void_p(0))
    _KEPT.append(callback)


_KEPT: list[object] = []
"""C callbacks that must outlive the call that registered them."""
