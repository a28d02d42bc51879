"""An index in a cluster, opened to be asked."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from retrieval.cluster.address import ClusterAddress
from retrieval.cluster.cluster_client import Cluster
from retrieval.cluster.cluster_corpus import ClusterCorpus
from retrieval.cluster.scouting import look_ahead
from retrieval.cluster.snapshots import Snapshots
from retrieval.index.analysis import default_analyzer
from retrieval.opening import Archive, answer_from
from retrieval.progress import Progress, unseen
from retrieval.qa.answerability.classifier import USUAL, Thresholds
from retrieval.qa.answering import Answering
from retrieval.qa.explanation import Explanation
from retrieval.qa.result import Answer
from retrieval.query.scope import Scope
from retrieval.store.version import index_fingerprint

T = TypeVar("T")


def open_cluster(
    address: ClusterAddress,
    *,
    data_dir: str | Path | None = None,
    thresholds: Thresholds = USUAL,
    on_progress: Progress = unseen,
) -> Archive:
    """Open the index at an address; it is read only, `wenbao index` fills it.

    `data_dir` keeps a copy of the index's terms for the next start. Raises ClusterError if the
    cluster can't be reached, or has no index that this version of the program made.
    """
    folder = Path(data_dir) if data_dir is not None else None
    snapshots = Snapshots(
        Cluster(address),
        replica_dir=folder and replica_dir(folder),
        fingerprint=index_fingerprint(),
        on_progress=on_progress,
    )
    analyzer = default_analyzer(folder and folder / "cache")
    corpus = ClusterCorpus(snapshots)
    answerer = answer_from(corpus, analyzer, thresholds)
    return Archive(corpus, PersistentAnswerer(snapshots, answerer, answerer.renewed))


def replica_dir(data_dir: Path) -> Path:
    """The folder of the local copies of what clusters hold."""
    return data_dir / "cluster"


class PersistentAnswerer:
    """Answers a question from one state, again where the index has changed meanwhile.

    What it will ask of the cluster is fetched before, as far as it is foreseen.
    """

    def __init__(
        self, snapshots: Snapshots, answering: Answering, renewed: Callable[[], Answering]
    ) -> None:
        """`renewed` makes what answers alike and remembers nothing; questions are asked of it for
        show.
        """
        self._snapshots = snapshots
        self._answering = answering
        self._renewed = renewed

    def answer(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Answer:
        """Answer a question; raises what `answering` does, and ClusterError."""

        def ask(answering: Answering) -> Answer:
            return answering.answer(question, turns=turns, top_k=top_k)

        return self._snapshots.retrying(partial(self._prepared, ask))

    def within(self, scope: Scope) -> "PersistentAnswerer":
        """Answer from a part of the archive alone."""
        return PersistentAnswerer(
            self._snapshots,
            self._answering.within(scope),
            lambda: self._renewed().within(scope),
        )

    def explain(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Explanation:
        """Answer a question and say why so; raises as `answer` does."""

        def ask(answering: Answering) -> Explanation:
            return answering.explain(question, turns=turns, top_k=top_k)

        return self._snapshots.retrying(partial(self._prepared, ask))

    def _prepared(self, ask: Callable[[Answering], T]) -> T:
        with self._snapshots.reading() as now:
            found = look_ahead(now.contents, lambda: ask(self._renewed()))
            return ask(self._answering) if found is None else found
