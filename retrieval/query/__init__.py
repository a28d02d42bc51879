"""Questions: what is asked, and of what."""

from retrieval.query.followup import CONTENT_WEIGHT, Dependence, Follower
from retrieval.query.model import Concept, Form, Kind, Question, Slot, Source
from retrieval.query.parser import Understander
from retrieval.query.wordlists import Lexicon, parse_lexicon

__all__ = [
    "CONTENT_WEIGHT",
    "Concept",
    "Dependence",
    "Follower",
    "Form",
    "Kind",
    "Lexicon",
    "Question",
    "Slot",
    "Source",
    "Understander",
    "parse_lexicon",
]
