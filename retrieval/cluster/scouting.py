"""Looking ahead: what a question will ask of the cluster, fetched together before it is answered.

Answering asks one thing after the other, mostly whether a string stands in some report. So the
question is answered for show, from contents that take note of what they would have to fetch and
find nothing in its place; then all of that is fetched at once, until nothing is missing: then the
answer is true. Where articles are to be looked through for a string it is asked twice, as if none
had it and as if all had. What was foreseen wrongly costs a request, and changes no answer.
"""

from collections.abc import Callable
from typing import TypeVar

from retrieval.cluster.contents import Contents, Missing
from retrieval.cluster.errors import ClusterError

# requests that are foreseen at most
_MOST = 4
T = TypeVar("T")


def look_ahead(contents: Contents, ask: Callable[[], T]) -> T | None:
    """Fetch what a question will most likely ask for; its answer if nothing more was missing.

    `ask` asks it of an answerer that remembers nothing. Raises ClusterError if the cluster can't be
    asked.
    """
    searches = 0
    for number in range(_MOST):
        wanted = Missing()
        # of several searches the articles are fetched together
        is_last = number > 0 and searches < 2
        answer = _note(contents, wanted, ask, is_last=is_last)
        if not wanted:
            return answer
        if wanted.are_read:
            _note(contents, wanted, ask, are_likely=True)
        contents.fetch(wanted)
        if not contents.leads_on(wanted):
            return None
        searches += len(wanted.searches) - len(wanted.deciding)
    return None


def _note(
    contents: Contents,
    wanted: Missing,
    ask: Callable[[], T],
    *,
    are_likely: bool = False,
    is_last: bool = False,
) -> T | None:
    with contents.noting(wanted, are_likely=are_likely, is_last=is_last):
        try:
            return ask()
        except ClusterError:
            raise
        except Exception:
            return None  # nothing stands where something may; what answers will tell true errors
