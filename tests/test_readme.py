"""The README names what there is."""

import re

import pytest

from tests.paths import ROOT

README = ("README.md", "README.zh-CN.md")


@pytest.mark.parametrize("name", README)
def test_every_folder_and_file_that_a_readme_names_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    linked = re.findall(r"\]\(((?!http)[^)#]+)\)", text)
    named = re.findall(r"\b((?:retrieval|bot|config|benchmarks)/[\w./-]*)", text)
    assert len(linked) > 5
    assert len(named) > 10
    assert [path for path in {*linked, *named} if not (ROOT / path.rstrip(".")).exists()] == []


def test_both_readmes_have_the_same_sections_commands_and_settings() -> None:
    one, other = ((ROOT / name).read_text(encoding="utf-8") for name in README)
    for pattern in (r"^## ", r"^\| `[^`]+`", r"^wenbao .*?(?=  |$)", r"^retrieval/\w+|^bot/\w+"):
        found = [re.findall(pattern, text, flags=re.MULTILINE) for text in (one, other)]
        assert found[0] == found[1]
