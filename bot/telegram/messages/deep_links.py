"""Deep links: `https://t.me/<bot>?start=<payload>` opens one passage or one article, for ever."""

from dataclasses import dataclass
from enum import StrEnum


class Target(StrEnum):
    """The kind of thing that a deep link opens."""

    PASSAGE = "p"
    ARTICLE = "a"


@dataclass(frozen=True, slots=True)
class DeepLink:
    """A passage or an article, by its id."""

    target: Target
    target_id: str

    def payload(self) -> str:
        """At most 64 characters of A-Z, a-z, 0-9, `_` and `-`."""
        return f"{self.target}-{self.target_id.replace('.', '_')}"

    def url(self, bot_username: str) -> str:
        """The link itself."""
        return f"https://t.me/{bot_username}?start={self.payload()}"


def parse_payload(payload: str) -> DeepLink | None:
    """Parse a payload; None if it is none of ours."""
    target, separator, rest = payload.partition("-")
    if not separator or not rest or target not in set(Target):
        return None
    return DeepLink(Target(target), rest.replace("_", "."))
