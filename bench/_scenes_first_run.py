"""The scenes of the first start: the recovery code and leaving without it."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from bench._scenes_shell import recovery_code
from bench._stage import NARROW, WIDE, Stage, scene


@scene("create-recovery-code-typed", sizes=(WIDE, NARROW))
def code_typed_wrong(stage: Stage) -> QWidget:
    recovery_code(stage)
    page = stage.sign_in.show_code_page
    QTest.keyClicks(page.typed.edit, page.code[:11] + "77")
    page.primary.click()
    return stage.settled(stage.sign_in)


@scene("create-without-code")
def without_code(stage: Stage) -> QWidget:
    recovery_code(stage)
    page = stage.sign_in.show_code_page
    page.skip_link.click()
    return stage.settled(page.question if page.question is not None else stage.sign_in)
