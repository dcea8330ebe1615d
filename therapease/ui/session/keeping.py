"""What was not kept yet when a session is left: made all the same, and told about when that fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from therapease.errors import TherapEaseError
from therapease.ui.background import Background


def keep_all(background: Background, rest: Sequence[Callable[[], object]]) -> None:
    """Run what is left in the background, in order; one that fails takes none of the others with it.

    The place may be gone by then and the window with it, so the first failure is told over whatever is open.
    """

    def work() -> None:
        problem: TherapEaseError | None = None
        for each in rest:
            try:
                each()
            except TherapEaseError as error:
                problem = problem or error
        if problem is not None:
            raise problem

    if rest:
        background.start(background, work)
