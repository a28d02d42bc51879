"""Settings checked by pydantic, which takes as long to import as five questions to answer."""

from collections.abc import Iterator, Mapping
from dataclasses import Field, fields
from typing import Any, get_type_hints

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError, create_model
from pydantic import Field as CheckedField
from pydantic_core import ErrorDetails

from config.sources import BoundsError, OutOfBounds, SettingsError, Source


def checked(record: type, strongest: Mapping[str, Source]) -> dict[str, object]:
    """The values of a record's settings as its types say, each from the strongest source.

    Raises SettingsError, which names each wrong setting, where it stands and what it may be.
    """
    hints = get_type_hints(record, localns={"SecretStr": SecretStr})
    known = {f.name: f for f in fields(record)}
    values = {
        name: _listed(source.values[name]) if hints[name] == frozenset[int] else source.values[name]
        for name, source in strongest.items()
    }
    model = _model({name: (hints[name], known[name]) for name in values})
    try:
        found = model.model_validate(values)
    except ValidationError as err:
        said = "\n".join(_sentences(err, strongest, known))
        wrong = [_out_of_bounds(error, strongest, known, hints) for error in err.errors()]
        if all(wrong):
            raise BoundsError(said, [bounds for bounds in wrong if bounds]) from None
        raise SettingsError(said) from None
    return {name: getattr(found, name) for name in values}


def _model(settings: Mapping[str, tuple[Any, Field[Any]]]) -> type[BaseModel]:
    types: dict[str, Any] = {
        name: (hint, CheckedField(..., **f.metadata)) for name, (hint, f) in settings.items()
    }
    return create_model("Checked", __config__=ConfigDict(hide_input_in_errors=True), **types)


def _listed(value: object) -> object:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def _sentences(
    err: ValidationError, strongest: Mapping[str, Source], known: Mapping[str, Field[Any]]
) -> Iterator[str]:
    for error in err.errors(include_context=False):
        name = str(error["loc"][0])
        shown = "" if "token" in name else f" ({error['input']!r})"
        wrong = "not of the form it must have" if "pattern" in error["type"] else error["msg"]
        allowed = known[name].metadata["description"]
        yield f"{strongest[name].told(name)}{shown}: {wrong}; it may be: {allowed}"


def _out_of_bounds(
    error: ErrorDetails,
    strongest: Mapping[str, Source],
    known: Mapping[str, Field[Any]],
    hints: Mapping[str, Any],
) -> OutOfBounds | None:
    """What is wrong as a number out of its bounds; None where a setting has none."""
    name = str(error["loc"][0])
    bounds = known[name].metadata
    if "ge" not in bounds or "le" not in bounds:
        return None
    place, value = strongest[name].told(name), str(error["input"])
    return OutOfBounds(place, value, bounds["ge"], bounds["le"], is_whole=hints[name] is int)
