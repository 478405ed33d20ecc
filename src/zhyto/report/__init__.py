"""The report for people: `render(data)` makes one self-contained HTML page."""

from zhyto.report.data import ReportData, contradictions
from zhyto.report.page import render

__all__ = ["ReportData", "contradictions", "render"]
