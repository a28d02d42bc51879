"""Web pages: articles of digital editions and of news sites, without what stands round them."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from retrieval.documents.optional_parts import installed_parts
from retrieval.documents.readers.article_lines import ArticleLines, imprint_of, iso_date
from retrieval.documents.readers.source_file import Found, Page, SourceFile
from retrieval.documents.report import Imprint, Label
from retrieval.errors import ReportFormatError

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

KIND = "HTML"
_TAGS = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|meta|h[1-6])[\s>/]", re.I)
_TITLE_TAGS = ("founder-title", "h1", "h2")
# where digital editions and news sites keep the text of an article, the surest first
_CONTAINERS = (
    "founder-content, #ozoom",
    "#articleContent, #article_content, #ArticleContent, .article-content, .rm_txt_con",
    "[itemprop=articleBody], .articleBody, .TRS_Editor, #UCAP-CONTENT, .pages_content",
)
_OUTSIDE = "script, style, noscript, template, nav, header, footer, aside, form, select, button"
# elements that go on in a line; all others start one
_INLINE = re.compile(
    "a|abbr|b|bd[io]|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|o:p|q|r[pt]|ruby|s"
    "|samp|small|span|strike|strong|su[bp]|time|tt|u|var|wbr"
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CAPTIONS = frozenset(("figcaption", "caption"))
_DATES = (
    "article:published_time",
    "pubdate",
    "publishdate",
    "publish-date",
    "og:release_date",
    "date",
    "datepublished",
    "dc.date",
)
_PAPERS = ("og:site_name", "source", "publisher", "mediaid", "application-name")
_AUTHORS = ("author", "article:author", "byl")
FEWEST = 20  # characters of text that make an article


def accepts(source: SourceFile) -> bool:
    """Tell whether a file is a web page."""
    head = source.head
    return head[:1] == b"<" and _TAGS.search(source.data[:4096]) is not None


def read(source: SourceFile) -> Iterator[Found]:
    """The one page of a file. Raises ReportFormatError."""
    page = page_of(source)
    if page is None:
        raise ReportFormatError(source.path, "no-content", kind=KIND)
    yield page


def page_of(source: SourceFile, *, number: int = 1) -> Page | None:
    """The articles of a web page as a page; None if it has no text. Raises ReportFormatError."""
    if "web" not in installed_parts():
        raise ReportFormatError(source.path, "part", kind=KIND, part="web")
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(_decoded(source))
    for node in tree.css(_OUTSIDE):
        if node.tag not in ("header",) or not node.css_first("h1"):
            node.decompose()
    page = ArticleLines()
    for container, title in _articles(tree):
        before = len(page.lines)
        page.add(title, Label.HEADLINE)
        for tag, text in _blocks(container):
            if text == title:
                continue
            label = Label.SECTION_HEAD if tag in _HEADINGS else None
            page.add(text, Label.CAPTION if tag in _CAPTIONS else label)
        page.region += len(page.lines) > before
    if not page.lines:
        return None
    return page.page(number=number, imprint=_imprint(tree))


def _decoded(source: SourceFile) -> str:
    """The text in the encoding that the page itself names, where it does so truly."""
    named = re.search(rb"charset=[\"']?([\w-]+)", source.data[:4096])
    if named is not None:
        encoding = named[1].decode("ascii").lower()
        try:
            return source.data.decode("gb18030" if encoding in ("gbk", "gb2312") else encoding)
        except (LookupError, UnicodeDecodeError):
            pass
    return source.text


def _articles(tree: "LexborHTMLParser") -> Sequence[tuple["LexborNode", str]]:
    """The element that holds each article, and its title."""
    found = [node for node in tree.css("article") if _size(node) >= FEWEST]
    inner = [node for node in found if not any(_size(x) >= FEWEST for x in node.css("article")[1:])]
    if len(inner) > 1:
        return [(node, _own_title(node)) for node in inner]
    title = _title(tree)
    for selector in _CONTAINERS:
        if (node := tree.css_first(selector)) is not None and _size(node) >= FEWEST:
            return [(node, title)]
    if inner:
        return [(inner[0], _own_title(inner[0]) or title)]
    body = _densest(tree)
    return [(body, title)] if body is not None and _size(body) else []


def _densest(tree: "LexborHTMLParser") -> "LexborNode | None":
    """The element right in which most text of paragraphs stands; else the body."""
    sizes: dict[int, int] = {}
    parents: dict[int, LexborNode] = {}
    for paragraph in tree.css("p"):
        if (parent := paragraph.parent) is not None:
            linked = sum(_size(link) for link in paragraph.css("a"))
            sizes[parent.mem_id] = sizes.get(parent.mem_id, 0) + _size(paragraph) - linked
            parents[parent.mem_id] = parent
    best = max(sizes, key=lambda node: sizes[node], default=None)
    body = tree.body
    if best is None or body is None or 2 * sizes[best] < _size(body):
        return body
    return parents[best]


def _size(node: "LexborNode") -> int:
    return len("".join(node.text().split()))


def _title(tree: "LexborHTMLParser") -> str:
    for tag in _TITLE_TAGS:
        for node in tree.css(tag):
            if text := _line(node.text()):
                return text
    if given := _meta(tree, ("og:title", "title", "articletitle")):
        return given
    head = tree.css_first("title")
    # the name of the site follows after a mark
    return re.split(r"\s*[-_|—]+\s*", _line(head.text()) if head is not None else "")[0]


def _own_title(node: "LexborNode") -> str:
    heading = node.css_first("h1, h2, h3, h4")
    return _line(heading.text()) if heading is not None else ""


def _blocks(container: "LexborNode") -> Iterator[tuple[str, str]]:
    """The texts of an element that stand on lines of their own, each with the tag it is in."""
    pending = [""]
    tag = ""

    def flush() -> Iterator[tuple[str, str]]:
        if text := _line(pending[0]):
            yield tag, text
        pending[0] = ""

    stack: list[tuple[LexborNode, bool]] = [(container, False)]
    while stack:
        node, is_end = stack.pop()
        name = node.tag or ""
        if is_end:
            yield from flush()
            tag = ""
        elif node.is_text_node:
            pending[0] += node.text_content or ""
        elif node.is_element_node:
            is_cell = name in ("td", "th")
            if not (is_cell or _INLINE.fullmatch(name)):
                yield from flush()
                tag = name if name in _HEADINGS | _CAPTIONS else tag
                stack.append((node, True))
            pending[0] += " " if is_cell else ""
            stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))
    yield from flush()


def _line(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


def _imprint(tree: "LexborHTMLParser") -> Imprint:
    date = iso_date(_meta(tree, _DATES))
    return imprint_of("metadata", paper=_meta(tree, _PAPERS) or None, date=date)


def _meta(tree: "LexborHTMLParser", names: Sequence[str]) -> str:
    """Read from a page's head what stands under the first of some names."""
    said: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = (attributes.get("property") or attributes.get("name") or "").lower()
        said.setdefault(name, _line(attributes.get("content") or ""))
    return next((said[name] for name in names if said.get(name)), "")
