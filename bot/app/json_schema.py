"""The JSON that `wenbao ask` and `wenbao articles` print: a public contract.

Keys may be added, never renamed or removed. Offsets count characters in `text`.
"""

from typing import Any

from bot.app.citations import quote_verdict
from bot.app.question_input import BadLineError
from bot.app.reference import reference
from retrieval.documents import Article, Paragraph
from retrieval.layout import Finding
from retrieval.qa import Answer, AnswerPassage, Listing, QuoteCheck, Span

Json = dict[str, Any]


def answer_json(answer: Answer, *, question_id: str | int | float | None) -> Json:
    """Write an answer; `question_id` is the id that came with the question."""
    return {
        "id": question_id,
        "question": answer.question,
        "status": answer.status.value,
        "passages": [_passage_json(passage) for passage in answer.passages],
        "missing": list(answer.missing),
        "understood": answer.understood,
        "replaced": [list(pair) for pair in answer.replaced],
        "not_understood": list(answer.not_understood),
        "asks_back": answer.asks_back,
        "disagreeing": [
            {"rank": rank, "text": words.of(answer.passages[rank - 1].passage.text)}
            for rank, words in answer.disagreeing
        ],
        "corrections": list(answer.corrections),
        "listing": _listing_json(answer.listing),
        "untold": list(answer.untold),
        "quote": answer.quote and _quote_json(answer.quote),
        "opened": answer.opened and _article_reference(answer.opened),
    }


def bad_line_json(error: BadLineError, sentence: str, line: str, number: int) -> Json:
    """Write the record in an answer's place for a line, counted from 1, that is not a question."""
    return {
        "id": error.question_id,
        "question": line.strip(),
        "status": "error",
        "passages": [],
        "missing": [],
        "error": sentence,
        "line": number,
    }


def _listing_json(listing: Listing | None) -> Json | None:
    if listing is None:
        return None
    scope = listing.scope
    return {
        "by": listing.by,
        "word": listing.word,
        "count": listing.count,
        "since": scope.since,
        "until": scope.until,
        "paper": scope.paper,
        "page": scope.page,
        "order": scope.order and scope.order.value,
        "undated": listing.undated,
        "groups": [[group.name, group.count] for group in listing.groups],
        "articles": [
            {
                **_article_reference(article),
                "byline": list(article.byline),
                **_imprint_json(article),
                "also_in": list(article.also_in),
                "reference": reference(article),
            }
            for article in listing.articles
        ],
    }


def _quote_json(quote: QuoteCheck) -> Json:
    return {
        "text": quote.quote,
        "verdict": quote_verdict(quote),
        "differences": [[one.quoted, one.reported] for one in quote.differences],
    }


def _article_reference(article: Article) -> Json:
    return {"id": article.article_id, "report": article.report, "headline": article.headline}


def article_json(article: Article) -> Json:
    """Write a restored article."""
    return {
        "id": article.article_id,
        "report": article.report,
        "kicker": article.kicker,
        "headline": article.headline,
        "subhead": article.subhead,
        "byline": list(article.byline),
        "photographers": list(article.photographers),
        "dateline": article.dateline,
        "banners": list(article.banners),
        "title_lines": list(article.title_lines),
        "gaps": [gap.value for gap in article.gaps],
        "unreliable": article.unreliable,
        **_imprint_json(article),
        "paragraphs": [_paragraph_json(paragraph) for paragraph in article.whole_paragraphs],
    }


def finding_json(finding: Finding) -> Json:
    """Write a finding of the editor's report."""
    return {
        "kind": finding.kind.value,
        "report": finding.report,
        "lines": list(finding.lines),
        "article": finding.article_id,
        "confidence": round(finding.confidence, 3),
    }


def _paragraph_json(paragraph: Paragraph) -> Json:
    return {
        "role": paragraph.role.value,
        "text": paragraph.text,
        "lines": list(paragraph.lines),
        "confidence": round(paragraph.confidence, 3),
        "lost_before": paragraph.lost_before,
        "lost_after": paragraph.lost_after,
    }


def _passage_json(found: AnswerPassage) -> Json:
    passage, article = found.passage, found.passage.article
    return {
        "rank": found.rank,
        "score": round(found.score, 4),
        "id": passage.passage_id,
        "role": passage.paragraph.role.value,
        "text": passage.text,
        "sentence": _span_json(found.sentence),
        "answer": _answer_json(found.answer, passage.text),
        "highlights": [[span.start, span.end] for span in found.highlights],
        "article": {
            "id": article.article_id,
            "headline": article.headline,
            "kicker": article.kicker,
            "subhead": article.subhead,
            "byline": list(article.byline),
            "photographers": list(article.photographers),
            "also_in": list(article.also_in),
        },
        "source": {
            "report": article.report,
            "lines": list(passage.lines),
            "confidence": round(passage.paragraph.confidence, 3),
            "unreliable": article.unreliable,
            **_imprint_json(article),
            "reference": reference(article),
            "boxes": list(map(list, passage.paragraph.boxes)) or None,
            "reading": round(passage.paragraph.reading, 3),
        },
    }


def _imprint_json(article: Article) -> Json:
    imprint = article.imprint
    return {"paper": imprint.paper, "date": imprint.date, "page": imprint.page}


def _span_json(span: Span | None) -> Json | None:
    return None if span is None else {"start": span.start, "end": span.end}


def _answer_json(span: Span | None, text: str) -> Json | None:
    return None if span is None else {"text": span.of(text), "start": span.start, "end": span.end}
