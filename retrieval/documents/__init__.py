"""Documents: report files, their articles, and the passages that are searched and quoted."""

from retrieval.documents.article import Article, Gap, Paragraph, Role
from retrieval.documents.discovery import (
    FileRow,
    ReportFile,
    find_report_files,
    list_report_files,
    read_report,
)
from retrieval.documents.file_names import is_left_out, is_picture
from retrieval.documents.passage import Passage, split
from retrieval.documents.report import USER, Box, Imprint, Label, Piece, Placement, Report
from retrieval.documents.view import (
    ArticleView,
    View,
    Views,
    plain,
    view_article,
    without_blanks,
)

__all__ = [
    "USER",
    "Article",
    "ArticleView",
    "Box",
    "FileRow",
    "Gap",
    "Imprint",
    "Label",
    "Paragraph",
    "Passage",
    "Piece",
    "Placement",
    "Report",
    "ReportFile",
    "Role",
    "View",
    "Views",
    "find_report_files",
    "is_left_out",
    "is_picture",
    "list_report_files",
    "plain",
    "read_report",
    "split",
    "view_article",
    "without_blanks",
]
