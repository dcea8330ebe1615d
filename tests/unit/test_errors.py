"""Every error is ready for a person, and the drawn tree is the tree."""

from __future__ import annotations

import pytest

from therapease import errors
from therapease.errors import TherapEaseError


def subclasses(cls: type[TherapEaseError]) -> list[type[TherapEaseError]]:
    return [found for direct in cls.__subclasses__() for found in [direct, *subclasses(direct)]]


def made(cls: type[TherapEaseError]) -> TherapEaseError:
    if cls is errors.TruncatedAudioError:
        return errors.TruncatedAudioError(3.5)
    if cls is errors.InvalidFieldError:
        return errors.InvalidFieldError("name", "A name is needed.")
    if cls is errors.SignInHeldError:
        return errors.SignInHeldError(4.2)
    return cls()


ALL = [cls for cls in subclasses(TherapEaseError) if cls.__module__ == errors.__name__]
BRANCHES = {errors.EnvironmentProblem, errors.InputProblem, errors.RuleViolation, errors.OurFault}


@pytest.mark.parametrize("cls", [cls for cls in ALL if cls not in BRANCHES])
def test_each_error_has_its_own_title_and_a_next_step(cls: type[TherapEaseError]) -> None:
    error = made(cls)
    assert cls.title != TherapEaseError.title
    assert error.message[-1] == "."
    assert str(error) == f"{error.title}: {error.message}"
    assert "Error" not in str(error)


def test_titles_are_never_shared() -> None:
    titles = [cls.title for cls in ALL if cls not in BRANCHES]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("cls", ALL)
def test_the_tree_drawn_at_the_top_names_every_error(cls: type[TherapEaseError]) -> None:
    assert errors.__doc__ is not None
    drawn = [line.split("── ", 1)[1].split()[0] for line in errors.__doc__.splitlines() if "── " in line]
    assert cls.__name__ in drawn


def test_the_drawing_names_nothing_that_is_gone() -> None:
    assert errors.__doc__ is not None
    drawn = {line.split("── ", 1)[1].split()[0] for line in errors.__doc__.splitlines() if "── " in line}
    assert drawn == {cls.__name__ for cls in ALL}


def test_the_blame_is_drawn_where_it_is() -> None:
    assert errors.__doc__ is not None
    branch = ""
    for line in errors.__doc__.splitlines():
        if "── " not in line:
            continue
        name = line.split("── ", 1)[1].split()[0]
        if line.startswith(("    ├── ", "    └── ")):
            branch = name
        assert issubclass(getattr(errors, name), getattr(errors, branch))


def test_what_an_error_carries_is_kept() -> None:
    assert errors.TruncatedAudioError(12.5).decoded_s == 12.5
    assert errors.SignInHeldError(4.2).wait_s == 4.2
    assert "5 seconds" in errors.SignInHeldError(4.2).message
    assert "15 minutes" in errors.SignInHeldError(900).message
    assert errors.InvalidFieldError("code", "Too long.").field == "code"
    assert errors.NotFoundError(detail="client").detail == "client"
    assert errors.NotFoundError("Gone.").message == "Gone."
