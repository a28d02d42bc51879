"""What kind of answer a question asks for."""

from enum import StrEnum


class Kind(StrEnum):
    """The type of a question, by what answers it."""

    CONTACT = "contact"
    CLOCK = "clock"
    DATE = "date"
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    WHY = "why"
    HOW = "how"
    LIST = "list"
    YES_NO = "yes_no"
    DEFINITION = "definition"
    NAME = "name"
    WHAT = "what"
    TOPIC = "topic"  # keywords alone
