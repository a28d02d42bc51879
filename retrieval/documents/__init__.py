"""Documents: report files, their articles, and the passages that are searched and quoted."""

from retrieval.documents.article import Article, Gap, Paragraph, Role
from retrieval.documents.decoding import read_report
from retrieval.documents.discovery import (
    FileRow,
    ReportFile,
    find_report_files,
    list_report_files,
)
from retrieval.documents.passage import Passage, split
from retrieval.documents.report import Piece, Report
from retrieval.documents.view import (
    ArticleView,
    View,
    Views,
    plain,
    view_article,
    without_blanks,
)

__all__ = [
    "Article",
    "ArticleView",
    "FileRow",
    "Gap",
    "Paragraph",
    "Passage",
    "Piece",
    "Report",
    "ReportFile",
    "Role",
    "View",
    "Views",
    "find_report_files",
    "list_report_files",
    "plain",
    "read_report",
    "split",
    "view_article",
    "without_blanks",
]
