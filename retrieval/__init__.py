"""Wenbao as a library: answers to questions about newspaper reports, in the reports' own words.

    from retrieval import open_archive

    archive = open_archive("reports/")
    print(archive.ask("柯桥区今年新建工会多少家？"))

Pure: no Telegram, no settings object, no clock, no network. What belongs to the public face is
loaded when it is first used; `retrieval.errors` has the errors.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.documents.article import Article
    from retrieval.documents.passage import Passage
    from retrieval.documents.report import Report
    from retrieval.errors import WenbaoError
    from retrieval.index.protocol import Index
    from retrieval.opening import Archive, open_archive
    from retrieval.qa.answering import Answering
    from retrieval.qa.result import Answer, AnswerPassage, Span, Status
    from retrieval.text.analyzer import Analyzer

_HOMES = {
    "Analyzer": "retrieval.text.analyzer",
    "Answer": "retrieval.qa.result",
    "AnswerPassage": "retrieval.qa.result",
    "Answering": "retrieval.qa.answering",
    "Archive": "retrieval.opening",
    "Article": "retrieval.documents.article",
    "Index": "retrieval.index.protocol",
    "Passage": "retrieval.documents.passage",
    "Report": "retrieval.documents.report",
    "Span": "retrieval.qa.result",
    "Status": "retrieval.qa.result",
    "WenbaoError": "retrieval.errors",
    "open_archive": "retrieval.opening",
}

__all__ = [
    "Analyzer",
    "Answer",
    "AnswerPassage",
    "Answering",
    "Archive",
    "Article",
    "Index",
    "Passage",
    "Report",
    "Span",
    "Status",
    "WenbaoError",
    "open_archive",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*globals(), *_HOMES]
