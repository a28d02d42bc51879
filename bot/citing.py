"""How an article and its lines are named, wherever they are shown."""

from collections.abc import Sequence

from bot.texts import Texts
from retrieval.articles import Article


def title_of(article: Article, texts: Texts) -> str:
    """`《headline》`, or words that say it is lost."""
    return titled_as(article.headline, texts)


def titled_as(headline: str | None, texts: Texts) -> str:
    """The same of a headline that may be shortened."""
    return f"《{headline}》" if headline else texts("untitled")


def line_ranges(numbers: Sequence[int], *, separator: str = "、") -> str:
    """`12–14、17` for lines 12, 13, 14 and 17, in the order given."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return separator.join(f"{a}–{b}" if a != b else str(a) for a, b in ranges)
