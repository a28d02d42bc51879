from pathlib import Path

import pytest

from config.settings import Settings, SettingsError, read_settings, shipped_reports_dir

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_the_shipped_reports_are_read() -> None:
    assert read_settings().reports == shipped_reports_dir()
    assert len(list(shipped_reports_dir().glob("*.txt"))) == 5


def test_each_source_is_stronger_than_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENBAO_TOP", "1")
    assert read_settings().top == 1
    Path(".env").write_text("WENBAO_TOP=2\n", encoding="utf-8")
    assert read_settings().top == 2
    Path("wenbao.toml").write_text("top = 3\n", encoding="utf-8")
    assert read_settings().top == 3
    assert read_settings(top=4).top == 4


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


def test_settings_can_not_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read_settings().top = 3


def test_the_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENBAO_TELEGRAM_TOKEN", "123:secret")
    assert "secret" not in repr(read_settings())


@pytest.mark.parametrize("file", [".env.example", "README.md", "README.zh-CN.md"])
def test_every_setting_is_documented(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"WENBAO_{name.upper()}" not in text]
    assert missing == []
