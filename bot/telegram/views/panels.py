"""Everything that is not an answer or an article: welcome, help, settings, privacy, figures."""

from collections.abc import Sequence

from bot.telegram.messages.callback_data import Ask, Browse, Choose, Nothing, button, keyboard
from bot.telegram.messages.rich_text import Style, joined, plain, styled
from bot.telegram.policy.preferences import CHOICES, OF_GROUP, OF_PERSON, Preferences
from bot.telegram.storage import StoredAmounts, Tally
from bot.telegram.views.view_base import Screen, ViewContext


def welcome_screen(view: ViewContext, examples: Sequence[str]) -> Screen:
    """The welcome: what the archive holds, and questions that it answers, as buttons."""
    corpus = view.lookup.corpus
    with corpus.reading():
        counts = {
            "reports": len(corpus.reports),
            "articles": len(corpus.articles),
            "passages": len(corpus.passages),
        }
    text = joined(
        [
            styled(view.texts("welcome"), Style.BOLD),
            view.texts("tg-archive" if counts["reports"] else "tg-no-reports", **counts),
            view.texts("tg-try-these") if examples else "",
        ],
        "\n\n",
    )
    rows = [[button(question, Ask(number))] for number, question in enumerate(examples)]
    return Screen(text, keyboard(*rows, [button(view.texts("tg-browse"), Browse())]))


def help_screen(view: ViewContext, *, is_group: bool) -> Screen:
    """The help for this chat."""
    name = f"@{view.bot_username}"
    return Screen(plain(view.texts("tg-help-group" if is_group else "tg-help", bot=name)))


def settings_screen(
    chosen: Preferences, view: ViewContext, *, is_group: bool, topic_id: int = 0
) -> Screen:
    """The choices as buttons, those taken marked."""
    rows = []
    for name in OF_GROUP if is_group else OF_PERSON:
        rows.append([button(view.texts(f"tg-about-{name}"), Nothing())])
        rows.append(
            [
                button(
                    _choice(name, value, view, is_taken=chosen.value(name) == value),
                    Choose(name, value, topic_id),
                )
                for value in CHOICES[name]
            ]
        )
    scope = "tg-settings-person"
    if is_group:
        scope = "tg-settings-topic" if topic_id else "tg-settings-group"
    names = OF_GROUP if is_group else OF_PERSON
    explained = [f"· {view.texts(f'tg-about-{name}')}" for name in names]
    text = joined([styled(view.texts(scope), Style.BOLD), "\n".join(explained)], "\n\n")
    return Screen(text, keyboard(*rows))


def privacy_screen(kept: StoredAmounts, view: ViewContext, *, keeps_questions: bool) -> Screen:
    """The privacy screen: what is kept of the person, for how long, how to be forgotten."""
    text = joined(
        [
            styled(view.texts("tg-privacy-title"), Style.BOLD),
            view.texts(
                "tg-privacy",
                answers=kept.answers,
                turns=kept.turns,
                ratings=kept.ratings,
                settings=kept.settings,
                follows=kept.follows,
            ),
            view.texts("tg-privacy-log", questions=kept.questions)
            if keeps_questions
            else view.texts("tg-privacy-no-log"),
            view.texts("tg-privacy-forget"),
        ],
        "\n\n",
    )
    return Screen(text)


def stats_screen(day: Tally, month: Tally, view: ViewContext) -> Screen:
    """The figures for admins."""
    parts = [styled(view.texts("tg-stats-title"), Style.BOLD)]
    for title, tally in (("tg-stats-day", day), ("tg-stats-month", month)):
        share = round(100 * tally.answered / tally.questions) if tally.questions else 0
        parts.append(
            plain(
                view.texts(
                    "tg-stats",
                    period=view.texts(title),
                    questions=tally.questions,
                    answered=tally.answered,
                    share=share,
                    unsure=tally.unsure,
                    notfound=tally.not_found,
                    refused=tally.refused,
                    failed=tally.failed,
                    good=tally.good,
                    bad=tally.bad,
                    milliseconds=round(1000 * tally.mean_seconds),
                )
            )
        )
    return Screen(joined(parts, "\n\n"))


def _choice(name: str, value: str, view: ViewContext, *, is_taken: bool) -> str:
    label = view.texts(f"tg-{name}", value=int(value) if value.isdecimal() else value)
    return f"✓ {label}" if is_taken else label
