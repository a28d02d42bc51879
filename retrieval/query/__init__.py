"""Questions: what is asked, and of what."""

from retrieval.query.followup import TELLING, Follower, Leaning
from retrieval.query.model import Concept, Form, Kind, Question, Slot, Source
from retrieval.query.parser import Understander
from retrieval.query.wordlists import Lexicon, parse_lexicon

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
