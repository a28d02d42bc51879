"""Docstrings begin with an imperative or a noun."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.paths import ROOT

_RELATIVE = re.compile(r"(What|Whether|How|Who|Whose|Where|When|Which|Of|Those|That|Why) ")
_MOST = 0.03


def test_hardly_a_docstring_opens_with_a_relative_clause() -> None:
    found = list(docstrings())
    riddles = [place for place, text in found if _RELATIVE.match(text)]
    assert len(riddles) <= _MOST * len(found), "\n".join(riddles)


def docstrings() -> Iterator[tuple[str, str]]:
    """Yield the place and the text of every docstring of the program."""
    for package in ("bot", "config", "retrieval"):
        for file in sorted((ROOT / package).rglob("*.py")):
            yield from _docstrings(file)


def _docstrings(file: Path) -> Iterator[tuple[str, str]]:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, documented) and (text := ast.get_docstring(node)):
            line = getattr(node, "lineno", 1)
            yield f"{file.relative_to(ROOT)}:{line}: {text.splitlines()[0]}", text
