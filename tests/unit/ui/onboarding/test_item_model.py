"""First steps and models as they are shown, each with a word for what its glyph says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.fake_models import STARTERS
from therapease.domain.model import ModelFacts, ModelOverview, ModelPurpose, RejectedModel
from therapease.domain.onboarding import FirstStep, Onboarding, StepStanding
from therapease.services.onboarding import Beginnings
from therapease.ui import strings
from therapease.ui.onboarding.item_model import (
    card_state,
    gap_words,
    model_items,
    rejected_words,
    size_words,
    step_items,
)

DONE, SKIPPED = StepStanding.DONE, StepStanding.SKIPPED


def beginnings(onboarding: Onboarding, *, has_begun: bool = True, has_clients: bool = False) -> Beginnings:
    return Beginnings(onboarding, has_begun, has_clients, None)


def all_done() -> Onboarding:
    return Onboarding({step: DONE for step in FirstStep})


def test_every_step_has_its_words_and_a_missing_code_stands_out() -> None:
    items = step_items(Onboarding().with_standing(FirstStep.RECOVERY_CODE, SKIPPED))
    assert [item.step for item in items] == list(FirstStep)
    assert all(item.title and item.line and item.standing_words for item in items)
    assert (items[0].glyph, items[0].tone) == ("triangle-alert", "attention")
    assert items[0].spoken == "Recovery code, Put off"
    assert strings.STEP_TITLES.keys() == strings.STEP_LINES.keys() == set(FirstStep)
    assert strings.STANDING_WORDS.keys() == set(StepStanding)


def test_the_card_is_there_until_all_is_done_and_counts_the_first_client() -> None:
    assert card_state(beginnings(Onboarding())).is_shown
    state = card_state(beginnings(all_done()))
    assert state.is_shown
    assert state.done_count == 4
    assert not card_state(beginnings(all_done(), has_clients=True)).is_shown


def test_nothing_is_brought_up_where_it_never_began_or_was_put_away() -> None:
    assert not card_state(beginnings(Onboarding(), has_begun=False)).is_shown
    put_away = Onboarding().with_standing(FirstStep.RECOVERY_CODE, SKIPPED).put_away()
    state = card_state(beginnings(put_away))
    assert not state.is_shown
    assert state.lacks_recovery_code


def overview(*models: ModelFacts) -> ModelOverview:
    return ModelOverview(models, (RejectedModel("half", "it lacks model.bin"),), Path("models"))


def test_the_starters_have_plain_names_and_say_that_they_work() -> None:
    both = overview(*STARTERS)
    (recognizer,) = model_items(both, ModelPurpose.RECOGNITION)
    (writer,) = model_items(both, ModelPurpose.DRAFTING)
    assert (recognizer.title, recognizer.state, recognizer.size) == ("Starter engine", strings.Models.IN_USE, "75 MB")
    assert writer.title == "Starter language model"
    assert gap_words(both) is None
    assert rejected_words(both) == ["“half” cannot be used: it lacks model.bin."]


def test_one_of_ones_own_has_its_folders_name() -> None:
    own = ModelFacts("whisper-small", ModelPurpose.RECOGNITION, 480_000_000, True, False, False)
    (item,) = model_items(overview(own), ModelPurpose.RECOGNITION)
    assert (item.title, item.chip, item.state) == ("whisper-small", strings.Models.OWN, strings.Models.INSTALLED)
    assert not item.is_in_use


def test_what_is_missing_is_said_with_what_it_keeps_one_from() -> None:
    recognizer, writer = STARTERS
    gone = replace(recognizer, is_installed=False, is_in_use=False, size_bytes=0)
    (item,) = model_items(overview(gone, writer), ModelPurpose.RECOGNITION)
    assert (item.state, item.glyph, item.size) == (strings.Models.MISSING, "triangle-alert", "")
    gap = gap_words(overview(gone, writer))
    assert gap is not None
    assert gap[0] == strings.Models.NO_RECOGNIZER_TITLE
    gap = gap_words(overview(recognizer))
    assert gap is not None
    assert gap[0] == strings.Models.NO_WRITER_TITLE


def test_sizes_are_rounded_as_people_say_them() -> None:
    sizes = {0: "", 200: "1 MB", 98_362_432: "98 MB", 2_140_000_000: "2.1 GB"}
    assert {size: size_words(size) for size in sizes} == sizes
