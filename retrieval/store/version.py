"""The version of what is indexed, by which an index made another way is noticed."""

import hashlib
from pathlib import Path

from retrieval.lexicon.word_files import WORDS
from retrieval.text import cutter

# Raise this when the same reports are restored, cut or stored otherwise than before: indexes of
# another version are made anew. A golden test notices what is indexed otherwise.
INDEX_VERSION = 15

_PAGE_WORDS = Path(__file__).parents[1] / "layout" / "words"


def index_fingerprint() -> str:
    """Name what an index depends on: the version, the tokenizer, the word lists a user may edit."""
    digest = hashlib.sha256()
    for path in (WORDS / "stop_words.txt", *sorted(_PAGE_WORDS.glob("*.txt"))):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return f"{INDEX_VERSION}, {cutter()}, words {digest.hexdigest()[:16]}"
