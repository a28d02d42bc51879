"""References: a quote with its source, and the entry of a reference list by GB/T 7714-2015."""

from bot.app.citations import title_of, told_imprint
from bot.app.messages import Texts
from retrieval.documents import Article
from retrieval.qa import AnswerPassage

_MOST_AUTHORS = 3


def reference(article: Article) -> str:
    """Write `作者. 题名[N]. 报纸名, 日期(版次).`; of more than three authors three and 等.

    What is unknown is left out, as the standard has it for lists in order of citation: a work
    without an author begins with its title. A lost title is [题名不详]. The page a file holds is
    named in the newspaper's place where the newspaper is unknown.
    """
    imprint = article.imprint
    authors = ", ".join(article.byline[:_MOST_AUTHORS])
    if len(article.byline) > _MOST_AUTHORS:
        authors += ", 等"
    issued = (imprint.date or "") + (f"({imprint.page})" if imprint.page else "")
    printed = ", ".join(filter(None, (imprint.paper, issued)))
    parts = (authors, f"{article.headline or '[题名不详]'}[N]", printed or article.report)
    return ". ".join(filter(None, parts)) + "."


def quotation(found: AnswerPassage, texts: Texts) -> str:
    """Quote the sentence that answers, else the passage, with its source: `“…”（《…》…）`."""
    passage = found.passage
    text = found.sentence.of(passage.text) if found.sentence else passage.text
    article = passage.article
    known = (title_of(article, texts), "、".join(article.byline), told_imprint(article, texts))
    source = texts("between-sides").join(filter(None, known))
    return texts("quotation", text=text.strip(), source=source)
