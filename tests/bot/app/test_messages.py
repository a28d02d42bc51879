import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from fluent.syntax import parse
from fluent.syntax.ast import Junk, Message, VariableReference
from fluent.syntax.visitor import Visitor

from bot.app.error_messages import why_left_out
from bot.app.errors import MessageError
from bot.app.messages import LANGUAGES, TEXTS_DIR, Catalogue, language_of, locale_language
from bot.app.question_input import BadLineError  # noqa: F401  a kind of error
from bot.app.startup import DataDirError  # noqa: F401  a kind of error
from bot.cli.bot import run_bot  # noqa: F401  what it raises
from bot.console.explanation_view import REASONS as REASONS_FOR_DOUBT
from config.errors import REASONS as SETTING_REASONS
from config.settings import NAMES
from retrieval.errors import REASONS, ReportError, WenbaoError
from retrieval.notices import NOTICES
from retrieval.qa import Status
from retrieval.qa.answerability.doubts import DOUBTS
from retrieval.qa.linear import read_weights
from retrieval.query.model import Kind

ROOT = TEXTS_DIR.parent.parent


def messages(language: str) -> dict[str, set[str]]:
    """The variables of each message of a language."""
    found: dict[str, set[str]] = {}
    for path in sorted((TEXTS_DIR / language).glob("*.ftl")):
        for entry in parse(path.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, Junk), f"{path}: {entry.content}"
            if isinstance(entry, Message):
                assert entry.id.name not in found, f"{path}: {entry.id.name} stands twice"
                found[entry.id.name] = _variables(entry)
    return found


def _variables(entry: Message) -> set[str]:
    names: set[str] = set()

    class Collector(Visitor):
        def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802
            names.add(node.id.name)

    Collector().visit(entry)
    return names


def kinds_of(error: type[WenbaoError]) -> list[type[WenbaoError]]:
    """An error with all that are of its kind."""
    return [error, *(kind for below in error.__subclasses__() for kind in kinds_of(below))]


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_has_the_same_messages(language: str) -> None:
    assert set(messages(language)) == set(messages(LANGUAGES[0]))


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_language_says_the_same_with_each_message(language: str) -> None:
    # a plural alone may ask for a count
    said, first = messages(language), messages(LANGUAGES[0])
    assert {n: v - {"count"} for n, v in said.items()} == {
        n: v - {"count"} for n, v in first.items()
    }


def test_every_message_the_code_names_exists_in_every_language() -> None:
    named = set()
    errors = "|".join(kind.__name__ for kind in kinds_of(MessageError))
    pattern = rf'(?:texts|_say|{errors})\(\s*"([a-z][a-z0-9-]*)"'
    for path in sorted((ROOT / "bot").rglob("*.py")):
        named |= set(re.findall(pattern, path.read_text(encoding="utf-8")))
    assert len(named) > 20
    for language in LANGUAGES:
        assert named - set(messages(language)) == set()


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh_CN.UTF-8", "zh-Hans"),
        ("zh_TW.UTF-8", "zh-Hant"),
        ("zh-hant-hk", "zh-Hant"),
        ("en_GB", "en"),
        ("C.UTF-8", "zh-Hans"),
        ("", "zh-Hans"),
        ("fr_FR", "zh-Hans"),
    ],
)
def test_a_locale_chooses_its_language(tag: str, language: str) -> None:
    assert language_of(tag) == language


def test_the_strongest_locale_variable_counts() -> None:
    assert locale_language({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}) == "en"
    assert locale_language({"LANG": "zh_TW"}) == "zh-Hant"


def test_a_message_takes_its_arguments() -> None:
    assert Catalogue("en")("more", count=1) == "One more passage: /more."
    assert Catalogue("zh-Hans")("more", count=3) == "还有 3 段，/more 接着看。"


def test_a_message_that_does_not_exist_is_an_error() -> None:
    with pytest.raises((KeyError, LookupError)):
        Catalogue("en")("no-such-message")


def test_the_catalogues_lie_beside_the_settings() -> None:
    assert sorted(path.name for path in Path(TEXTS_DIR).iterdir()) == sorted(LANGUAGES)


def test_every_kind_of_error_has_advice_in_every_language() -> None:
    found = {f"advice-{kind.advice}" for kind in kinds_of(WenbaoError)}
    assert len(found) > 4
    for language in LANGUAGES:
        assert found - set(messages(language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_why_a_report_is_left_out_is_told_in_every_language(language: str) -> None:
    texts = Catalogue(language)
    for reason, sentence in REASONS.items():
        facts: dict[str, Any] = {name: "7" for _, name, _, _ in Formatter().parse(sentence) if name}
        said = why_left_out(ReportError("1.txt", reason, code="EIO", **facts), texts)
        assert said.startswith("1.txt: ")
        assert all(fact in said for fact in facts.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_fault_of_it_and_notice_is_told_in_every_language(
    language: str,
) -> None:
    wanted = {f"setting-{reason}" for reason in SETTING_REASONS}
    wanted |= {f"notice-{reason}" for reason in NOTICES}
    wanted |= {f"setting-means-{name.replace('_', '-')}" for name in NAMES}
    assert wanted - set(messages(language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_question_and_reason_for_doubt_is_explained_in_every_language(
    language: str,
) -> None:
    wanted = {f"explain-kind-{kind.value.replace('_', '-')}" for kind in Kind}
    wanted |= {f"explain-status-{status.value.replace('_', '-')}" for status in Status}
    wanted |= {f"explain-why-{name.replace('_', '-')}" for name in REASONS_FOR_DOUBT}
    assert wanted - set(messages(language)) == set()


def test_the_reasons_for_doubt_are_features_that_are_weighed() -> None:
    assert set(REASONS_FOR_DOUBT) - set(read_weights().answerability) == set()


def test_every_rule_that_limits_an_answer_is_explained() -> None:
    rules = set(DOUBTS)
    for path in sorted((ROOT / "retrieval" / "qa").rglob("*.py")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "doubted(" in line and "def " not in line:
                rules |= set(re.findall(r'"([a-z_]+)"', line))
    assert len(rules) >= 2 + len(DOUBTS)
    assert {f"explain-rule-{rule.replace('_', '-')}" for rule in rules} - set(
        messages(LANGUAGES[0])
    ) == set()
