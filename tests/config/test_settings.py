import os
import re
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from config.errors import SettingsError
from config.settings import NAMES, configured_language, read_settings, shipped_reports_dir
from retrieval.qa import Thresholds

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_the_shipped_reports_are_read() -> None:
    assert read_settings().reports == shipped_reports_dir()
    assert len(list(shipped_reports_dir().glob("*.txt"))) == 5


def test_without_a_setting_answers_are_judged_by_the_usual_thresholds() -> None:
    settings = read_settings()
    assert Thresholds(settings.answered_above, settings.not_found_below) == Thresholds()


def test_each_source_is_stronger_than_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("wenbao.toml").write_text("top = 1\nlanguage = 'en'\n", encoding="utf-8")
    assert (read_settings().top, configured_language()) == (1, "en")
    Path(".env").write_text("WENBAO_TOP=2\nWENBAO_LANGUAGE=zh-Hant\n", encoding="utf-8")
    assert (read_settings().top, configured_language()) == (2, "zh-Hant")
    monkeypatch.setenv("WENBAO_TOP", "3")
    monkeypatch.setenv("WENBAO_LANGUAGE", "zh-Hans")
    assert (read_settings().top, configured_language()) == (3, "zh-Hans")
    assert read_settings(top=4).top == 4


def test_the_files_of_a_folder_do_not_redirect_a_bot_that_the_environment_sets_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WENBAO_TELEGRAM_API_URL", "https://own.example")
    Path(".env").write_text("WENBAO_TELEGRAM_API_URL=https://foreign.example", encoding="utf-8")
    Path("wenbao.toml").write_text("telegram_api_url = 'https://foreign.example'", "utf-8")
    assert read_settings().telegram_api_url == "https://own.example"


def test_the_users_own_file_is_weaker_than_the_one_here() -> None:
    own = Path(os.environ["XDG_CONFIG_HOME"], "wenbao", "wenbao.toml")
    own.parent.mkdir(parents=True)
    own.write_text("top = 1\nlanguage = 'en'\n", encoding="utf-8")
    try:
        Path("wenbao.toml").write_text("top = 2\n", encoding="utf-8")
        assert (read_settings().top, read_settings().language) == (2, "en")
    finally:
        own.unlink()
        own.parent.rmdir()


def test_a_toml_file_nested_too_deeply_is_named() -> None:
    Path("wenbao.toml").write_text("x = " + "[" * 100_000, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"^wenbao\.toml: .*nested too deeply"):
        read_settings()


def test_a_flag_that_was_not_given_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENBAO_TOP", "7")
    assert read_settings(top=None).top == 7


@pytest.mark.parametrize("value", ["0", "101", "many"])
def test_a_wrong_value_is_named_with_its_range(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("WENBAO_TOP", value)
    with pytest.raises(SettingsError, match=rf"WENBAO_TOP.*{value}.*1 to 100"):
        read_settings()


def test_a_toml_file_that_is_not_toml_is_named() -> None:
    Path("wenbao.toml").write_text("top = \n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"wenbao\.toml"):
        read_settings()


def test_a_setting_that_there_is_not_is_named_with_its_file_and_the_nearest() -> None:
    Path("wenbao.toml").write_text("topp = 3\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"^wenbao\.toml: topp: .* mean top\?"):
        read_settings()
    Path("wenbao.toml").unlink()
    Path(".env").write_text("OTHER=1\nWENBAO_REPORT=x\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"^\.env: WENBAO_REPORT: .* mean WENBAO_REPORTS\?"):
        read_settings()


def test_an_unknown_variable_of_the_environment_is_told_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("WENBAO_LANGAGE", "en")
    assert read_settings().language is None
    assert "WENBAO_LANGAGE: there is no such setting; do you mean WENBAO_LANGUAGE?" in caplog.text


@pytest.mark.parametrize("name", [".env", "wenbao.toml"])
def test_a_file_that_is_not_utf_8_is_named_with_its_line(name: str) -> None:
    Path(name).write_bytes("# setting\n# 报道".encode("gb18030"))
    with pytest.raises(SettingsError, match=rf"^{name}:2: not UTF-8"):
        read_settings()


def test_what_answers_must_be_as_likely_as_what_is_not_refused() -> None:
    Path("wenbao.toml").write_text("answered_above = 0.2\n", encoding="utf-8")
    wrong = r"wenbao\.toml: answered_above: 0\.2 is less than not_found_below \(0\.38\)"
    with pytest.raises(SettingsError, match=wrong):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [("language", "fr"), ("telegram_webhook_listen", "x:65536"), ("telegram_proxy", "socks:1")],
)
def test_no_error_shows_a_pattern(name: str, value: str) -> None:
    Path("wenbao.toml").write_text(f"{name} = '{value}'\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=rf"^wenbao\.toml: {name}: {value} ") as caught:
        read_settings()
    assert "^" not in str(caught.value)


@pytest.mark.parametrize("port", [1, 9, 10, 8443, 59999, 64999, 65499, 65529, 65535])
def test_every_port_may_be_listened_at(port: int) -> None:
    assert read_settings(telegram_webhook_listen=f":{port}").telegram_webhook_listen == f":{port}"


@pytest.mark.parametrize("port", [0, 65536, 66000, 70000, 99999, 100000])
def test_no_other_port_may(port: int) -> None:
    with pytest.raises(SettingsError, match="1 to 65535"):
        read_settings(telegram_webhook_listen=f":{port}")


def test_ids_have_commas_between_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENBAO_TELEGRAM_GROUPS", "12, -1005,")
    assert read_settings().telegram_groups == {12, -1005}
    with pytest.raises(SettingsError, match="ids with commas"):
        read_settings(telegram_people="12;13")


def test_a_folder_may_begin_at_home_and_is_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENBAO_DATA_DIR", "~/kept")
    assert read_settings().data_dir == Path.home() / "kept"
    monkeypatch.delenv("WENBAO_DATA_DIR")
    Path("wenbao.toml").write_text("data_dir = 5\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"data_dir.*where state is kept"):
        read_settings()


def test_the_language_is_known_even_where_other_settings_are_wrong() -> None:
    Path("wenbao.toml").write_text("language = 'en'\ntop = 0\nx = 1\n", encoding="utf-8")
    assert configured_language() == "en"
    Path(".env").write_bytes(b"\xff")
    assert configured_language() == "en"


def test_settings_can_not_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        read_settings().top = 3  # type: ignore[misc]


def test_the_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENBAO_TELEGRAM_TOKEN", "123:secret")
    assert "secret" not in repr(read_settings())


@pytest.mark.parametrize("file", [".env.example", "README.md", "README.zh-CN.md"])
def test_every_setting_is_documented(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    missing = [name for name in NAMES if f"WENBAO_{name.upper()}" not in text]
    assert missing == []


def test_the_numbers_of_the_example_are_those_that_count_without_it() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = re.findall(r"^#WENBAO_(\w+)=([\d.]+)$", text, flags=re.MULTILINE)
    settings = read_settings()
    defaults = {name: getattr(settings, name.lower()) for name, _ in named}
    found = {name: float(value) for name, value in named if isinstance(defaults[name], int | float)}
    assert len(found) > 5
    assert found == {name: defaults[name] for name in found}


def test_a_user_without_a_home_has_to_name_a_folder_for_the_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name)
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000)
    monkeypatch.delenv("WENBAO_DATA_DIR", raising=False)
    with pytest.raises(SettingsError, match="WENBAO_DATA_DIR: the user has no home"):
        read_settings()
    assert read_settings(data_dir=Path("/data")).data_dir == Path("/data")
