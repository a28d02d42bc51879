"""Count the paragraphs that a page with geometry keeps whole, in each form in which it comes.

python -m benchmarks.page_geometry ../shared/gold/pages-geometry
"""

import sys
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from retrieval.documents import Article
from retrieval.documents.readers.reading import read_file
from retrieval.errors import ReportError
from retrieval.layout.restoration import restore

ALIKE = 0.9  # of its characters; OCR misreads some
HEADLINE_LENGTH = 25  # characters; a line of the truth of fewer and without a mark is a headline


def truth_of(path: Path) -> Iterator[tuple[str, str]]:
    """The headline and the text of each paragraph, in reading order."""
    headline = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        text = "".join(line.split())
        if len(text) < HEADLINE_LENGTH and text[-1:] not in "。”摄":
            headline = text
        elif text:
            yield headline, text


def likeness(left: str, right: str) -> float:
    """The share of characters that two texts have in common, in their order."""
    return SequenceMatcher(None, "".join(left.split()), right, autojunk=False).ratio()


def count_whole(articles: Sequence[Article], truth: Sequence[tuple[str, str]]) -> tuple[int, int]:
    """Count the paragraphs that are whole, and those of them under the right headline."""
    whole = titled = 0
    for headline, text in truth:
        found = [
            (likeness(paragraph.text, text), article)
            for article in articles
            for paragraph in article.paragraphs
        ]
        best, article = max(found, key=lambda item: item[0], default=(0.0, None))
        whole += best >= ALIKE
        titled += (
            best >= ALIKE
            and article is not None
            and likeness(article.headline or "", headline) >= ALIKE
        )
    return whole, titled


def main() -> None:
    """Print a line for each file of a folder."""
    folder = Path(sys.argv[1])
    for path in sorted(folder.iterdir()):
        if path.name.endswith((".txt", ".md")):
            continue
        name = "vertical-truth.txt" if path.name.startswith("vertical") else "truth.txt"
        truth = list(truth_of(folder / name))
        try:
            reports = read_file(path).reports
        except ReportError as err:
            print(f"{path.name:35} {err}")
            continue
        articles = [article for report in reports for article in restore(report)]
        whole, titled = count_whole(articles, truth)
        print(f"{path.name:35} whole {whole} of {len(truth)}, under their headline {titled}")


if __name__ == "__main__":
    main()
