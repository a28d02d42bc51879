"""Work that takes a while tells how far it is."""

from typing import Protocol


class Progress(Protocol):
    """Told that `done` of `total` are through a stage; called often, so it must be quick."""

    def __call__(self, stage: str, done: int, total: int, /) -> None: ...


def unseen(stage: str, done: int, total: int, /) -> None:
    """Progress that nobody looks at."""
