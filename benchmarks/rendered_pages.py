"""Draw newspaper pages with their truth, and count the paragraphs that are read whole from them.

    pip install typst manimgx-fonts-cjk (for typst)
    python -m benchmarks.rendered_pages [--by browser|vertical|typst] [--pages 30] [--scans 3]

Two generators: chromium sets the pages of browser_pages.py, from left to right or vertically, and
Typst those below. The articles are those of tests/retrieval/layout that no weight was fitted on.
Each page is read as a PDF, and the first `--scans` of them also as pictures of 150 dots an inch,
skewed and noisy. `--keep` names a folder for the pages.
"""

import argparse
import importlib
import random
import tempfile
from collections.abc import Iterator, Sequence
from math import ceil, floor
from pathlib import Path

from benchmarks.browser_pages import browser_pages, print_pdf
from benchmarks.page_geometry import count_whole
from benchmarks.page_truth import (
    ADVERTISEMENT,
    PAPERS,
    SHORTEST,
    RenderedPage,
    mixed_articles,
    traditional,
)
from retrieval.documents.readers.reading import read_file
from retrieval.layout.restoration import restore
from tests.retrieval.layout.clean import CleanArticle

POINT = 0.3528  # mm
PITCH = 1.5  # from one line to the next, in multiples of the type
MARGIN, GUTTER, BAND_GAP = 15.0, 6.0, 7.0  # mm
SHEETS = ((280, 390), (350, 500), (390, 560))  # mm


class Composer:
    """Lays the articles of a page out in bands of columns; all lengths are in mm."""

    def __init__(self, seed: int, articles: Sequence[CleanArticle]) -> None:
        self._random = random.Random(seed)
        self._convert = traditional() if seed % 4 == 3 else str
        self._articles = iter(articles)
        self._width, self._height = SHEETS[seed % len(SHEETS)]
        self._columns = self._random.choice((4, 5, 6))
        self._type = self._random.choice((8.5, 9.0, 10.0))  # points
        self._page = RenderedPage("")
        self._unit = (self._width - 2 * MARGIN + GUTTER) / self._columns - GUTTER

    def page(self) -> RenderedPage:
        """The page, filled from the top."""
        parts = [self._head(), *self._masthead()]
        top = MARGIN + 30
        while top < self._height - 90:
            band, height = self._band(top)
            parts += band
            top += height + BAND_GAP
        self._page.source = "\n".join(parts)
        return self._page

    def _head(self) -> str:
        return (
            f"#set page(width: {self._width}mm, height: {self._height}mm, margin: 0mm)\n"
            f'#set text(font: "Noto Sans CJK SC", size: {self._type}pt, lang: "zh",'
            " top-edge: 0.8em, bottom-edge: -0.2em)\n"
            f"#set par(justify: true, leading: {PITCH - 1}em, spacing: {PITCH - 1}em)\n"
        )

    def _masthead(self) -> Iterator[str]:
        paper = self._convert(self._random.choice(PAPERS))
        day = self._random.randint(1, 28)
        date = f"2024年{self._random.randint(1, 12)}月{day}日　星期四　第{day % 8 + 1}版"
        yield _placed(MARGIN, MARGIN, 120, 20, _text(paper, 34, weight="bold"))
        yield _placed(self._width - MARGIN - 90, MARGIN + 8, 90, 8, _text(self._convert(date), 10))
        yield f"#place(dx: {MARGIN}mm, dy: {MARGIN + 22}mm, line(length: 60%, stroke: 0.5pt))"

    def _band(self, top: float) -> tuple[list[str], float]:
        """Articles and other things side by side, and the height that they take."""
        cells, left = [], self._columns
        while left:
            span = self._random.choice(
                [s for s in (2, 3, 4) if s <= left and left - s != 1] or [left]
            )
            cells.append(span)
            left -= span
        parts: list[str] = []
        height, x = 0.0, MARGIN
        other = self._random.randrange(len(cells)) if len(cells) > 1 else -1
        fillers: list[tuple[float, float]] = []
        for at, span in enumerate(cells):
            width = span * (self._unit + GUTTER) - GUTTER
            if at == other and self._random.random() < 0.5:
                fillers.append((x, width))
            elif (article := next(self._articles, None)) is not None:
                drawn, tall = self._article(article, x, top, width, span)
                if top + tall > self._height - MARGIN:
                    self._page.truth = [t for t in self._page.truth if t[0] != self._title(article)]
                else:
                    parts.append(drawn)
                    height = max(height, tall)
            x += width + GUTTER
        height = height or 40.0
        parts += [self._filler(x, top, width, min(height, 70.0)) for x, width in fillers]
        return parts, height

    def _title(self, article: CleanArticle) -> str:
        return "".join(self._convert(article.headline).split())

    def _article(
        self, article: CleanArticle, x: float, top: float, width: float, span: int
    ) -> tuple[str, float]:
        boxed = self._random.random() < 0.2
        inset = 3.0 if boxed else 0.0
        inner = width - 2 * inset
        content, height = self._titles(article, inner, span)
        paragraphs = [(role, self._convert(text)) for role, text in article.lines
                      if role in ("body", "section-head", "byline")]  # fmt: skip
        count = max(1, span if not boxed else span - 1)
        column = (inner + GUTTER) / count - GUTTER
        per_line = floor(column / (self._type * POINT))
        lines = sum(ceil((len(text) + 3) / per_line) for _, text in paragraphs)
        tall = (ceil(lines / count) + 1) * self._type * POINT * PITCH
        body = "\n".join(_paragraph(role, text) for role, text in paragraphs)
        content += (
            f"#block(width: {inner}mm, height: {tall}mm)["
            f"#columns({count}, gutter: {GUTTER}mm)[{body}]]"
        )
        self._page.truth += [
            (self._title(article), "".join(text.split()))
            for role, text in paragraphs
            if role == "body" and len(text) >= SHORTEST
        ]
        style = ", stroke: 0.7pt, fill: luma(240)" if boxed else ""
        height += tall + 2 * inset
        return _placed(x, top, width, height, content, f", inset: {inset}mm{style}"), height

    def _titles(self, article: CleanArticle, width: float, span: int) -> tuple[str, float]:
        """Kicker, headline and subhead, and the height that they take."""
        size = {2: 17, 3: 22, 4: 27}.get(span, 30)
        content, height = "", 0.0
        for role, text in article.titles:
            points = size if role == "headline" else round(0.55 * size)
            lines = ceil((len(text) + 1) * points * POINT / width)
            tall = (lines * 1.25 + 0.35) * points * POINT
            weight = "bold" if role == "headline" else "regular"
            title = _text(self._convert(text), points, weight=weight)
            set_text = f"#set par(leading: 0.25em, justify: false)\n{title}"
            content += f"#block(width: 100%, height: {tall}mm, spacing: 0mm)[{set_text}]\n"
            height += tall
        return content, height + 1.0

    def _filler(self, x: float, top: float, width: float, height: float) -> str:
        kind = self._random.choice(("photo", "table", "advertisement"))
        if kind == "photo":
            caption = self._convert("职工在新建的书屋里读书。　记者 王小明 摄")
            content = (
                f"#rect(width: 100%, height: {height - 8}mm,"
                " fill: gradient.linear(luma(90), luma(200)))"
                f"#v(1mm, weak: true){_text(caption, 7)}"
            )
            return _placed(x, top, width, height, content)
        if kind == "table":
            rows = [("单位", "产值", "增长")] + [
                (f"{name}厂", f"{self._random.randint(2, 90)}.4", f"{self._random.randint(1, 9)}.1")
                for name in ("丰谷", "云岭", "南浦", "柳湾")
            ]
            cells = ", ".join(f"[{self._convert(cell)}]" for row in rows for cell in row)
            return _placed(x, top, width, height, f"#table(columns: (1fr, 1fr, 1fr), {cells})")
        content = (
            f"#align(center + horizon)[{_text(self._convert(ADVERTISEMENT), 15, weight='bold')}]"
        )
        return _placed(x, top, width, height, content, ", stroke: 1.5pt, inset: 4mm")


def _placed(x: float, y: float, width: float, height: float, content: str, style: str = "") -> str:
    return (
        f"#place(top + left, dx: {x:.2f}mm, dy: {y:.2f}mm, "
        f"block(width: {width:.2f}mm, height: {height:.2f}mm{style})[{content}])"
    )


def _text(text: str, size: float, *, weight: str = "regular") -> str:
    return f'#text(size: {size}pt, weight: "{weight}", {_quoted(text)})'


def _paragraph(role: str, text: str) -> str:
    if role == "section-head":
        return f'#par[#h(2em)#text(weight: "bold", {_quoted(text)})]'
    return f"#par[#h(2em)#{_quoted(text)}]"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def rendered_pages(count: int) -> Iterator[RenderedPage]:
    """So many pages, always the same; each of other articles than the one before."""
    for seed in range(count):
        yield Composer(seed, mixed_articles(seed)).page()


def scanned(pdf: Path, seed: int) -> list[Path]:
    """Pictures of a file's pages as a scanner would give them: turned a little, with noise."""
    import numpy as np
    import pypdfium2
    from PIL import Image

    noise = np.random.default_rng(seed)
    paths = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf), start=1):
        picture = (
            page.render(scale=150 / 72)
            .to_pil()
            .convert("L")
            .rotate(
                noise.uniform(-1.5, 1.5),
                resample=Image.Resampling.BICUBIC,
                expand=True,
                fillcolor=255,
            )
        )
        pixels = 25 + 0.85 * np.asarray(picture, dtype=float)
        pixels += noise.normal(0, 14, pixels.shape)
        paths.append(pdf.with_suffix(f".{number}.jpg"))
        Image.fromarray(pixels.clip(0, 255).astype("uint8")).save(paths[-1], quality=70)
    return paths


def figures(paths: Sequence[Path], truth: Sequence[tuple[str, str]]) -> tuple[int, int]:
    """The paragraphs of a page that are whole, and those also under their headline."""
    files = [read_file(path, cache=path.parent / "cache").reports for path in paths]
    return count_whole(
        [a for reports in files for report in reports for a in restore(report)], truth
    )


def main() -> None:
    """Print a line for each page, the worst first, and the sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--by", choices=("browser", "vertical", "typst"), default="browser")
    parser.add_argument("--pages", type=int, default=30)
    parser.add_argument("--scans", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[tuple[int, int, int, str]]] = {"pdf": [], "scan": []}
    for number, (pdf, truth) in enumerate(_files(options.by, options.pages, folder)):
        rows["pdf"].append((*figures([pdf], truth), len(truth), pdf.name))
        if number < options.scans:
            rows["scan"].append((*figures(scanned(pdf, number), truth), len(truth), pdf.name))
    for kind, found in rows.items():
        for whole, titled, all_, name in sorted(found, key=lambda row: row[1] / max(1, row[2])):
            print(f"{name:14} whole {whole} of {all_}, under their headline {titled}")
        if found:
            counts = [row[:3] for row in found]
            whole, titled, all_ = map(sum, zip(*counts, strict=True))
            print(
                f"{kind}: {len(found)} pages, whole {whole / all_:.3f}, titled {titled / all_:.3f}"
            )


def _files(by: str, count: int, folder: Path) -> Iterator[tuple[Path, list[tuple[str, str]]]]:
    """The PDF files of pages, with their truth."""
    if by == "typst":
        typst = importlib.import_module("typst")
        fonts = Path(str(importlib.import_module("manimgx_fonts_cjk").__file__)).parent
        for number, page in enumerate(rendered_pages(count)):
            source = folder / f"{number:02}.typ"
            source.write_text(page.source, encoding="utf-8")
            pdf = source.with_suffix(".pdf")
            typst.compile(str(source), output=str(pdf), font_paths=[str(fonts)])
            yield pdf, page.truth
        return
    for number, page in enumerate(browser_pages(count, vertical=by == "vertical")):
        pdf = folder / f"{number:02}.pdf"
        print_pdf(page.source, pdf)
        yield pdf, page.truth


if __name__ == "__main__":
    main()
