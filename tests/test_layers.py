"""The house keeps its layers: imports go one way, and no module knows who uses it."""

import ast
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from subprocess import check_output

import pytest

from tests.paths import ROOT

PACKAGES = ("bot", "config", "retrieval")


def test_no_module_imports_itself_by_way_of_others() -> None:
    try:
        TopologicalSorter(imports()).prepare()
    except CycleError as err:
        pytest.fail(" -> ".join(err.args[1]))


@pytest.mark.slow
def test_no_module_of_retrieval_loads_the_program_or_telegram() -> None:
    code = (
        "import importlib, pkgutil, retrieval, sys\n"
        "for module in pkgutil.walk_packages(retrieval.__path__, 'retrieval.'):\n"
        "    importlib.import_module(module.name)\n"
        "print(*sys.modules)"
    )
    loaded = check_output([sys.executable, "-c", code], text=True, cwd=ROOT)
    assert {name.split(".")[0] for name in loaded.split()}.isdisjoint(("bot", "config", "telegram"))


def test_retrieval_and_its_tests_name_neither_bot_nor_config() -> None:
    files = [*(ROOT / "retrieval").rglob("*.py"), *(ROOT / "tests/retrieval").rglob("*.py")]
    named = {
        str(file.relative_to(ROOT))
        for file in files
        for module in imported(file)
        if module.split(".")[0] in ("bot", "config")
    }
    assert named == set()


def test_no_two_files_have_one_name() -> None:
    common = {"__init__.py", "__main__.py", "errors.py"}
    names = [file.name for file in sources() if file.name not in common]
    assert sorted(names) == sorted(set(names))


def test_no_two_types_have_one_name() -> None:
    names = [name for file in sources() for name in types(file)]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def types(file: Path) -> Iterator[str]:
    """The classes of a module, its own too, and the type aliases that it defines for others."""
    for node in parsed(file).body:
        match node:
            case ast.ClassDef(name=name):
                yield name.lstrip("_")
            case ast.Assign(targets=[ast.Name(id=name)]) if name[0].isupper():
                yield from [name] * (not name.isupper())
            case _:
                pass


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def sources() -> list[Path]:
    return [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]


def module_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports() -> Mapping[str, set[str]]:
    """The modules that each module imports, also within its functions; faces are left out."""
    modules = {module_of(file) for file in sources()}
    return {
        module_of(file): {m for m in imported(file) if m in modules} - {module_of(file)}
        for file in sources()
        if file.name != "__init__.py"
    }


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
