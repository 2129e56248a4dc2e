"""What a result looks like: a page, data for other programs, or lines in a terminal."""

from dedup.report.page import to_html
from dedup.report.plain import to_json
from dedup.report.progress import show_progress
from dedup.report.terminal import print_comparison, print_summary
from dedup.report.writing import Format, write_report

__all__ = [
    "Format",
    "print_comparison",
    "print_summary",
    "show_progress",
    "to_html",
    "to_json",
    "write_report",
]
