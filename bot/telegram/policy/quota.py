"""Quotas: so many acts in so many seconds, for each person or chat."""

import math
from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass

_SWEEP_SIZE = 4096


@dataclass(frozen=True, slots=True)
class Refusal:
    """Too often: how long to wait, in whole seconds, and whether that was not said yet."""

    wait: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class Act:
    """An act that came late: its age in seconds, and a name by which it is known again."""

    age: float
    name: Hashable


class Quota:
    """`count` acts within `seconds` for each key; `clock` gives seconds that never go back."""

    def __init__(self, count: int, seconds: float, *, clock: Callable[[], float]) -> None:
        self._count = count
        self._seconds = seconds
        self._clock = clock
        self._acts: dict[Hashable, deque[float]] = {}
        self._told: set[Hashable] = set()
        self._names: dict[Hashable, deque[Hashable]] = {}

    def take(self, key: Hashable, act: Act | None = None) -> Refusal | None:
        """Count an act; a refusal, which doesn't count, if there were too many.

        An act of a name that was counted counts no more.
        """
        now = self._clock() - (act.age if act else 0.0)
        name = act.name if act else None
        if name is not None and name in self._names.get(key, ()):
            return None
        if len(self._acts) > _SWEEP_SIZE:
            self._sweep(now)
        acts = self._acts.setdefault(key, deque())
        while acts and acts[0] <= now - self._seconds:
            acts.popleft()
        if len(acts) < self._count:
            acts.append(now)
            if name is not None:
                self._names.setdefault(key, deque(maxlen=self._count)).append(name)
            self._told.discard(key)
            return None
        is_first = key not in self._told
        self._told.add(key)
        return Refusal(max(1, math.ceil(acts[0] + self._seconds - now)), is_first)

    def _sweep(self, now: float) -> None:
        """Forget who has been quiet."""
        quiet = [key for key, acts in self._acts.items() if acts[-1] <= now - self._seconds]
        for key in quiet:
            del self._acts[key]
            self._names.pop(key, None)
            self._told.discard(key)
