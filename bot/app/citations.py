"""Names of articles, lines, lists and quotes, the same wherever they are shown."""

from collections.abc import Callable, Sequence

from bot.app.listing_text import told_date
from bot.app.messages import Texts
from retrieval.documents import Article
from retrieval.qa import Answer, QuoteCheck


def title_of(article: Article, texts: Texts) -> str:
    """Quote the headline, 《…》, or say that it is lost."""
    return titled_as(article.headline, texts)


def titled_as(headline: str | None, texts: Texts) -> str:
    """Quote a headline, which may be a shortened one, or say that it is lost."""
    return f"《{headline}》" if headline else texts("untitled")


def told_imprint(article: Article, texts: Texts) -> str:
    """`《工人日报》2023年6月7日第3版`, as far as it is known; else ""."""
    imprint = article.imprint
    return texts(
        "imprint",
        paper=f"《{imprint.paper}》" if imprint.paper else "",
        date=told_date(imprint.date, texts) if imprint.date else "",
        page=texts("imprint-page", page=imprint.page) if imprint.page else "",
    ).strip()


def line_ranges(numbers: Sequence[int], *, separator: str = "、") -> str:
    """Write lines 12, 13, 14 and 17 as `12–14、17`, in the order given."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return separator.join(f"{a}–{b}" if a != b else str(a) for a, b in ranges)


def quote_verdict(quote: QuoteCheck) -> str:
    """Name the result of a check: `verbatim`, `differs` or `absent`."""
    if quote.is_verbatim:
        return "verbatim"
    return "differs" if quote.differences else "absent"


def told_quote(quote: QuoteCheck, texts: Texts, shown: Callable[[str], str]) -> str:
    """Say how a quote compares with the reports: `有出入：引文“二十”，报道“三十”。`"""
    nothing = texts("quote-nothing")
    differences = [
        texts(
            "quote-difference",
            quoted=shown(one.quoted) or nothing,
            reported=shown(one.reported) or nothing,
        )
        for one in quote.differences
    ]
    told = texts("between").join(differences)
    return texts(f"quote-{quote_verdict(quote)}", differences=told)


def sides_line(answer: Answer, texts: Texts, shown: Callable[[str], str]) -> str:
    """Say which passage speaks of which side, `比较：乐清见第 1 段…`, or that reports disagree,
    `报道的说法不同：…`, and which passage is a correction; "" without any.

    `shown` makes a name fit to be shown. What answers for a side its passage says: whether it
    does is judged of the better side only.
    """
    said = _differing(answer, texts, shown) or _sides(answer, texts, shown)
    corrections = [
        texts("correction", number=at) for at in answer.corrections if at <= len(answer.passages)
    ]
    return "\n".join(filter(None, [said, *corrections]))


def _differing(answer: Answer, texts: Texts, shown: Callable[[str], str]) -> str:
    told = []
    for at, words in answer.disagreeing:
        if at <= len(answer.passages):
            passage = answer.passages[at - 1].passage
            imprint, said = told_imprint(passage.article, texts), shown(words.of(passage.text))
            told.append(texts("told", imprint=imprint, words=said, number=at).strip())
    return texts("disagreeing", told=texts("between-sides").join(told)) if told else ""


def _sides(answer: Answer, texts: Texts, shown: Callable[[str], str]) -> str:
    names = answer.sides[: len(answer.passages)]
    if len(names) + len(answer.sides_not_found) < 2:  # of two sides asked for, one alone is none
        return ""
    told = [texts("side", name=shown(name), number=at) for at, name in enumerate(names, start=1)]
    told += [texts("side-not-found", name=shown(name)) for name in answer.sides_not_found]
    return texts("sides", sides=texts("between-sides").join(told))
