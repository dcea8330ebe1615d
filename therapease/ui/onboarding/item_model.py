"""First steps and models as plain values to show. No widgets, no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from therapease.domain.model import ModelFacts, ModelOverview, ModelPurpose
from therapease.domain.onboarding import FirstStep, Onboarding, StepStanding
from therapease.services.onboarding import Beginnings
from therapease.ui import strings

_MB, _GB = 1_000_000, 1_000_000_000
_STANDING_GLYPHS = {
    StepStanding.OPEN: ("circle-dashed", "ink3"),
    StepStanding.DONE: ("circle-check", "accent"),
    StepStanding.SKIPPED: ("clock", "ink2"),
}


@dataclass(frozen=True, slots=True)
class StepItem:
    """One of the first steps, with the glyph and the word for how it stands."""

    step: FirstStep
    title: str
    line: str
    standing: StepStanding
    glyph: str
    tone: str

    @property
    def standing_words(self) -> str:
        return strings.STANDING_WORDS[self.standing]

    @property
    def spoken(self) -> str:
        """The step as a screen reader says it."""
        return f"{self.title}, {self.standing_words}"


@dataclass(frozen=True, slots=True)
class CardState:
    """What the card on Today shows. Hidden when there is nothing more to do or it was put away."""

    items: tuple[StepItem, ...]
    done_count: int
    has_clients: bool
    lacks_recovery_code: bool
    is_shown: bool


@dataclass(frozen=True, slots=True)
class ModelItem:
    """One model as a card."""

    title: str
    chip: str
    words: str
    size: str
    state: str
    glyph: str
    tone: str
    is_in_use: bool

    @property
    def spoken(self) -> str:
        return f"{self.title}, {self.chip}, {self.state}, {self.size}. {self.words}"


def step_items(onboarding: Onboarding) -> tuple[StepItem, ...]:
    """Return the steps in their order."""
    return tuple(_step_item(step, onboarding.standing(step)) for step in FirstStep)


def card_state(beginnings: Beginnings) -> CardState:
    """Return what Today has to say about the beginning: nothing where it never began, or once all of it is done."""
    onboarding = beginnings.onboarding
    items = step_items(onboarding)
    is_open = beginnings.has_begun and not (onboarding.is_done and beginnings.has_clients)
    return CardState(
        items,
        sum(item.standing is StepStanding.DONE for item in items) + beginnings.has_clients,
        beginnings.has_clients,
        onboarding.lacks_recovery_code,
        is_open and not onboarding.is_put_away,
    )


def model_items(overview: ModelOverview, purpose: ModelPurpose) -> list[ModelItem]:
    """Return the models for a purpose, those that come along first."""
    return [_model_item(model) for model in overview.models if model.purpose is purpose]


def gap_words(overview: ModelOverview) -> tuple[str, str] | None:
    """Return title and words for what cannot be done with the models there are, or None."""
    if not overview.can(ModelPurpose.RECOGNITION):
        return strings.Models.NO_RECOGNIZER_TITLE, strings.Models.NO_RECOGNIZER
    if not overview.can(ModelPurpose.DRAFTING):
        return strings.Models.NO_WRITER_TITLE, strings.Models.NO_WRITER
    return None


def rejected_words(overview: ModelOverview) -> list[str]:
    """Return a sentence for each folder that was meant as a model and is none."""
    return [strings.Models.REJECTED.format(name=found.name, fault=found.fault) for found in overview.rejected]


def size_words(size_bytes: int) -> str:
    """Return “75 MB” or “2.1 GB”; nothing for a model that is not there."""
    if size_bytes <= 0:
        return ""
    if size_bytes >= _GB:
        return strings.Models.SIZE_LARGE.format(size=f"{size_bytes / _GB:.1f}")
    return strings.Models.SIZE.format(size=max(round(size_bytes / _MB), 1))


def _step_item(step: FirstStep, standing: StepStanding) -> StepItem:
    glyph, tone = _STANDING_GLYPHS[standing]
    if step is FirstStep.RECOVERY_CODE and standing is StepStanding.SKIPPED:
        glyph, tone = "triangle-alert", "attention"
    return StepItem(step, strings.STEP_TITLES[step], strings.STEP_LINES[step], standing, glyph, tone)


def _model_item(model: ModelFacts) -> ModelItem:
    words = strings.Models
    is_writer = model.purpose is ModelPurpose.DRAFTING
    if model.is_starter:
        title = words.STARTER_WRITER if is_writer else words.STARTER_RECOGNIZER
        about = words.STARTER_WRITER_WORDS if is_writer else words.STARTER_RECOGNIZER_WORDS
    else:
        title = model.title
        about = words.OWN_WRITER_WORDS if is_writer else words.OWN_RECOGNIZER_WORDS
    state, glyph, tone = words.INSTALLED, "check", "ink2"
    if not model.is_installed:
        state, glyph, tone = words.MISSING, "triangle-alert", "attention"
    elif model.is_in_use:
        state, glyph, tone = words.IN_USE, "check", "accent"
    chip = words.BUILT_IN if model.is_starter else words.OWN
    return ModelItem(title, chip, about, size_words(model.size_bytes), state, glyph, tone, model.is_in_use)
