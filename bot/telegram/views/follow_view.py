"""Follows as messages: new articles for what is followed, and the list of follows."""

from collections.abc import Sequence

from bot.telegram.messages.callback_data import (
    FollowAct,
    FollowPress,
    button,
    keyboard,
)
from bot.telegram.messages.rich_text import Style, joined, plain, styled
from bot.telegram.storage import Follow
from bot.telegram.views.listing_view import SHOWN, article_line
from bot.telegram.views.view_base import Screen, ViewContext
from retrieval.documents import Article


def news_screen(follow: Follow, articles: Sequence[Article], view: ViewContext) -> Screen:
    """The new articles by their headlines, each a link."""
    title = view.texts("tg-follow-news", words=follow.words, count=len(articles))
    lines = [article_line(n, article, view) for n, article in enumerate(articles[:SHOWN], start=1)]
    if left := len(articles) - len(lines):
        lines.append(plain(view.texts("tg-listing-more", count=left)))
    text = joined([styled(title, Style.BOLD), joined(lines, "\n")], "\n\n")
    manage = FollowPress(FollowAct.LIST, follow.follow_id)
    return Screen(text, keyboard([button(view.texts("tg-follow-manage"), manage)]))


def follows_screen(follows: Sequence[Follow], view: ViewContext, *, said: str = "") -> Screen:
    """The follows of a chat with their buttons; `said` stands above."""
    titles = [
        f"{number}. {follow.words} · {view.texts(f'tg-follow-{_state(follow)}')}"
        for number, follow in enumerate(follows, start=1)
    ]
    listed = "\n".join(titles) if follows else view.texts("tg-follow-none")
    text = joined(
        [plain(said), styled(view.texts("tg-follow-title"), Style.BOLD), plain(listed)]
        if said
        else [styled(view.texts("tg-follow-title"), Style.BOLD), plain(listed)],
        "\n\n",
    )
    rows = [
        [
            button(f"{number}. {view.texts(f'tg-follow-do-{act}')}", FollowPress(act, f.follow_id))
            for act in _acts(f)
        ]
        for number, f in enumerate(follows, start=1)
    ]
    return Screen(text, keyboard(*rows))


def _state(follow: Follow) -> str:
    if follow.is_paused:
        return "paused"
    return "daily" if follow.is_daily else "at-once"


def _acts(follow: Follow) -> tuple[FollowAct, ...]:
    pause = FollowAct.RESUME if follow.is_paused else FollowAct.PAUSE
    pace = FollowAct.AT_ONCE if follow.is_daily else FollowAct.DAILY
    return pause, pace, FollowAct.END
