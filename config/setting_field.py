"""One setting as a field of a record: its default, what it means and what it may be."""

from collections.abc import Callable
from dataclasses import field
from typing import Any, TypeVar

_Value = TypeVar("_Value")


def setting(
    default: _Value | None = None,
    *,
    means: str,
    made_by: Callable[[], _Value] | None = None,
    **bounds: float | str,
) -> Any:
    """A field of a settings record; `bounds` are pydantic's (ge, le, pattern).

    What a setting `means` ends with what it may be: people read it where it is wrong.
    """
    metadata = {"description": means, **bounds}
    if made_by is not None:
        return field(default_factory=made_by, metadata=metadata)
    return field(default=default, metadata=metadata)
