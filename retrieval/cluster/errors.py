"""Errors of an index in a cluster: a class, and reasons that have a sentence in each language."""

from retrieval.errors import WenbaoError

REASONS = {
    "part": "the package opensearch-py is missing; run: pip install 'wenbao[cluster]'",
    "unreachable": "{hosts}: the search cluster can't be reached ({error})",
    "refused": "{hosts}: the search cluster refuses the user, the password or the key ({error})",
    "unavailable": "{hosts}: the search cluster can't answer in full now ({error})",
    "full": "{hosts}: the search cluster takes in nothing ({error}); free some of its disk",
    "failed": "{hosts}: the search cluster reports an error ({error})",
    "missing": "{name}: no index of that name in the cluster; run: wenbao index",
    "version": "{name}: another version of Wenbao made the index; run: wenbao index --rebuild",
    "busy": "{name}: another process is updating the index; try again when it is done",
    "lost": "{name}: another process has taken over updating the index; run: wenbao index",
    "changed": "{name}: the index has just changed; try again",
}


class ClusterError(WenbaoError):
    """The cluster can't be used as asked; `reason` is a key of REASONS, `facts` its arguments."""

    def __init__(self, reason: str, /, **facts: str) -> None:
        self.reason = reason
        self.facts = facts
        self.advice = f"cluster-{reason}"
        super().__init__(REASONS[reason].format(**facts))

    @property
    def passes(self) -> bool:
        """True if the same question may be answered after a while."""
        return self.reason in ("unreachable", "unavailable", "changed")


class StateChangedError(ClusterError):
    """The index went on to another state while a question was being answered from the one before.

    Where questions are asked they are answered anew.
    """

    def __init__(self, name: str) -> None:
        super().__init__("changed", name=name)
