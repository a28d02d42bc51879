"""The archive as buttons and links name it: passages, articles and reports by their ids."""

from retrieval.corpus import Corpus
from retrieval.documents import Article, Passage
from retrieval.documents.readers.page_pictures import PagePictures
from retrieval.errors import ReportAccessError
from retrieval.qa import verify

REPORT_KEY_LENGTH = 12


class Lookup:
    """Finds what an id stands for; ids live as long as the report's bytes stay the same.

    What is looked up waits for its turn to read the archive, so never on the event loop.
    """

    def __init__(self, corpus: Corpus, pictures: PagePictures | None = None) -> None:
        self.corpus = corpus
        self._pictures = pictures

    def article(self, article_id: str) -> Article | None:
        """An article by its id. Raises VerbatimError if it is not what its report says."""
        with self.corpus.reading():
            article = self.corpus.article(article_id)
            for position in range(len(article.searched) if article else 0):
                assert article
                verify(Passage(article, position), self.corpus.reports)
        return article

    def passage(self, passage_id: str) -> Passage | None:
        """A passage by its id. Raises VerbatimError if it is not what its report says."""
        article_id, _, position = passage_id.rpartition(".")
        if not position.isdecimal() or len(position) > 9:
            return None
        with self.corpus.reading():
            article = self.corpus.article(article_id)
            if article is None or int(position) >= len(article.searched):
                return None
            passage = Passage(article, int(position))
            verify(passage, self.corpus.reports)
        return passage

    def has_picture(self, passage: Passage) -> bool:
        """Tell whether the place of a passage on the picture of its page is known."""
        return self._pictures is not None and bool(passage.paragraph.boxes)

    def picture(self, passage: Passage) -> bytes:
        """A passage framed on the picture of its page, as PNG. Raises ReportError."""
        report = self.corpus.reports[passage.article.report]
        if self._pictures is None:
            raise ReportAccessError(report.name, "no-picture")
        return self._pictures.crop(report, passage.paragraph.boxes)


def report_key(digest: str) -> str:
    """Short key of a report for buttons: file names may be longer than one can hold."""
    return digest[:REPORT_KEY_LENGTH]
