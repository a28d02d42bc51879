"""The search cluster's part of the settings."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from config.setting_field import setting

if TYPE_CHECKING:
    from pydantic import SecretStr

_HOST = r"([A-Za-z0-9._-]+|\[[0-9a-fA-F:]+\])(:[0-9]{1,5})?"


@dataclass(frozen=True)
class ClusterSettings:
    """Settings of an index in a search cluster; each field is also `WENBAO_INDEX…`."""

    index: str | None = setting(
        means="an index in a search cluster, opensearch://host:9200/name, or opensearch+https://…",
        pattern=rf"^opensearch(\+https)?://{_HOST}(,{_HOST})*/[a-z0-9][a-z0-9_.-]*$",
    )
    index_user: str | None = setting(means="the user at the search cluster")
    index_password: "SecretStr | None" = setting(means="the user's password")
    index_key: "SecretStr | None" = setting(means="an API key, in place of user and password")
    index_ca: str | None = setting(means="a file of certificates to trust, in PEM form")
    index_shards: int = setting(1, means="shards of a new index, 1 to 1024", ge=1, le=1024)
    index_replicas: int = setting(1, means="copies of each shard besides it, 0 to 9", ge=0, le=9)
