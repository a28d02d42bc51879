"""From a question to an answer: understand ─▶ rank ─▶ mark ─▶ judge ─▶ verify."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from retrieval.answers.answer import Answer, AnswerPassage, Listing, Status
from retrieval.answers.comparing import sides, woven
from retrieval.answers.counting import mentions
from retrieval.answers.explaining import Explanation, Work, explained
from retrieval.answers.highlighting import highlights
from retrieval.answers.judging import (
    FOUND,
    NOTHING,
    THERE,
    UNHELD,
    USUAL,
    Thresholds,
    Verdict,
    figures_of,
    judge,
)
from retrieval.answers.kinds import is_known_by_form
from retrieval.answers.marking import Mark, Marker
from retrieval.answers.ranking import Ranked, Ranker, without_repeats
from retrieval.answers.verbatim import verify, verify_view
from retrieval.answers.weights import Weights, weighed
from retrieval.questions import TELLING, Follower, Leaning, Question
from retrieval.reports import Report
from retrieval.terms import fold

TOP_K = 10
# earlier questions that a question may lean on, one by the other
TURNS = 3
# a question this likely answered after the one before follows it, however likely it is alone
CERTAIN = 0.95
# the share of its own words that must stand in the article that answers then
OWN = 0.4
# passages that are likely to answer an earlier question
NEAR = 10
# passages whose words are marked; the further ones get their sentence only
MARKED = 5
# where words don't tell which passage is the better one
SHOWN = 3


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
        """Answer a question and say why so: what was understood, found, weighed and judged."""
        work = self._work(question, turns, top_k)
        return explained(
            work,
            self._compose(work),
            weights=self.weights,
            thresholds=self.thresholds,
            index=self.ranker.index,
        )

    def understand(self, typed: str, turns: Sequence[str] = ()) -> Question:
        """The question as it is most likely meant after the earlier ones.

        Half a question is put together with the one before it. One that may be whole is taken
        both ways, and the way that the reports answer more likely counts.
        """
        question, _ = self._understood(typed, turns, TOP_K)
        return question

    def _understood(
        self, typed: str, turns: Sequence[str], top_k: int
    ) -> tuple[Question, Work | None]:
        """The question, and what answers it if that was looked for to tell how it is meant."""
        question = self.follower.understander.understand(typed)
        leaning = self.follower.leaning(question) if turns else Leaning.NONE
        if leaning is Leaning.NONE:
            return question, None
        earlier = self.understand(turns[-1], turns[-TURNS:-1])
        if not any(c.is_known or len(c.forms) > 1 for c in earlier.concepts):
            return question, None  # a greeting, nonsense
        joined = self.follower.joined(question, earlier, near=self._near(earlier))
        if leaning is Leaning.SURE:
            return joined, None
        return self._likelier(joined, question, top_k, needs_own=leaning is Leaning.MAYBE)

    def _near(self, question: Question) -> list[tuple[str, int, float]]:
        """The passages in which a question is likely answered, and how likely."""
        ranked = self.ranker.rank(question)[:NEAR]
        shares = [math.exp(r.score - ranked[0].score) for r in ranked]
        views = [r.evidence.view for r in ranked]
        return [
            (view.article.article_id, view.position, share / sum(shares))
            for view, share in zip(views, shares, strict=True)
        ]

    def _likelier(
        self, joined: Question, alone: Question, top_k: int, *, needs_own: bool
    ) -> tuple[Question, Work | None]:
        """A question after the earlier one or alone, as it makes more sense.

        What answers both may have to have some of its own words.
        """
        together = self._looked_up(joined, top_k)
        if not together.ranked or (needs_own and _own_share(together.ranked[0]) < OWN):
            return alone, None
        if together.verdict.likelihood >= CERTAIN:
            return joined, together
        apart = self._looked_up(alone, top_k)
        if together.verdict.likelihood >= apart.verdict.likelihood:
            return joined, together
        return alone, apart

    def _looked_up(self, question: Question, top_k: int) -> Work:
        """What answers a question; how many are wanted changes neither order nor verdict."""
        ranked, marks = self.marked(self.rank(question, top_k=max(top_k, TOP_K)))
        return Work(question, ranked, marks, self.judge(ranked[:TOP_K], marks[:TOP_K]))

    def _work(self, typed: str, turns: Sequence[str], top_k: int) -> Work:
        question, work = self._understood(typed, turns, top_k)
        if question.counted is not None:
            listing, ranked = mentions(question.counted, self.ranker.index, top_k=top_k)
            marks = [self.marker.mark(r.question, r.evidence, words=False) for r in ranked]
            return Work(question, ranked, marks, FOUND if ranked else NOTHING, listing)
        work = work or self._looked_up(question, top_k)
        return replace(work, ranked=work.ranked[:top_k], marks=work.marks[:top_k])

    def _compose(self, work: Work) -> Answer:
        marked = zip(work.ranked, work.marks, strict=True)
        # where nothing answers no words do
        is_answer = work.verdict.status is not Status.NOT_FOUND
        return Answer(
            question=work.question.typed,
            status=work.verdict.status,
            passages=tuple(
                self._passage(place, found, mark, shows_words=is_answer)
                for place, (found, mark) in enumerate(marked, start=1)
            ),
            missing=self._missing(work.question, work.listing),
            understood=work.question.understood,
            is_follow_up=any(concept.is_earlier for concept in work.question.concepts),
            listing=work.listing,
            replaced=_shown(work.question, work.ranked),
        )

    def rank(self, question: Question, *, top_k: int = TOP_K) -> list[Ranked]:
        """The best candidates without repeats; the sides of a comparison in turn."""
        asked = sides(question, self.follower.understander.finder)
        if not asked:
            return without_repeats(self.ranker.rank(question), most=top_k)
        return without_repeats(woven([self.ranker.rank(side) for side in asked]), most=top_k)

    def marked(self, ranked: Sequence[Ranked]) -> tuple[list[Ranked], list[Mark]]:
        """Mark the passages, and put those whose words were sought in order by what was found.

        The sides of a comparison keep their places.
        """
        # whoever holds an office may be named further down
        asks_holder = bool(ranked) and ranked[0].question.office is not None
        if asks_holder:
            count = TOP_K
        else:
            count = MARKED if ranked and is_known_by_form(ranked[0].question) else SHOWN
        marks = [
            self.marker.mark(r.question, r.evidence, words=place < count)
            for place, r in enumerate(ranked)
        ]
        if any(r.question is not ranked[0].question for r in ranked[:MARKED]):
            return list(ranked), marks
        scores = [self.score_marked(r, m) for r, m in zip(ranked[:count], marks, strict=False)]
        unnamed = [asks_holder and mark.answer is None for mark in marks]
        order = sorted(range(len(scores)), key=lambda place: (unnamed[place], -scores[place]))
        order += range(len(order), len(ranked))
        return [ranked[place] for place in order], [marks[place] for place in order]

    def score_marked(self, ranked: Ranked, mark: Mark) -> float:
        """A passage's score with what its mark tells."""
        return weighed(self.weights.passage, passage_figures(ranked, mark))

    def judge(self, ranked: Sequence[Ranked], marks: Sequence[Mark]) -> Verdict:
        """Whether the first passage answers; of a comparison, whether one of the sides' does."""
        if not ranked or not ranked[0].question.concepts or ranked[0].question.is_noise:
            return NOTHING
        asked = list(dict.fromkeys(found.question for found in ranked[:2]))
        return max(
            (self._judge(question, ranked, marks) for question in asked),
            key=lambda verdict: verdict.likelihood,
        )

    def _judge(
        self, question: Question, ranked: Sequence[Ranked], marks: Sequence[Mark]
    ) -> Verdict:
        if question.office and not any(mark.answer for mark in marks):
            return UNHELD  # nobody is named as its holder
        own = [i for i, found in enumerate(ranked) if found.question == question]
        figures = figures_of(
            question,
            [ranked[i] for i in own],
            marks[own[0]],
            lexicon=self.marker.lexicon,
        )
        return judge(figures, weights=self.weights.judging, thresholds=self.thresholds)

    def _missing(self, question: Question, listing: Listing | None) -> tuple[str, ...]:
        """The question's words that occur nowhere, nor anything that likely means the same; whole,
        as a character alone is no word.
        """
        occurs = self.follower.understander.finder.vocabulary.occurs
        words: list[str] = []
        for concept in question.concepts:
            others = (form.weight for form in concept.forms if form.text != concept.text)
            if max(others, default=0.0) >= THERE or occurs(concept.text):
                continue
            if words and len(concept.text) == 1 and words[-1] + concept.text in question.understood:
                words[-1] += concept.text  # one word that was cut: 区块 链
            else:
                words.append(concept.text)
        if listing is not None:
            if listing.articles:
                return ()
            has_known = any(c.is_known and c.text in listing.word for c in question.concepts)
            return tuple(w for w in words if w in listing.word) if has_known else (listing.word,)
        # a character that was cut off may well stand in other words
        return tuple(w for w in words if len(w) > 1 or len(question.concepts) == 1)

    def _passage(self, rank: int, found: Ranked, mark: Mark, *, shows_words: bool) -> AnswerPassage:
        passage = found.passage
        verify(passage, self.reports)
        folded = fold(passage.text)
        verify_view(found.evidence.view, passage, folded)
        return AnswerPassage(
            rank=rank,
            score=found.score,
            passage=passage,
            sentence=mark.sentence,
            answer=mark.answer if shows_words else None,
            highlights=highlights(folded, found.evidence),
        )


def _own_share(found: Ranked) -> float:
    """The share of a question's own telling words that stand in an article; 1 of none."""
    own = [
        (f.concept.weight, f.anywhere)
        for f in found.evidence.found
        if not f.concept.is_earlier and f.concept.weight >= TELLING
    ]
    return sum(w * sure for w, sure in own) / sum(w for w, _ in own) if own else 1.0


def passage_figures(ranked: Ranked, mark: Mark) -> dict[str, float]:
    """By what the best passages are put in order once they are marked."""
    question, figures = ranked.question, mark.answer_figures or {}
    if not is_known_by_form(question):
        return {"score": ranked.score}
    return {
        "score": ranked.score,
        "mark_score": mark.score,
        "mark": mark.likelihood,
        "near": figures.get("near", 0.0),
        "clause": figures.get("clause", 0.0),
        "focus": figures.get("focus", 0.0),
        "unit": figures.get("unit", 0.0),
        "asked": figures.get("asked", 0.0),
        "none": float(mark.answer is None),
    }


def _shown(question: Question, ranked: Sequence[Ranked]) -> tuple[tuple[str, str], ...]:
    """The replaced words by which the shown passages were found."""
    texts = [r.evidence.view.text + r.evidence.view.titles for r in islice(ranked, MARKED)]
    return tuple(
        (typed, meant) for typed, meant in question.replaced if any(meant in t for t in texts)
    )
