"""One style sheet for the whole window, filled from the colour tokens, the type scale and the text size."""

from __future__ import annotations

import re
from functools import cache

from therapease import paths
from therapease.errors import InternalError
from therapease.ui.theme.tokens import TokenColors
from therapease.ui.theme.typography import TYPE_SCALE, TypeSpec, scaled_px

_COLOR = re.compile(r"@(\w+)")
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)sp\b")


def fill_style_sheet(colors: TokenColors, scale: float) -> str:
    """Return the finished Qt style sheet.

    In the template `@token` is a colour and `15sp` a length that grows with the text; `px` lengths stay. Rules for
    the text roles are added from the type scale. Raise InternalError for a token that does not exist.
    """

    def color(match: re.Match[str]) -> str:
        token = match.group(1)
        if token not in colors:
            raise InternalError(detail=f"unknown colour token {token}")
        return colors[token]

    text = "\n".join([_template(), *(_role_rule(role.value, spec) for role, spec in TYPE_SCALE.items())])
    return _LENGTH.sub(lambda m: f"{scaled_px(float(m.group(1)), scale)}px", _COLOR.sub(color, text))


def _role_rule(role: str, spec: TypeSpec) -> str:
    return (
        f'*[textRole="{role}"] {{ font-family: "{spec.family}"; font-size: {spec.size_px}sp; '
        f"font-weight: {spec.weight}; }}\n"
        f'QLabel[textRole="{role}"] {{ min-height: {spec.line_px}sp; }}'
    )


@cache
def _template() -> str:
    return (paths.resources_dir() / "theme" / "style.qss").read_text(encoding="utf-8")
