"""Questions: what is asked, and of what."""

from retrieval.questions.following import TELLING, Follower, Leaning
from retrieval.questions.kind import Kind
from retrieval.questions.lexicon import Lexicon, parse_lexicon
from retrieval.questions.question import Concept, Form, Question, Slot, Source
from retrieval.questions.understanding import Understander

__all__ = [
    "TELLING",
    "Concept",
    "Follower",
    "Form",
    "Kind",
    "Leaning",
    "Lexicon",
    "Question",
    "Slot",
    "Source",
    "Understander",
    "parse_lexicon",
]
