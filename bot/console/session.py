"""One conversation in the console: handle a line, show the result."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from rich.text import Text

from bot.app.citations import title_of
from bot.app.error_messages import sentence_of
from bot.app.errors import UsageError
from bot.app.export import complete, export
from bot.app.listing_text import told_scope
from bot.app.messages import Texts
from bot.app.reference import quotation, reference
from bot.app.sample_questions import find_examples
from bot.app.scope_flags import NAMES as SCOPE_NAMES
from bot.app.terminal_text import shown
from bot.console import rendering
from bot.console.explanation_view import draw_explanation, draw_figures, is_looked_up
from bot.console.scan_view import open_file, save_picture
from bot.console.scoped_load import ScopedLoad
from bot.console.sources_view import draw_sources, facts, known_dates
from bot.console.terminal import Terminal
from retrieval.corpus import Corpus
from retrieval.documents import Article, split
from retrieval.errors import QuestionLengthError, WenbaoError
from retrieval.qa import Answer, Answering, AnswerPassage, Status, verify
from retrieval.query.model import check_length
from retrieval.store.indexed_folder import IndexedFolder

KEPT_TURNS = 8
PASSAGES_AT_ONCE = 3
_LINES_ROUND_AN_ANSWER = 5  # the question, the status, the hint, the prompt and its toolbar


class Quit(Exception):  # noqa: N818  not an error
    """The user wants to leave."""


class Session:
    """The questions asked and passages shown; `load` waits for the archive at first use."""

    def __init__(
        self,
        load: Callable[[], tuple[Corpus, Answering]],
        *,
        terminal: Terminal,
        texts: Texts,
        reports_dir: Path,
        data_dir: Path,
        top: int,
        is_loaded: Callable[[], bool] = lambda: True,
    ) -> None:
        self._load = ScopedLoad(load)
        self._is_loaded = is_loaded
        self._screen = terminal
        self._texts = texts
        self._reports_dir = reports_dir
        self._data_dir = data_dir
        self._top = top
        self._turns: list[str] = []
        self._earlier: list[str] = []  # the turns before the last question
        self._answer: Answer | None = None
        self._shown_count = 0

    @property
    def commands(self) -> Mapping[str, Callable[[str], None]]:
        """Map the commands' names to handlers, which take the text after the name."""
        return {
            "/more": self._more,
            "/open": self._open,
            "/scan": self._scan,
            "/cite": self._cite,
            "/export": self._export,
            "/explain": self._explain,
            **{f"/{name}": partial(self._narrow, name) for name in SCOPE_NAMES},
            "/articles": self._articles,
            "/sources": self._sources,
            "/help": self._help,
            "/quit": self._quit,
        }

    def handle(self, line: str) -> None:
        """Handle a line: a command, a passage's number, or a question.

        Raises Quit, and WenbaoError if the archive can't be loaded or a quote is not verbatim.
        """
        line = line.strip()
        name, _, argument = line.partition(" ")
        if command := self.commands.get(name.lower()):
            command(argument.strip())
        elif name.startswith("/"):
            self._say("no-such-command", command=shown(name))
        elif line.isdecimal() and self._answer is not None and self._answer.passages:
            self._open(line)
        elif _is_help(line, self._texts):
            self._help("")
        elif line:
            self._ask(line)

    def introduce(self) -> None:
        """Say what the archive holds, and name questions that it answers."""
        corpus, _ = self._load()
        self._screen.show(Text(facts(corpus, self._texts, folder=self._reports_dir)))
        if dates := known_dates(corpus):
            self._say("holds-dates", first=dates[0], last=dates[-1], count=len(dates))
        if examples := self._examples():
            self._list_examples(examples)

    def _ask(self, question: str) -> None:
        try:
            check_length(question)
        except QuestionLengthError as err:
            self._say("question-too-long", most=err.most, count=err.count)
            return
        corpus, answerer = self._load()
        if not corpus.reports:
            self._say("no-reports", folder=str(self._reports_dir))
            return
        answer = answerer.answer(question, turns=self._turns, top_k=self._top)
        if status := rendering.draw_status(answer, self._texts):
            self._screen.show(status)
        if answer.is_chat:  # what was answered before stays at hand
            return
        if answer.opened is not None:
            self._show_article(answer.opened)
            return
        self._answer = answer
        self._earlier = self._turns
        self._turns = [*self._turns, question][-KEPT_TURNS:]
        self._shown_count = 0
        self._show_passages(answer)

    def _narrow(self, name: str, value: str) -> None:
        """Ask only the pages of some days, of a newspaper or of a name from now on."""
        try:
            scope = self._load.narrow(name, value)
        except UsageError as err:
            self._screen.show(Text(sentence_of(err, self._texts), rendering.WARNING))
            return
        told = told_scope(scope, self._texts, shown)
        self._say("scope-now", scope=told or self._texts("scope-whole"))

    def _explain(self, argument: str) -> None:
        if self._answer is None:
            self._say("no-answer-yet")
            return
        if is_looked_up(self._answer):
            self._say("explain-catalogue")
            return
        _corpus, answerer = self._load()
        explanation = answerer.explain(self._answer.question, turns=self._earlier, top_k=self._top)
        draw = draw_figures if argument == "full" else draw_explanation
        for line in draw(explanation, self._texts):
            self._screen.show(line)

    def _more(self, _: str) -> None:
        if self._answer is None:
            self._say("no-answer-yet")
        elif self._shown_count == len(self._answer.passages):
            self._say("no-more")
        else:
            self._show_passages(self._answer)

    def _open(self, argument: str) -> None:
        argument, _, rest = argument.partition(" ")
        if found := self._asked_passage(argument, command="/open"):
            self._verify(found.passage.article)
            self._show(rendering.draw_opened(found, self._texts, whole=rest.strip() == "all"))

    def _scan(self, argument: str) -> None:
        if found := self._asked_passage(argument, command="/scan"):
            corpus, _ = self._load()
            pictures = IndexedFolder(self._reports_dir, self._data_dir).pictures
            path = save_picture(found.passage, corpus, pictures, self._data_dir / "scans")
            self._say("scan-opened" if open_file(path) else "scan-saved", path=str(path))

    def _cite(self, argument: str) -> None:
        if found := self._asked_passage(argument, command="/cite"):
            self._screen.show(Text(shown(quotation(found, self._texts))))
            self._screen.show(Text(shown(reference(found.passage.article))))

    def _export(self, argument: str) -> None:
        if self._answer is None:
            self._say("no-answer-yet")
            return
        answer = complete(self._answer, self._load()[1], turns=self._earlier)
        try:
            export([answer], Path(argument).expanduser(), self._texts)
        except UsageError as err:
            self._screen.show(Text(sentence_of(err, self._texts), rendering.WARNING))
        else:
            self._say("exported", file=shown(argument))

    def _articles(self, argument: str) -> None:
        corpus, _ = self._load()
        if argument.isdecimal() and 1 <= int(argument) <= len(corpus.articles):
            self._show_article(corpus.articles[int(argument) - 1])
        elif argument:
            self._say("no-such-article", number=shown(argument))
        else:
            self._list_articles(corpus)

    def _list_articles(self, corpus: Corpus) -> None:
        if not corpus.reports:
            self._say("no-reports", folder=str(self._reports_dir))
            return
        number = 0
        for report in corpus.reports:
            articles = corpus.articles_of(report)
            heading = self._texts("articles-of", report=shown(report), count=len(articles))
            self._screen.show(Text(heading, rendering.SOURCE))
            for article in articles:
                number += 1
                title = shown(title_of(article, self._texts))
                self._screen.show(Text(f"{number:>4}  {title}"))
        self._say("articles-hint")

    def _sources(self, _: str) -> None:
        corpus, _answerer = self._load()
        if corpus.reports:
            self._say("sources-folder", folder=str(self._reports_dir))
        else:
            self._say("no-reports", folder=str(self._reports_dir))
        for line in draw_sources(corpus, self._texts):
            self._screen.show(line)

    def _help(self, _: str) -> None:
        self._say("help")
        if examples := self._examples():
            self._list_examples(examples)
        width = max(map(len, self.commands)) + 4
        for name in self.commands:
            usage = f"{name} N" if name in ("/open", "/scan", "/cite") else name
            self._screen.show(Text(f"  {usage:<{width}}{self._texts(f'help-{name[1:]}')}"))

    def _list_examples(self, examples: Iterable[str]) -> None:
        self._say("help-examples")
        for example in examples:
            self._screen.show(Text(f"  {shown(example)}"))

    def _examples(self) -> list[str]:
        """Find questions that the reports answer; none before they are loaded."""
        if not self._is_loaded():
            return []
        try:
            corpus, answerer = self._load()
            with corpus.reading():
                return find_examples(corpus, answerer, self._texts)
        except WenbaoError:  # who asks for help gets the rest of it
            return []

    def _quit(self, _: str) -> None:
        raise Quit

    def _asked_passage(self, number: str, *, command: str) -> AnswerPassage | None:
        """Return the passage of the last answer with this number; say why there is none."""
        if self._answer is None:
            self._say("no-answer-yet")
            return None
        passages = self._answer.passages
        if number.isdecimal() and 1 <= int(number) <= len(passages):
            return passages[int(number) - 1]
        if number.isdecimal():
            self._say("no-such-passage", number=number, count=len(passages))
        else:
            self._say("wants-number", command=command)
        return None

    def _show_passages(self, answer: Answer) -> None:
        """Show the next passages: a few, no more than fit on one screen, and one at least."""
        room = self._screen.height - _LINES_ROUND_AN_ANSWER
        following = answer.passages[self._shown_count : self._shown_count + PASSAGES_AT_ONCE]
        for number, found in enumerate(following):
            room -= self._screen.passage_height(found, self._texts)
            if room < 0 and number > 0 and not self._screen.is_plain:
                break
            self._screen.show_passage(
                found, self._texts, answers=answer.status is not Status.NOT_FOUND
            )
            self._shown_count += 1
        if left := len(answer.passages) - self._shown_count:
            self._say("more", count=left)

    def _show_article(self, article: Article) -> None:
        self._verify(article)
        self._show(rendering.draw_article(article, self._texts, numbered=True))

    def _verify(self, article: Article) -> None:
        corpus, _ = self._load()
        for passage in split([article]):
            verify(passage, corpus.reports)

    def _show(self, parts: Iterable[Text]) -> None:
        for part in parts:
            self._screen.show(part)
            self._screen.show()

    def _say(self, message_id: str, /, **arguments: str | int) -> None:
        self._screen.show(Text(self._texts(message_id, **arguments)))


def _is_help(line: str, texts: Texts) -> bool:
    asked = line.strip("？?。.!！ ").lower()
    return asked in texts("help-words").split()
