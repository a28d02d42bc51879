"""Optional parts of Wenbao, which read some kinds of files: `pip install 'wenbao[pdf]'`."""

from functools import cache
from importlib.util import find_spec

# each part of Wenbao and the module that it brings
MODULES = {"pdf": "pypdfium2", "scans": "rapidocr", "web": "selectolax"}


@cache
def installed_parts() -> tuple[str, ...]:
    """The parts that are installed, by name."""
    return tuple(sorted(part for part, module in MODULES.items() if find_spec(module)))
