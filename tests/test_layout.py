"""The house rules that no linter knows, each enforced with its reason."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bench import prove, run
from tests.layout_exceptions import LONG_FILES, LONG_FUNCTIONS, WITHOUT_MIRRORED_TEST
from therapease.cli.app import make_app

ROOT = Path(__file__).resolve().parents[1]
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 40
CODE_FOLDERS = ("therapease", "bench", "packaging", "tests")


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def project_files() -> list[Path]:
    """Return every file of the project that a person wrote: tracked, or new and not ignored."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return sorted(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def text_files() -> Iterator[tuple[str, str]]:
    """Yield path and content of every project file that is text.

    Locks are left out, because they are made and not written, and this file, because it names what is forbidden.
    """
    for path in project_files():
        if path.suffix == ".lock" or path == Path(__file__).resolve():
            continue
        try:
            yield relative(path), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def expect_none(found: Iterable[str], rule: str) -> None:
    """Fail with every finding on a line of its own: whoever broke a rule wants the whole list, not its beginning."""
    listed = "\n  ".join(sorted(found))
    assert not listed, f"{rule}:\n  {listed}"


def expect_same(found: set[str], listed: Iterable[str], rule: str) -> None:
    """Fail when something breaks a rule without standing in its list of exceptions, or stands there without need."""
    expect_none(found - set(listed), rule)
    expect_none(set(listed) - found, "listed as an exception without need")


def has_behaviour(tree: ast.Module) -> bool:
    """Tell whether a module defines anything that runs: a package's docstring and re-exports need no test."""
    return any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) for node in ast.walk(tree))


# ---------------------------------------------------------------- tests mirror the tree


def mirrored_test(module: Path) -> Path:
    inside = module.relative_to(ROOT / "therapease")
    if inside.name == "__init__.py":
        return ROOT / "tests/unit" / inside.parent / f"test_{inside.parent.name}.py"
    return ROOT / "tests/unit" / inside.parent / f"test_{inside.name}"


def modules_without_test() -> set[str]:
    """Migrations are left out: the frozen vaults of tests/vaults test them, all at once; so are the modules of words,
    which tests/unit/ui/strings/test_strings.py reads together."""
    return {
        relative(module)
        for module in python_files("therapease")
        if "migrations" not in module.parts
        and "strings" not in module.parts
        and not mirrored_test(module).is_file()
        and (module.name != "__init__.py" or has_behaviour(tree_of(module)))
    }


def test_every_module_has_its_mirrored_test_or_a_reason() -> None:
    missing = modules_without_test() - WITHOUT_MIRRORED_TEST.keys()
    expect_none(missing, "write tests/unit/…/test_<module>.py or give a reason in tests/layout_exceptions.py")


def test_every_reason_for_a_missing_test_is_still_needed() -> None:
    existing = {name for name in WITHOUT_MIRRORED_TEST if (ROOT / name).is_file()}
    expect_none(existing - modules_without_test(), "these modules have their test by now")


def test_the_tests_that_reasons_point_to_exist() -> None:
    named = {name for reason in WITHOUT_MIRRORED_TEST.values() for name in re.findall(r"test_\w+\.py", reason)}
    expect_none(
        named - {path.name for path in (ROOT / "tests").rglob("test_*.py")}, "reasons name tests that are not there"
    )


def test_unit_tests_mirror_a_module_that_exists() -> None:
    modules = {relative(mirrored_test(module)) for module in python_files("therapease")}
    tests = {relative(path) for path in (ROOT / "tests/unit").rglob("test_*.py")}
    # A module's tests may be split: test_verify_numbers.py still belongs to verify.py.
    orphans = {
        test
        for test in tests - modules
        if not any(test.startswith(module.removesuffix(".py") + "_") for module in modules)
    }
    expect_none(orphans, "these unit tests mirror no module; move them to the module's place or to integration/")


def test_test_folders_are_no_packages() -> None:
    expect_none((relative(path) for path in (ROOT / "tests").rglob("__init__.py")), "pytest imports by path here")


# ---------------------------------------------------------------- size


def code_length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function without its decorators and docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def test_files_stay_short_enough_to_read_at_once() -> None:
    long = {
        name
        for path in python_files(*CODE_FOLDERS)
        if len(path.read_text(encoding="utf-8").splitlines()) > MAX_FILE_LINES and (name := relative(path))
    }
    expect_same(long, LONG_FILES, f"more than {MAX_FILE_LINES} lines")


def test_functions_stay_short_enough_to_see_at_once() -> None:
    long = {
        f"{relative(path)}::{node.name}"
        for path in python_files(*CODE_FOLDERS)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and code_length(node) > MAX_FUNCTION_LINES
    }
    expect_same(long, LONG_FUNCTIONS, f"more than {MAX_FUNCTION_LINES} lines")


# ---------------------------------------------------------------- what every file has, and what none may have


def test_every_module_says_what_it_is() -> None:
    silent = [relative(path) for path in python_files(*CODE_FOLDERS) if not ast.get_docstring(tree_of(path))]
    expect_none(silent, "a module begins with a docstring: what it is, in one line, then why")


def test_annotations_are_never_evaluated() -> None:
    without = [
        relative(path)
        for path in python_files(*CODE_FOLDERS)
        if has_behaviour(tree_of(path)) and "from __future__ import annotations" not in path.read_text(encoding="utf-8")
    ]
    expect_none(without, "from __future__ import annotations is missing")


FORBIDDEN_TEXT = {
    "an unfinished place": re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b"),
    "a path of one machine": re.compile(r"/home/[a-z]|/root/|/work/|C:\\Users"),
    "the address of a package registry": re.compile(
        r"pypi\.org|pythonhosted\.org|deb\.debian\.org|registry\.npmjs|artifactregistry"
    ),
    "a vague drawer of code": re.compile(r"import (utils|helpers|misc)\b|class \w*Manager\b"),
}


@pytest.mark.parametrize("kind", FORBIDDEN_TEXT)
def test_no_file_holds(kind: str) -> None:
    found = [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}"
        for name, text in text_files()
        for match in FORBIDDEN_TEXT[kind].finditer(text)
    ]
    expect_none(found, f"{kind} stands in these places")


def test_only_conftest_skips() -> None:
    skipping = re.compile(r"pytest\.skip|mark\.skip|importorskip|xfail")
    guilty = [
        relative(path)
        for path in python_files("tests")
        if path.name not in ("conftest.py", Path(__file__).name) and skipping.search(path.read_text(encoding="utf-8"))
    ]
    expect_none(guilty, "a test that needs the evaluation data takes the fixture eval_data; nothing else may skip")


def test_every_silenced_rule_has_its_reason() -> None:
    silenced = re.compile(r"#\s*(?:noqa|type:\s*ignore)(?P<rest>.*)$", re.MULTILINE)
    bare = [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}"
        for name, text in text_files()
        if name.endswith(".py")
        for match in silenced.finditer(text)
        if " because " not in match["rest"]
    ]
    expect_none(bare, "write “# noqa: RULE because …” or “# type: ignore[code]  # because …”")


# ---------------------------------------------------------------- layers


def top_level_modules() -> set[str]:
    return {
        f"therapease.{path.stem}"
        for path in (ROOT / "therapease").iterdir()
        if path.suffix == ".py" and path.name != "__init__.py" or (path.is_dir() and any(path.rglob("*.py")))
    }


@pytest.mark.parametrize(
    ("contract", "allowed"),
    [("qt", {"ui", "recorder"}), ("database", {"store"}), ("speech-and-language", {"engine"})],
)
def test_each_forbidding_contract_covers_all_other_modules(contract: str, allowed: set[str]) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (found,) = (entry for entry in contracts if entry["id"] == contract)
    assert set(found["source_modules"]) == top_level_modules() - {f"therapease.{name}" for name in allowed}


# ---------------------------------------------------------------- locks


def locked(name: str) -> dict[str, set[str]]:
    """Return package → versions with markers of a lock, all hashed."""
    packages: dict[str, set[str]] = {}
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if match := re.match(r"(?P<package>[a-z0-9_.-]+)==(?P<version>[^ ]+)(?P<rest>.*)", line):
            assert "--hash=sha256:" in match["rest"], f"{name}: {match['package']} has no hash"
            packages.setdefault(match["package"], set()).add(match["version"])
    assert packages
    return packages


def test_the_development_lock_holds_the_products_own_versions() -> None:
    development = locked("requirements-dev.lock")
    assert not {
        package: versions
        for package, versions in locked("requirements.lock").items()
        if development[package] != versions
    }


@pytest.mark.parametrize(
    "name", ["requirements.lock", "requirements-dev.lock", "models/starter.lock", "packaging/setup/build.lock"]
)
def test_locks_name_no_host(name: str) -> None:
    assert locked(name)
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


# ---------------------------------------------------------------- proofs


def test_every_proof_belongs_to_an_area() -> None:
    named = {name for names in [*prove.AREAS.values(), *run.AREAS.values()] for name in names}
    proofs = {
        path.stem
        for path in (ROOT / "bench").glob("*.py")
        if re.search(r"^def (claims|figures)\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert proofs <= named, "no command runs these"


# ---------------------------------------------------------------- documents


def test_the_readme_names_every_make_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):.*## ", makefile, re.MULTILINE))
    assert {"demo", "test", "run", "check", "screenshots", "prove", "bench"} <= targets
    expect_none((target for target in targets if f"make {target}" not in readme), "the README does not name these")


def test_the_readme_explains_every_command() -> None:
    commands = {command.name or "" for command in make_app([]).registered_commands}
    assert {"transcribe", "draft", "doctor", "demo"} <= commands
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    expect_none(
        (command for command in commands if f"therapease {command}" not in readme), "the README leaves these out"
    )


def test_every_locked_package_stands_with_its_licence_in_third_party() -> None:
    text = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    missing = {
        package
        for package, versions in locked("requirements.lock").items()
        if not any(f"| {package} | {version} |" in text for version in versions)
    }
    expect_none(missing, "run make third-party")


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/index.md", "THIRD_PARTY.md"])
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    targets = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    expect_none((target for target in targets if not (page.parent / target).exists()), f"{name} links to these")


def test_every_document_is_in_the_index() -> None:
    index = (ROOT / "docs/index.md").read_text(encoding="utf-8")
    documents = {path.name for path in (ROOT / "docs").glob("*.md")} - {"index.md"}
    assert not {name for name in documents if f"]({name})" not in index}
