from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.lexicon.bilingual import GLOSSES, Table
from tests.tables import SIMPLIFIED, SOUNDS, simplified, sounds

KEYS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\t\n"), min_size=1)


@pytest.mark.slow
@given(rows=st.dictionaries(KEYS, st.lists(KEYS, min_size=1), min_size=1), other=KEYS)
def test_a_table_gives_the_values_of_every_key_and_of_no_other(
    tmp_path_factory: pytest.TempPathFactory, rows: dict[str, list[str]], other: str
) -> None:
    path = tmp_path_factory.mktemp("table") / "table.tsv"
    lines = ["\t".join((key, *values)).encode() for key, values in rows.items()]
    path.write_bytes(b"".join(line + b"\n" for line in sorted(lines, key=_key)))
    table = Table(path)
    assert {key: table.values(key) for key in rows} == {k: tuple(v) for k, v in rows.items()}
    assert table.values(other) == tuple(rows.get(other, ()))


@pytest.mark.parametrize("path", [GLOSSES])
def test_the_shipped_tables_of_words_are_sorted_as_a_table_is(path: Path) -> None:
    keys = [_key(line) for line in path.read_bytes().splitlines()]
    assert keys == sorted(set(keys))


@pytest.mark.slow
def test_the_shipped_tables_say_what_the_libraries_say() -> None:
    assert SIMPLIFIED.read_text(encoding="utf-8").splitlines() == list(simplified())
    assert SOUNDS.read_text(encoding="utf-8").splitlines() == list(sounds())


def _key(line: bytes) -> bytes:
    return line.split(b"\t")[0] + b"\t"
