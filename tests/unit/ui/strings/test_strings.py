"""The house style of words, held over every string of the window."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

from therapease.domain.consent import ConsentPurpose
from therapease.domain.job import JobStage
from therapease.domain.session import Attendance, SessionStatus
from therapease.ui import strings


def every_module() -> Iterator[object]:
    for found in pkgutil.iter_modules(strings.__path__):
        yield importlib.import_module(f"{strings.__name__}.{found.name}")


def own_names(module: object) -> Iterator[tuple[str, object]]:
    """Yield what a module of words defines itself: classes of words, tables of words, single words."""
    for name, value in vars(module).items():
        is_foreign = isinstance(value, type) and value.__module__ != getattr(module, "__name__", "")
        if not name.startswith("_") and not is_foreign and isinstance(value, type | dict | str | tuple):
            yield name, value


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in texts_in(part))
    elif isinstance(value, tuple):
        yield from (text for part in value for text in texts_in(part))
    elif isinstance(value, type):
        yield from (text for key, part in vars(value).items() if not key.startswith("__") for text in texts_in(part))


def every_string() -> list[str]:
    return [text for module in every_module() for _name, value in own_names(module) for text in texts_in(value)]


def test_there_are_many() -> None:
    assert len(every_string()) > 200


def test_every_group_of_words_is_offered_by_the_package() -> None:
    named = {name for module in every_module() for name, _value in own_names(module)}
    assert named == set(strings.__all__)


def test_nothing_shouts() -> None:
    assert not [text for text in every_string() if "!" in text]
    acronyms = {"LCSW", "FLAC", "JSON"}
    assert not [text for text in every_string() if set(re.findall(r"\b[A-Z]{4,}\b", text)) - acronyms]


def test_a_client_is_never_a_patient() -> None:
    assert not [text for text in every_string() if re.search(r"\bpatients?\b", text, re.IGNORECASE)]


def test_every_state_has_its_words() -> None:
    assert strings.STAGE_WORDS.keys() == set(JobStage)
    assert strings.STATUS_WORDS.keys() == set(SessionStatus)
    assert strings.CONSENT_WORDS.keys() == set(ConsentPurpose)
    assert strings.ATTENDANCE_WORDS.keys() == set(Attendance)


SAYS = {
    *("TextLabel", "ElidedLabel", "Button", "LinkButton", "IconButton", "MenuButton", "Chip", "CheckBox", "Toggle"),
    *("TextField", "TextArea", "ComboField", "DateField", "RadioGroup", "FilterChips", "EmptyState", "PageHeader"),
    *("Sheet", "MessageSheet", "QuestionSheet", "Tabs", "QAction", "QMenu", "QLabel", "QPushButton", "QCheckBox"),
    *("setAccessibleName", "setAccessibleDescription", "setToolTip", "setPlaceholderText", "setText", "setTabText"),
    *("show_message", "show_error", "show_hint", "set_texts", "set_text", "addTab", "addAction", "setWindowTitle"),
}
"""What puts words before a person."""


def literals_shown(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        if name in SAYS:
            for node in (part for argument in call.args for part in ast.walk(argument)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.lineno, node.value


def test_words_for_people_stand_here_and_nowhere_else() -> None:
    shown = re.compile(r"[A-Za-z]{3,}.* |^[A-Z][a-z]{2,}")
    window = Path(strings.__file__).parent.parent
    inline = [
        f"{path.relative_to(window)}:{line} {text}"
        for path in sorted(window.rglob("*.py"))
        if "strings" not in path.parts
        for line, text in literals_shown(ast.parse(path.read_text(encoding="utf-8")))
        if shown.search(text)
    ]
    assert not inline
