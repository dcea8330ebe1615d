"""Writes THIRD_PARTY.md: the hand-written part, then every package of the product's lock with its licence.

`make third-party` runs it; tests/test_layout.py fails when a locked package is missing from the file.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

NOT_IN_METADATA = {
    "colorama": "BSD-3-Clause",
    "httpx2-jsfetch": "BSD-3-Clause",
    "pywin32-ctypes": "BSD-3-Clause",
    "sqlcipher3": "Zlib",
}
"""Licences read by hand, for packages whose metadata name none or that this system does not install."""


def locked() -> list[tuple[str, str, str]]:
    """Return name, version and marker of every package in the product's lock, in order."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    found = re.findall(r"^([a-z0-9_.-]+)==([^ ]+)(?: ; ([^\\\n]*?))? *\\?$", text, re.MULTILINE)
    return [(name, version, marker) for name, version, marker in found]


def licence_of(package: Distribution) -> str:
    """Return the licence the metadata state: the SPDX expression, else the classifiers, else the short free text."""
    metadata = package.metadata
    if "License-Expression" in metadata:
        return metadata["License-Expression"]
    classifiers = [line.rsplit(" :: ", 1)[-1] for line in metadata.get_all("Classifier") or [] if "License ::" in line]
    if classifiers:
        return " or ".join(dict.fromkeys(classifiers))
    stated = metadata["License"].strip() if "License" in metadata else ""
    return stated.splitlines()[0][:80] if stated else ""


def row(name: str, version: str, marker: str) -> str:
    """Return one row of the table. Exit when no licence is known: somebody has to read it and write it down."""
    try:
        package = distribution(name)
        licence = NOT_IN_METADATA.get(name) or licence_of(package)
        text = next((str(f) for f in package.files or [] if re.search(r"licen[cs]e|copying", f.name, re.I)), "")
    except PackageNotFoundError:
        licence, text = NOT_IN_METADATA.get(name, ""), ""
    if not licence:
        sys.exit(f"{name} states no licence: read it and add it to NOT_IN_METADATA")
    where = f"`{text}`" if text else ("not installed on this system" if marker else "in its source")
    return f"| {name} | {version} | {licence} | {where} |"


def main() -> int:
    """Write the file."""
    intro = (ROOT / "packaging" / "third_party_intro.md").read_text(encoding="utf-8")
    seen: dict[str, str] = {}
    for name, version, marker in locked():
        # Several versions of one package stand in the lock for different Pythons; the table shows the installed one.
        if name in seen and not _is_installed(name, version):
            continue
        seen[name] = row(name, version, marker)
    table = "\n".join(
        ["| package | version | licence | its text, inside the environment |", "|---|---|---|---|", *seen.values()]
    )
    text = f"{intro}\n## Python packages\n\nEverything `requirements.lock` names.\n\n{table}\n"
    (ROOT / "THIRD_PARTY.md").write_text(text, encoding="utf-8")
    print(f"THIRD_PARTY.md: {len(seen)} packages")
    return 0


def _is_installed(name: str, version: str) -> bool:
    try:
        return distribution(name).version == version
    except PackageNotFoundError:
        return False


if __name__ == "__main__":
    sys.exit(main())
