"""Whatever a report or a person writes, TDLib takes the message, and shows what was quoted.

`WENBAO_EXAMPLES=10000 pytest tests/bot/telegram/test_any_text.py` tries more of them.
"""

import os
import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cli.bot import catalogues
from bot.telegram.handlers.inline import inline_card
from bot.telegram.lookup import Lookup
from bot.telegram.messages.callback_data import Turn
from bot.telegram.messages.paging import split
from bot.telegram.messages.rich_text import RichText, Style, TextStyle, legible, plain
from bot.telegram.storage import ShownPassage, StoredAnswer
from bot.telegram.views import Screen, ViewContext
from bot.telegram.views.answer_view import first_screen, turned_screen
from bot.telegram.views.article_view import article_screen, report_screen, reports_screen
from retrieval.corpus import Corpus, LoadedCorpus
from retrieval.documents import Article, Paragraph, Passage, Piece, Report, Role
from retrieval.qa import Answer, AnswerPassage, Span, Status
from tests.botapi import Judges, Shown, keyboards
from tests.botapi.inline import check_result

pytestmark = pytest.mark.slow

EXAMPLES = int(os.environ.get("WENBAO_EXAMPLES", "60"))
TEXTS = catalogues()

# what breaks markup, reading order or counting, more often than chance would bring it
_AWKWARD = st.sampled_from(
    [
        *(
            "<",
            "&",
            ">",
            '"',
            "</b>",
            "<a href='x'>",
            "&amp;",
            "`",
            "*",
            "_",
            "@wenbao_bot",
            "/ask",
        ),
        *(
            "[x](http://e.example)",
            "\u202e",
            "\u200b",
            "\u2066",
            "\ufeff",
            "\x00",
            "\r\n",
            "\u2028",
        ),
        *(
            "😀",
            "👨\u200d👩\u200d👧",
            "e\u0301",
            "a\u030a",
            "\u0333",
            "\ud800",
            "\t",
            "\u3000",
            "。",
            "”",
        ),
    ]
)
_text = st.lists(st.text(max_size=40) | _AWKWARD, max_size=30).map("".join)
_long = st.tuples(_text, st.integers(1, 400)).map(lambda drawn: (drawn[0] * drawn[1])[:12000])
any_text = _text | _long
# a file holds no half characters, and lines end at its line ends
any_line = any_text.map(lambda text: text.replace("\n", " ").replace("\r", " ")).map(
    lambda text: text.encode("utf-8", "replace").decode()
)
many = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None
)


def corpus_of(lines: list[str], roles: list[Role], titles: list[str]) -> Corpus:
    """One report, one article, a paragraph for every line."""
    lines = [line for line in lines if line.strip()]
    report = Report("a<b>&.txt", tuple(lines), "0123456789abcdef" * 4)
    paragraphs = tuple(
        Paragraph(
            roles[number % len(roles)],
            line,
            (Piece(number + 1, 0, len(line)),),
            lost_before=number % 3 == 1,
            lost_after=number % 3 == 2,
            confidence=0.5 if number % 2 else 1.0,
        )
        for number, line in enumerate(lines)
    )
    article = Article(
        "0123456789ab-1",
        report.name,
        headline=titles[0],
        kicker=titles[1],
        subhead=titles[2],
        byline=tuple(titles[3:]),
        paragraphs=paragraphs,
    )
    passages = tuple(Passage(article, n) for n in range(len(paragraphs)))
    return LoadedCorpus({report.name: report}, (article,), passages)


corpora = st.builds(
    corpus_of,
    st.lists(any_line, min_size=1, max_size=6),
    st.lists(st.sampled_from(Role), min_size=1, max_size=3),
    st.lists(any_line, min_size=5, max_size=5),
)


def accepted(screen: Screen) -> Shown:
    """The screen as Telegram shows it; fails if a judge has anything to say."""
    judges = Judges()
    given = [entity.to_dict() for entity in screen.text.entities()]
    text, entities = judges.text(screen.text.text, parse_mode=None, entities=given)
    if screen.keyboard:
        keyboards.check(screen.keyboard.to_dict())
    assert judges.findings == []
    return Shown({"text": text, "entities": entities})


def labels(screen: Screen) -> list[str]:
    """What its buttons say."""
    rows = screen.keyboard.inline_keyboard if screen.keyboard else ()
    return [button.text for row in rows for button in row]


def bare(text: str) -> str:
    """What of a text can be seen, without blanks."""
    return "".join(legible(text).split())


@many
@given(corpora, st.data(), st.sampled_from(sorted(TEXTS)), st.booleans())
def test_every_answer_is_taken_and_shows_what_it_quotes(
    corpus: Corpus, data: st.DataObject, language: str, is_compact: bool
) -> None:
    view = ViewContext(Lookup(corpus), TEXTS[language], "wenbao_bot", is_compact)
    replaced = tuple(data.draw(st.lists(st.tuples(any_text, any_text), max_size=2)))
    missing = tuple(data.draw(st.lists(any_text, max_size=2)))
    for passage in corpus.passages:
        ends = sorted(data.draw(st.integers(0, len(passage.text))) for _ in range(4))
        sentence, answer = Span(ends[0], ends[3]), Span(ends[1], ends[2])
        shown_passage = ShownPassage(passage.passage_id, sentence, answer)
        for status in Status:
            stored = StoredAnswer(2**40, 1, None, status, (shown_passage,))
            found = AnswerPassage(1, 1.0, passage, sentence, answer)
            made = Answer("？", status, (found,), replaced=replaced, missing=missing)
            screens = [turned_screen(stored, view, position=0)]
            if status is not Status.NOT_FOUND:
                screens.append(first_screen(made, 2**40, view))
            for shown in map(accepted, screens):
                quotes = shown.styled("expandable_blockquote") + shown.styled("blockquote")
                leads = [piece for piece in shown.styled("bold") if piece]
                assert all(bare(quote) in bare(passage.text) for quote in quotes)
                assert all(bare(lead) == bare(sentence.of(passage.text)) for lead in leads[:1])
                if len(passage.text) < 1000 and quotes:
                    assert bare(quotes[0]) == bare(passage.text)


@many
@given(st.lists(any_text, max_size=12), st.sampled_from(sorted(TEXTS)), st.booleans())
def test_every_refusal_is_taken(words: list[str], language: str, is_compact: bool) -> None:
    view = ViewContext(Lookup(LoadedCorpus()), TEXTS[language], "wenbao_bot", is_compact)
    refusal = Answer("？", Status.NOT_FOUND, missing=tuple(words))
    shown = accepted(first_screen(refusal, 1, view))
    assert not is_compact or "\n" not in shown.text


@many
@given(corpora, st.sampled_from(sorted(TEXTS)))
def test_every_article_is_taken_page_by_page_and_nothing_is_lost(
    corpus: Corpus, language: str
) -> None:
    view = ViewContext(Lookup(corpus), TEXTS[language], "wenbao_bot")
    article = corpus.articles[0] if corpus.articles else None
    if article is None:
        return
    pages: list[str] = []
    while True:
        screen = article_screen(article, view, page=len(pages), back=Turn(2**40, 9))
        pages.append(accepted(screen).text)
        if "›" not in labels(screen):
            break
    text = "".join(bare(page.partition("\n\n")[2]) for page in pages)
    for paragraph in article.paragraphs:
        assert bare(paragraph.text) in text
    accepted(reports_screen(view))
    listed = report_screen(article.article_id.partition("-")[0], view)
    assert listed is not None
    accepted(listed)


@many
@given(corpora, st.sampled_from(sorted(TEXTS)))
def test_every_inline_card_is_taken(corpus: Corpus, language: str) -> None:
    view = ViewContext(Lookup(corpus), TEXTS[language], "wenbao_bot", is_compact=True)
    judges = Judges()
    for passage in corpus.passages:
        card: Any = inline_card(AnswerPassage(1, 1.0, passage), view)
        check_result(card.to_dict(), judges)
    assert judges.findings == []


@many
@given(any_text, st.integers(40, 4096))
def test_pages_fit_and_together_hold_every_character(text: str, limit: int) -> None:
    marked = plain(text)
    pages = split(marked, limit)
    assert all(0 < page.units <= limit for page in pages)
    assert "".join("".join(page.text.split()) for page in pages) == "".join(marked.text.split())


@many
@given(any_text)
def test_legible_takes_away_only_what_cannot_be_seen(text: str) -> None:
    def seen(text: str) -> str:
        unseen = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}
        return "".join(
            c
            for c in text
            if unicodedata.category(c) not in unseen and c not in "\ufffd\u030a\u0333\u033f"
        )

    assert seen(legible(text)) == seen(text)


@many
@given(st.text(), st.data())
def test_no_message_has_more_entities_than_telegram_takes(text: str, data: st.DataObject) -> None:
    text = legible(text).strip()
    spans = data.draw(
        st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=150)
    )
    marks = tuple(TextStyle(min(s), max(s), Style.BOLD) for s in spans if s[0] != s[1])
    assert len(RichText(text, marks).entities()) <= 100
