"""Answers, articles and lists as rich text; the same text is plain where colours are off."""

from collections.abc import Iterable, Sequence

from rich.text import Text

from bot.app.citations import line_ranges, title_of, told_listing, told_quote, told_sides
from bot.app.messages import Texts
from bot.app.terminal_text import shown
from retrieval.documents import Article, Paragraph, Passage, Role
from retrieval.qa import Answer, AnswerPassage, Status

SENTENCE = "bold"
ANSWER = "bold underline green"
MATCH = "yellow"
SOURCE = "cyan"
FAINT = "dim"
WARNING = "magenta"
HEADLINE = "bold"
_ALSO_IN = 3  # reports named beside the one that is quoted


def draw_status(answer: Answer, texts: Texts) -> Text | None:
    """What to know before reading the passages; None if they simply answer."""
    if answer.is_chat:
        return Text(texts("chat"))
    if answer.asks_back or answer.is_end:
        return Text(texts("asks-back" if answer.asks_back else "no-more"))
    lines = [*_draw_understood(answer, texts)]
    if answer.listing is not None:
        lines.append(Text(told_listing(answer.listing, texts, shown)))
        if answer.undated:
            lines.append(Text(texts("undated"), FAINT))
        return Text("\n").join(lines)
    if answer.quote is not None:
        return Text(told_quote(answer.quote, texts, shown))
    if answer.opened is not None:
        return Text(texts("opened", title=shown(title_of(answer.opened, texts))))
    if answer.status is not Status.NOT_FOUND and (told := told_sides(answer, texts, shown)):
        lines.append(Text(told, FAINT))
    if answer.status is Status.NOT_FOUND:
        lines.append(Text(texts("status-not-found"), WARNING))
    elif answer.status is Status.UNSURE:
        lines.append(Text(texts("status-unsure"), WARNING))
    if answer.missing:
        lines.append(
            Text(
                texts(
                    "missing",
                    words=texts("between").join(map(shown, answer.missing)),
                    count=len(answer.missing),
                ),
                FAINT,
            )
        )
    if answer.not_understood:
        words = texts("between").join(map(shown, answer.not_understood))
        lines.append(Text(texts("not-understood", words=words), FAINT))
    if answer.status is Status.NOT_FOUND and answer.passages:
        lines.append(Text(texts("nearest"), FAINT))
    return Text("\n").join(lines) if lines else None


def _draw_understood(answer: Answer, texts: Texts) -> Iterable[Text]:
    if answer.is_follow_up:
        yield Text(texts("understood", text=shown(answer.understood)), FAINT)
    for typed, meant in answer.replaced:
        yield Text(texts("replaced", typed=shown(typed), meant=shown(meant)), FAINT)


def draw_passage(found: AnswerPassage) -> Text:
    """A passage with its marks."""
    text = Text(shown(found.passage.text))
    for span in found.highlights:
        text.stylize(MATCH, span.start, span.end)
    if found.sentence:
        text.stylize(SENTENCE, found.sentence.start, found.sentence.end)
    if found.answer:
        text.stylize(ANSWER, found.answer.start, found.answer.end)
    return text


def draw_found(
    found: AnswerPassage, texts: Texts, *, is_plain: bool, answers: bool = True
) -> list[Text]:
    """A passage and its source; in plain text, where no mark can be seen, first what answers."""
    span = (found.answer or found.sentence) if answers else None
    passage = _with_gaps(draw_passage(found), found.passage.paragraph, texts)
    parts = [passage, draw_source(found.passage, texts)]
    if is_plain and span:
        parts.insert(0, Text(texts("answer-label") + shown(span.of(found.passage.text))))
    return parts


def draw_source(passage: Passage, texts: Texts) -> Text:
    """`《headline》 reporters · file · lines 12–14`"""
    title = shown(title_of(passage.article, texts))
    if passage.paragraph.is_doubtful:
        title = texts("source-probable", title=title)
    who = "、".join(map(shown, passage.article.byline))
    ranges = line_ranges(passage.lines, separator=texts("between"))
    lines = texts("source-lines", lines=ranges, count=len(passage.lines))
    parts = [f"{title} {who}".rstrip(), shown(passage.article.report), lines]
    if passage.article.unreliable:
        parts.append(texts("source-unreliable"))
    if also_in := passage.article.also_in:
        more = "…" if len(also_in) > _ALSO_IN else ""
        names = texts("between").join(map(shown, also_in[:_ALSO_IN])) + more
        parts.append(texts("also-in", reports=names))
    return Text(" · ".join(parts), SOURCE)


def draw_article(article: Article, texts: Texts, *, numbered: bool = False) -> Iterable[Text]:
    """A whole article, part by part, in reading order; what is lost is marked.

    `numbered` puts the numbers of its lines before each paragraph, and before the titles.
    """
    if numbered and article.title_lines:
        yield _line_numbers(article.title_lines)
    yield from _draw_titles(article, texts)
    for paragraph in article.paragraphs:
        text = _draw_paragraph(paragraph, texts)
        yield _line_numbers(paragraph.lines) + " " + text if numbered else text
    if not article.paragraphs:
        yield Text(texts("gap"), WARNING)
    yield Text(shown(article.report), SOURCE)


def _line_numbers(numbers: Sequence[int]) -> Text:
    return Text(f"[{line_ranges(numbers)}]", FAINT)


def _draw_titles(article: Article, texts: Texts) -> Iterable[Text]:
    for banner in article.banners:
        yield Text(f"{texts('banner-label')} · {shown(banner)}", FAINT)
    if article.kicker:
        yield Text(shown(article.kicker))
    yield Text(shown(article.headline) if article.headline else texts("untitled"), HEADLINE)
    if article.subhead:
        yield Text(shown(article.subhead))
    if article.byline:
        yield Text("、".join(map(shown, article.byline)), FAINT)


def _draw_paragraph(paragraph: Paragraph, texts: Texts) -> Text:
    style = HEADLINE if paragraph.role is Role.SECTION_HEAD else ""
    text = Text(shown(paragraph.text), style)
    if paragraph.role is Role.TIP:
        text = Text(f"{texts('tip-label')} · ", FAINT) + text
    text = _with_gaps(text, paragraph, texts)
    if paragraph.is_doubtful:
        text = Text(texts("doubtful"), FAINT) + text
    return text


def _with_gaps(text: Text, paragraph: Paragraph, texts: Texts) -> Text:
    """The text of a paragraph, marked where its head or tail is lost."""
    if paragraph.lost_before:
        text = Text(texts("gap"), WARNING) + text
    if paragraph.lost_after:
        text = text + Text(texts("gap"), WARNING)
    return text
