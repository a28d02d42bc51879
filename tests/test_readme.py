"""The README names what there is."""

import re

import pytest

from tests.paths import ROOT

README = ("README.md", "README.zh-CN.md")
DOCUMENTS = [f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("name", README)
def test_every_folder_and_file_that_a_readme_names_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    linked = re.findall(r"\]\(((?!http)[^)#]+)\)", text)
    named = re.findall(r"\b((?:retrieval|bot|config|benchmarks)/[\w./-]*)", text)
    assert len(linked) > 5
    assert len(named) > 10
    assert [path for path in {*linked, *named} if not (ROOT / path.rstrip(".")).exists()] == []


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", *DOCUMENTS])
def test_every_module_that_a_document_names_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = re.findall(r"`((?:\w+/)+\w*)(?:\.py)?`", text)
    places = [ROOT, ROOT / "retrieval", ROOT / "retrieval/layout"]
    packages = {path.name for place in places[:2] for path in place.iterdir() if path.is_dir()}
    modules = {module.rstrip("/") for module in named if module.split("/")[0] in packages}
    there = {m for m in modules for p in places if (p / m).is_dir() or (p / f"{m}.py").is_file()}
    assert modules - there == set()


def test_both_readmes_have_the_same_sections_commands_and_settings() -> None:
    one, other = ((ROOT / name).read_text(encoding="utf-8") for name in README)
    for pattern in (r"^## ", r"^\| `[^`]+`", r"^wenbao .*?(?=  |$)", r"^retrieval/\w+|^bot/\w+"):
        found = [re.findall(pattern, text, flags=re.MULTILINE) for text in (one, other)]
        assert found[0] == found[1]
