"""A question that the search cluster can't answer now is asked again later."""

import pytest
from telegram.error import BadRequest

from bot.telegram.connection.retries import Retries
from retrieval.cluster.errors import ClusterError


def test_a_question_waits_while_the_search_cluster_is_out_of_reach() -> None:
    error = ClusterError("unreachable", hosts="one:9200", error="refused")
    assert Retries(first_pause=3.0).pause(error, None) == 3.0


@pytest.mark.parametrize(
    "error", [ClusterError("missing", name="reports"), BadRequest("no"), ValueError("a fault")]
)
def test_what_does_not_pass_by_itself_is_not_tried_again(error: Exception) -> None:
    assert Retries().pause(error, None) is None
