"""Questions: what is asked, and of what."""

from retrieval.questions.kind import Kind
from retrieval.questions.lexicon import Lexicon, parse_lexicon
from retrieval.questions.question import Concept, Form, Question, Slot, Source
from retrieval.questions.understanding import Understander

__all__ = [
    "Concept",
    "Form",
    "Kind",
    "Lexicon",
    "Question",
    "Slot",
    "Source",
    "Understander",
    "parse_lexicon",
]
