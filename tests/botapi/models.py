"""aiogram's models of the Bot API.

It builds all four hundred when it is imported, which takes seconds; here each is built when it is
first used.
"""

from functools import cache
from typing import Any, TypeVar, get_args

import pytest
from pydantic import BaseModel

_Kind = TypeVar("_Kind")
_NAMES: dict[str, Any] = {}  # what the annotations of the models refer to


def _remember_names(_: type[BaseModel], *, _types_namespace: dict[str, Any]) -> None:
    _NAMES.update(_types_namespace)


with pytest.MonkeyPatch.context() as patch:
    patch.setattr(BaseModel, "model_rebuild", classmethod(_remember_names))
    import aiogram.methods
    from aiogram.methods import TelegramMethod
    from aiogram.types import BufferedInputFile, MessageEntity, Update
    from aiogram.types.base import TelegramObject
    from aiogram.utils.text_decorations import html_decoration

__all__ = [
    "METHODS",
    "BufferedInputFile",
    "MessageEntity",
    "TelegramObject",
    "Update",
    "built",
    "html_decoration",
    "parameters_of",
]
METHODS: dict[str, type[TelegramMethod[Any]]] = {
    method.__api_method__: method
    for method in vars(aiogram.methods).values()
    if isinstance(method, type)
    and issubclass(method, TelegramMethod)
    and method is not TelegramMethod
}


@cache
def built(kind: type[_Kind]) -> type[_Kind]:
    """A model, or a type made of models such as a list of them, ready to validate by."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        kind.model_rebuild(_types_namespace=_NAMES)
    for part in get_args(kind):
        built(part)
    return kind


@cache
def parameters_of(method: str) -> dict[str, Any]:
    """The types of the parameters of a method."""
    return {key: info.annotation for key, info in built(METHODS[method]).model_fields.items()}
