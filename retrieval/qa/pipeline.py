"""From a question to an answer: understand ─▶ rank ─▶ mark ─▶ judge ─▶ verify."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from retrieval.cache import memoize
from retrieval.documents import Report
from retrieval.qa.answerability.answer_features import HALF, answer_features
from retrieval.qa.answerability.classifier import (
    FOUND,
    NOTHING,
    USUAL,
    Thresholds,
    Verdict,
    doubted,
    judge,
)
from retrieval.qa.answerability.doubts import Evidence, doubt
from retrieval.qa.archive_questions.counting import mentions
from retrieval.qa.candidate_answer import Marked, Work
from retrieval.qa.comparison import interleaved, names_of_sides, own_candidates, sides
from retrieval.qa.conversation import Interpreter
from retrieval.qa.explanation import Explanation, explained
from retrieval.qa.linear import Weights
from retrieval.qa.ranking.passage_features import RetrievedPassages, extract_features, highlights
from retrieval.qa.ranking.reranker import Ranked, Ranker, without_repeats
from retrieval.qa.result import Answer, AnswerPassage, Listing, Span, Status
from retrieval.qa.spans.certainty import MARKED, certain_words, disagreeing, is_correction
from retrieval.qa.spans.selector import Mark, Marker
from retrieval.qa.statements import checked, missing_words
from retrieval.qa.title_lines import place_title_lines
from retrieval.qa.verbatim import verify, verify_view
from retrieval.query import Follower, Question
from retrieval.query.vocabulary import Vocabulary
from retrieval.text import fold

TOP_K = 10
# rules by which an answer is unsure, and still one to the question
_SAID_OF_IT = ("", "half_told")
# passages whose words are not those that were typed
_READ = 5
# questions whose passages are at hand when they are asked again, be it after others
_AT_HAND = 64


@dataclass(frozen=True)
class Answerer:
    """Answers questions from an index; the same question always gets the same answer."""

    follower: Follower
    ranker: Ranker
    marker: Marker
    weights: Weights
    reports: Mapping[str, Report]
    thresholds: Thresholds = USUAL

    def answer(self, question: str, *, turns: Sequence[str] = (), top_k: int = TOP_K) -> Answer:
        """Answer a question; `turns` are the earlier questions of the conversation.

        Raises VerbatimError if a passage is not what its report says.
        """
        return self._compose(self._work(question, turns, top_k))

    def explain(
        self, question: str, *, turns: Sequence[str] = (), top_k: int = TOP_K
    ) -> Explanation:
        """Answer a question and explain: as understood, found, weighed and judged."""
        work = self._work(question, turns, top_k)
        return explained(
            work,
            self._compose(work),
            weights=self.weights,
            thresholds=self.thresholds,
            index=self.ranker.index,
        )

    def understand(self, typed: str, turns: Sequence[str] = ()) -> Question:
        """The question as it is most likely meant after the earlier ones."""
        return self._interpreter.understand(typed, turns)

    @cached_property
    def _interpreter(self) -> Interpreter:
        return Interpreter(self.follower, lambda question: self._looked_up(question, TOP_K))

    @cached_property
    def _looked_up(self) -> Callable[[Question, int], Work]:
        """Look up the answer to a question; the latest look-ups are remembered."""
        return memoize(
            self._look_up, most=_AT_HAND, length=lambda question: len(question.understood)
        )

    def _look_up(self, question: Question, most: int) -> Work:
        found = self.marked(self.rank(question, top_k=most))
        covered, untold = names_of_sides(self._sides(question), [one.question for one in found])
        verdict = self.judge(found[:TOP_K])
        if untold or question.replaces_name:
            verdict = doubted(verdict, "half_told" if untold else "replaced_name")
        return Work(question, found, verdict, sides=covered, sides_not_found=untold)

    def _work(self, typed: str, turns: Sequence[str], top_k: int) -> Work:
        question = self.understand(typed, turns)
        if question.counted is not None:
            listing, ranked = mentions(question.counted, self.ranker.index, top_k=top_k)
            found = self.mark(ranked, words=0)
            return Work(question, found, FOUND if found else NOTHING, listing)
        if question.phrase and (found := self._containing(question.phrase, top_k)):
            return Work(question, found, FOUND)
        if question.asks_back:
            return Work(question, [], NOTHING)
        if question.asks_author:
            return self._author_of(question)
        # how many are wanted changes neither order nor verdict
        work = self._looked_up(question, max(top_k, TOP_K))
        verdict = NOTHING if question.phrase else work.verdict
        if question.skipped:
            left = work.found[question.skipped : question.skipped + top_k]
            return replace(work, found=left, verdict=self.judge(left))
        return replace(work, found=work.found[:top_k], verdict=verdict)

    def _author_of(self, question: Question) -> Work:
        """The passage that names who wrote the article that answers, with the name marked."""
        asked = replace(question, asks_author=False)
        found = self._looked_up(asked, TOP_K).found[:1]
        for view in found[0].ranked.retrieved.view.whole_article if found else ():
            text = view.passage.text
            name = next((n for n in view.passage.article.byline if n in text), None)
            if name is not None:
                (retrieved,) = extract_features(asked, [view], search=[1.0]).passages
                span = Span(text.index(name), text.index(name) + len(name))
                mark = Mark(sentence=None, answer=span, likelihood=1.0)
                return Work(question, [Marked(Ranked(asked, retrieved, 1.0), mark)], FOUND)
        return Work(question, [], NOTHING)

    def _containing(self, phrase: str, top_k: int) -> list[Marked]:
        """Passages that have a phrase as it is."""
        _, ranked = mentions(phrase, self.ranker.index, top_k=top_k)
        return self.mark(ranked, words=0)

    def _compose(self, work: Work) -> Answer:
        # where nothing answers no words do, nor where something else is answered
        is_found = work.listing is None and work.verdict.rule in _SAID_OF_IT
        is_found = is_found and work.verdict.status is not Status.NOT_FOUND
        certain = certain_words(work.found, work.verdict.likelihood) if is_found else set[int]()
        is_sure = is_found and work.verdict.status is Status.ANSWERED and not work.sides
        differing = [(at, work.found[at].mark.answer) for at in disagreeing(work.found) if is_sure]
        differing.sort(key=lambda told: _dated(work.found[told[0]]))
        answer = Answer(
            question=work.question.typed,
            status=work.verdict.status,
            passages=tuple(
                self._passage(place + 1, found, shows_words=place in certain)
                for place, found in enumerate(work.found)
            ),
            missing=self._missing(work.question, work.listing),
            understood=work.question.understood,
            is_follow_up=work.question.is_follow_up,
            asks_back=work.question.asks_back,
            is_end=work.question.skipped > 0 and not work.found,
            listing=work.listing,
            replaced=_shown(work.question, work.found),
            sides=work.sides,
            sides_not_found=work.sides_not_found,
            disagreeing=tuple((at + 1, words) for at, words in differing if words),
            corrections=tuple(
                place
                for place, one in enumerate(work.found, start=1)
                if is_found and _corrects(one)
            ),
            is_chat=work.question.is_noise,
            not_understood=work.question.not_understood,
        )
        return checked(answer, self._vocabulary)

    def rank(self, question: Question, *, top_k: int = TOP_K) -> list[Ranked]:
        """The best candidates without repeats; the sides of a comparison in turn."""
        asked = self._sides(question)
        found = interleaved(own_candidates(asked, [self._candidates(side) for side in asked]))
        return without_repeats(found or self._candidates(question), most=top_k)

    def _candidates(self, question: Question) -> list[Ranked]:
        return place_title_lines(self.ranker.rank(question))

    def rank_retrieved(self, retrieved: RetrievedPassages, *, top_k: int = TOP_K) -> list[Ranked]:
        """Rank candidates that were retrieved before."""
        return without_repeats(place_title_lines(self.ranker.sorted(retrieved)), most=top_k)

    def _sides(self, question: Question) -> list[Question]:
        return sides(question, self.follower.understander.finder)

    def marked(self, ranked: Sequence[Ranked]) -> list[Marked]:
        """Mark the passages, and put those first that name who or what somebody is, if asked."""
        asked = ranked[0].question if ranked else None
        # whoever holds an office may be named further down, and so may what somebody is
        if asked is not None and (asked.office is not None or asked.described):
            found = self.mark(ranked, words=TOP_K)
            return sorted(found, key=lambda one: one.mark.answer is None)
        return self.mark(ranked, words=MARKED)

    def mark(self, ranked: Iterable[Ranked], *, words: int) -> list[Marked]:
        """Mark passages; words are sought in the first so many."""
        return [
            Marked(one, self.marker.mark(one.question, one.retrieved, words=place < words))
            for place, one in enumerate(ranked)
        ]

    def judge(self, found: Sequence[Marked]) -> Verdict:
        """Judge whether the first passage answers; in a comparison, the better side's first."""
        if not found or not found[0].question.concepts or found[0].question.is_noise:
            return NOTHING
        asked = list(dict.fromkeys(one.question for one in found[:2]))
        return max(
            (self._judge(question, found) for question in asked),
            key=lambda verdict: verdict.likelihood,
        )

    def _judge(self, question: Question, found: Sequence[Marked]) -> Verdict:
        own = [one for one in found if one.question == question]
        rule = doubt(Evidence(question, own, self._vocabulary))
        features = answer_features(
            question,
            own[0].ranked.retrieved,
            own[0].mark,
            lexicon=self.marker.lexicon,
            is_doubted=bool(rule),
        )
        verdict = judge(features, weights=self.weights.answerability, thresholds=self.thresholds)
        return doubted(verdict, rule) if rule else verdict

    def _missing(self, question: Question, listing: Listing | None) -> tuple[str, ...]:
        if question.phrase:
            return (question.phrase,)
        words = missing_words(question, self._vocabulary)
        if listing is None:
            return words
        if listing.articles:
            return ()
        has_known = any(c.is_known and c.text in listing.word for c in question.concepts)
        return tuple(w for w in words if w in listing.word) if has_known else (listing.word,)

    @property
    def _vocabulary(self) -> Vocabulary:
        return self.follower.understander.finder.vocabulary

    def _passage(self, rank: int, found: Marked, *, shows_words: bool) -> AnswerPassage:
        ranked, mark = found.ranked, found.mark
        passage = ranked.passage
        verify(passage, self.reports)
        folded = fold(passage.text)
        verify_view(ranked.retrieved.view, passage, folded)
        return AnswerPassage(
            rank=rank,
            score=ranked.score,
            passage=passage,
            sentence=mark.sentence,
            answer=mark.answer if shows_words else None,
            highlights=highlights(folded, ranked.retrieved),
        )


def _dated(found: Marked) -> str:
    """The date of a passage's page; where none is known, one behind all others."""
    return found.ranked.passage.article.imprint.date or "~"


def _corrects(found: Marked) -> bool:
    """True of a correction that tells of what is asked about."""
    return is_correction(found) and found.ranked.retrieved.features["article"] >= HALF


def _shown(question: Question, found: Sequence[Marked]) -> tuple[tuple[str, str], ...]:
    """The replaced words by which the shown passages were found."""
    views = [one.ranked.retrieved.view for one in found[:_READ]]
    texts = [view.text + view.titles for view in views]
    return tuple(
        (typed, meant) for typed, meant in question.replaced if any(meant in t for t in texts)
    )
