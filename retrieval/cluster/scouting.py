"""Looking ahead: what a question will ask of the cluster, fetched together before it is answered.

Answering asks one thing after the other, mostly whether a string stands in some report. So the
question is answered for show, from contents that take note of what they would have to fetch and
find nothing in its place; then all of that is fetched at once, until no more is foreseen. Where
articles are to be looked through for a string it is asked twice, as if none had it and as if all
had. What was foreseen wrongly costs a request, and changes no answer.
"""

from collections.abc import Callable

from retrieval.cluster.contents import Contents, Missing
from retrieval.cluster.errors import ClusterError

# requests that are foreseen at most
_MOST = 4


def look_ahead(contents: Contents, ask: Callable[[], None]) -> None:
    """Fetch what a question will most likely ask for; `ask` asks it of an answerer that remembers
    nothing. Raises ClusterError if the cluster can't be asked.
    """
    for _ in range(_MOST):
        wanted = Missing()
        _note(contents, wanted, ask, are_likely=False)
        if wanted.are_read:
            _note(contents, wanted, ask, are_likely=True)
        if wanted:
            contents.fetch(wanted)
        if not contents.leads_on(wanted):
            return


def _note(
    contents: Contents, wanted: Missing, ask: Callable[[], None], *, are_likely: bool
) -> None:
    with contents.noting(wanted, are_likely=are_likely):
        try:
            ask()
        except ClusterError:
            raise
        except Exception:
            pass  # nothing stands where something may; what answers will tell true errors
