"""The archive and its answerer, built from the settings; nothing else builds them."""

from collections.abc import Callable, Sequence

from config.settings import Settings
from retrieval.cluster.address import ClusterAddress, parse_address
from retrieval.corpus import Corpus
from retrieval.errors import ReportError
from retrieval.notices import OnNotice, log_notice
from retrieval.opening import open_archive
from retrieval.progress import Progress, unseen
from retrieval.qa import Answering, Thresholds
from retrieval.store.indexed_folder import IndexedFolder, KeptIndex


def cluster_address(settings: Settings) -> ClusterAddress | None:
    """The index in a search cluster that the settings name, if any."""
    if settings.index is None:
        return None
    password, key = settings.index_password, settings.index_key
    return parse_address(
        settings.index,
        user=settings.index_user,
        password=password.get_secret_value() if password else None,
        api_key=key.get_secret_value() if key else None,
        ca_file=settings.index_ca,
    )


def kept_index(settings: Settings) -> KeptIndex:
    """The index of the settings' reports, in a search cluster or in the data folder."""
    if (address := cluster_address(settings)) is None:
        return indexed_folder(settings)
    from retrieval.cluster.writing.indexed_cluster import IndexedCluster, Layout

    layout = Layout(settings.index_shards, settings.index_replicas)
    return IndexedCluster(settings.reports, settings.data_dir, address, layout)


def indexed_folder(settings: Settings) -> IndexedFolder:
    """Name the settings' reports and the place of their index."""
    return IndexedFolder(settings.reports, settings.data_dir)


def build(
    settings: Settings,
    *,
    on_progress: Progress = unseen,
    on_left_out: Callable[[Sequence[ReportError]], None] = lambda _: None,
    on_notice: OnNotice = log_notice,
) -> tuple[Corpus, Answering]:
    """Open the settings' reports by their stored index; raises what `open_archive` does.

    An index in a search cluster is opened as it is; raises what `open_cluster` does.
    `on_left_out` and `on_notice` are the `on_failures` and `on_notice` of `open_archive`.
    """
    thresholds = Thresholds(settings.answered_above, settings.not_found_below)
    if (address := cluster_address(settings)) is not None:
        from retrieval.cluster.open_cluster import open_cluster

        found = open_cluster(
            address, data_dir=settings.data_dir, thresholds=thresholds, on_progress=on_progress
        )
        return found.corpus, found.answerer
    opened = open_archive(
        settings.reports,
        data_dir=settings.data_dir,
        thresholds=thresholds,
        on_progress=on_progress,
        on_failures=on_left_out,
        on_notice=on_notice,
    )
    return opened.corpus, opened.answerer
