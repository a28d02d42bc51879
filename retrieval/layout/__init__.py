"""Page layout analysis: articles restored from the lines of a page.

`retrieval.layout.restoration` does that; reading what was stored does not load it.
"""

from retrieval.layout.review import Finding, FindingKind, check

__all__ = ["Finding", "FindingKind", "check"]
