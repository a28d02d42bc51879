"""What a bot says of itself before it is asked anything."""

from pathlib import Path

from bot.app.compose import build
from bot.app.messages import Catalogue
from bot.telegram.lookup import Lookup
from bot.telegram.views.panels import welcome_screen
from bot.telegram.views.view_base import ViewContext
from config.settings import read_settings


def test_a_bot_without_reports_says_so_and_what_to_do(tmp_path: Path, data_dir: Path) -> None:
    corpus, _ = build(read_settings(reports=tmp_path, data_dir=data_dir))
    view = ViewContext(Lookup(corpus), Catalogue("zh-Hans"), "wenbao_bot")
    assert "这里还没有版面" in welcome_screen(view, ()).text.text
