from pathlib import Path

import pytest

from retrieval.errors import QuestionFileError
from retrieval.evaluation import GoldQuestion, read_gold


def test_a_question_is_read_with_its_spots(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(
        '{"id": "A1", "q": "几家？", "style": "terse", "file": "a.txt", "lines": [3, 5], '
        '"answers": ["44家"]}\n\n'
        '{"id": "A2", "q": "谁多？", "file": ["a.txt", "b.txt"], "lines": [[1], [2]], '
        '"answers": ["1", "2"]}\n'
        '{"id": "A3", "q": "院长？", "file": null, "lines": []}\n'
        '{"id": "A4", "turns": ["几家？", "那建德呢？"], "file": null, "lines": []}\n',
        encoding="utf-8",
    )
    one, two, three, four = read_gold(path)
    spot = frozenset({("a.txt", 3), ("a.txt", 5)})
    assert one == GoldQuestion("A1", "几家？", "terse", (spot,), ("44家",))
    assert two.spots == (frozenset({("a.txt", 1)}), frozenset({("b.txt", 2)}))
    assert not three.is_answerable
    assert (four.question, four.turns) == ("那建德呢？", ("几家？",))


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"id": "A1"}', '{"id": "A1", "q": "几家？", "file": ["a"], "lines": []}']
)
def test_a_line_that_is_no_question_is_an_error_with_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(QuestionFileError, match=r"gold\.jsonl:2: not a gold question"):
        read_gold(path)


def test_an_empty_or_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match="no such file"):
        read_gold(tmp_path / "gone.jsonl")
    (tmp_path / "empty.jsonl").touch()
    with pytest.raises(QuestionFileError, match="holds no question"):
        read_gold(tmp_path / "empty.jsonl")
