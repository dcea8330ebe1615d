"""The models on this computer, as far as a person needs to know of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class ModelPurpose(StrEnum):
    """What a model is for."""

    RECOGNITION = "recognition"
    DRAFTING = "drafting"


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """One model. `is_installed` is False for a starter model that should be there and is not, or not whole."""

    title: str
    purpose: ModelPurpose
    size_bytes: int
    is_installed: bool
    is_starter: bool
    is_in_use: bool


@dataclass(frozen=True, slots=True)
class RejectedModel:
    """Something in the person's own folder that cannot be used, and why, in words."""

    name: str
    fault: str


@dataclass(frozen=True, slots=True)
class ModelOverview:
    """Everything there is, and the folder where a person may put more; the folder need not exist yet."""

    models: tuple[ModelFacts, ...]
    rejected: tuple[RejectedModel, ...]
    folder: Path

    def can(self, purpose: ModelPurpose) -> bool:
        """Say whether any model is there for a purpose."""
        return any(model.is_installed and model.purpose is purpose for model in self.models)
