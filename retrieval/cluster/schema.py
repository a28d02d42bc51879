"""The documents of an index in a cluster, and how the cluster keeps them.

A build is one index, `name-3f2a…`, which the alias `name` stands for. It holds documents of these
kinds, by the first letter of their ids; rows are numbers that are given once.

    state        the generation of the index, its counts, and what was given out last
    c<number>    what the change to that generation did to terms, articles and reports
    b<n>-<part>  all of that up to generation n, so that readers who begin need not read each change
    r<row>       a report: its lines and its file
    f<row>       why something of a file could not be read
    a<row>       an article, with the text that questions are compared with
    p<number>    a passage: its terms

Only passages are searched. A term's frequency there is its impact: the saturated frequency of the
model in IMPACT_STEPS, rounded up, for the average length when it was written. The cluster adds up
impacts times weights that the reader sends, so a score is an upper bound of the model's that no
shard, merge or deletion changes; the reader works the model's own score out from `terms`.

A document is never changed once a reader may have read it, except for a file's time. `born` is the
generation from which on a document counts, so that what a writer has not finished isn't seen.
"""

import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

FORMAT = 3
STATE = "state"
IMPACT_STEPS = 400
# a reader asks for the passages of many terms, a writer for those of many files
MOST_HITS = 10_000
_BETWEEN = "\n"
_BEFORE_IMPACT = "\x01"
_STORED = {"type": "binary"}
_KEYWORD = {"type": "keyword"}
_TERMS = {
    "type": "text",
    "analyzer": "impacts",
    "search_analyzer": "keyword",
    "norms": False,
    "index_options": "freqs",
    "similarity": "impact",
}

TermCounts = Mapping[str, Mapping[str, int]]  # by field and term


@dataclass(frozen=True, slots=True)
class Layout:
    """The number of shards of a build and of copies of each besides the first."""

    shards: int = 1
    replicas: int = 1


def index_body(layout: Layout) -> dict[str, Any]:
    """The settings and mappings of a build."""
    return {
        "settings": {
            "number_of_shards": layout.shards,
            "number_of_replicas": layout.replicas,
            "refresh_interval": -1,
            "max_result_window": MOST_HITS,
            "analysis": {
                "tokenizer": {
                    "by_line": {
                        "type": "char_group",
                        "tokenize_on_chars": [_BETWEEN],
                        "max_token_length": 30_000,
                    }
                },
                "filter": {"impact": {"type": "delimited_term_freq", "delimiter": _BEFORE_IMPACT}},
                "analyzer": {
                    "impacts": {"type": "custom", "tokenizer": "by_line", "filter": ["impact"]}
                },
            },
            "similarity": {
                "impact": {
                    "type": "scripted",
                    "script": {"source": "return query.boost * doc.freq;"},
                }
            },
        },
        "mappings": {
            "dynamic": "false",
            "_source": {"excludes": ["words", "pairs"]},
            "properties": {
                "kind": _KEYWORD,
                "born": {"type": "integer"},
                "row": {"type": "integer"},
                "words": _TERMS,
                "pairs": _TERMS,
                "terms": _STORED,
                "file": _KEYWORD,
                "added": _KEYWORD,
            },
        },
    }


def impact_text(terms: Sequence[str], impacts: Sequence[int]) -> str:
    """A field of a passage as the analyzer of the cluster takes it."""
    pairs = zip(terms, impacts, strict=True)
    return _BETWEEN.join(f"{term}{_BEFORE_IMPACT}{impact}" for term, impact in pairs)


def pack(value: object) -> str:
    """Anything as text that a document holds."""
    return b64encode(zlib.compress(msgspec.msgpack.encode(value), 1)).decode("ascii")


def unpack(text: str) -> Any:
    """What was packed."""
    return msgspec.msgpack.decode(zlib.decompress(b64decode(text)))


def encode(data: bytes | None) -> str | None:
    """Bytes as text that a document holds."""
    return None if data is None else b64encode(data).decode("ascii")


def decode(text: str | None) -> bytes | None:
    """The bytes as they were encoded."""
    return None if text is None else b64decode(text)
