"""Posts of people beside their names: 县总工会常务副主席邱明, 邱明是本厂焊工."""

import re

from retrieval.qa.spans.clauses import clauses
from retrieval.query.wordlists import Lexicon
from retrieval.text.characters import CLAUSE_MARKS

_LEAD = re.compile(r"[”’》]*(?:(?:[他她](?:们|俩)?)?就?是)?")
_TO = re.compile("[向对给跟被让请]")
_LEAST_DOER = 2  # characters of who does something
_SAID = re.compile(
    rf"(?:就?是|系|现任|担任|任|现为|当选为?|出任|就任|升任|获任)(?P<words>[^{CLAUSE_MARKS}]{{2,40}})"
)


def description(text: str, name: str, lexicon: Lexicon) -> tuple[int, int] | None:
    """The slice of a plain text that says what a person is, none if nothing does so.

    In the clause before the name what ends in a post; else what is said of the name.
    """
    said = None
    for match in re.finditer(re.escape(name), text):
        start, end = _before(text, match.start())
        if text[start:end].rstrip("”’》").endswith(lexicon.posts):
            return start, end
        follows = _SAID.match(text, match.end())
        if follows and said is None:
            said = follows.span("words")
    return said


def _before(text: str, end: int) -> tuple[int, int]:
    """The rest of a clause before a place, without 她就是 and what a quote was opened in."""
    start = next((first for first, last in clauses(text) if first <= end <= last), end)
    words = text[start:end]
    if words.count("“") > words.count("”"):
        start += words.rindex("“") + 1
    # who does something to the person has no part in the post: 职工孙皓向|主席徐丽勇
    if to := list(_TO.finditer(text, start + _LEAST_DOER, end)):
        start = to[-1].end()
    lead = _LEAD.match(text, start, end)
    return (lead.end() if lead else start), end
