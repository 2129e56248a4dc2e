"""What a result looks like: a page, data for other programs, or lines in a terminal."""

from dedup.report.explanation import find_story, print_explanation
from dedup.report.page import to_html
from dedup.report.plain import to_json
from dedup.report.progress import show_progress
from dedup.report.reading import read_result
from dedup.report.terminal import print_comparison, print_summary
from dedup.report.writing import Format, to_parts, to_text, write_report

__all__ = [
    "Format",
    "find_story",
    "print_comparison",
    "print_explanation",
    "print_summary",
    "read_result",
    "show_progress",
    "to_html",
    "to_json",
    "to_parts",
    "to_text",
    "write_report",
]
