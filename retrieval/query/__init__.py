"""Questions: what is asked, and of what."""

from retrieval.query.followup import CONTENT_WEIGHT, Dependence, Follower
from retrieval.query.model import Concept, Form, FormSource, Kind, Question, Slot
from retrieval.query.parser import Understander
from retrieval.query.wordlists import Lexicon, parse_lexicon

__all__ = [
    "CONTENT_WEIGHT",
    "Concept",
    "Dependence",
    "Follower",
    "Form",
    "FormSource",
    "Kind",
    "Lexicon",
    "Question",
    "Slot",
    "Understander",
    "parse_lexicon",
]
