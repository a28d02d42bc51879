"""The address of an index in a cluster: `opensearch://host:9200,other:9200/name`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

SCHEMES: Mapping[str, bool] = {"opensearch": False, "opensearch+https": True}
_PORT = 9200
# what OpenSearch takes as the name of an index, less what our own suffixes need
_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")
_HOST = re.compile(r"(?P<host>[A-Za-z0-9._-]+|\[[0-9a-fA-F:]+\])(?::(?P<port>[0-9]{1,5}))?")


@dataclass(frozen=True, slots=True)
class ClusterAddress:
    """Hosts and ports of a cluster, the name of the index there, and how to log in.

    `ca_file` has the certificates to trust besides the system's.
    """

    hosts: tuple[tuple[str, int], ...]
    name: str
    is_secure: bool = False
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    api_key: str | None = field(default=None, repr=False)
    ca_file: str | None = None

    @property
    def shown(self) -> str:
        """The hosts as errors name them."""
        return ", ".join(f"{host}:{port}" for host, port in self.hosts)


def parse_address(
    url: str,
    *,
    user: str | None = None,
    password: str | None = None,
    api_key: str | None = None,
    ca_file: str | None = None,
) -> ClusterAddress:
    """Read an address. Raises ValueError if it is none; with a user in it, it is none."""
    scheme, _, rest = url.partition("://")
    hosts, _, name = rest.partition("/")
    found = [_HOST.fullmatch(host) for host in hosts.split(",")]
    if scheme not in SCHEMES or not _NAME.fullmatch(name) or not all(found):
        raise ValueError("opensearch[+https]://host[:port][,host[:port]…]/name")
    return ClusterAddress(
        hosts=tuple((m["host"], int(m["port"] or _PORT)) for m in found if m),
        name=name,
        is_secure=SCHEMES[scheme],
        user=user,
        password=password,
        api_key=api_key,
        ca_file=ca_file,
    )
