"""One setting as a field of a record: its default, meaning and allowed values."""

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
    """Make a field of a settings record; `bounds` are pydantic's (ge, le, pattern).

    `means` says what the setting is and ends with the values allowed; it is shown when a value is
    wrong, from `setting-means-<name>` of the texts in the user's language.
    """
    metadata = {"description": means, **bounds}
    if made_by is not None:
        return field(default_factory=made_by, metadata=metadata)
    return field(default=default, metadata=metadata)
