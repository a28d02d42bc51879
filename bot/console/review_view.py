"""The editor's report as text: each finding with its file and lines, then the totals."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.text import Text

from bot.app.citations import line_ranges
from bot.app.messages import Texts
from bot.app.terminal_text import shown
from bot.console.rendering import FAINT, SOURCE, WARNING
from retrieval.layout import Finding, FindingKind

_WORRYING = (FindingKind.DOUBTFUL, FindingKind.APART)


def draw_findings(findings: Sequence[Finding], texts: Texts) -> Iterator[Text]:
    """Draw a line for each finding, `file:lines: finding`, then the count of each kind."""
    for finding in findings:
        yield _draw_finding(finding, texts)
    counts = Counter(finding.kind for finding in findings)
    yield Text()
    for kind in FindingKind:
        yield Text(texts("check-total", what=_name(kind, texts), count=counts[kind]), FAINT)


def _draw_finding(finding: Finding, texts: Texts) -> Text:
    place = Text(f"{shown(finding.report)}:{line_ranges(finding.lines)}", SOURCE)
    style = WARNING if finding.kind in _WORRYING else ""
    what = Text(f": {_name(finding.kind, texts)}", style)
    if finding.confidence < 1:
        percent = round(finding.confidence * 100)
        what.append(" " + texts("check-confidence", percent=percent), FAINT)
    return place + what


def _name(kind: FindingKind, texts: Texts) -> str:
    return texts(f"check-{kind.value.replace('_', '-')}")
