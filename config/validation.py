"""Settings checked by pydantic, which takes as long to import as five questions to answer."""

from collections.abc import Mapping
from dataclasses import Field, fields
from typing import Any, get_type_hints

from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError, create_model
from pydantic import Field as CheckedField
from pydantic_core import ErrorDetails

from config.errors import SettingProblem, SettingsError
from config.sources import SettingSource

# what stands in the names of settings whose values are never shown
_SECRETS = ("token", "password", "key")


def checked(record: type, strongest: Mapping[str, SettingSource]) -> dict[str, object]:
    """Return the values of a record's settings as its types say, each from the strongest source.

    Raises SettingsError, which names each wrong setting, where it stands and what is allowed.
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
        wrong = {str(error["loc"][0]): error for error in err.errors(include_context=False)}
        problems = [_problem(error, strongest[name], known[name]) for name, error in wrong.items()]
        raise SettingsError(*problems) from None
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


def _problem(error: ErrorDetails, source: SettingSource, field: Field[Any]) -> SettingProblem:
    facts = {"means": str(field.metadata["description"])}
    if any(word in field.name for word in _SECRETS):
        return SettingProblem(source.told(field.name), "invalid-secret", facts, field.name)
    facts["value"] = str(error["input"])
    return SettingProblem(source.told(field.name), "invalid", facts, field.name)
