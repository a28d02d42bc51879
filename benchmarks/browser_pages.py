"""Newspaper pages as HTML, which a browser sets: another generator than that by Typst.

Bands of articles side by side: headlines over all or some of their columns, photos within the
columns, boxes, tables, advertisements; many types, sizes and rules, both scripts; from left to
right, or from top to bottom with the columns from the right. What does not fit on a page goes on
the next.
"""

import html
import random
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.page_truth import (
    ADVERTISEMENT,
    PAPERS,
    SHORTEST,
    RenderedPage,
    mixed_articles,
    traditional,
)
from tests.retrieval.layout.clean import CleanArticle

CHROMIUM = (
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-pdf-header-footer",
)
SHEETS = ((280, 400), (350, 500), (390, 540))  # mm
MOST = 3000  # characters; so many fill a page
VERTICAL_MARKS = str.maketrans("“”‘’", "『』「」")
STYLE = """
@page {{ size: {width}mm {height}mm; margin: 12mm }}
html {{ writing-mode: {mode}; text-orientation: {orientation} }}
body {{ margin: 0; font: {size}pt/{leading} "{family}" }}
.masthead {{ font: bold 40pt "Noto Serif CJK SC"; border-block-end: 1pt solid;
            display: flex; justify-content: space-between; align-items: end }}
.masthead small {{ font: 10pt "{family}" }}
.band {{ display: grid; grid-template-columns: repeat({columns}, 1fr); gap: {gutter}mm;
        margin-block-start: {gutter}mm; {rule} }}
article {{ break-inside: avoid }}
h1, h2, h3 {{ margin: 0 0 1mm; line-height: 1.25; text-align: {align} }}
h2, h3 {{ font-weight: normal }}
.columns {{ column-gap: {gutter}mm; {column_rule}; text-align: justify }}
p {{ margin: 0; text-indent: 2em }}
p.head {{ font-weight: bold; {head} }}
figure {{ margin: 0 0 1mm; break-inside: avoid }}
figure div {{ background: linear-gradient(30deg, #777, #ccc, #888); block-size: 38mm }}
figcaption {{ font-size: 7.5pt }}
.boxed {{ border: 0.7pt solid; padding: 3mm; {shade} }}
.advertisement {{ border: 1.5pt solid; font: bold 16pt "{family}"; padding: 6mm;
                 text-align: center }}
table {{ border-collapse: collapse; inline-size: 100% }}
td {{ border: 0.5pt solid; padding: 0.5mm 1mm }}
"""


class _Composer:
    """Sets the articles of a page in bands of columns."""

    def __init__(self, seed: int, articles: Sequence[CleanArticle], *, vertical: bool) -> None:
        self._random = random.Random(1000 + seed)
        self._vertical = vertical
        self._convert = traditional() if seed % 4 == 3 else str
        self._articles = iter(articles)
        self._columns = self._random.choice((4, 5, 6))
        self._page = RenderedPage("")
        self._seed = seed

    def page(self) -> RenderedPage:
        """The page, with as many bands as make it full."""
        bands = []
        while sum(len(text) for _, text in self._page.truth) < MOST:
            bands.append(self._band())
        self._page.source = (
            f'<!DOCTYPE html><html lang="zh"><meta charset="utf-8"><style>{self._style()}</style>'
            f"<body>{self._masthead()}{''.join(bands)}</body></html>"
        )
        return self._page

    def _style(self) -> str:
        pick = self._random.choice
        width, height = SHEETS[self._seed % len(SHEETS)]
        return STYLE.format(
            width=height if self._vertical else width,
            height=width if self._vertical else height,
            mode="vertical-rl" if self._vertical else "horizontal-tb",
            orientation=pick(("mixed", "upright")),
            size=pick((8.5, 9, 10)),
            leading=pick((1.4, 1.5, 1.65)),
            family=pick(("Noto Serif CJK SC", "Noto Sans CJK SC")),
            columns=self._columns,
            gutter=pick((4, 5, 7)),
            rule=pick(("", "border-block-start: 0.5pt solid")),
            column_rule=pick(("", "column-rule: 0.4pt solid #555")),
            align=pick(("left", "center")),
            head=pick(("", "text-align: center; text-indent: 0")),
            shade=pick(("", "background: #eee")),
        )

    def _masthead(self) -> str:
        day = self._random.randint(1, 28)
        date = f"2024年{self._random.randint(1, 12)}月{day}日 星期四 第{day % 8 + 1}版"
        paper = self._convert(self._random.choice(PAPERS))
        return f'<div class="masthead">{paper}<small>{self._convert(date)}</small></div>'

    def _band(self) -> str:
        """Articles and other things side by side."""
        cells, left = [], self._columns
        while left:
            span = self._random.choice([s for s in (2, 3, 4, 6) if s <= left and left - s != 1])
            cells.append(self._cell(span))
            left -= span
        return f'<div class="band">{"".join(cells)}</div>'

    def _cell(self, span: int) -> str:
        filler = span < self._columns and self._random.random() < 0.2
        article = None if filler else next(self._articles, None)
        inner = self._filler() if article is None else self._article(article, span)
        boxed = article is not None and self._random.random() < 0.2
        name = ' class="boxed"' if boxed else ""
        return f'<article{name} style="grid-column: span {span}">{inner}</article>'

    def _article(self, article: CleanArticle, span: int) -> str:
        size = {2: 17, 3: 22, 4: 27}.get(span, 30)
        levels = {"kicker": ("h2", 0.55), "headline": ("h1", 1.0), "subhead": ("h3", 0.55)}
        titles = "".join(
            f'<{tag} style="font-size: {size * part}pt">{self._text(text)}</{tag}>'
            for role, text in article.titles
            for tag, part in [levels[role]]
        )
        paragraphs = [
            (role, self._text(text))
            for role, text in article.lines
            if role in ("body", "section-head", "byline")
        ]
        headline = "".join(self._text(article.headline).split())
        self._page.truth += [
            (headline, "".join(text.split()))
            for role, text in paragraphs
            if role == "body" and len(text) >= SHORTEST
        ]
        inner = [f'<p class="{"head" if r == "section-head" else r}">{t}' for r, t in paragraphs]
        if span > 2 and self._random.random() < 0.4:
            inner.insert(self._random.randrange(len(inner) + 1), self._photo())
        return f'{titles}<div class="columns" style="column-count: {span}">{"".join(inner)}</div>'

    def _photo(self) -> str:
        caption = self._text("职工在新建的书屋里读书。　记者 王小明 摄")
        return f"<figure><div></div><figcaption>{caption}</figcaption></figure>"

    def _filler(self) -> str:
        kind = self._random.choice(("photo", "table", "advertisement"))
        if kind == "photo":
            return self._photo()
        if kind == "advertisement":
            return f'<div class="advertisement">{self._text(ADVERTISEMENT)}</div>'
        number = self._random.randint
        rows = [("单位", "产值", "增长")] + [
            (f"{name}厂", f"{number(2, 90)}.4", f"{number(1, 9)}.1")
            for name in ("丰谷", "云岭", "南浦", "柳湾")
        ]
        cells = ("".join(f"<td>{self._text(cell)}" for cell in row) for row in rows)
        return f"<table><tr>{'<tr>'.join(cells)}</table>"

    def _text(self, text: str) -> str:
        text = self._convert(text)
        return html.escape(text.translate(VERTICAL_MARKS) if self._vertical else text, quote=False)


def browser_pages(count: int, *, vertical: bool = False) -> Iterator[RenderedPage]:
    """So many pages, always the same."""
    for seed in range(count):
        yield _Composer(seed, mixed_articles(1000 + seed), vertical=vertical).page()


def print_pdf(source: str, pdf: Path) -> None:
    """Print HTML by chromium."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(source, encoding="utf-8")
        options = (f"--user-data-dir={folder}/profile", f"--print-to-pdf={pdf}")
        subprocess.run([*CHROMIUM, *options, page.as_uri()], check=True, capture_output=True)
