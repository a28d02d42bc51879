"""Report files: what they hold and how they are read."""

from retrieval.reports.finding import FileRow, ReportFile, find_report_files, list_report_files
from retrieval.reports.reading import read_report
from retrieval.reports.report import Piece, Report

__all__ = [
    "FileRow",
    "Piece",
    "Report",
    "ReportFile",
    "find_report_files",
    "list_report_files",
    "read_report",
]
