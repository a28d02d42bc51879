"""Answers, articles and lists as rich text; the same text is plain where colours are off."""

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from bot.app.citations import (
    line_ranges,
    sides_line,
    title_of,
    told_imprint,
    told_quote,
)
from bot.app.listing_text import told_listing
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
_LONGEST = 600  # characters of a passage that are shown of a longer one
_BEFORE = 150  # of them before the sentence that answers


def draw_status(answer: Answer, texts: Texts) -> Text | None:
    """Tell what to know before reading the passages; None if they simply answer."""
    if answer.is_chat:
        return Text(texts("chat"))
    if answer.asks_back or answer.is_end:
        return Text(texts("asks-back" if answer.asks_back else "no-more"))
    if answer.listing is None and answer.quote is not None:
        return Text(told_quote(answer.quote, texts, shown))
    if answer.listing is None and answer.opened is not None:
        return Text(texts("opened", title=shown(title_of(answer.opened, texts))))
    draw = _draw_verdict if answer.listing is None else _draw_listing
    lines = [*_draw_understood(answer, texts), *draw(answer, texts)]
    return Text("\n").join(lines) if lines else None


def _draw_understood(answer: Answer, texts: Texts) -> Iterator[Text]:
    if answer.is_follow_up:
        yield Text(texts("understood", text=shown(answer.understood)), FAINT)
    for typed, meant in answer.replaced:
        yield Text(texts("replaced", typed=shown(typed), meant=shown(meant)), FAINT)


def _draw_listing(answer: Answer, texts: Texts) -> Iterator[Text]:
    if answer.listing is not None:
        yield Text(told_listing(answer.listing, texts, shown))
    for name in answer.untold:
        yield Text(texts(f"untold-{name}"), FAINT)


def _draw_verdict(answer: Answer, texts: Texts) -> Iterator[Text]:
    """How surely the passages answer, what they leave untold, and what to try."""
    is_refused = answer.status is Status.NOT_FOUND
    if not is_refused and (told := sides_line(answer, texts, shown)):
        yield Text(told, FAINT)
    for name in answer.untold:
        yield Text(texts(f"untold-{name}"), WARNING)
    if answer.status is not Status.ANSWERED:
        yield Text(texts("status-not-found" if is_refused else "status-unsure"), WARNING)
    if answer.missing:
        words = texts("between").join(map(shown, answer.missing))
        yield Text(texts("missing", words=words, count=len(answer.missing)), FAINT)
    if answer.not_understood:
        words = texts("between").join(map(shown, answer.not_understood))
        yield Text(texts("not-understood", words=words), FAINT)
    if is_refused:
        yield Text(texts("try-again"), FAINT)
        if answer.passages:
            yield Text(texts("nearest"), FAINT)


def draw_passage(found: AnswerPassage) -> Text:
    """Draw a passage with its marks."""
    text = Text(shown(found.passage.text))
    for span in found.highlights:
        text.stylize(MATCH, span.start, span.end)
    if found.sentence:
        text.stylize(SENTENCE, found.sentence.start, found.sentence.end)
    if found.answer:
        text.stylize(ANSWER, found.answer.start, found.answer.end)
    return text


def draw_rank(found: AnswerPassage, texts: Texts, *, is_plain: bool, answers: bool = True) -> Text:
    """Draw the rank and the words that answer; in plain text else the sentence of several."""
    rank = Text(str(found.rank), HEADLINE)
    text = found.passage.text
    span = found.answer or (found.sentence if is_plain else None)
    if not answers or not span or span.of(text) == text:
        return rank
    label = Text("  " + texts("answer-label" if found.answer else "sentence-label"), FAINT)
    return rank + label + Text(shown(span.of(text)), ANSWER)


def draw_found(found: AnswerPassage, texts: Texts) -> list[Text]:
    """Draw a passage, a very long one in part, and its source."""
    text = _excerpt(draw_passage(found), found)
    passage = _with_gaps(text, found.passage.paragraph, texts)
    return [passage, draw_source(found.passage, texts)]


def _excerpt(text: Text, found: AnswerPassage) -> Text:
    """Cut a very long text to the part around the sentence that answers."""
    if len(text) <= _LONGEST:
        return text
    at = found.sentence.start if found.sentence else 0
    start = max(0, min(at - _BEFORE, len(text) - _LONGEST))
    part = text[start : start + _LONGEST]
    before, after = ("…" if start else ""), ("…" if start + _LONGEST < len(text) else "")
    return Text(before, FAINT) + part + Text(after, FAINT)


def draw_source(passage: Passage, texts: Texts) -> Text:
    """Draw the source: `《headline》 reporters · file · lines 12–14`."""
    title = shown(title_of(passage.article, texts))
    if passage.paragraph.is_doubtful:
        title = texts("source-probable", title=title)
    who = "、".join(map(shown, passage.article.byline))
    ranges = line_ranges(passage.lines, separator=texts("between"))
    lines = texts("source-lines", lines=ranges, count=len(passage.lines))
    parts = [f"{title} {who}".rstrip()]
    if imprint := told_imprint(passage.article, texts):
        parts.append(shown(imprint))
    parts += [shown(passage.article.report), lines]
    if passage.paragraph.is_misread:
        parts.append(texts("source-misread"))
    if passage.article.unreliable:
        parts.append(texts("source-unreliable"))
    if also_in := passage.article.also_in:
        more = "…" if len(also_in) > _ALSO_IN else ""
        names = texts("between").join(map(shown, also_in[:_ALSO_IN])) + more
        parts.append(texts("also-in", reports=names))
    return Text(" · ".join(parts), SOURCE)


def draw_article(article: Article, texts: Texts, *, numbered: bool = False) -> Iterable[Text]:
    """Draw a whole article in reading order, with marks where text is lost.

    `numbered` puts line numbers before each paragraph and before the titles.
    """
    if numbered and article.title_lines:
        yield _line_numbers(article.title_lines)
    yield from _draw_titles(article, texts)
    for paragraph in article.whole_paragraphs:
        text = _draw_paragraph(paragraph, texts)
        yield _line_numbers(paragraph.lines) + " " + text if numbered else text
    if not article.paragraphs:
        yield Text(texts("gap"), WARNING)
    yield Text(shown(article.report), SOURCE)


def draw_opened(found: AnswerPassage, texts: Texts, *, whole: bool = False) -> Iterable[Text]:
    """Draw the article of a passage, from the passage on or `whole`, with line numbers."""
    article = found.passage.article
    yield from _draw_titles(article, texts)
    paragraphs = article.paragraphs
    at = found.passage.position if found.passage.position < len(paragraphs) else None
    start = 0 if whole or at is None else at
    if start:
        yield Text(texts("paragraphs-before", count=start, number=found.rank), FAINT)
    for position, paragraph in enumerate(paragraphs[start:], start):
        marked = draw_passage(found) if position == at else None
        text = _draw_paragraph(paragraph, texts, text=marked)
        mark = Text("▶ ", ANSWER) if position == at else Text()
        yield mark + _line_numbers(paragraph.lines) + " " + text
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


def _draw_paragraph(paragraph: Paragraph, texts: Texts, *, text: Text | None = None) -> Text:
    """Draw a paragraph with its labels; `text` is its text if that has marks."""
    if text is None:
        style = HEADLINE if paragraph.role is Role.SECTION_HEAD else ""
        text = Text(shown(paragraph.text), style)
    if paragraph.role is Role.TIP:
        text = Text(f"{texts('tip-label')} · ", FAINT) + text
    text = _with_gaps(text, paragraph, texts)
    if paragraph.is_doubtful:
        text = Text(texts("doubtful"), FAINT) + text
    return text


def _with_gaps(text: Text, paragraph: Paragraph, texts: Texts) -> Text:
    """Mark where the head or tail of a paragraph is lost."""
    if paragraph.lost_before:
        text = Text(texts("gap"), WARNING) + text
    if paragraph.lost_after:
        text = text + Text(texts("gap"), WARNING)
    return text
