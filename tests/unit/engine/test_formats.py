"""Formats are files; a wrong name is refused in plain words."""

from __future__ import annotations

import pytest

from therapease.engine.drafting.candidate import Matter
from therapease.engine.formats import known_formats, load_format
from therapease.errors import UnknownFormatError


def test_soap_has_its_four_sections_in_order() -> None:
    assert [section.key for section in load_format("soap").sections] == [
        "subjective",
        "objective",
        "assessment",
        "plan",
    ]


@pytest.mark.parametrize("key", known_formats())
def test_every_format_shares_all_its_words_and_names_known_matters(key: str) -> None:
    sections = load_format(key).sections
    assert sum(section.share for section in sections) == pytest.approx(1.0)
    taken = [matter for section in sections for matter in section.takes]
    assert set(taken) <= {matter.value for matter in Matter}
    assert len(taken) == len(set(taken))
    assert sum(section.holds_not_assessed for section in sections) == 1


@pytest.mark.parametrize("key", ["nope", "../soap", "SOAP", "", "soap.toml"])
def test_an_unknown_format_is_refused_and_the_known_ones_named(key: str) -> None:
    with pytest.raises(UnknownFormatError, match="soap"):
        load_format(key)
