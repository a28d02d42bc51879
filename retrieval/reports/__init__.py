"""Report files: what they hold and how they are read."""

from retrieval.reports.reading import find_report_files, read_report
from retrieval.reports.report import Piece, Report

__all__ = ["Piece", "Report", "find_report_files", "read_report"]
